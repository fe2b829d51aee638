package org.svpc.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Symbol;

/**
 * What has to stand in a policy before libvirt can start a guest in a domain: a role that the
 * domain goes with, a program to start with, and, since the modular daemon's rules name each guest
 * domain, the transition. libvirtd may start every member of {@code virt_domain}.
 */
final class GuestStarts implements GuestCheck {
  /** What the module's rules say of all its guests, gathered once. */
  private record Given(HeldTypes roles, HeldTypes entered, @Nullable HeldTypes started) {}

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    Given given = null;
    for (OwnType guest : guests.guests()) {
      Symbol declared = guest.declared();
      if (declared != null) {
        given = given == null ? given(guests) : given;
        List<String> missing = missing(guest, given);
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

  private static Given given(Guests guests) {
    HeldTypes started =
        guests.targetHas(VirtNames.MODULAR_DAEMON)
            ? guests.startedBy(VirtNames.MODULAR_DAEMON)
            : null;
    return new Given(guests.inRoles(), guests.entered(), started);
  }

  private static List<String> missing(OwnType guest, Given given) {
    List<String> missing = new ArrayList<>();
    if (!given.roles().hold(guest)) {
      missing.add("a role, as `role system_r types " + guest.name() + "` gives");
    }
    if (!given.entered().hold(guest)) {
      missing.add("`entrypoint` on `" + VirtNames.QEMU + "`");
    }
    if (given.started() != null && !given.started().hold(guest)) {
      missing.add("`transition` for `" + VirtNames.MODULAR_DAEMON + "`");
    }
    return missing;
  }
}
