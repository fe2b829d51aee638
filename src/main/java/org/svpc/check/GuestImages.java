package org.svpc.check;

import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Symbol;

/**
 * libvirt gives {@code svirt_image_t} to disks without a label of their own and to devices that are
 * passed through, whatever the guest's domain. Policies with the modular daemons let every member
 * of {@code virt_domain} use it; refpolicy lets {@code svirt_t} alone.
 */
final class GuestImages implements GuestCheck {
  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    HeldTypes users = guests.sourcesOf("write", VirtNames.GUEST_IMAGE);
    for (OwnType guest : guests.guests()) {
      Symbol declared = guest.declared();
      if (declared != null && !users.hold(guest) && !guests.targetHas(VirtNames.MODULAR_DAEMON)) {
        diagnostics.add(
            GuestCheck.at(
                    Code.NO_GUEST_IMAGE,
                    declared.origin(),
                    "`"
                        + guest.name()
                        + "` cannot use what libvirt labels for a guest that it starts.",
                    "no access to `" + VirtNames.GUEST_IMAGE + "`")
                .note(
                    "Disks without a label of their own in the guest's XML and devices that are"
                        + " passed through bear this type.")
                .help("Call `virt_labelled_for_guest` of the library `svirt` for it."));
      }
    }
  }
}
