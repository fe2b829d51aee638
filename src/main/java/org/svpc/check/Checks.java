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

  private static final List<GuestCheck> ON_GUESTS =
      List.of(
          new UnconstrainedGuests(),
          new ImageTypes(),
          new GuestImages(),
          new GuestStarts(),
          new ImageLevels(),
          new WriteAndExecute(),
          new BooleansOn(),
          new UnconfinedGuests(),
          new RawStorage(),
          new GuestCapabilities(),
          new FilesWithoutCategories(),
          new SharedImages(),
          new BetweenGuests(),
          new GuestPrograms(),
          new GuestRelabels(),
          new GuestExits(),
          new AllGuests(),
          new HiddenImageWrites());

  private Checks() {}

  public static void run(Subject subject, Diagnostics diagnostics) {
    for (Check check : ALL) {
      check.check(subject, diagnostics);
    }
    Guests guests = Guests.of(subject);
    for (GuestCheck check : ON_GUESTS) {
      check.check(guests, diagnostics);
    }
  }
}
