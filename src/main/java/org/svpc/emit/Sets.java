package org.svpc.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;

/** Sets in the words of plain policy, sorted. */
final class Sets {
  private Sets() {}

  /** {@code a}, {@code { a b -c }}, {@code ~{ a b }} or {@code *}. */
  static String text(SymbolSet set) {
    List<SymbolSet.Element> elements = set.elements();
    if (elements.size() == 1 && !set.complement()) {
      SymbolSet.Element only = elements.get(0);
      if (!only.excluded() && only.expansion().isEmpty()) {
        return only.name();
      }
    }
    List<String> included = sorted(set.included());
    List<String> excluded = sorted(set.excluded());
    if (isAll(set)) {
      return "*";
    }
    StringBuilder text = new StringBuilder(set.complement() ? "~" : "");
    if (included.size() == 1 && excluded.isEmpty()) {
      return text.append(included.get(0)).toString();
    }
    text.append('{');
    for (String name : included) {
      text.append(' ').append(name);
    }
    for (String name : excluded) {
      text.append(" -").append(name);
    }
    return text.append(" }").toString();
  }

  /** Whether the set is {@code *}. */
  static boolean isAll(SymbolSet set) {
    return set.elements().size() == 1
        && set.elements().get(0).name().equals("*")
        && set.elements().get(0).expansion().isEmpty();
  }

  static List<String> sortedNames(List<Symbol> names) {
    List<String> texts = new ArrayList<>(names.size());
    for (Symbol name : names) {
      texts.add(name.name());
    }
    return sorted(texts);
  }

  static List<String> sorted(List<String> names) {
    if (names.size() < 2) {
      return names;
    }
    List<String> sorted = new ArrayList<>(names);
    Collections.sort(sorted);
    List<String> distinct = new ArrayList<>(sorted.size());
    for (String name : sorted) {
      if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals(name)) {
        distinct.add(name);
      }
    }
    return distinct;
  }
}
