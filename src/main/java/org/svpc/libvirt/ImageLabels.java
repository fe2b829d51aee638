package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;

/** Labels that the XML gives to single images. */
final class ImageLabels {
  private ImageLabels() {}

  /** The element that says how SELinux is to label an image, or null. */
  static @Nullable Element own(Element place) {
    for (Element each : place.all("seclabel")) {
      if (forSelinux(each)) {
        return each;
      }
    }
    return null;
  }

  /** Without a model the host's first driver is meant. */
  static boolean forSelinux(Element seclabel) {
    return seclabel.get("model", "selinux").equals("selinux");
  }

  /** Tells where the categories of an image are not the guest's. */
  static void checkCategories(
      String what, Element own, SelinuxLabel image, GuestLabel guest, Diagnostics diagnostics) {
    String categories = image.categories();
    String ofGuest = new SelinuxLabel("", "", "", guest.range()).categories();
    boolean chosen = guest.range().isEmpty();
    if (categories.isEmpty() || (!chosen && categories.equals(ofGuest))) {
      return;
    }
    diagnostics.add(
        Diagnostic.at(
                Code.DOMAIN_LABEL,
                own.tag(),
                chosen
                    ? "The categories of " + what + " are fixed, and those of the guest are not."
                    : "The guest and " + what + " have different categories.")
            .label("`" + Needs.shown(image.range()) + "`")
            .note(
                chosen
                    ? "libvirt chooses other categories at each start, and with those the guest may"
                        + " not open the image."
                    : "A guest opens only what has no category that the guest lacks.")
            .help("Give both a label with the same two categories, or the image none.")
            .build());
  }
}
