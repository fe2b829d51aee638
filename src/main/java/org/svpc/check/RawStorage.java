package org.svpc.check;

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
    for (GuestAccess access : guests.allowed(CLASSES, ACCESS)) {
      if (VirtNames.RAW_STORAGE.contains(access.target())
          || VirtNames.BROAD.contains(access.target())) {
        diagnostics.add(
            GuestCheck.at(
                    Code.RAW_STORAGE,
                    access.origin(),
                    "`"
                        + access.guest()
                        + "` may "
                        + access.verb()
                        + " all of `"
                        + access.target()
                        + "`.",
                    "the host's disks or files, not the guest's")
                .note(
                    "A disk that is passed through need not be opened to all guests: libvirt labels it for its guest.")
                .help(IF_MEANT));
      }
    }
  }
}
