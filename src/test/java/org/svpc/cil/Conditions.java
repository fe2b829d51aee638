package org.svpc.cil;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The normal form of a condition: its truth table over its sorted booleans. checkmodule joins
 * conditionals whose tables are equal and turns {@code !x} around by swapping the arms, so which
 * words the author used cannot be told from a module; the table is false where all booleans are
 * false, and {@code swapped} says whether the arms have to change places for that.
 */
record Conditions(String key, boolean swapped) {
  /** More booleans than this have no table; such a condition is compared as it is written. */
  private static final int MOST_BOOLEANS = 12;

  static Conditions of(CilNode expression) {
    SortedSet<String> names = new TreeSet<>();
    collect(expression, names);
    List<String> order = new ArrayList<>(names);
    if (order.size() > MOST_BOOLEANS) {
      return new Conditions(CilNode.text(expression), false);
    }
    boolean swapped = value(expression, order, 0);
    StringBuilder key = new StringBuilder(String.join(" ", order)).append(" :");
    for (int row = 0; row < 1 << order.size(); row++) {
      key.append(value(expression, order, row) != swapped ? '1' : '0');
    }
    return new Conditions(key.toString(), swapped);
  }

  private static void collect(CilNode node, SortedSet<String> names) {
    if (node instanceof CilNode.Parens parens && parens.items().size() > 1) {
      parens.items().subList(1, parens.items().size()).forEach(item -> collect(item, names));
    } else {
      names.add(name(node));
    }
  }

  private static String name(CilNode node) {
    return node instanceof CilNode.Parens parens ? parens.head() : CilNode.text(node);
  }

  private static boolean value(CilNode node, List<String> order, int row) {
    if (!(node instanceof CilNode.Parens parens) || parens.items().size() == 1) {
      return (row >> order.indexOf(name(node)) & 1) == 1;
    }
    boolean left = value(parens.at(1), order, row);
    if (parens.head().equals("not")) {
      return !left;
    }
    boolean right = value(parens.at(2), order, row);
    return switch (parens.head()) {
      case "and" -> left && right;
      case "or" -> left || right;
      case "xor", "neq" -> left != right;
      case "eq" -> left == right;
      default -> throw new IllegalArgumentException("operator " + parens.head());
    };
  }
}
