package org.svpc.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.BooleanExpression;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;

/**
 * Paths in small made-up policies, held to what follows from their rules by trying everything: all
 * states of the booleans, all chains of types. In single states to setools as well.
 */
final class SmallFlowsTest {
  private static final long SEED = 20261126;
  private static final int POLICIES = 60;
  private static final int STATES = 1 << SmallPolicy.BOOLEANS;
  private static final int LEAST = 5;
  private static final int LONGEST = 4;

  @TempDir Path folder;

  /** For each pair of types the states in which there is a hop, by trying every rule. */
  private static BitSet[][] hops(SmallPolicy small, boolean transitions) {
    BitSet[][] hops = new BitSet[SmallPolicy.TYPES][SmallPolicy.TYPES];
    for (int from = 0; from < SmallPolicy.TYPES; from++) {
      for (int to = 0; to < SmallPolicy.TYPES; to++) {
        hops[from][to] = new BitSet();
        for (int state = 0; state < STATES && from != to; state++) {
          hops[from][to].set(
              state, transitions ? changes(small, from, to, state) : flows(small, from, to, state));
        }
      }
    }
    return hops;
  }

  private static boolean flows(SmallPolicy small, int from, int to, int state) {
    return has(small, "write", from, to, state, -1) || has(small, "read", to, from, state, -1);
  }

  private static boolean changes(SmallPolicy small, int from, int to, int state) {
    boolean asks = has(small, "setexec", from, from, state, -1);
    for (int file = 0; file < SmallPolicy.TYPES; file++) {
      if (has(small, "transition", from, to, state, -1)
          && has(small, "execute", from, file, state, -1)
          && has(small, "entrypoint", to, file, state, -1)
          && (asks || has(small, "type_transition", from, file, state, to))) {
        return true;
      }
    }
    return has(small, "dyntransition", from, to, state, -1)
        && has(small, "setcurrent", from, from, state, -1);
  }

  private static boolean has(
      SmallPolicy small, String permission, int source, int target, int state, int result) {
    for (SmallPolicy.Rule rule : small.rules) {
      if (rule.permission().equals(permission)
          && rule.sources().get(source)
          && rule.targets().get(target)
          && rule.states().get(state)
          && rule.result() == result) {
        return true;
      }
    }
    return false;
  }

  /** All paths of up to so many hops, with the states in which they hold. */
  private static void chains(
      BitSet[][] hops,
      Asked asked,
      List<Integer> path,
      BitSet states,
      int most,
      List<List<Integer>> found,
      BitSet reaching) {
    int last = path.get(path.size() - 1);
    for (int next = 0; next < SmallPolicy.TYPES; next++) {
      BitSet both = (BitSet) states.clone();
      both.and(hops[last][next]);
      if (both.isEmpty()) {
        continue;
      }
      List<Integer> longer = new ArrayList<>(path);
      longer.add(next);
      if (asked.to.get(next)) {
        if (asked.isPassed(longer)) {
          found.add(longer);
          reaching.or(both);
        }
      } else if (most > 1
          && !path.contains(next)
          && !asked.from.get(next)
          && !asked.without.get(next)) {
        chains(hops, asked, longer, both, most - 1, found, reaching);
      }
    }
  }

  /** A question in the numbers of the made-up policy. */
  private record Asked(BitSet from, BitSet to, BitSet without, BitSet through) {
    static Asked random(Random random) {
      BitSet from = some(random, 1 + random.nextInt(2));
      BitSet to = some(random, 1 + random.nextInt(2));
      to.andNot(from);
      to.set(random.nextInt(SmallPolicy.TYPES), to.isEmpty());
      from.andNot(to);
      from.set((to.nextSetBit(0) + 1) % SmallPolicy.TYPES, from.isEmpty());
      BitSet without = random.nextBoolean() ? some(random, 2) : new BitSet();
      return new Asked(from, to, without, new BitSet());
    }

    static BitSet some(Random random, int count) {
      BitSet some = new BitSet();
      for (int i = 0; i < count; i++) {
        some.set(random.nextInt(SmallPolicy.TYPES));
      }
      return some;
    }

    boolean isPassed(List<Integer> path) {
      if (through.isEmpty()) {
        return true;
      }
      return path.subList(1, path.size() - 1).stream().anyMatch(through::get);
    }
  }

  private static IdSet ids(BitSet types, Names names) {
    IdSet ids = IdSet.EMPTY;
    for (int type = types.nextSetBit(0); type >= 0; type = types.nextSetBit(type + 1)) {
      ids = ids.or(IdSet.of(names.id("t" + type)));
    }
    return ids;
  }

