package org.svpc.check;

import java.util.ArrayList;
import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;

/**
 * What has to stand in a policy before libvirt can start a guest in a domain: a role that the
 * domain goes with, a program to start with, and, since the modular daemon's rules name each guest
 * domain, the transition. libvirtd may start every member of {@code virt_domain}.
 */
final class GuestStarts implements GuestCheck {
  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (OwnType guest : guests.guests()) {
      Symbol declared = guest.declared();
      if (declared != null) {
        List<String> missing = missing(guest, guests);
        if (!missing.isEmpty()) {
          diagnostics.add(
              GuestCheck.at(
                      Code.GUEST_NOT_STARTED,
                      declared.origin(),
                      "libvirt cannot start guests in `" + guest.name() + "`.",
                      "lacks " + String.join(", ", missing))
                  .help(
                      "Make it a guest with `virt_guest` of the library `svirt`, which brings all"
                          + " that is needed."));
        }
      }
    }
  }

  private static List<String> missing(OwnType guest, Guests guests) {
    List<String> missing = new ArrayList<>();
    if (!hasRole(guest, guests.roles())) {
      missing.add("a role, as `role system_r types " + guest.name() + "` gives");
    }
    if (!guests.hasEntrypoint(guest)) {
      missing.add("`entrypoint` on `" + VirtNames.QEMU + "`");
    }
    if (guests.targetHas(VirtNames.MODULAR_DAEMON)
        && !guests.isStartedBy(VirtNames.MODULAR_DAEMON, guest)) {
      missing.add("`transition` for `" + VirtNames.MODULAR_DAEMON + "`");
    }
    return missing;
  }

  private static boolean hasRole(OwnType guest, List<Node.RoleTypes> roles) {
    for (Node.RoleTypes role : roles) {
      if (guest.isIn(role.types().included(), role.types().excluded())) {
        return true;
      }
    }
    return false;
  }
}
