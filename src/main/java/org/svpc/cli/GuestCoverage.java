package org.svpc.cli;

import java.io.IOException;
import java.util.List;
import org.svpc.libvirt.Guest;
import org.svpc.target.Target;

/** stub */
final class GuestCoverage {
  GuestCoverage(Request.Run request, Console console, Compilation compilation, Ticker ticker) {}

  int run(Target target, List<Guest> guests) throws InterruptedException, IOException {
    return 0;
  }
}
