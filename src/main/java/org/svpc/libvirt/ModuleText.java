package org.svpc.libvirt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.PathPattern;

/**
 * A guest as the source of a module: what the guest's domain may do, each access with the lines of
 * the XML that it is for, and the labels of the paths that the XML names.
 */
public final class ModuleText {
  /** So many lines of the XML are named for one access. */
  private static final int MOST_LINES = 6;

  private static final int MOST_WIDTH = 100;

  private final Guest guest;
  private final Map<LibraryCall, List<Need>> calls = new LinkedHashMap<>();

  /**
   * @param whole whether calls stand there too that the guest's template implies, so that each need
   *     shows what it stands for
   */
  private ModuleText(Guest guest, boolean whole) {
    this.guest = guest;
    for (Need need : guest.needs()) {
      for (LibraryCall call : need.calls()) {
        if (whole || call.access().form() != Access.Form.IMPLIED) {
          calls.computeIfAbsent(call, each -> new ArrayList<>()).add(need);
        }
      }
    }
  }

  /**
   * The module of a guest; to be laid out.
   *
   * @param origin what the XML is called
   */
  public static String of(Guest guest, String origin) {
    return new ModuleText(guest, false).text(origin);
  }

  /** The calls of {@link #whole}, in the order in which they stand in the domain's block. */
  public static List<Map.Entry<LibraryCall, List<Need>>> wholeCalls(Guest guest) {
    return List.copyOf(new ModuleText(guest, true).calls.entrySet());
  }

  /** The module with all that its needs stand for, to be held against a policy. */
  public static String whole(Guest guest, String origin) {
    return new ModuleText(guest, true).text(origin);
  }

  private String text(String origin) {
    StringBuilder out = new StringBuilder();
    out.append("/// The guest ").append(comment(guest.name())).append(" of libvirt.\n///\n");
    out.append(
        "/// Made by `svpc guest` of the file below, whose lines are named beside what they\n");
    out.append(
            "/// need. Its XML has to name the domain: `svpc guest --write-seclabel`.\n///\n/// ")
        .append(limited(comment(origin)))
        .append('\n');
    out.append("module ").append(guest.names().stem()).append(" 1.0.0;\n\nuse svirt;\n");
    if (!guest.externs().isEmpty()) {
      out.append("\nextern type ").append(String.join(", ", guest.externs())).append(";\n");
    }
    types(out);
    gates(out);
    labels(out);
    out.append("\n/// The guest's QEMU.\ndomain ").append(guest.names().domain()).append(" {\n");
    boolean first = true;
    for (Map.Entry<LibraryCall, List<Need>> each : calls.entrySet()) {
      out.append(first ? "" : "\n");
      first = false;
      for (String line : comments(each.getValue())) {
        out.append("    // ").append(line).append('\n');
      }
      statement(each.getKey(), out);
    }
    return out.append("}\n").toString();
  }

  // ---- declarations

  private void gates(StringBuilder out) {
    Set<Access> gated = new LinkedHashSet<>();
    for (LibraryCall call : calls.keySet()) {
      if (call.access().isGated() && gated.add(call.access())) {
        out.append("\n/// Let the guest have `")
            .append(call.access().call())
            .append("`, which reaches beyond it.\nboolean ")
            .append(guest.names().gate(call.access()))
            .append(" = false;\n");
      }
    }
  }

  private void types(StringBuilder out) {
    Set<Subject> used = new LinkedHashSet<>();
    for (LibraryCall call : calls.keySet()) {
      used.addAll(call.arguments());
    }
    for (Placement placement : guest.placements()) {
      used.add(placement.type());
    }
    Set<String> declared = new HashSet<>();
    declared.add(guest.names().domain());
    for (Subject subject : used) {
      String name = guest.names().of(subject);
      if (!declared.add(name)) {
        continue;
      }
      if (subject instanceof Subject.Declared) {
        out.append("\n/// Images that the XML labels so.\ntype ")
            .append(name)
            .append(" is virt_image;\n");
      } else if (subject instanceof Subject.Own own && !own.role().documentation().isEmpty()) {
        out.append("\n/// ").append(own.role().documentation()).append('\n');
        out.append(
            switch (own.role()) {
              case IMAGE -> "type " + name + " is virt_image;\n";
              case KEY -> "type " + name + " is virt_content;\n";
              case SHARED -> "type " + name + " is virt_shared_image;\n";
              case FOLDER, SOCKET, PEER, LOG, PIPE -> "type " + name + " is files_type;\n";
              case SERVER -> "attribute " + name + ";\n";
              case MEMORY -> "type " + name + ";\n";
              case TERMINAL -> "";
            });
      }
    }
  }

