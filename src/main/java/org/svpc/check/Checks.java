package org.svpc.check;

import java.util.List;
import org.svpc.diagnostic.Diagnostics;

/** Runs every check on a bound module. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new DeclaredNames(),
          new InterfaceNames(),
          new UpstreamModule(),
          new PermissiveDomains(),
          new ConditionalContents(),
          new IsolationInOptional(),
          new OutlivesOptional(),
          new OptionalModules(),
          new PathPatterns(),
          new ContextConflicts());

  private Checks() {}

  public static void run(Subject subject, Diagnostics diagnostics) {
    for (Check check : ALL) {
      check.check(subject, diagnostics);
    }
    Guests guests = Guests.of(subject);
    if (guests.areSpokenOf()) {
      GuestChecks.run(guests, diagnostics);
    }
  }
}
