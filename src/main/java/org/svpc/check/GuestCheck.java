package org.svpc.check;

import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Origin;

/** One rule about guests: what keeps them apart from each other and from the host. */
interface GuestCheck {
  /** How a rule that is meant is written so that nothing is told. */
  String IF_MEANT =
      "If it is meant, put it under `if` with a boolean that is `false`: then the administrator"
          + " decides.";

  void check(Guests guests, Diagnostics diagnostics);

  /** A diagnostic at what the author wrote: the call, where a call brought it. */
  static Diagnostic.Builder at(Code code, Origin origin, String message, String label) {
    Diagnostic.Builder diagnostic = Diagnostic.at(code, origin.outermost(), message).label(label);
    return origin.via() == null
        ? diagnostic
        : diagnostic.label(origin.span(), "what the call brings");
  }
}
