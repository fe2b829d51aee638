package org.svpc.check;

import java.util.Map;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Symbol;

/**
 * A guest that joins an attribute of unconfined domains: the base policy lets their members do what
 * the attribute is for, to everything. The constraints are all that is left.
 */
final class UnconfinedGuests implements GuestCheck {
  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (OwnType guest : guests.guests()) {
      for (Map.Entry<String, Symbol> joined : guest.attributes().entrySet()) {
        if (VirtNames.UNCONFINED.contains(joined.getKey())) {
          diagnostics.add(
              GuestCheck.at(
                      Code.UNCONFINED_GUEST,
                      joined.getValue().origin(),
                      "The guest `" + guest.name() + "` is unconfined.",
                      "joins `" + joined.getKey() + "`")
                  .note("Who breaks out of the virtual machine has the host.")
                  .help("Allow what the guest needs."));
        }
      }
    }
  }
}
