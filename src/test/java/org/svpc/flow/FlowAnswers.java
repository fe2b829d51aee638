package org.svpc.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;

/** Answers the questions of {@link SetoolsFlows} with svpc's own analyses, in the same words. */
final class FlowAnswers {
  private static final int MOST_COUNTED = 1000;

  private final Policy policy;
  private final Names types;
  private final PermissionWeights weights;
  private IdSet excluded = IdSet.EMPTY;
  private @Nullable FlowGraph flows;
  private TransitionGraph transitions;

  FlowAnswers(Policy policy, PermissionMap map) {
    this.policy = policy;
    types = policy.types().names();
    weights = new PermissionWeights(policy.classes(), map);
    transitions = new TransitionGraph(policy, StateSets.any(policy), IdSet.EMPTY);
  }

  List<String> answers(List<String> questions) {
    List<String> answers = new ArrayList<>();
    for (String question : questions) {
      String answer = answer(question.split(" ", -1));
      if (answer != null) {
        answers.add(question + " : " + answer);
      }
    }
    return answers;
  }

  private @Nullable String answer(String... words) {
    switch (words[0]) {
      case "flows" -> {
        flows = new FlowGraph(policy, weights, Integer.parseInt(words[1]), states(words[2]));
        excluded = types(words[3]);
        return null;
      }
      case "transitions" -> {
        excluded = types(words[1]);
        transitions = new TransitionGraph(policy, StateSets.any(policy), excluded);
        return null;
      }
      case "flow" -> {
        return shortest(flows, words[1], words[2]);
      }
      case "paths" -> {
        return paths(words[1], words[2], Integer.parseInt(words[3]));
      }
      case "out" -> {
        return names(flows.after(types.id(words[1])));
      }
      case "into" -> {
        return names(flows.before(types.id(words[1])));
      }
      case "transition" -> {
        return shortest(transitions, words[1], words[2]);
      }
      case "leads" -> {
        return hops(words[1], true);
      }
      case "enters" -> {
        return hops(words[1], false);
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private StateSets states(String text) {
    if (text.equals("any")) {
      return StateSets.any(policy);
    }
    IdSet on = policy.booleans().on();
    for (String given : text.equals("-") ? new String[0] : text.split(",", -1)) {
      IdSet bool = IdSet.of(policy.booleans().names().id(given.substring(0, given.indexOf('='))));
      on = given.endsWith("=on") ? on.or(bool) : on.without(bool);
    }
    return StateSets.one(policy, on);
  }

  private IdSet types(String text) {
    IdSet ids = IdSet.EMPTY;
    for (String name : text.equals("-") ? new String[0] : text.split(",", -1)) {
      ids = ids.or(IdSet.of(types.id(name)));
    }
    return ids;
  }

  private PathSearch search(TypeGraph graph, String from, String to) {
    return new PathSearch(
        graph,
        new PathQuestion(IdSet.of(types.id(from)), IdSet.of(types.id(to)), excluded, IdSet.EMPTY));
  }

  private String shortest(TypeGraph graph, String from, String to) {
    PathSearch search = search(graph, from, to);
    PathWalk walk = search.shortestPaths();
    int count = 0;
    while (count < MOST_COUNTED && walk.next() != null) {
      count++;
    }
    return search.shortest() + " " + count;
  }

  private String paths(String from, String to, int most) {
    TreeSet<String> found = new TreeSet<>();
    PathWalk walk = search(flows, from, to).paths(most);
    for (TypePath path = walk.next(); path != null; path = walk.next()) {
      found.add(String.join(">", path.types().stream().map(types::name).toList()));
    }
    return String.join(" ", found);
  }

  private String names(TypeGraph.Hops hops) {
    TreeSet<String> names = new TreeSet<>();
    for (int type : hops.types()) {
      if (!excluded.contains(type)) {
        names.add(types.name(type));
      }
    }
    return String.join(" ", names);
  }

  private String hops(String name, boolean out) {
    int type = types.id(name);
    TreeSet<String> found = new TreeSet<>();
    TypeGraph.Hops hops = out ? transitions.after(type) : transitions.before(type);
    for (int other : hops.types()) {
      if (!excluded.contains(other)) {
        TransitionRules rules =
            out ? transitions.rules(type, other, null) : transitions.rules(other, type, null);
        int ofFiles = 0;
        for (TransitionRules.Entrypoint entry : rules.entrypoints()) {
          ofFiles +=
              entry.entrypoint().size() + entry.execute().size() + entry.typeTransition().size();
        }
        found.add(
            "%s=%d,%d,%d,%d,%d/%d"
                .formatted(
                    types.name(other),
                    rules.transition().size(),
                    rules.setexec().size(),
                    rules.entrypoints().size(),
                    rules.dyntransition().size(),
                    rules.setcurrent().size(),
                    ofFiles));
      }
    }
    return String.join(" ", found);
  }
}
