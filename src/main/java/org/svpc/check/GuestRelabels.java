package org.svpc.check;

import java.util.List;
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
    for (GuestRule rule : guests.rules()) {
      List<String> permissions = rule.allowed(CLASSES, ACCESS);
      if (permissions.isEmpty()) {
        continue;
      }
      for (String target : rule.targets()) {
        diagnostics.add(
            GuestCheck.at(
                    Code.GUEST_RELABELS,
                    rule.access().origin(),
                    "`" + rule.guest() + "` may give files the type `" + target + "`.",
                    "`relabelto`")
                .note("Labels are what separates guests; libvirt sets them, not the guest.")
                .help(IF_MEANT));
      }
    }
  }
}
