package org.svpc.policies;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.svpc.cil.CilNode;
import org.svpc.cil.CilNode.Parens;

/**
 * Takes statements of CIL apart: a rule into one atom for each permission, an attribute into one
 * for each member. The rules of a conditional carry its condition.
 */
final class Atoms {
  private final SortedSet<String> atoms = new TreeSet<>();

  SortedSet<String> all() {
    return atoms;
  }

  void add(Parens statement) {
    walk(statement, "", (rule, condition) -> apart(rule, condition));
  }

  /** Visits each rule in a statement with the condition it stands under. */
  static void walk(Parens statement, String condition, BiConsumer<Parens, String> visitor) {
    if (!statement.head().equals("booleanif")) {
      visitor.accept(statement, condition);
      return;
    }
    for (int arm = 2; arm < statement.items().size(); arm++) {
      Parens rules = (Parens) statement.at(arm);
      String under = condition(statement.at(1), rules.head());
      for (CilNode rule : rules.items().subList(1, rules.items().size())) {
        visitor.accept((Parens) rule, under);
      }
    }
  }

  /** What follows an atom: when it holds. */
  static String condition(CilNode expression, String arm) {
    return " if " + bare(expression) + " is " + arm;
  }

  /** The expression with no parentheses around single names. */
  private static String bare(CilNode node) {
    if (!(node instanceof Parens parens)) {
      return CilNode.text(node);
    }
    if (parens.items().size() == 1) {
      return bare(parens.at(0));
    }
    StringBuilder text = new StringBuilder("(");
    for (CilNode item : parens.items()) {
      text.append(text.length() == 1 ? "" : " ").append(bare(item));
    }
    return text.append(')').toString();
  }

  private void apart(Parens rule, String condition) {
    switch (rule.head()) {
      case "allow", "auditallow", "dontaudit" -> access(rule, condition);
      case "typeattributeset" -> {
        for (CilNode type : ((Parens) rule.at(2)).items()) {
          atoms.add(member(CilNode.text(type), rule.word(1)));
        }
      }
      case "typetransition", "typechange", "typemember" -> atoms.add(typeRule(rule) + condition);
      default -> atoms.add(CilNode.text(rule) + condition);
    }
  }

  private void access(Parens rule, String condition) {
    String target = rule.word(2).equals("self") ? rule.word(1) : rule.word(2);
    Parens permissions = (Parens) rule.at(3);
    for (CilNode permission : ((Parens) permissions.at(1)).items()) {
      atoms.add(
          access(
              rule.head(),
              rule.word(1),
              target,
              permissions.head() + " " + CilNode.text(permission),
              condition));
    }
  }

  static String access(
      String kind, String source, String target, String permission, String condition) {
    return kind + " " + source + " " + target + ":" + permission + condition;
  }

  static String member(String type, String attribute) {
    return "member " + type + " of " + attribute;
  }

  private static String typeRule(Parens rule) {
    return typeRule(rule, rule.word(1), rule.word(2));
  }

  /** A type rule with other types; object names stand bare, as checkpolicy writes them. */
  static String typeRule(Parens rule, String source, String target) {
    StringBuilder text =
        new StringBuilder(rule.head())
            .append(' ')
            .append(source)
            .append(' ')
            .append(target)
            .append(':')
            .append(rule.word(3));
    for (CilNode rest : rule.items().subList(4, rule.items().size())) {
      text.append(' ')
          .append(rest instanceof CilNode.Quoted name ? name.text() : CilNode.text(rest));
    }
    return text.toString();
  }
}
