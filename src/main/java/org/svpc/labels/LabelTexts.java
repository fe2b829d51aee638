package org.svpc.labels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.selinux.PathPattern;
import org.svpc.text.Escapes;

/** Labels that were dealt out, as libvirt, the shell and people read them. */
public final class LabelTexts {
  private final Labelling labelling;
  private final Proof proof;

  public LabelTexts(Labelling labelling, Proof proof) {
    this.labelling = labelling;
    this.proof = proof;
  }

  /**
   * The element for the XML of a domain: libvirt starts the guest with this label and gives it to
   * its images.
   */
  public String seclabel(Labelling.Guest guest) {
    return "<seclabel type='static' model='selinux' relabel='yes'>\n  <label>"
        + Escapes.xml(proof.processContext(guest))
        + "</label>\n</seclabel>\n";
  }

  /** The element for the {@code <source>} of a disk that a group shares. */
  public String seclabel(Labelling.Group group) {
    return "<seclabel model='selinux' relabel='yes'>\n  <label>"
        + Escapes.xml(proof.fileContext(group.categories()))
        + "</label>\n</seclabel>\n";
  }

  /** All elements in one document. */
  public String seclabels() {
    StringBuilder out = new StringBuilder("<seclabels>\n");
    for (Labelling.Guest guest : labelling.guests()) {
      element("guest", guest.plan().name().text(), seclabel(guest), out);
    }
    for (Labelling.Group group : labelling.groups()) {
      element("group", group.plan().name().text(), seclabel(group), out);
    }
    return out.append("</seclabels>\n").toString();
  }

  private static void element(String tag, String name, String inner, StringBuilder out) {
    out.append("  <").append(tag).append(" name='").append(Escapes.xml(name)).append("'>\n");
    for (int from = 0; from < inner.length(); ) {
      int end = inner.indexOf('\n', from) + 1;
      out.append("    ").append(inner, from, end);
      from = end;
    }
    out.append("  </").append(tag).append(">\n");
  }

  /** A script that labels the files that the plan names, for good and at once. */
  public String commands() {
    StringBuilder out = new StringBuilder("#!/bin/sh\nset -eu\n");
    for (Labelling.Group group : labelling.groups()) {
      for (Plan.Labelled file : group.plan().files()) {
        label(file, group.categories(), out);
      }
    }
    for (Labelling.Guest guest : labelling.guests()) {
      for (Plan.Labelled file : guest.plan().files()) {
        label(file, guest.categories(), out);
      }
    }
    return out.toString();
  }

  private void label(Plan.Labelled file, CategorySet categories, StringBuilder out) {
    out.append("semanage fcontext -a ")
        .append(file.tree() ? "" : "-f f ")
        .append("-s system_u -t ")
        .append(proof.imageType())
        .append(" -r ")
        .append(categories.level())
        .append(" -- ")
        .append(Escapes.shell(PathPattern.of(file.path(), file.tree())))
        .append('\n');
    out.append("chcon ")
        .append(file.tree() ? "-R " : "")
        .append("-- ")
        .append(proof.fileContext(categories))
        .append(' ')
        .append(Escapes.shell(file.path()))
        .append('\n');
  }

  /** Who reaches what: a line for each guest and group, then what the policy makes of it. */
  public String matrix() {
    StringBuilder out = new StringBuilder();
    int width = "LEVEL".length();
    int names = "GUEST".length();
    for (Labelling.Guest guest : labelling.guests()) {
      width = Math.max(width, guest.categories().level().length());
      names = Math.max(names, guest.plan().name().text().length());
    }
    for (Labelling.Group group : labelling.groups()) {
      width = Math.max(width, group.categories().level().length());
    }
    row("LEVEL", "GUEST", "REACHES, BESIDE ITS OWN, WHAT THESE SHARE", width, names, out);
    for (Labelling.Guest guest : labelling.guests()) {
      row(
          guest.categories().level(),
          guest.plan().name().text(),
          groups(guest.plan()),
          width,
          names,
          out);
    }
    if (!labelling.groups().isEmpty()) {
      row("\nLEVEL", "GROUP", "", width + 1, 0, out);
    }
    for (Labelling.Group group : labelling.groups()) {
      row(
          group.categories().level(),
          group.plan().name().text()
              + ", which "
              + String.format("%,d", group.members())
              + (group.members() == 1 ? " guest is in" : " guests are in"),
          "",
          width,
          0,
          out);
    }
    reaches(out);
    return out.toString();
  }

  private static String groups(Plan.Guest guest) {
    StringBuilder out = new StringBuilder();
    for (Plan.Name group : guest.groups()) {
      out.append(out.length() == 0 ? "" : ", ").append(group.text());
    }
    return out.length() == 0 ? "-" : out.toString();
  }

  private static void row(
      String level, String name, String rest, int width, int names, StringBuilder out) {
    out.append(level).append(" ".repeat(width - level.length() + 2)).append(name);
    if (!rest.isEmpty()) {
      out.append(" ".repeat(Math.max(0, names - name.length()) + 2)).append(rest);
    }
    out.append('\n');
  }

  private void reaches(StringBuilder out) {
    Map<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
    for (Proof.Reach reach : proof.reaches()) {
      String title =
          "What a process of `"
              + reach.domain()
              + "` may do to the class `"
              + reach.objectClass()
              + "` of `"
              + reach.type()
              + "`:";
      tables
          .computeIfAbsent(title, key -> new LinkedHashMap<>())
          .computeIfAbsent(String.join(" ", reach.permissions()), key -> new ArrayList<>())
          .add(reach.whose().words());
    }
    for (Map.Entry<String, Map<String, List<String>>> table : tables.entrySet()) {
      out.append('\n').append(table.getKey()).append('\n');
      for (Map.Entry<String, List<String>> row : table.getValue().entrySet()) {
        out.append("  ")
            .append(String.join("; ", row.getValue()))
            .append(": ")
            .append(row.getKey().isEmpty() ? "nothing" : row.getKey())
            .append('\n');
      }
    }
  }
}