  private static PathQuestion question(Asked asked, Names names) {
    return new PathQuestion(
        ids(asked.from, names),
        ids(asked.to, names),
        ids(asked.without, names),
        ids(asked.through, names));
  }

  private static TypeGraph graph(Policy policy, boolean transitions, StateSets states) {
    PermissionMap map = ((PermissionMap.Reading.Read) PermissionMap.read(SmallPolicy.MAP)).map();
    return transitions
        ? new TransitionGraph(policy, states, IdSet.EMPTY)
        : new FlowGraph(policy, new PermissionWeights(policy.classes(), map), LEAST, states);
  }

  @Test
  void flowsAreThoseThatTheRulesMake() {
    assertThat(check(false)).as("pairs with a path").isGreaterThan(300);
  }

  @Test
  void transitionsAreThoseThatTheRulesMake() {
    assertThat(check(true)).as("pairs with a path").isGreaterThan(150);
  }

  private int check(boolean transitions) {
    int found = 0;
    int conditional = 0;
    for (int count = 0; count < POLICIES; count++) {
      long seed = SEED + count;
      SmallPolicy small = new SmallPolicy(seed, transitions);
      Policy policy = SmallPolicy.read(small.compile(folder));
      BitSet[][] hops = hops(small, transitions);
      Random random = new Random(seed);
      StateSets states = StateSets.any(policy);
      TypeGraph graph = graph(policy, transitions, states);
      for (int pair = 0; pair < 20; pair++) {
        Asked asked = Asked.random(random);
        if (pair % 4 == 0) {
          BitSet through = Asked.some(random, 2);
          through.andNot(asked.from);
          through.andNot(asked.to);
          asked = new Asked(asked.from, asked.to, asked.without, through);
        }
        BitSet reaching = checkOne(hops, asked, graph, "seed " + seed + ", " + asked);
        found += reaching.isEmpty() ? 0 : 1;
        conditional += reaching.isEmpty() || reaching.cardinality() == STATES ? 0 : 1;
      }
    }
    assertThat(conditional).as("pairs with a path in some states only").isGreaterThan(50);
    return found;
  }

  private static BitSet checkOne(BitSet[][] hops, Asked asked, TypeGraph graph, String about) {
    PathSearch search = new PathSearch(graph, question(asked, graph.policy().types().names()));
    List<List<Integer>> chains = new ArrayList<>();
    BitSet reaching = new BitSet();
    BitSet all = new BitSet();
    all.set(0, STATES);
    for (int from = asked.from.nextSetBit(0); from >= 0; from = asked.from.nextSetBit(from + 1)) {
      chains(hops, asked, List.of(from), all, SmallPolicy.TYPES, chains, reaching);
    }
    int shortest = chains.stream().mapToInt(chain -> chain.size() - 1).min().orElse(-1);
    if (asked.through.isEmpty()) {
      assertThat(search.shortest()).as(about).isEqualTo(shortest);
      assertThat(texts(search.shortestPaths(), graph))
          .as(about)
          .isEqualTo(texts(chains, shortest, shortest));
      assertThat(texts(search.paths(LONGEST), graph))
          .as(about)
          .isEqualTo(texts(chains, 0, LONGEST));
      checkStates(search, graph, reaching, about);
    } else {
      // A path may pass a type once before and once after what it has to pass.
      assertThat(search.shortest() < 0 ? Integer.MAX_VALUE : search.shortest())
          .as(about)
          .isLessThanOrEqualTo(shortest < 0 ? Integer.MAX_VALUE : shortest);
      for (TypePath path : all(search.shortestPaths())) {
        assertThat(path.length()).as(about).isEqualTo(search.shortest());
        checkHops(path, hops, graph, asked, about);
      }
      assertThat(texts(search.paths(LONGEST), graph))
          .as(about)
          .containsAll(texts(chains, 0, LONGEST));
    }
    return reaching;
  }

  private static void checkHops(
      TypePath path, BitSet[][] hops, TypeGraph graph, Asked asked, String about) {
    List<Integer> types = new ArrayList<>();
    for (int type : path.types()) {
      types.add(Integer.parseInt(graph.policy().types().names().name(type).substring(1)));
    }
    BitSet states = new BitSet();
    states.set(0, STATES);
    for (int hop = 0; hop < path.length(); hop++) {
      states.and(hops[types.get(hop)][types.get(hop + 1)]);
    }
    assertThat(states.isEmpty()).as(about + ": " + types).isFalse();
    assertThat(asked.isPassed(types)).as(about + ": " + types).isTrue();
    assertThat(types.subList(1, types.size() - 1).stream().noneMatch(asked.without::get))
        .as(about + ": " + types)
        .isTrue();
  }

