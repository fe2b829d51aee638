package org.svpc.libvirt;

import org.jspecify.annotations.Nullable;

/**
 * What a domain's {@code <seclabel>} for SELinux says.
 *
 * @param type of the base label or the label; null where libvirt's default holds
 * @param range of a static label; empty where libvirt chooses the categories
 * @param place the element; null where there is none
 */
public record GuestLabel(
    Handling handling, @Nullable String type, String range, @Nullable Element place) {

  /** Who gives labels. */
  public enum Handling {
    /** libvirt chooses categories, and labels what the guest uses. */
    DYNAMIC,
    /** The label is given; libvirt labels what the guest uses. */
    STATIC_RELABELLED,
    /** The label is given, and whatever the guest uses keeps the labels that it has. */
    STATIC,
    /** libvirt neither labels nor confines. */
    NONE
  }

  /**
   * Whether libvirt labels images and devices when the guest starts; of a guest that it does not
   * confine, whether it would.
   */
  public boolean relabels() {
    return switch (handling) {
      case DYNAMIC, STATIC_RELABELLED, NONE -> true;
      case STATIC -> false;
    };
  }
}
