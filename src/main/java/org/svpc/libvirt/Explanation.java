package org.svpc.libvirt;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Says in words what libvirt does with a guest's label and what that means. */
public final class Explanation {
  private Explanation() {}

  /**
   * Lines for people.
   *
   * @param moduleFile what the module's file is called
   */
  public static String of(Guest guest, String moduleFile) {
    StringBuilder out = new StringBuilder();
    out.append(Needs.shown(guest.name())).append(": ").append(label(guest)).append('\n');
    for (Need need : guest.needs()) {
      if (!need.meaning().isEmpty()) {
        out.append("  line ")
            .append(need.place().line())
            .append(": ")
            .append(need.what())
            .append(". ")
            .append(need.meaning())
            .append('\n');
      }
    }
    Set<Access> gates = EnumSet.noneOf(Access.class);
    List<String> commands = Relabelling.commands(guest);
    out.append("\nTo use it, as root:\n");
    String stem = guest.names().stem();
    out.append("  svpc build ").append(Relabelling.quoted(moduleFile)).append('\n');
    out.append("  semodule -i ").append(stem).append(".pp\n");
    for (String command : commands) {
      out.append("  ").append(command).append('\n');
    }
    for (Need need : guest.needs()) {
      for (LibraryCall call : need.calls()) {
        if (call.access().isGated() && gates.add(call.access())) {
          out.append("  setsebool -P ")
              .append(guest.names().gate(call.access()))
              .append(" on    # only if you mean it\n");
        }
      }
    }
    out.append("  virsh define the XML that `svpc guest --write-seclabel` prints\n");
    return out.toString();
  }

  private static String label(Guest guest) {
    String domain = "`" + guest.names().domain() + "`";
    return switch (guest.label().handling()) {
      case DYNAMIC ->
          "a guest in "
              + domain
              + "; at each start libvirt chooses two categories, and labels what it uses with"
              + " `svirt_image_t` and these.";
      case STATIC_RELABELLED ->
          "a guest in "
              + domain
              + " at `"
              + Needs.shown(guest.label().range())
              + "`; libvirt labels what it uses with `svirt_image_t` and this level.";
      case STATIC ->
          "a guest in "
              + domain
              + " at `"
              + Needs.shown(guest.label().range())
              + "`; libvirt labels nothing, so all it uses has to have the right label already.";
      case NONE -> "a guest that libvirt does not confine; " + domain + " is what it should be in.";
    };
  }
}
