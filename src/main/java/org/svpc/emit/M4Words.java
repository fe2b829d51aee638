package org.svpc.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.SymbolSet.Element;
import org.svpc.selinux.LevelRange;

/**
 * Words that m4 reads: sets and levels keep the names that the support files define, and everything
 * else is kept from being taken for a macro. Permissions are sorted, which selint asks for; other
 * sets keep the author's order.
 */
record M4Words(M4 m4) implements Words {
  @Override
  public String name(String name) {
    return m4.name(name);
  }

  @Override
  public String permissions(SymbolSet set) {
    return set(set, true);
  }

  @Override
  public String set(SymbolSet set) {
    return set(set, false);
  }

  private String set(SymbolSet set, boolean sorted) {
    List<String> members = new ArrayList<>(set.elements().size());
    boolean plain = !set.complement();
    for (Element element : set.elements()) {
      add(element, members);
      plain &= !element.excluded();
    }
    if (sorted) {
      Collections.sort(members);
    }
    if (members.size() == 1 && plain) {
      return members.get(0);
    }
    String prefix = set.complement() ? "~" : "";
    if (members.size() == 1 && !members.get(0).startsWith("-")) {
      return prefix + members.get(0);
    }
    return prefix + "{ " + String.join(" ", members) + " }";
  }

  private void add(Element element, List<String> members) {
    if (element.expansion().isEmpty()) {
      String name = element.name();
      members.add((element.excluded() ? "-" : "") + (name.equals("*") ? name : m4.name(name)));
    } else if (element.excluded() || !isSetName(element.name())) {
      for (String name : element.expansion()) {
        members.add((element.excluded() ? "-" : "") + m4.name(name));
      }
    } else {
      members.add(element.name());
    }
  }

  /** Whether it is a set's name and not {@code *} or {@code ~{ ... }}, which were written out. */
  private static boolean isSetName(String name) {
    return !name.startsWith("*") && !name.startsWith("~");
  }

  @Override
  public String objectName(String name) {
    return m4.inInterface() && isParameter(name) ? name : '"' + m4.text(name) + '"';
  }

  private static boolean isParameter(String text) {
    if (text.length() < 2 || text.charAt(0) != '$') {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String range(LevelRange range) {
    return SingleCategories.of(range).written();
  }
}
