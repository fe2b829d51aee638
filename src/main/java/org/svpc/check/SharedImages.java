package org.svpc.check;

import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * A guest that may change images or content which the guests of all domains may come to read, or
 * map them: no constraint looks at {@code map}, and what is mapped stays when a label changes.
 */
final class SharedImages implements GuestCheck {
  private static final Set<String> CLASSES = Set.of("blk_file", "file");
  private static final Set<String> ACCESS = Set.of("append", "create", "map", "unlink", "write");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestAccess access : guests.allowed(CLASSES, ACCESS)) {
      if (VirtNames.SHARED_IMAGES.contains(access.target())) {
        diagnostics.add(
            GuestCheck.at(
                    Code.SHARED_IMAGE_WRITE,
                    access.origin(),
                    "`"
                        + access.guest()
                        + "` may "
                        + access.verb()
                        + " `"
                        + access.target()
                        + "`, which other guests read.",
                    "the base of other guests")
                .note("Installation media and backing images bear this type, and no categories.")
                .help(
                    "Give images that are written a type of their own, see `virt_image` of the library `svirt`."));
      }
    }
  }
}
