package org.svpc.cil;

import java.util.SortedSet;
import java.util.TreeSet;

/** Levels of CIL in one spelling: ranges of categories written out where they are numbered. */
final class Levels {
  private Levels() {}

  /** {@code ((s0) (s0 (c1 (range c3 c5))))} as {@code s0 - s0:c1,c3,c4,c5}. */
  static String range(CilNode node) {
    if (node instanceof CilNode.Parens parens && parens.items().size() == 2) {
      return level(parens.at(0)) + " - " + level(parens.at(1));
    }
    return level(node);
  }

  static String level(CilNode node) {
    if (!(node instanceof CilNode.Parens parens)) {
      return CilNode.text(node);
    }
    SortedSet<String> categories = new TreeSet<>();
    if (parens.items().size() > 1) {
      categories(parens.at(1), categories);
    }
    return categories.isEmpty()
        ? parens.head()
        : parens.head() + ":" + String.join(",", categories);
  }

  private static void categories(CilNode node, SortedSet<String> into) {
    if (!(node instanceof CilNode.Parens parens)) {
      into.add(CilNode.text(node));
    } else if (parens.head().equals("range")) {
      range(parens.word(1), parens.word(2), into);
    } else {
      parens.items().forEach(item -> categories(item, into));
    }
  }

  private static void range(String low, String high, SortedSet<String> into) {
    int from = number(low);
    int to = number(high);
    if (from < 0 || to < from) {
      into.add(low + "." + high);
      return;
    }
    for (int i = from; i <= to; i++) {
      into.add("c" + i);
    }
  }

  private static int number(String category) {
    if (category.length() < 2 || category.length() > 6 || category.charAt(0) != 'c') {
      return -1;
    }
    for (int i = 1; i < category.length(); i++) {
      if (!Character.isDigit(category.charAt(i))) {
        return -1;
      }
    }
    return Integer.parseInt(category.substring(1));
  }
}
