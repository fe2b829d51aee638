package org.svpc.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.svpc.console.Console;
import org.svpc.console.Refusal;
import org.svpc.console.Status;
import org.svpc.files.IoReason;
import org.svpc.flow.FlowGraph;
import org.svpc.flow.FlowLevels;
import org.svpc.flow.LevelFlowGraph;
import org.svpc.flow.PathQuestion;
import org.svpc.flow.PathSearch;
import org.svpc.flow.PathWalk;
import org.svpc.flow.PermissionMap;
import org.svpc.flow.PermissionWeights;
import org.svpc.flow.StateSets;
import org.svpc.flow.TransitionGraph;
import org.svpc.flow.TypeGraph;
import org.svpc.flow.TypePath;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.text.Spelling;
import org.svpc.usage.Command;
import org.svpc.usage.FlowOptions;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.PolicyFile;

/** {@code svpc flow}: how information, or a process, gets from one type of a policy to another. */
public final class FlowCommand {
  private static final int USUAL_WEIGHT = 3;
  private static final int MOST_MAP_BYTES = 16 << 20;

  private final Request.Run request;
  private final Console console;
  private final boolean transitions;

  private FlowCommand(Request.Run request, Console console) {
    this.request = request;
    this.console = console;
    transitions = request.has(FlowOptions.TRANSITIONS);
  }

  public static int run(Request.Run request, Console console) {
    try {
      return new FlowCommand(request, console).run();
    } catch (Refusal refusal) {
      return refusal.tell(request.command(), console);
    }
  }

  private int run() throws Refusal {
    int weight = number(FlowOptions.WEIGHT, USUAL_WEIGHT, PermissionMap.MOST_WEIGHT);
    int limit = number(FlowOptions.LIMIT, Integer.MAX_VALUE, Integer.MAX_VALUE);
    int mostHops = number(FlowOptions.ALL_PATHS, 0, Integer.MAX_VALUE);
    checkTogether();
    PermissionMap map = transitions ? null : map();
    Policy policy = PolicyFile.open(console, request.operands().get(0));
    if (policy == null) {
      return Status.UNUSABLE;
    }
    StateSets states = states(policy);
    List<String> operands = request.operands();
    FlowEnds ends = new FlowEnds(policy, operands.subList(1, operands.size()));
    FlowLevels levels = ends.levels();
    if (transitions && levels != null) {
      throw misuse("Levels are about flows, and `--transitions` is given.");
    }
    IdSet from = ends.nodes(operands.get(1));
    IdSet without = ends.nodes(request.values(FlowOptions.WITHOUT));
    TypeGraph graph;
    if (map == null) {
      graph = new TransitionGraph(policy, states, without);
    } else {
      PermissionWeights weights = new PermissionWeights(policy.classes(), map);
      graph =
          levels == null
              ? new FlowGraph(policy, weights, weight, states)
              : new LevelFlowGraph(policy, weights, weight, states, levels);
    }
    boolean one = operands.size() == 2;
    FlowReport report = FlowReport.of(request, graph, console.out());
    if (one) {
      direct(graph, from, without, limit, report);
    } else {
      IdSet to = ends.nodes(operands.get(2));
      IdSet through = ends.nodes(request.values(FlowOptions.THROUGH));
      checkEnds(graph, from, to, through, without);
      paths(
          new PathSearch(graph, new PathQuestion(from, to, without, through)),
          mostHops,
          limit,
          report);
    }
    report.end();
    if (report.count() == 0 && request.value(FlowOptions.REPORT, "human").equals("human")) {
      console.out().print(nothing(weight));
    }
    if (!states.isExact()) {
      console.complain(
          "The conditions of this policy are too many to weigh in full: of the paths, some may need"
              + " booleans that cannot be so at once.");
    }
    if (graph instanceof LevelFlowGraph flows && !flows.isExact()) {
      console.complain(
          "The constraints of this policy tell too many types apart to follow them all: of the"
              + " paths, some may be denied.");
    }
    return report.count() == 0 ? Status.ERRORS : Status.FINE;
  }

  private void checkTogether() throws Refusal {
    if (request.operands().size() < 2) {
      throw misuse("`FROM` is missing; expected POLICY FROM [TO].");
    }
    boolean one = request.operands().size() == 2;
    for (Option option :
        List.of(FlowOptions.SHORTEST, FlowOptions.ALL_PATHS, FlowOptions.THROUGH)) {
      if (one && request.has(option)) {
        throw misuse("`" + option.name() + "` needs a type that paths lead to.");
      }
    }
    if (!one && request.has(FlowOptions.INTO)) {
      throw misuse("`--into` is about one type, and two are given.");
    }
    if (request.has(FlowOptions.SHORTEST) && request.has(FlowOptions.ALL_PATHS)) {
      throw misuse("`-S` and `-A` exclude each other.");
    }
    if (request.has(FlowOptions.BRIEF) && request.has(FlowOptions.FULL)) {
      throw misuse("`--brief` and `--full` exclude each other.");
    }
    for (Option option : List.of(FlowOptions.WEIGHT, FlowOptions.MAP)) {
      if (transitions && request.has(option)) {
        throw misuse("`" + option.name() + "` is about flows, and `--transitions` is given.");
      }
    }
  }

  private static Refusal misuse(String message) {
    return new Refusal(message, Command.FLOW.seeHelp());
  }

