package org.svpc.check;

import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Symbol;
import org.svpc.selinux.AccessKind;

/**
 * A guest, or a domain it may become, that joins an attribute of unconfined domains: the base
 * policy lets their members do what the attribute is for, to everything. The constraints are all
 * that is left.
 */
final class UnconfinedGuests implements GuestCheck {
  private static final Set<String> PROCESS = Set.of("process");
  private static final Set<String> ENTRY = Set.of("dyntransition", "transition");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (OwnType guest : guests.guests()) {
      check(guest, "The guest `" + guest.name() + "` is unconfined.", diagnostics);
    }
    for (GuestRule rule : guests.rules()) {
      if (rule.access().kind() == AccessKind.ALLOW
          && rule.isOnClass(PROCESS)
          && !rule.permissions(ENTRY).isEmpty()) {
        for (String target : rule.targets()) {
          OwnType reached = guests.type(target);
          if (reached != null && !guests.isGuest(target)) {
            check(
                reached,
                "`" + target + "` is unconfined, and `" + rule.guest() + "` may become it.",
                diagnostics);
          }
        }
      }
    }
  }

  private static void check(OwnType domain, String message, Diagnostics diagnostics) {
    for (Map.Entry<String, Symbol> joined : domain.attributes().entrySet()) {
      if (VirtNames.UNCONFINED.contains(joined.getKey())) {
        diagnostics.add(
            GuestCheck.at(
                    Code.UNCONFINED_GUEST,
                    joined.getValue().origin(),
                    message,
                    "joins `" + joined.getKey() + "`")
                .note("Who breaks out of the virtual machine has the host.")
                .help("Allow what is needed."));
      }
    }
  }
}
