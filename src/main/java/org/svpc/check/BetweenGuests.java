package org.svpc.check;

import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

/**
 * Access of guests to each other's processes that the MCS constraints leave open. No policy
 * constrains {@code fd use}; those with the modular daemons (Fedora's) do not constrain {@code
 * connectto}, {@code sendto} and {@code getsched} either, as refpolicy does.
 */
final class BetweenGuests implements GuestCheck {
  private static final String SELF = "self";
  private static final Set<String> CLASSES =
      Set.of("fd", "process", "unix_dgram_socket", "unix_stream_socket");
  private static final String USE = "use";
  private static final Set<String> NEVER = Set.of(USE);
  private static final Set<String> NOT_ALWAYS = Set.of("connectto", "getsched", "sendto", USE);

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (GuestRule rule : guests.rules()) {
      List<String> held = rule.allows() && rule.isOnClass(CLASSES) ? open(rule, guests) : List.of();
      for (String target : held.isEmpty() ? List.<String>of() : rule.targets()) {
        // The other guests of a domain are `self` as well; only its descriptors nobody else gets
        // at.
        boolean self = target.equals(SELF) && !held.get(0).equals(USE);
        if (self || guests.isGuest(target)) {
          diagnostics.add(
              GuestCheck.at(
                      Code.BETWEEN_GUESTS,
                      rule.access().origin(),
                      "By this, guests in `"
                          + rule.guest()
                          + "` reach others in `"
                          + name(rule, target)
                          + "`, whatever their categories.",
                      "`" + String.join("`, `", held) + "`")
                  .note("No constraint looks at `" + held.get(0) + "`.")
                  .help(IF_MEANT));
        }
      }
    }
  }

  private static List<String> open(GuestRule rule, Guests guests) {
    List<String> held = rule.permissions(NOT_ALWAYS);
    boolean always = held.isEmpty() || guests.targetHas(VirtNames.MODULAR_DAEMON);
    return always ? held : rule.permissions(NEVER);
  }

  private static String name(GuestRule rule, String target) {
    return target.equals(SELF) ? rule.guest() : target;
  }
}
