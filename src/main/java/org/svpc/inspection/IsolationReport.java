package org.svpc.inspection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.access.Isolation;
import org.svpc.access.PolicyText;
import org.svpc.index.Policy;
import org.svpc.report.JsonTree;

/** What crosses between two guests of a domain, as a table or as JSON. */
final class IsolationReport {
  private final Policy policy;
  private final PolicyText text;
  private final Isolation isolation;

  IsolationReport(Policy policy, Isolation isolation) {
    this.policy = policy;
    this.isolation = isolation;
    text = new PolicyText(policy);
  }

  String text() {
    StringBuilder out = new StringBuilder();
    out.append(text.context(isolation.guest()))
        .append(" and ")
        .append(text.context(isolation.other()))
        .append('\n');
    out.append(
        isolation.constrained()
            ? "Constraints keep them from reading and writing each other's files.\n"
            : "No constraint keeps them from reading and writing each other's files.\n");
    out.append("\nWhat one may do to the other's process, descriptors, sockets and memory:\n");
    table(true, out);
    out.append("\nWhat one may do to the other's files, of the types that it writes:\n");
    table(false, out);
    out.append("\nDomains it may enter that are free to read and write files of all guests:\n");
    exits(out);
    return out.toString();
  }

  private void table(boolean itself, StringBuilder out) {
    Map<String, Map<String, List<String>>> rows = new LinkedHashMap<>();
    int width = 0;
    for (Isolation.Crossing crossing : isolation.crossings()) {
      if ((crossing.objectType() == isolation.guest().type()) == itself) {
        String name = policy.classes().names().name(crossing.objectClass());
        width = Math.max(width, name.length());
        rows.computeIfAbsent(name, key -> new LinkedHashMap<>())
            .computeIfAbsent(permissions(crossing), key -> new ArrayList<>())
            .add(policy.types().names().name(crossing.objectType()));
      }
    }
    if (rows.isEmpty()) {
      out.append("  nothing\n");
    }
    for (Map.Entry<String, Map<String, List<String>>> row : rows.entrySet()) {
      for (Map.Entry<String, List<String>> cell : row.getValue().entrySet()) {
        out.append("  ").append(row.getKey());
        out.append(" ".repeat(width - row.getKey().length() + 2)).append(cell.getKey());
        if (!itself) {
          out.append("  (").append(String.join(", ", cell.getValue())).append(')');
        }
        out.append('\n');
      }
    }
  }

  private String permissions(Isolation.Crossing crossing) {
    return String.join(
        " ", policy.classes().get(crossing.objectClass()).names(crossing.permissions()));
  }

  private void exits(StringBuilder out) {
    if (isolation.exits().isEmpty()) {
      out.append("  none\n");
    }
    for (Isolation.Exit exit : isolation.exits()) {
      out.append("  ").append(policy.types().names().name(exit.domain()));
      if (!exit.entries().isEmpty()) {
        out.append("  by ").append(String.join(", ", entries(exit)));
      }
      out.append(exit.dynamic() ? "  by itself, without starting a program\n" : "\n");
    }
  }

  private List<String> entries(Isolation.Exit exit) {
    List<String> names = new ArrayList<>();
    for (int entry : exit.entries()) {
      names.add(policy.types().names().name(entry));
    }
    return names;
  }

  String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("guest", text.context(isolation.guest()));
    tree.put("other", text.context(isolation.other()));
    tree.put("constrained", isolation.constrained());
    List<Object> crossings = new ArrayList<>();
    for (Isolation.Crossing crossing : isolation.crossings()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("type", policy.types().names().name(crossing.objectType()));
      one.put("class", policy.classes().names().name(crossing.objectClass()));
      one.put(
          "permissions",
          policy.classes().get(crossing.objectClass()).names(crossing.permissions()));
      one.put("own", policy.classes().get(crossing.objectClass()).names(crossing.own()));
      crossings.add(one);
    }
    tree.put("crossings", crossings);
    List<Object> exits = new ArrayList<>();
    for (Isolation.Exit exit : isolation.exits()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("domain", policy.types().names().name(exit.domain()));
      one.put("entries", entries(exit));
      one.put("dynamic", exit.dynamic());
      exits.add(one);
    }
    tree.put("exits", exits);
    return JsonTree.render(tree);
  }
}
