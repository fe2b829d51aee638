package org.svpc.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.access.AccessDecisions;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.index.IdSet;
import org.svpc.index.MlsRange;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.testing.Command;

/**
 * Flows between types with levels in small made-up policies, held to the access decisions on every
 * pair of types with levels, and to what is known by hand.
 */
final class LevelFlowsTest {
  private static final long SEED = 20261127;
  private static final int POLICIES = 80;
  private static final int STATES = 4;
  private static final int LEAST = 4;
  private static final String MCS = "(h1 dom h2) or (t1 != bound)";
  private static final String MAP =
      """
      2
      class file 3
      read r 9
      write w 6
      getattr r 2
      class process 3
      ptrace b 5
      signal w 4
      getattr r 3
      """;

  @TempDir Path folder;

  private final Path policyFile() {
    return folder.resolve("policy");
  }

  private Policy compile(List<String> constraints, List<String> rules) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        class security class process class file
        sid kernel
        class security { x }
        class process { fork ptrace signal getattr }
        class file { read write getattr }
        sensitivity s0; dominance { s0 }
        category c0; category c1; category c2; level s0:c0.c2;
        """);
    constraints.forEach(
        constraint -> text.append("mlsconstrain ").append(constraint).append(";\n"));
    text.append(
        """
        attribute bound; attribute aa; attribute ab;
        type g, bound, aa; type h, bound; type d, aa, ab; type e; type f, aa; type i, ab;
        bool ba false; bool bb true;
        """);
    rules.forEach(rule -> text.append(rule).append('\n'));
    text.append(
        """
        role r; role r types { g h d e };
        user u roles r level s0 range s0 - s0:c0.c2;
        sid kernel u:r:g:s0
        """);
    Path source = folder.resolve("policy.conf");
    try {
      Files.writeString(source, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.of("checkpolicy", "-M", "-c", "33", "-o", "" + policyFile(), "" + source)
        .run()
        .orFail();
    return SmallPolicy.read(policyFile());
  }

  // ---- what is known by hand

  private static List<String> mcs() {
    return List.of("file { read write } (" + MCS + ")", "process { ptrace signal } (" + MCS + ")");
  }

  /** The shortest paths from a name to a name, both with levels. */
  private static Set<String> paths(Policy policy, String from, String to, String... without) {
    Ends ends = new Ends(policy, List.of(from, to));
    IdSet left = IdSet.EMPTY;
    for (String name : without) {
      left = left.or(ends.nodes(name));
    }
    LevelFlowGraph graph = graph(policy, StateSets.any(policy), ends.levels);
    PathSearch search =
        new PathSearch(
            graph, new PathQuestion(ends.nodes(from), ends.nodes(to), left, IdSet.EMPTY));
    return texts(search.shortestPaths(), graph);
  }

  private static Set<String> texts(PathWalk walk, TypeGraph graph) {
    TreeSet<String> texts = new TreeSet<>();
    for (TypePath path = walk.next(); path != null; path = walk.next()) {
      texts.add(String.join(" > ", path.types().stream().map(graph::name).toList()));
    }
    return texts;
  }

  /** Names of types, with a level or with every level that they are taken to have. */
  private static final class Ends {
    final Policy policy;
    final FlowLevels levels;

    Ends(Policy policy, List<String> ends) {
      this.policy = policy;
      List<FlowLevels.Asked> asked = new ArrayList<>();
      for (String end : ends) {
        if (end.contains(":")) {
          asked.add(new FlowLevels.Asked(IdSet.of(type(end)), range(end)));
        }
      }
      levels = new FlowLevels(policy, asked);
    }

    int type(String name) {
      return policy.types().names().id(name.contains(":") ? name.split(":", 2)[0] : name);
    }

    MlsRange range(String name) {
      ContextReading reading = new ContextReader(policy).atLevel(type(name), name.split(":", 2)[1]);
      return ((ContextReading.Valid) reading).context().range();
    }

    IdSet nodes(String name) {
      IdSet type = IdSet.of(type(name));
      return name.contains(":") ? levels.nodes(type, levels.of(range(name))) : levels.nodes(type);
    }
  }

  private static LevelFlowGraph graph(Policy policy, StateSets states, FlowLevels levels) {
    PermissionMap map = ((PermissionMap.Reading.Read) PermissionMap.read(MAP)).map();
    return new LevelFlowGraph(
        policy, new PermissionWeights(policy.classes(), map), LEAST, states, levels);
  }

  @Test
  void categoriesKeepGuestsApart() {
    Policy policy =
        compile(mcs(), List.of("allow g f:file { read write };", "allow g g:process ptrace;"));
    assertThat(paths(policy, "g:s0:c0", "f:s0:c0")).containsExactly("g:s0:c0 > f:s0:c0");
    assertThat(paths(policy, "f:s0:c0", "g:s0:c1", "g")).as("the disk of another").isEmpty();
    assertThat(paths(policy, "g:s0:c0", "g:s0:c1"))
        .as("what has no categories is for all")
        .containsExactly("g:s0:c0 > f:s0 > g:s0:c1", "g:s0:c0 > g:s0 > g:s0:c1");
    assertThat(paths(policy, "g:s0:c0", "g:s0:c1", "f:s0", "g:s0")).isEmpty();
  }

  @Test
  void whoIsNotBoundPassesThemOn() {
    Policy policy =
        compile(
            mcs(),
            List.of(
                "allow g f:file { read write };", "if (ba) { allow d f:file { read write }; }"));
    assertThat(paths(policy, "g:s0:c0", "g:s0:c1", "f:s0", "g"))
        .containsExactlyInAnyOrder(
            "g:s0:c0 > f:s0:c0 > d:s0 > f:s0:c1 > g:s0:c1",
            "g:s0:c0 > f:s0:c0 > d:s0-s0:c0.c2 > f:s0:c1 > g:s0:c1");
    assertThat(paths(policy, "g:s0:c0", "g:s0:c1", "f:s0", "g", "d")).isEmpty();
  }

  @Test
  void whatNoConstraintNamesCrosses() {
    Policy policy =
        compile(mcs(), List.of("allow g g:process getattr;", "allow h h:process signal;"));
    assertThat(paths(policy, "h:s0:c0", "h:s0:c1")).isEmpty();
    assertThat(paths(policy, "h:s0:c0,c1", "h:s0:c1"))
        .as("more categories dominate fewer")
        .containsExactly("h:s0:c0,c1 > h:s0:c1");
    assertThat(paths(policy, "g:s0:c0", "g:s0:c1")).as("getattr weighs too little").isEmpty();
    Policy open = compile(mcs().subList(0, 1), List.of("allow h h:process signal;"));
    assertThat(paths(open, "h:s0:c0", "h:s0:c1")).containsExactly("h:s0:c0 > h:s0:c1");
  }

  @Test
  void usersAndRolesAreOpen() {
    List<String> rules = List.of("allow g f:file write;");
    for (String passing :
        List.of(
            "u1 == u2 and h1 dom h2",
            "not (u1 == u2) and h1 dom h2",
            "u1 != u2 and h1 dom h2",
            "not (r1 == r2 and t1 == bound)")) {
      Policy policy = compile(List.of("file write (" + passing + ")"), rules);
      assertThat(paths(policy, "g:s0:c0", "f:s0:c0")).as(passing).hasSize(1);
    }
    for (String denying : List.of("u1 == u2 and h1 domby h2", "not (r1 == r2 or t1 == bound)")) {
      Policy policy = compile(List.of("file write (" + denying + ")"), rules);
      assertThat(paths(policy, "g:s0:c0", "f:s0")).as(denying).isEmpty();
    }
  }

  @Test
  void tooManyGroupsLetMorePassNeverLess() {
    List<String> constraints = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    for (int type = 0; type < 70; type++) {
      constraints.add("file write (h1 dom h2 or t1 != x" + type + ")");
      rules.add("type x" + type + "; allow x" + type + " f:file write;");
    }
    Policy policy = compile(constraints, rules);
    Ends ends = new Ends(policy, List.of("x0:s0:c0", "f:s0:c1"));
    assertThat(graph(policy, StateSets.any(policy), ends.levels).isExact()).isFalse();
    int passing = 0;
    for (int type = 0; type < 70; type++) {
      passing += paths(policy, "x" + type + ":s0:c0", "f:s0:c1").size();
    }
    assertThat(passing).as("what is denied, and not known to be").isEqualTo(7);
  }

  // ---- by trying everything

  private static List<String> constraints(Random random) {
    List<String> constraints = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      constraints.addAll(mcs());
    }
    for (int count = random.nextInt(4); count > 0; count--) {
      String what = pick(random, "file", "process");
      String permission =
          what.equals("file")
              ? pick(random, "read", "write", "{ read write getattr }")
              : pick(random, "ptrace", "signal", "{ ptrace signal }");
      constraints.add(what + " " + permission + " (" + expression(random, 2) + ")");
    }
    return constraints;
  }

  private static String expression(Random random, int depth) {
    int form = random.nextInt(depth == 0 ? 1 : 4);
    return switch (form) {
      case 0 ->
          random.nextBoolean()
              ? pick(random, "l1", "h1")
                  + " "
                  + pick(random, "eq", "dom", "domby", "incomp")
                  + " "
                  + pick(random, "l2", "h2")
              : pick(random, "t1", "t2")
                  + " "
                  + pick(random, "==", "!=")
                  + " "
                  + pick(random, "bound", "aa", "{ g f }", "{ ab h }");
      case 1 -> "not (" + expression(random, depth - 1) + ")";
      case 2 ->
          "(" + expression(random, depth - 1) + ") and (" + expression(random, depth - 1) + ")";
      default ->
          "(" + expression(random, depth - 1) + ") or (" + expression(random, depth - 1) + ")";
    };
  }

  private static List<String> rules(Random random) {
    List<String> rules = new ArrayList<>();
    for (int count = 5 + random.nextInt(6); count > 0; count--) {
      boolean file = random.nextInt(3) > 0;
      String rule =
          "allow "
              + pick(random, "g", "h", "d", "e", "aa", "bound")
              + " "
              + pick(random, "g", "h", "d", "f", "i", "aa", "ab", "bound")
              + (file ? ":file " : ":process ")
              + (file
                  ? pick(random, "read", "write", "getattr", "{ read write }")
                  : pick(random, "ptrace", "signal", "getattr"))
              + ";";
      rules.add(
          random.nextInt(3) == 0
              ? "if (" + pick(random, "ba", "bb", "ba && bb") + ") { " + rule + " }"
              : rule);
    }
    return rules;
  }

  private static String pick(Random random, String... words) {
    return words[random.nextInt(words.length)];
  }

  /** The state with this number: its bits are the booleans. */
  private static IdSet on(Policy policy, int state) {
    IdSet on = IdSet.EMPTY;
    Names names = policy.booleans().names();
    for (int bit = 0; bit < 2; bit++) {
      int bool = names.id(bit == 0 ? "ba" : "bb");
      on = (state >> bit & 1) == 1 && bool >= 0 ? on.or(IdSet.of(bool)) : on;
    }
    return on;
  }

  /** A type with a level, by names. */
  private record Node(int type, MlsRange range, String name) {}

  /** The nodes that the documentation promises. */
  private static List<Node> nodes(Policy policy, List<String> ends) {
    Ends names = new Ends(policy, List.of());
    List<Node> nodes = new ArrayList<>();
    AccessDecisions decisions = new AccessDecisions(policy);
    for (String type : List.of("g", "h", "d", "e", "f", "i")) {
      TreeSet<String> levels = new TreeSet<>(List.of("s0"));
      if (List.of("f", "i").contains(type) || isBound(decisions, names, type)) {
        ends.forEach(end -> levels.add(end.split(":", 2)[1]));
      } else {
        levels.add("s0-s0:c0.c2");
      }
      for (String end : ends) {
        if (end.startsWith(type + ":")) {
          levels.add(end.split(":", 2)[1]);
        }
      }
      for (String level : levels) {
        String name = type + ":" + level;
        nodes.add(new Node(names.type(name), names.range(name), name));
      }
    }
    return nodes;
  }

  private static boolean isBound(AccessDecisions decisions, Ends names, String type) {
    SecurityContext one = new SecurityContext(0, 1, names.type(type), names.range(type + ":s0:c0"));
    SecurityContext two = new SecurityContext(0, 1, names.type(type), names.range(type + ":s0:c1"));
    Policy policy = decisions.policy();
    int file = policy.classes().names().id("file");
    int process = policy.classes().names().id("process");
    int both = policy.classes().get(file).mask("read") | policy.classes().get(file).mask("write");
    int ptrace = policy.classes().get(process).mask("ptrace");
    return decisions.constrained(one, two, file, both) == both
        && decisions.constrained(one, two, process, ptrace) == ptrace;
  }

  /** The permissions by which one node carries to another, {@code file:read>} and the like. */
  private static Set<String> carrying(AccessDecisions decisions, Node from, Node to) {
    Set<String> found = new TreeSet<>();
    SecurityContext one = new SecurityContext(0, 1, from.type, from.range);
    SecurityContext two = new SecurityContext(0, 1, to.type, to.range);
    add(decisions, one, two, found, "file:write", "process:ptrace", "process:signal");
    add(decisions, two, one, found, "file:read", "process:ptrace");
    return found;
  }

  private static void add(
      AccessDecisions decisions,
      SecurityContext source,
      SecurityContext target,
      Set<String> found,
      String... permissions) {
    Policy policy = decisions.policy();
    for (String permission : permissions) {
      int objectClass = policy.classes().names().id(permission.split(":", -1)[0]);
      int mask = policy.classes().get(objectClass).mask(permission.split(":", -1)[1]);
      if ((decisions.allowed(source, target, objectClass) & mask) != 0) {
        found.add(permission);
      }
    }
  }

  @Test
  void hopsAndPathsAreThoseThatDecisionsAllow() {
    int reached = 0;
    int crossed = 0;
    int denied = 0;
    for (int count = 0; count < POLICIES; count++) {
      Random random = new Random(SEED + count);
      List<String> constraints = constraints(random);
      List<String> rules = rules(random);
      Policy policy = compile(constraints, rules);
      List<String> ends =
          List.of(
              pick(random, "g", "d", "f")
                  + ":"
                  + pick(random, "s0:c0", "s0:c0,c1", "s0:c0-s0:c0,c1"),
              pick(random, "g", "h", "i") + ":" + pick(random, "s0:c1", "s0:c0,c2", "s0"));
      String about = "seed " + (SEED + count) + " " + ends + constraints + rules;
      List<Node> nodes = nodes(policy, ends);
      Ends names = new Ends(policy, ends);
      LevelFlowGraph graph = graph(policy, StateSets.any(policy), names.levels);
      assertThat(graph.isExact()).isTrue();
      BitSet reaching = new BitSet();
      int shortest = Integer.MAX_VALUE;
      for (int state = 0; state < STATES; state++) {
        AccessDecisions decisions = new AccessDecisions(policy, on(policy, state));
        boolean[][] hops = checkHops(graph, names, nodes, decisions, about);
        int length = distance(hops, index(nodes, ends.get(0)), index(nodes, ends.get(1)));
        if (length > 0) {
          reaching.set(state);
          shortest = Math.min(shortest, length);
        }
      }
      PathSearch search =
          new PathSearch(
              graph,
              new PathQuestion(
                  names.nodes(ends.get(0)), names.nodes(ends.get(1)), IdSet.EMPTY, IdSet.EMPTY));
      assertThat(search.shortest()).as(about).isEqualTo(reaching.isEmpty() ? -1 : shortest);
      for (int state = 0; state < STATES; state++) {
        assertThat(graph.states().contains(search.states(), on(policy, state)))
            .as(about)
            .isEqualTo(reaching.get(state));
      }
      reached += reaching.isEmpty() ? 0 : 1;
      crossed += reaching.isEmpty() || shortest < 2 ? 0 : 1;
      denied += reaching.isEmpty() && isReached(policy, ends) ? 1 : 0;
    }
    assertThat(reached).as("policies with a path").isGreaterThan(20);
    assertThat(crossed).as("policies with a path of several hops").isGreaterThan(10);
    assertThat(denied).as("policies where constraints deny all paths").isGreaterThan(5);
  }

  private static int index(List<Node> nodes, String name) {
    return nodes.stream().map(Node::name).toList().indexOf(name);
  }

  /** Whether there is a path between the types alone, which no constraint is asked about. */
  private static boolean isReached(Policy policy, List<String> ends) {
    PermissionMap map = ((PermissionMap.Reading.Read) PermissionMap.read(MAP)).map();
    FlowGraph graph =
        new FlowGraph(
            policy, new PermissionWeights(policy.classes(), map), LEAST, StateSets.any(policy));
    Ends names = new Ends(policy, List.of());
    int from = names.type(ends.get(0));
    int to = names.type(ends.get(1));
    return from == to
        || new PathSearch(graph, PathQuestion.between(from, to)).states() != StateSets.NONE;
  }

  /** The hops between all nodes by decisions, after those of the graph were held to them. */
  private static boolean[][] checkHops(
      LevelFlowGraph graph, Ends names, List<Node> nodes, AccessDecisions decisions, String about) {
    boolean[][] hops = new boolean[nodes.size()][nodes.size()];
    for (int from = 0; from < nodes.size(); from++) {
      Set<String> expected = new TreeSet<>();
      Set<String> backwards = new TreeSet<>();
      for (int to = 0; to < nodes.size(); to++) {
        if (to != from) {
          Set<String> carrying = carrying(decisions, nodes.get(from), nodes.get(to));
          hops[from][to] = !carrying.isEmpty();
          if (hops[from][to]) {
            expected.add(nodes.get(to).name);
            assertThat(
                    carriers(
                        graph,
                        node(names, nodes.get(from)),
                        node(names, nodes.get(to)),
                        decisions.on()))
                .as(about)
                .isEqualTo(carrying);
          }
          if (!carrying(decisions, nodes.get(to), nodes.get(from)).isEmpty()) {
            backwards.add(nodes.get(to).name);
          }
        }
      }
      int node = node(names, nodes.get(from));
      assertThat(graph.name(node)).isEqualTo(nodes.get(from).name);
      assertThat(hops(graph, graph.after(node), decisions.on())).as(about).isEqualTo(expected);
      assertThat(hops(graph, graph.before(node), decisions.on())).as(about).isEqualTo(backwards);
    }
    return hops;
  }

  private static int node(Ends names, Node node) {
    return names.levels.node(node.type, names.levels.of(node.range));
  }

  private static Set<String> carriers(LevelFlowGraph graph, int from, int to, IdSet on) {
    Set<String> found = new TreeSet<>();
    Policy policy = graph.policy();
    for (InformationGraph.Carrier carrier : graph.carriers(from, to, on)) {
      int objectClass = policy.rules().objectClass(carrier.rule());
      for (String permission : policy.classes().get(objectClass).names(carrier.permissions())) {
        found.add(policy.classes().names().name(objectClass) + ":" + permission);
      }
    }
    return found;
  }

  private static Set<String> hops(LevelFlowGraph graph, TypeGraph.Hops hops, IdSet on) {
    Set<String> found = new TreeSet<>();
    for (int at = 0; at < hops.types().length; at++) {
      if (graph.states().contains(hops.states()[at], on)) {
        found.add(graph.name(hops.types()[at]));
      }
    }
    return found;
  }

  /** How many hops lead from one node to another, or 0. */
  private static int distance(boolean[][] hops, int from, int to) {
    int[] distances = new int[hops.length];
    Arrays.fill(distances, -1);
    distances[from] = 0;
    for (int length = 1; length < hops.length; length++) {
      for (int node = 0; node < hops.length; node++) {
        for (int next = 0; next < hops.length && distances[node] == length - 1; next++) {
          if (hops[node][next] && distances[next] < 0) {
            distances[next] = length;
          }
        }
      }
    }
    return Math.max(0, distances[to]);
  }
}
