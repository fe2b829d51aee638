package org.svpc.libvirt;

import java.util.ArrayList;
import java.util.List;
import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;

/**
 * Tests of a guest's module: that it reaches its own files and not those of another guest, as
 * libvirt labels them.
 */
public final class TestText {
  private TestText() {}

  /** The file that stands beside the module; to be laid out. */
  public static String of(Guest guest) {
    String domain = guest.names().domain();
    StringBuilder out = new StringBuilder();
    out.append("module ").append(guest.names().stem()).append(";\n\n");
    out.append("test \"libvirt starts the guest in its domain\" {\n")
        .append("    process libvirt = virtd_t;\n    libvirt starts qemu_exec_t as ")
        .append(domain)
        .append(";\n}\n\n");
    out.append("test \"the guest reaches what is labelled for it, and nothing of another's\" {\n")
        .append("    process guest = ")
        .append(domain)
        .append(":s0:c1,c2;\n")
        .append("    object mine = svirt_image_t:s0:c1,c2;\n")
        .append("    object theirs = svirt_image_t:s0:c3,c4;\n")
        .append("    guest can { open read write } mine:{ blk_file file };\n")
        .append("    guest cannot { open read write } theirs:{ blk_file chr_file file };\n}\n");
    paths(guest, out);
    out.append("\nassert mcs_constrained ").append(domain).append(";\n");
    return out.toString();
  }

  /** The paths whose labels the module gives, as restorecon gives them. */
  private static void paths(Guest guest, StringBuilder out) {
    List<String> lines = new ArrayList<>();
    boolean used = false;
    LibraryCall images = LibraryCall.of(Access.IMAGE, Subject.own(Role.IMAGE));
    for (Need need : guest.needs()) {
      used |= need.calls().contains(images);
    }
    for (Placement placement : guest.placements()) {
      if (ModuleText.isPlain(placement.path()) && placement.kind() == FileKind.FILE) {
        String name = "path" + lines.size();
        String label = "    object " + name + " = label_of(\"" + placement.path() + "\", file);\n";
        if (placement.type().equals(Subject.CONTENT)) {
          lines.add(
              label
                  + "    guest can { open read } "
                  + name
                  + ":file;\n    guest cannot { append create write } "
                  + name
                  + ":file;\n");
        } else if (placement.type().equals(Subject.own(Role.IMAGE))) {
          lines.add(
              label
                  + (used ? "    guest can" : "    guest cannot")
                  + " { open read write } "
                  + name
                  + ":file;\n");
        }
      }
    }
    if (!lines.isEmpty()) {
      out.append("\ntest \"files with the labels of the host\" {\n    process guest = ")
          .append(guest.names().domain())
          .append(":s0:c1,c2;\n");
      lines.forEach(out::append);
      out.append("}\n");
    }
  }
}
