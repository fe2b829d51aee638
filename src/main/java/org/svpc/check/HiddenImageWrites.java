package org.svpc.check;

import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.AccessKind;

/**
 * A dontaudit that hides a guest's attempts to write to images, among them those of other guests.
 */
final class HiddenImageWrites implements GuestCheck {
  private static final Set<String> CLASSES = Set.of("blk_file", "file");
  private static final Set<String> ACCESS = Set.of("append", "write");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestRule rule : guests.rules()) {
      List<String> permissions =
          rule.inForce() && rule.access().kind() == AccessKind.DONTAUDIT && rule.isOnClass(CLASSES)
              ? rule.permissions(ACCESS)
              : List.of();
      if (permissions.isEmpty()) {
        continue;
      }
      for (String target : rule.targets()) {
        if (guests.isImage(target)) {
          diagnostics.add(
              GuestCheck.at(
                      Code.HIDDEN_IMAGE_WRITE,
                      rule.access().origin(),
                      "Attempts of `"
                          + rule.guest()
                          + "` to "
                          + GuestRule.verb(permissions)
                          + " `"
                          + target
                          + "` leave no trace.",
                      "hides them")
                  .note(
                      "A guest that tries to write to the images of others is what an administrator has to see.")
                  .help("Leave it out, or narrow it to what the guest does by habit."));
        }
      }
    }
  }
}
