package org.svpc.check;

import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.selinux.LevelRange;

/**
 * A label of image files with categories. libvirt gives an image the categories of its guest while
 * the guest runs, and what restorecon labels has to be without: else no guest, or one by chance,
 * reaches it.
 */
final class ImageLevels implements GuestCheck {
  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (FileContext.Entry entry : FileContext.taken(guests.subject().module().fileContexts())) {
      FileContext.Context context = entry.context();
      LevelRange range = context == null ? null : context.range();
      if (context != null
          && range != null
          && guests.isImage(context.type().name())
          && !(range.low().categories().isEmpty() && range.high().categories().isEmpty())) {
        diagnostics.add(
            GuestCheck.at(
                    Code.LEVEL_OF_IMAGE,
                    entry.origin(),
                    "Images at `"
                        + entry.pattern()
                        + "` are labelled with the categories `"
                        + range.text()
                        + "`.",
                    "for no guest that libvirt starts")
                .note(
                    "libvirt picks the categories of a guest when it starts it, and labels the"
                        + " guest's images with them.")
                .help("Leave the level out."));
      }
    }
  }
}