  private int number(Option option, int otherwise, int most) throws Refusal {
    String given = request.value(option);
    if (given == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(given);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw misuse(
        "`"
            + given
            + "` is no value of `"
            + option.name()
            + "`, which takes a number from 1"
            + (most == Integer.MAX_VALUE ? "" : " to " + most)
            + ".");
  }

  private PermissionMap map() throws Refusal {
    String name = request.value(FlowOptions.MAP);
    if (name == null) {
      return PermissionMap.shipped();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      bytes = in.readNBytes(MOST_MAP_BYTES + 1);
    } catch (InvalidPathException e) {
      throw unusable("`" + name + "` cannot be the name of a file.");
    } catch (IOException e) {
      throw unusable("The permission map `" + name + "` cannot be read: " + IoReason.of(e) + ".");
    }
    if (bytes.length > MOST_MAP_BYTES) {
      throw unusable("`" + name + "` is no permission map: it has more than 16 MiB.");
    }
    PermissionMap.Reading reading = PermissionMap.read(new String(bytes, StandardCharsets.UTF_8));
    if (reading instanceof PermissionMap.Reading.Faulty faulty) {
      throw unusable("`" + name + "`, line " + faulty.line() + ": " + faulty.message());
    }
    return ((PermissionMap.Reading.Read) reading).map();
  }

  private static Refusal unusable(String message) {
    return new Refusal(message, "", Status.UNUSABLE);
  }

  private StateSets states(Policy policy) throws Refusal {
    Names names = policy.booleans().names();
    IdSet on = IdSet.EMPTY;
    IdSet off = IdSet.EMPTY;
    boolean defaults = false;
    for (String given : request.values(FlowOptions.BOOLEAN)) {
      if (given.equals("default")) {
        defaults = true;
        continue;
      }
      int equals = given.lastIndexOf('=');
      String value = equals < 0 ? "" : given.substring(equals + 1);
      if (!value.equals("on") && !value.equals("off")) {
        throw misuse(
            "`" + given + "` is no value of `--bool`, which takes `default` or `NAME=on|off`.");
      }
      String name = given.substring(0, equals);
      int bool = names.id(name);
      if (bool < 0) {
        throw unknown("boolean", name, names);
      }
      IdSet id = IdSet.of(bool);
      on = value.equals("on") ? on.or(id) : on.without(id);
      off = value.equals("off") ? off.or(id) : off.without(id);
    }
    if (!defaults) {
      return new StateSets(policy, on, off);
    }
    return StateSets.one(policy, policy.booleans().on().or(on).without(off));
  }

  static Refusal unknown(String kind, String name, Names names) {
    return new Refusal(
        "The policy has no " + kind + " `" + name + "`.",
        Spelling.question(Spelling.closest(name, names.all())));
  }

  private static void checkEnds(TypeGraph graph, IdSet from, IdSet to, IdSet through, IdSet without)
      throws Refusal {
    if (from.intersects(to)) {
      throw misuse(
          "Paths would begin where they end: in `" + graph.name(from.and(to).next(0)) + "`.");
    }
    IdSet inner = through.without(from).without(to).without(without);
    if (inner.isEmpty() && !through.isEmpty()) {
      throw misuse(
          "`" + graph.name(through.next(0)) + "` is to be passed, and is an end or left out.");
    }
  }

  private void direct(TypeGraph graph, IdSet of, IdSet without, int limit, FlowReport report)
      throws Refusal {
    int type = of.next(0);
    if (of.size() > 1) {
      throw misuse(
          "`" + request.operands().get(1) + "` is an attribute; expected a type, or a second one.");
    }
    boolean into = request.has(FlowOptions.INTO);
    TypeGraph.Hops hops = into ? graph.before(type) : graph.after(type);
    List<TypePath> paths = new ArrayList<>();
    for (int at = 0; at < hops.types().length; at++) {
      int next = hops.types()[at];
      if (!without.contains(next)) {
        List<Integer> ends = into ? List.of(next, type) : List.of(type, next);
        paths.add(new TypePath(ends, hops.states()[at]));
      }
    }
    int other = into ? 0 : 1;
    paths.sort(
        (a, b) -> graph.name(a.types().get(other)).compareTo(graph.name(b.types().get(other))));
    for (int at = 0; at < paths.size() && at < limit; at++) {
      report.path(paths.get(at));
    }
  }

  private void paths(PathSearch search, int mostHops, int limit, FlowReport report) {
    boolean all = request.has(FlowOptions.SHORTEST) || mostHops > 0;
    PathWalk walk = mostHops > 0 ? search.paths(mostHops) : search.shortestPaths();
    int most = all ? limit : 1;
    while (report.count() < most) {
      TypePath path = walk.next();
      if (path == null) {
        return;
      }
      report.path(path);
      if (console.out().checkError()) {
        return;
      }
    }
  }

  /** The sentence that no path was found. */
  private String nothing(int weight) {
    List<String> operands = request.operands();
    StringBuilder out = new StringBuilder();
    if (operands.size() == 2) {
      out.append(transitions ? "No domain transition leads " : "No information flows ");
      out.append(request.has(FlowOptions.INTO) ? "into `" : "out of `");
      out.append(operands.get(1)).append('`');
    } else {
      out.append(transitions ? "No domain transitions lead" : "No information flows");
      out.append(" from `").append(operands.get(1)).append("` to `");
      out.append(operands.get(2)).append('`');
      String hops = request.value(FlowOptions.ALL_PATHS);
      out.append(hops == null ? "" : " within " + hops + (hops.equals("1") ? " hop" : " hops"));
    }
    if (!transitions) {
      out.append(" by permissions of weight ").append(weight);
      out.append(weight < PermissionMap.MOST_WEIGHT ? " or more" : "");
    }
    return out.append(".\n").toString();
  }
}
