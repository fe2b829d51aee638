package org.svpc.inspection;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.access.PolicyText;
import org.svpc.flow.InformationGraph;
import org.svpc.flow.PermissionMap;
import org.svpc.flow.StateSets;
import org.svpc.flow.TransitionGraph;
import org.svpc.flow.TransitionRules;
import org.svpc.flow.TypeGraph;
import org.svpc.flow.TypePath;
import org.svpc.index.IdSet;
import org.svpc.report.JsonTree;
import org.svpc.usage.FlowOptions;
import org.svpc.usage.Request;

/** Writes paths: for people one after the other, as they are found; as JSON all at the end. */
abstract class FlowReport {
  final TypeGraph graph;
  private final PolicyText text;
  private int count;

  private FlowReport(TypeGraph graph) {
    this.graph = graph;
    text = new PolicyText(graph.policy());
  }

  /** The report that the options ask for. */
  static FlowReport of(Request.Run request, TypeGraph graph, PrintStream out) {
    return request.value(FlowOptions.REPORT, "human").equals("json")
        ? new Json(graph, out)
        : new Human(graph, out, request.has(FlowOptions.BRIEF), request.has(FlowOptions.FULL));
  }

  final void path(TypePath path) {
    count++;
    write(path);
  }

  /** How many paths there have been. */
  final int count() {
    return count;
  }

  abstract void write(TypePath path);

  abstract void end();

  final String node(int id) {
    return graph.name(id);
  }

  final String type(int id) {
    return graph.policy().types().names().name(id);
  }

  final String bool(StateSets.State state) {
    return graph.policy().booleans().names().name(state.bool());
  }

  /** The text of rules with one of their permissions; of a type rule there is none. */
  final List<String> rules(List<Integer> rules, String permission) {
    List<String> lines = new ArrayList<>(rules.size());
    for (int rule : rules) {
      int objectClass = graph.policy().rules().objectClass(rule);
      lines.add(text.rule(rule, graph.policy().classes().get(objectClass).mask(permission)));
    }
    return lines;
  }

  final String rule(InformationGraph.Carrier carrier) {
    return text.rule(carrier.rule(), carrier.permissions());
  }

  private static final class Human extends FlowReport {
    /** How many of a kind are printed unless all are asked for. */
    private static final int SHOWN = 4;

    private final PrintStream out;
    private final boolean brief;
    private final int most;

    Human(TypeGraph graph, PrintStream out, boolean brief, boolean full) {
      super(graph);
      this.out = out;
      this.brief = brief;
      most = full ? Integer.MAX_VALUE : SHOWN;
    }

    @Override
    void write(TypePath path) {
      if (!brief && count() > 1) {
        out.print('\n');
      }
      StringBuilder line = new StringBuilder();
      for (int each : path.types()) {
        line.append(line.isEmpty() ? "" : " -> ").append(node(each));
      }
      out.append(line).append(needs(path)).print('\n');
      if (brief) {
        return;
      }
      IdSet on = graph.states().exampleState(path.states());
      for (int hop = 0; hop < path.length(); hop++) {
        int from = path.types().get(hop);
        int to = path.types().get(hop + 1);
        if (path.length() > 1) {
          out.append("  ").append(node(from)).append(" -> ").append(node(to)).print('\n');
        }
        if (graph instanceof TransitionGraph transitions) {
          transition(transitions.rules(from, to, on));
        } else if (graph instanceof InformationGraph flows) {
          carriers(flows.carriers(from, to, on));
        }
      }
    }

    /** The booleans that the path needs, {@code (with `a` on, `b` off)}. */
    private String needs(TypePath path) {
      StringBuilder needs = new StringBuilder();
      for (StateSets.State state : graph.states().example(path.states())) {
        needs.append(needs.isEmpty() ? " (with `" : ", `").append(bool(state));
        needs.append(state.on() ? "` on" : "` off");
      }
      return needs.append(needs.isEmpty() ? "" : ")").toString();
    }