  private void labels(StringBuilder out) {
    Map<Subject, List<Placement>> byType = new LinkedHashMap<>();
    for (Placement placement : guest.placements()) {
      byType.computeIfAbsent(placement.type(), type -> new ArrayList<>()).add(placement);
    }
    for (Map.Entry<Subject, List<Placement>> each : byType.entrySet()) {
      out.append("\nlabels ").append(guest.names().of(each.getKey())).append(" {\n");
      for (Placement placement : each.getValue()) {
        out.append("    // ")
            .append(limited("Line " + placement.place().line() + ": " + comment(placement.what())))
            .append('\n');
        out.append("    ").append(pattern(placement));
        if (placement.kind() != FileKind.ANY) {
          out.append(' ').append(placement.kind().word());
        }
        out.append(";\n");
      }
      out.append("}\n");
    }
  }

  /** Whether a label can hold a path as it stands. */
  static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '"' || c == '\\' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /**
   * A path as it stands, unless it holds what CIL has no form for within quotes, or what libselinux
   * refuses in file contexts: then byte by byte.
   */
  private static String pattern(Placement placement) {
    String path = placement.path();
    if (isPlain(path)) {
      return (placement.tree() ? "tree \"" : "path \"") + path + "\"";
    }
    StringBuilder regex = new StringBuilder("regex \"");
    String bytes =
        new String(
            PathPattern.of(path, placement.tree()).getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      regex.append(c == '"' || c > '~' ? String.format(Locale.ROOT, "\\x%02x", (int) c) : "" + c);
    }
    return regex.append('"').toString();
  }

  // ---- calls

  private void statement(LibraryCall call, StringBuilder out) {
    String text = "    " + call(call) + ";\n";
    boolean optional = false;
    for (Subject argument : call.arguments()) {
      optional |= argument instanceof Subject.Missing;
    }
    if (call.access().form() == Access.Form.GATED) {
      text = "    if (" + guest.names().gate(call.access()) + ") {\n" + text + "    }\n";
    }
    out.append(optional ? "    optional {\n" + text + "    }\n" : text);
  }

  private String call(LibraryCall call) {
    StringBuilder out = new StringBuilder(call.access().call()).append("(this");
    if (call.access().isGuest()) {
      if (guest.terminal()) {
        out.append(", pty = ").append(guest.names().of(Subject.own(Role.TERMINAL)));
      }
    }
    for (Subject argument : call.arguments()) {
      String name = argument instanceof Subject.Guest ? "this" : guest.names().of(argument);
      out.append(", ").append(name);
      if (call.access().form() == Access.Form.PATTERN) {
        out.append(", ").append(name);
      }
    }
    if (call.access().form() == Access.Form.NAMED_GATE) {
      out.append(", enabled = ").append(guest.names().gate(call.access()));
    }
    return out.append(')').toString();
  }

  /** The lines of the XML that an access is for; those of the domain itself need no number. */
  private List<String> comments(List<Need> needs) {
    List<String> lines = new ArrayList<>();
    for (Need need : needs) {
      String line = "Line " + need.place().line() + ": " + comment(need.what()) + ".";
      if (lines.size() < MOST_LINES) {
        String limited = limited(line);
        if (!lines.contains(limited)) {
          lines.add(limited);
        }
      }
    }
    if (needs.size() > MOST_LINES) {
      lines.add("And for " + (needs.size() - MOST_LINES) + " more.");
    }
    return lines;
  }

  private static String limited(String line) {
    return line.length() <= MOST_WIDTH ? line : line.substring(0, MOST_WIDTH - 3) + "...";
  }

  /** Text of the XML in a comment: on one line, and no documentation tag. */
  private static String comment(String text) {
    StringBuilder out = new StringBuilder();
    String shown = Needs.line(text);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      boolean lone = Character.isSurrogate(c);
      if (c != '`') {
        out.append(lone || c == '@' || c == '\uFEFF' ? '?' : c);
      }
    }
    return out.toString();
  }
}
