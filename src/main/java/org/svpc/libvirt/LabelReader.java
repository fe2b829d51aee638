package org.svpc.libvirt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.libvirt.GuestLabel.Handling;

/** Reads a domain's {@code <seclabel>} and tells where the label keeps no guest from another. */
final class LabelReader {
  private final Diagnostics diagnostics;

  private LabelReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  static GuestLabel read(Element domain, Diagnostics diagnostics) {
    return new LabelReader(diagnostics).read(domain);
  }

  private GuestLabel read(Element domain) {
    Element place = element(domain);
    if (place == null) {
      return new GuestLabel(Handling.DYNAMIC, null, "", null);
    }
    return switch (place.get("type", "dynamic")) {
      case "dynamic" -> {
        // A label beside it is what libvirt chose for a guest that runs.
        SelinuxLabel parts = parts(place, place.textOf("baselabel"));
        yield new GuestLabel(Handling.DYNAMIC, parts == null ? null : parts.type(), "", place);
      }
      case "static" -> {
        SelinuxLabel parts = parts(place, place.textOf("label"));
        if (parts != null) {
          checkStatic(place, parts);
        }
        yield new GuestLabel(
            place.has("relabel", "yes") ? Handling.STATIC_RELABELLED : Handling.STATIC,
            parts == null ? null : parts.type(),
            parts == null ? "" : parts.range(),
            place);
      }
      case "none" -> {
        diagnostics.add(
            Diagnostic.at(
                    Code.NOT_CONFINED, place.tag(), "libvirt does not confine this guest at all.")
                .label("type='none'")
                .note(
                    "QEMU then runs with the label of libvirt's daemon, and no module changes it.")
                .help("Take the element away, or let `--write-seclabel` write the right one.")
                .build());
        yield new GuestLabel(Handling.NONE, null, "", place);
      }
      default -> {
        diagnostics.add(
            Diagnostic.at(
                    Code.UNKNOWN_DEVICE,
                    place.tag(),
                    "`" + Needs.shown(place.get("type")) + "` is no known type of label.")
                .label("not known")
                .note("libvirt has `dynamic`, `static` and `none`.")
                .build());
        yield new GuestLabel(Handling.DYNAMIC, null, "", place);
      }
    };
  }

  /** The element for SELinux, or null; labels of other models are none of ours. */
  static @Nullable Element element(Element domain) {
    for (Element each : domain.all("seclabel")) {
      if (ImageLabels.forSelinux(each)) {
        return each;
      }
    }
    return null;
  }

  private @Nullable SelinuxLabel parts(Element place, @Nullable String text) {
    if (text == null) {
      return null;
    }
    SelinuxLabel parts = SelinuxLabel.parse(text);
    if (parts == null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.DOMAIN_LABEL, place.tag(), "`" + Needs.shown(text) + "` is no context.")
              .label("the guest's label")
              .note("A context is `user:role:type:level`.")
              .build());
    }
    return parts;
  }

  /** What sVirt is for is that no guest's categories hold those of another. */
  private void checkStatic(Element place, SelinuxLabel label) {
    String categories = label.categories();
    String message;
    String note;
    if (categories.isEmpty()) {
      message =
          "The guest's label has no categories, so that they keep it from no other such guest.";
      note = "Guests with the same label, and images without categories, are open to each other.";
    } else if (isWide(categories)) {
      message =
          "The guest's label has a whole range of categories: it reaches other guests' images.";
      note = "A level reaches all whose categories it has; libvirt gives each guest two of them.";
    } else if (!categories.contains(",")) {
      message =
          "The guest's label has a single category, which labels of other guests may have too.";
      note = "A guest with two categories reaches what has only one of them.";
    } else {
      return;
    }
    diagnostics.add(
        Diagnostic.at(Code.STATIC_LABEL, place.tag(), message)
            .label("`" + Needs.shown(label.range()) + "`")
            .note(note)
            .note(
                "libvirt does not know of static labels of other hosts and drivers, nor reserves them.")
            .help("Use a dynamic label, or two categories that no other guest has.")
            .build());
  }

  /** More than two categories, or a run of them. */
  private static boolean isWide(String categories) {
    Set<String> each = new HashSet<>(List.of(categories.split(",", -1)));
    return categories.contains(".") || each.size() > 2;
  }
}