    private void carriers(List<InformationGraph.Carrier> carriers) {
      List<String> lines = new ArrayList<>();
      String last = "";
      for (InformationGraph.Carrier carrier : carriers) {
        String margin = carrier.weight() < PermissionMap.MOST_WEIGHT ? " " : "";
        String line = margin + carrier.weight() + "  " + rule(carrier);
        // Rules that differ in other permissions only.
        if (!line.equals(last)) {
          lines.add(line);
        }
        last = line;
      }
      lines("    ", lines);
    }

    private void transition(TransitionRules rules) {
      lines("    ", rules(rules.transition(), "transition"));
      lines("    ", rules(rules.setexec(), "setexec"));
      List<TransitionRules.Entrypoint> entrypoints = rules.entrypoints();
      for (var entrypoint : entrypoints.subList(0, Math.min(most, entrypoints.size()))) {
        out.append("    by executing ").append(type(entrypoint.file())).print('\n');
        lines("      ", rules(entrypoint.execute(), "execute"));
        lines("      ", rules(entrypoint.entrypoint(), "entrypoint"));
        lines("      ", rules(entrypoint.typeTransition(), ""));
      }
      more("    ", entrypoints.size(), "files");
      lines("    ", rules(rules.dyntransition(), "dyntransition"));
      lines("    ", rules(rules.setcurrent(), "setcurrent"));
    }

    private void lines(String margin, List<String> lines) {
      for (String line : lines.subList(0, Math.min(most, lines.size()))) {
        out.append(margin).append(line).print('\n');
      }
      more(margin, lines.size(), "rules");
    }

    private void more(String margin, int count, String what) {
      if (count > most) {
        out.append(margin).append("and ").append(String.valueOf(count - most)).append(" more ");
        out.append(what).print('\n');
      }
    }

    @Override
    void end() {}
  }

  private static final class Json extends FlowReport {
    private final PrintStream out;
    private final List<Object> paths = new ArrayList<>();

    Json(TypeGraph graph, PrintStream out) {
      super(graph);
      this.out = out;
    }

    @Override
    void write(TypePath path) {
      Map<String, Object> booleans = new LinkedHashMap<>();
      for (StateSets.State state : graph.states().example(path.states())) {
        booleans.put(bool(state), state.on());
      }
      IdSet on = graph.states().exampleState(path.states());
      List<Object> hops = new ArrayList<>();
      for (int hop = 0; hop < path.length(); hop++) {
        hops.add(hop(path.types().get(hop), path.types().get(hop + 1), on));
      }
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("booleans", booleans);
      written.put("hops", hops);
      paths.add(written);
    }

    private Map<String, Object> hop(int from, int to, IdSet on) {
      Map<String, Object> hop = new LinkedHashMap<>();
      hop.put("from", node(from));
      hop.put("to", node(to));
      if (graph instanceof TransitionGraph transitions) {
        put(transitions.rules(from, to, on), hop);
      } else if (graph instanceof InformationGraph flows) {
        List<Object> rules = new ArrayList<>();
        for (InformationGraph.Carrier carrier : flows.carriers(from, to, on)) {
          Map<String, Object> rule = new LinkedHashMap<>();
          rule.put("weight", carrier.weight());
          rule.put("rule", rule(carrier));
          rules.add(rule);
        }
        hop.put("rules", rules);
      }
      return hop;
    }

    private void put(TransitionRules rules, Map<String, Object> hop) {
      hop.put("transition", rules(rules.transition(), "transition"));
      hop.put("setexec", rules(rules.setexec(), "setexec"));
      List<Object> entrypoints = new ArrayList<>();
      for (TransitionRules.Entrypoint entrypoint : rules.entrypoints()) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("type", type(entrypoint.file()));
        written.put("execute", rules(entrypoint.execute(), "execute"));
        written.put("entrypoint", rules(entrypoint.entrypoint(), "entrypoint"));
        written.put("type_transition", rules(entrypoint.typeTransition(), ""));
        entrypoints.add(written);
      }
      hop.put("entrypoints", entrypoints);
      hop.put("dyntransition", rules(rules.dyntransition(), "dyntransition"));
      hop.put("setcurrent", rules(rules.setcurrent(), "setcurrent"));
    }

    @Override
    void end() {
      out.print(JsonTree.render(Map.of("paths", paths)));
    }
  }
}
