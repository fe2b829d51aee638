package org.svpc.check;

import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Symbol;
import org.svpc.source.Span;
import org.svpc.target.Target;

/**
 * A domain of guests that the MCS constraints do not hold: libvirt's categories stand in its label
 * and separate nothing. refpolicy's policy/mcs looks at the attribute of the source alone.
 */
final class UnconstrainedGuests implements GuestCheck {
  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    for (OwnType guest : guests.guests()) {
      Symbol membership = guest.attributes().get(VirtNames.GUESTS);
      if (guest.declared() != null
          && membership != null
          && !guest.joins(VirtNames.CONSTRAINED)
          && guests.target().kind() == Target.Kind.MCS
          && !guests.targetLacks(VirtNames.CONSTRAINED)) {
        diagnostics.add(diagnostic(guest, membership));
      }
    }
  }

  private static Diagnostic.Builder diagnostic(OwnType guest, Symbol membership) {
    Diagnostic.Builder diagnostic =
        GuestCheck.at(
                Code.UNCONSTRAINED_GUEST,
                membership.origin(),
                "The categories of `" + guest.name() + "` keep its guests from nothing.",
                "a guest without `" + VirtNames.CONSTRAINED + "`")
            .note(
                "The MCS constraints hold only what joins it: without, each guest of the domain"
                    + " reaches the disks of all others.");
    Span place = membership.origin().span();
    if (membership.origin().via() == null && place.text().equals(VirtNames.GUESTS)) {
      return diagnostic.fix(
          "Join `" + VirtNames.CONSTRAINED + "` as well",
          place,
          VirtNames.GUESTS + ", " + VirtNames.CONSTRAINED);
    }
    return diagnostic.help(
        "Write `typeattribute " + guest.name() + " " + VirtNames.CONSTRAINED + ";`.");
  }
}
