package org.svpc.check;

import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * A way out of the guest into a domain that the MCS constraints do not hold: what runs there
 * reaches the files of all guests that it has access to. Whether another module constrains the
 * domain is for the linked policy to say.
 */
final class GuestExits implements GuestCheck {
  private static final String SELF = "self";
  private static final Set<String> PROCESS = Set.of("process");
  private static final Set<String> ENTRY = Set.of("dyntransition", "transition");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestAccess access : guests.allowed(PROCESS, ENTRY)) {
      OwnType own = guests.type(access.target());
      boolean constrained = own != null && own.joins(VirtNames.CONSTRAINED);
      if (!constrained && !guests.isGuest(access.target()) && !access.target().equals(SELF)) {
        diagnostics.add(
            GuestCheck.at(
                    Code.GUEST_LEAVES,
                    access.origin(),
                    "`"
                        + access.guest()
                        + "` may become `"
                        + access.target()
                        + "`, which nothing here"
                        + " constrains to its categories.",
                    "a way out of the guest")
                .help(
                    "Have `"
                        + access.target()
                        + "` join `"
                        + VirtNames.CONSTRAINED
                        + "` if it is this module's; `svpc access --isolation` tells what the"
                        + " linked policy says of it."));
      }
    }
  }
}
