package org.svpc.check;

import java.util.List;
import org.svpc.diagnostic.Diagnostics;

/** Runs the checks on guests; apart, so that a module without guests loads none of them. */
final class GuestChecks {
  private static final List<GuestCheck> ALL =
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

  private GuestChecks() {}

  static void run(Guests guests, Diagnostics diagnostics) {
    for (GuestCheck check : ALL) {
      check.check(guests, diagnostics);
    }
  }
}
