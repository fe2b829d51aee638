package org.svpc.check;

import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * A guest that reaches the host's own disks or nearly every file: no category stands between it and
 * the images of other guests there.
 */
final class RawStorage implements GuestCheck {
  private static final Set<String> CLASSES = Set.of("blk_file", "chr_file", "file");
  private static final Set<String> ACCESS = Set.of("append", "map", "read", "write");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestRule rule : guests.rules()) {
      List<String> permissions = rule.allowed(CLASSES, ACCESS);
      if (permissions.isEmpty()) {
        continue;
      }
      for (String target : rule.targets()) {
        if (VirtNames.RAW_STORAGE.contains(target) || VirtNames.BROAD.contains(target)) {
          diagnostics.add(
              GuestCheck.at(
                      Code.RAW_STORAGE,
                      rule.access().origin(),
                      "`"
                          + rule.guest()
                          + "` may "
                          + GuestRule.verb(permissions)
                          + " all of `"
                          + target
                          + "`.",
                      "the host's disks or files, not the guest's")
                  .note(
                      "A disk that is passed through need not be opened to all guests: libvirt labels it for its guest.")
                  .help(IF_MEANT));
        }
      }
    }
  }
}