  private static void checkStates(
      PathSearch search, TypeGraph graph, BitSet reaching, String about) {
    StateSets states = graph.states();
    Names bools = graph.policy().booleans().names();
    BitSet found = new BitSet();
    for (int state = 0; state < STATES; state++) {
      int one = StateSets.ALL;
      for (int bool = 0; bool < SmallPolicy.BOOLEANS; bool++) {
        if (bools.id("b" + bool) >= 0) {
          var variable = new BooleanExpression.Variable(bools.id("b" + bool));
          boolean on = (state >> bool & 1) == 1;
          one = states.and(one, states.of(on ? variable : new BooleanExpression.Not(variable)));
        }
      }
      found.set(state, states.and(one, search.states()) != StateSets.NONE);
    }
    assertThat(found).as(about).isEqualTo(reaching);
    if (!found.isEmpty()) {
      int example = StateSets.ALL;
      for (StateSets.State state : states.example(search.states())) {
        var variable = new BooleanExpression.Variable(state.bool());
        example =
            states.and(
                example, states.of(state.on() ? variable : new BooleanExpression.Not(variable)));
      }
      assertThat(states.and(example, search.states())).as(about).isEqualTo(example);
      assertThat(example).as(about).isNotEqualTo(StateSets.NONE);
    }
  }

  private static List<TypePath> all(PathWalk walk) {
    List<TypePath> paths = new ArrayList<>();
    for (TypePath path = walk.next(); path != null; path = walk.next()) {
      assertThat(path.states()).isNotEqualTo(StateSets.NONE);
      paths.add(path);
    }
    return paths;
  }

  private static Set<String> texts(PathWalk walk, TypeGraph graph) {
    Names names = graph.policy().types().names();
    TreeSet<String> texts = new TreeSet<>();
    int length = 0;
    for (TypePath path : all(walk)) {
      assertThat(path.length()).as("shorter paths come first").isGreaterThanOrEqualTo(length);
      length = path.length();
      boolean isNew = texts.add(String.join(">", path.types().stream().map(names::name).toList()));
      assertThat(isNew).as("each path comes once").isTrue();
    }
    return texts;
  }

  private static Set<String> texts(List<List<Integer>> chains, int least, int most) {
    TreeSet<String> texts = new TreeSet<>();
    for (List<Integer> chain : chains) {
      if (chain.size() - 1 >= least && chain.size() - 1 <= most) {
        texts.add(String.join(">", chain.stream().map(type -> "t" + type).toList()));
      }
    }
    return texts;
  }

  @Test
  void inOneStateTheyAreThoseOfSetools() throws IOException {
    Path map = folder.resolve("map");
    Files.writeString(map, SmallPolicy.MAP);
    PermissionMap own = ((PermissionMap.Reading.Read) PermissionMap.read(SmallPolicy.MAP)).map();
    for (int count = 0; count < 6; count++) {
      boolean transitions = count % 2 == 1;
      Path file = new SmallPolicy(SEED + count, transitions).compile(folder);
      List<String> questions = new ArrayList<>();
      for (String settings :
          transitions
              ? List.of("transitions -", "transitions t1,t2")
              : List.of(
                  "flows 1 any -", "flows 7 any t3", "flows 1 - t1,t2", "flows 1 b0=on,b1=off -")) {
        questions.add(settings);
        for (int from = 4; from < SmallPolicy.TYPES; from++) {
          String type = "t" + from;
          questions.add((transitions ? "leads " : "out ") + type);
          questions.add((transitions ? "enters " : "into ") + type);
          for (int to = 4; to < SmallPolicy.TYPES; to++) {
            if (from != to) {
              questions.add((transitions ? "transition " : "flow ") + type + " t" + to);
              if (!transitions && !settings.contains("any")) {
                questions.add("paths " + type + " t" + to + " 3");
              }
            }
          }
        }
      }
      Policy policy = SmallPolicy.read(file);
      List<String> expected = SetoolsFlows.ask(file, map, questions);
      assertThat(new FlowAnswers(policy, own).answers(questions))
          .containsExactlyElementsOf(expected);
    }
  }
}
