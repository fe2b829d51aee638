package org.svpc.check;

import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * Capabilities by which QEMU would get past its confinement, or to the hardware below the kernel.
 */
final class GuestCapabilities implements GuestCheck {
  private static final Set<String> CLASSES =
      Set.of("capability", "capability2", "cap_userns", "cap2_userns");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestRule rule : guests.rules()) {
      if (rule.allows() && rule.isOnClass(CLASSES)) {
        List<String> held = rule.permissions(VirtNames.CAPABILITIES);
        if (!held.isEmpty()) {
          diagnostics.add(
              GuestCheck.at(
                      Code.GUEST_CAPABILITY,
                      rule.access().origin(),
                      "The guest `" + rule.guest() + "` has the capability `" + held.get(0) + "`.",
                      "`" + String.join("`, `", held) + "`")
                  .note(
                      "libvirt starts QEMU without capabilities; what needs them is its own part.")
                  .help(IF_MEANT));
        }
      }
    }
  }
}
