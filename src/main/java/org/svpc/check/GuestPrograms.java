package org.svpc.check;

import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * A guest domain that is entered by another program than QEMU: whoever can put such a file in the
 * way of libvirt decides what runs. A type that the module declares for programs is its author's
 * word.
 */
final class GuestPrograms implements GuestCheck {
  private static final Set<String> FILES = Set.of("file");
  private static final Set<String> ENTRYPOINT = Set.of("entrypoint");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestAccess access : guests.allowed(FILES, ENTRYPOINT)) {
      OwnType own = guests.type(access.target());
      boolean declared = own != null && own.declared() != null;
      if (!declared && !access.target().equals(VirtNames.QEMU)) {
        diagnostics.add(
            GuestCheck.at(
                    Code.GUEST_PROGRAM,
                    access.origin(),
                    "Programs of `"
                        + access.target()
                        + "` may be started as the guest `"
                        + access.guest()
                        + "`.",
                    "not QEMU's")
                .note("libvirt starts QEMU, whose programs bear `" + VirtNames.QEMU + "`.")
                .help("Give the program a type of its own, and make that the entrypoint."));
      }
    }
  }
}
