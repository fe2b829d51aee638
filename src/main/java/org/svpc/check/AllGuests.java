package org.svpc.check;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.SymbolSet;

/**
 * A rule on {@code virt_domain} in a module that has a guest domain of its own: it widens every
 * guest of the host, {@code svirt_t} among them.
 */
final class AllGuests implements GuestCheck {
  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    OwnType own = own(guests);
    if (own == null || guests.declaresAttribute(VirtNames.GUESTS)) {
      return;
    }
    for (GuestRule rule : guests.rules()) {
      if (rule.allows()) {
        for (SymbolSet.Element element : rule.access().sources().elements()) {
          if (element.name().equals(VirtNames.GUESTS)
              && !element.excluded()
              && element.origin().via() == null) {
            diagnostics.add(
                GuestCheck.at(
                        Code.ALL_GUESTS,
                        element.origin(),
                        "This allows it to every guest of the host.",
                        "all guests, `svirt_t` among them")
                    .help("Name `" + own.name() + "` where that guest is meant.")
                    .help("If all are meant, put it under `if` with a boolean that is `false`."));
          }
        }
      }
    }
  }

  private static @Nullable OwnType own(Guests guests) {
    for (OwnType guest : guests.guests()) {
      if (guest.declared() != null) {
        return guest;
      }
    }
    return null;
  }
}
