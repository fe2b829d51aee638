package org.svpc.inspection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.svpc.difference.PolicyDifference;
import org.svpc.difference.RuleChange;
import org.svpc.difference.StatementChange;
import org.svpc.index.IdSet;
import org.svpc.index.RuleKind;
import org.svpc.report.JsonTree;

/** The difference of two policies as text for people, as a summary for a merge request, as JSON. */
final class DiffText {
  /** How many types of a set are named, and how many rules a summary shows of each kind. */
  private static final int SHOWN_TYPES = 5;

  private static final int SHOWN_RULES = 30;

  private final PolicyDifference difference;

  DiffText(PolicyDifference difference) {
    this.difference = difference;
  }

  /** One line for each change, under headings. */
  String human() {
    StringBuilder out = new StringBuilder();
    section(out, "Statements", statements());
    section(out, "Access gained", rules(true, RuleKind.ALLOW));
    section(out, "Access lost", rules(false, RuleKind.ALLOW));
    section(out, "Other rules", otherRules());
    out.append(totals()).append('\n');
    return out.toString();
  }

  private static void section(StringBuilder out, String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      out.append(heading).append("\n");
      lines.forEach(line -> out.append("  ").append(line).append("\n"));
      out.append("\n");
    }
  }

  private List<String> statements() {
    return difference.statements().stream().map(DiffText::sentence).toList();
  }

  private static String sentence(StatementChange change) {
    String what = change.kind() + " " + change.name();
    String added = String.join(", ", change.added());
    String removed = String.join(", ", change.removed());
    return switch (change.change()) {
      case ADDED -> "+ " + what + (added.isEmpty() ? "" : ": " + added);
      case REMOVED -> "- " + what + (removed.isEmpty() ? "" : ": " + removed);
      case MODIFIED ->
          "~ "
              + what
              + ": "
              + (added.isEmpty()
                  ? "no longer " + removed
                  : removed.isEmpty() ? "now also " + added : "now " + added + ", was " + removed);
    };
  }

  private List<String> rules(boolean added, RuleKind kind) {
    List<String> lines = new ArrayList<>();
    for (RuleChange rule : difference.rules()) {
      if (rule.kind() == kind && rule.added() == added) {
        lines.add(
            types(rule.sources())
                + (added ? " gains " : " loses ")
                + rule.content()
                + " on "
                + types(rule.targets())
                + ":"
                + rule.objectClass()
                + through(rule));
      }
    }
    return lines;
  }

  private List<String> otherRules() {
    List<String> lines = new ArrayList<>();
    for (RuleChange rule : difference.rules()) {
      if (rule.kind() != RuleKind.ALLOW) {
        lines.add((rule.added() ? "+ " : "- ") + statement(rule) + through(rule));
      }
    }
    return lines;
  }

  private String statement(RuleChange rule) {
    return rule.kind().word()
        + " "
        + types(rule.sources())
        + " "
        + types(rule.targets())
        + ":"
        + rule.objectClass()
        + " "
        + rule.content()
        + ";";
  }

  private static String through(RuleChange rule) {
    String condition = rule.condition();
    if (condition == null) {
      return "";
    }
    return condition.indexOf(' ') < 0 && condition.charAt(0) != '!'
        ? " through boolean " + condition
        : " where " + condition;
  }

  /**
   * A set of types: an attribute's name where one has just these or few more, else the names of
   * some of the types.
   */
  private String types(IdSet set) {
    List<String> names = difference.names(set);
    if (names.size() == 1) {
      return names.get(0);
    }
    String attribute = difference.attribute(set);
    if (attribute != null) {
      return attribute;
    }
    if (names.size() <= SHOWN_TYPES + 1) {
      return "{ " + String.join(" ", names) + " }";
    }
    Map.Entry<IdSet, String> nearest = difference.nearestAttribute(set);
    if (nearest != null) {
      int all = nearest.getKey().size();
      List<String> without = difference.names(nearest.getKey().without(set));
      return without.size() <= SHOWN_TYPES
          ? "{ " + nearest.getValue() + " -" + String.join(" -", without) + " }"
          : names.size() + " of the " + all + " types of " + nearest.getValue();
    }
    return "{ "
        + String.join(" ", names.subList(0, SHOWN_TYPES))
        + " and "
        + (names.size() - SHOWN_TYPES)
        + " more }";
  }

  private String totals() {
    if (difference.isEmpty()) {
      return "The policies mean the same.";
    }
    return count(difference.statements().size(), "statement")
        + " and "
        + count(difference.rules().size(), "group")
        + " of rules differ.";
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Markdown: what a reviewer has to know first. */
  String summary() {
    StringBuilder out = new StringBuilder("### What the policy means now\n\n");
    if (difference.isEmpty()) {
      return out.append("Nothing changed: both policies mean the same.\n").toString();
    }
    Map<String, List<String>> byKind = new TreeMap<>();
    for (StatementChange change : difference.statements()) {
      byKind.computeIfAbsent(change.kind(), any -> new ArrayList<>()).add(sentence(change));
    }
    byKind.forEach((kind, lines) -> bullets(out, "Statements of kind `" + kind + "`", lines));
    bullets(out, "Access gained", rules(true, RuleKind.ALLOW));
    bullets(out, "Access lost", rules(false, RuleKind.ALLOW));
    bullets(out, "Other rules", otherRules());
    return out.toString();
  }

  private static void bullets(StringBuilder out, String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("**").append(heading).append("** (").append(lines.size()).append(")\n\n");
    for (String line : lines.subList(0, Math.min(lines.size(), SHOWN_RULES))) {
      out.append("- `").append(line).append("`\n");
    }
    if (lines.size() > SHOWN_RULES) {
      out.append("- and ").append(lines.size() - SHOWN_RULES).append(" more\n");
    }
    out.append('\n');
  }

  /** All that differs, every type by name. */
  String json() {
    List<Object> statements = new ArrayList<>();
    for (StatementChange change : difference.statements()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("kind", change.kind());
      tree.put("name", change.name());
      tree.put(
          "change",
          switch (change.change()) {
            case ADDED -> "added";
            case REMOVED -> "removed";
            case MODIFIED -> "modified";
          });
      tree.put("added", change.added());
      tree.put("removed", change.removed());
      statements.add(tree);
    }
    List<Object> rules = new ArrayList<>();
    for (RuleChange rule : difference.rules()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("change", rule.added() ? "added" : "removed");
      tree.put("kind", rule.kind().word());
      tree.put("sources", difference.names(rule.sources()));
      tree.put("targets", difference.names(rule.targets()));
      tree.put("class", rule.objectClass());
      tree.put("content", rule.content());
      if (rule.condition() != null) {
        tree.put("condition", rule.condition());
      }
      rules.add(tree);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("statements", statements);
    tree.put("rules", rules);
    return JsonTree.render(tree);
  }
}
