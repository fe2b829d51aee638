package org.svpc.labels;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes down what was dealt out, in the form of a plan with all labels, so that a later run keeps
 * it. Guests have the categories of their own in it; who is gone from the plan keeps its own.
 */
public final class Keeper {
  private Keeper() {}

  /** The text of the file, sorted by name. */
  public static String text(Labelling labelling) {
    Map<String, CategorySet> groups = new TreeMap<>(labelling.retiredGroups());
    for (Labelling.Group group : labelling.groups()) {
      groups.put(group.plan().name().text(), group.categories());
    }
    Map<String, CategorySet> guests = new TreeMap<>(labelling.retiredGuests());
    for (Labelling.Guest guest : labelling.guests()) {
      guests.put(guest.plan().name().text(), guest.own());
    }
    StringBuilder out =
        new StringBuilder(
            """
            // Labels that svpc dealt out: keep this file with the plan. A line that is taken out
            // sets its label free; do so once no file has it any more.
            """);
    for (Map.Entry<String, CategorySet> group : groups.entrySet()) {
      line("group", group.getKey(), group.getValue(), out);
    }
    for (Map.Entry<String, CategorySet> guest : guests.entrySet()) {
      line("guest", guest.getKey(), guest.getValue(), out);
    }
    return out.toString();
  }

  private static void line(String kind, String name, CategorySet set, StringBuilder out) {
    out.append(kind).append(" \"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append("\" = ").append(set).append(";\n");
  }
}
