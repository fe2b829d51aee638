package org.svpc.check;

import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * A guest that may give files another label: its own categories, or none, on the images of others.
 */
final class GuestRelabels implements GuestCheck {
  private static final Set<String> CLASSES =
      Set.of("blk_file", "chr_file", "dir", "file", "lnk_file", "sock_file");
  private static final Set<String> ACCESS = Set.of("relabelto");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestAccess access : guests.allowed(CLASSES, ACCESS)) {
      diagnostics.add(
          GuestCheck.at(
                  Code.GUEST_RELABELS,
                  access.origin(),
                  "`" + access.guest() + "` may give files the type `" + access.target() + "`.",
                  "`relabelto`")
              .note("Labels are what separates guests; libvirt sets them, not the guest.")
              .help(IF_MEANT));
    }
  }
}
