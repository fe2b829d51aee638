package org.svpc.check;

import java.util.List;
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
    for (GuestRule rule : guests.rules()) {
      List<String> permissions = rule.allowed(CLASSES, ACCESS);
      if (permissions.isEmpty()) {
        continue;
      }
      for (String target : rule.targets()) {
        if (VirtNames.WITHOUT_CATEGORIES.contains(target)) {
          diagnostics.add(
              GuestCheck.at(
                      Code.WITHOUT_CATEGORIES,
                      rule.access().origin(),
                      "`"
                          + rule.guest()
                          + "` may "
                          + GuestRule.verb(permissions)
                          + " `"
                          + target
                          + "`, where no categories keep guests apart.",
                      "every guest's files")
                  .note("Each guest of this domain reaches the files of all others there.")
                  .help(IF_MEANT));
        }
      }
    }
  }
}
