package org.svpc.check;

import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * Access of a guest to files that cannot bear its categories: there nothing keeps one guest from
 * the images of another.
 */
final class FilesWithoutCategories implements GuestCheck {
  private static final Set<String> CLASSES = Set.of("blk_file", "file");
  private static final Set<String> ACCESS = Set.of("append", "create", "read", "write");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestAccess access : guests.allowed(CLASSES, ACCESS)) {
      if (VirtNames.WITHOUT_CATEGORIES.contains(access.target())) {
        diagnostics.add(
            GuestCheck.at(
                    Code.WITHOUT_CATEGORIES,
                    access.origin(),
                    "`"
                        + access.guest()
                        + "` may "
                        + access.verb()
                        + " `"
                        + access.target()
                        + "`, where no categories keep guests apart.",
                    "every guest's files")
                .note("Each guest of this domain reaches the files of all others there.")
                .help(IF_MEANT));
      }
    }
  }
}
