package org.svpc.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.AccessKind;

/**
 * An image type that libvirt's daemons cannot label: virtqemud relabels the members of {@code
 * device_node}, libvirtd those of {@code virt_image_type}, restorecon any member of {@code
 * file_type}.
 */
final class ImageTypes implements GuestCheck {
  private static final Set<String> ACCESS = Set.of("read", "write");
  private static final Set<String> DISKS = Set.of("blk_file");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    Map<String, String> why = new LinkedHashMap<>();
    for (OwnType type : guests.types()) {
      if (type.joins(VirtNames.IMAGES)) {
        why.put(type.name(), "a type of images");
      }
    }
    for (GuestRule rule : guests.rules()) {
      if (rule.access().kind() == AccessKind.ALLOW
          && rule.isOnClass(DISKS)
          && !rule.permissions(ACCESS).isEmpty()) {
        for (String target : rule.targets()) {
          why.putIfAbsent(target, "a disk of `" + rule.guest() + "`");
        }
      }
    }
    for (Map.Entry<String, String> each : why.entrySet()) {
      OwnType image = guests.type(each.getKey());
      if (image != null) {
        check(image, each.getValue(), guests, diagnostics);
      }
    }
  }

  private static void check(OwnType image, String why, Guests guests, Diagnostics diagnostics) {
    List<String> missing = new ArrayList<>();
    for (String attribute : List.of(VirtNames.IMAGES, VirtNames.FILES, VirtNames.DEVICES)) {
      if (!image.joins(attribute)
          && (!attribute.equals(VirtNames.DEVICES) || guests.targetHas(VirtNames.MODULAR_DAEMON))) {
        missing.add("`" + attribute + "`");
      }
    }
    if (image.declared() != null && !missing.isEmpty()) {
      diagnostics.add(
          GuestCheck.at(
                  Code.IMAGE_NOT_LABELLED,
                  image.declared().origin(),
                  "libvirt cannot label images of `" + image.name() + "` for a guest.",
                  why)
              .note("It does not join " + String.join(", ", missing) + ".")
              .help(
                  "Make it one with `virt_image` of the library `svirt`, which joins all that is"
                      + " needed."));
    }
  }
}
