package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;
import org.svpc.libvirt.Subject.Role;
import org.svpc.selinux.FileKind;

/** Folders of the host that QEMU itself works in. libvirt labels none of them. */
final class Folders {
  private Folders() {}

  /**
   * A folder, which has to bear a type that the guest may use, and all in it.
   *
   * @param content whether the guest only reads there
   */
  static void served(
      Needs needs, String what, Element place, @Nullable String path, boolean content) {
    if (path == null) {
      return;
    }
    Subject type = content ? Subject.CONTENT : Subject.own(Role.FOLDER);
    String meaning =
        "libvirt does not label what is in it; on the host it has to bear "
            + (content ? "`virt_content_t`" : "the module's type")
            + ", without categories.";
    if (content) {
      needs.add(what, place, meaning, LibraryCall.of(Access.CONTENT, type));
    } else {
      needs.add(
          what,
          place,
          meaning,
          LibraryCall.of(Access.FOLDERS, type),
          LibraryCall.of(Access.FILES, type),
          LibraryCall.of(Access.LINKS, type));
    }
    String normal = Places.normal(path);
    Places where = normal == null ? Places.ELSEWHERE : Places.of(normal);
    if (where == Places.ELSEWHERE) {
      needs.place(what, place, path, FileKind.ANY, true, type, "");
    } else {
      needs.notKnown(
          place,
          "The folder `" + Needs.shown(path) + "` belongs to the host, and keeps its label.",
          "Share a folder of its own: the module does not let the guest into the host's.");
    }
  }
}
