package org.svpc.cli;

import org.svpc.diagnostic.Diagnostics;

/** {@code svpc check}: tells what is wrong with sources. */
final class CheckCommand {
  private CheckCommand() {}

  static int run(Request.Run request, Console console) {
    Diagnostics diagnostics;
    try (Ticker ticker = new Ticker(console, "Checking")) {
      Compilation compilation = new Compilation(request, ticker);
      compilation.run();
      diagnostics = compilation.diagnostics();
    }
    return Reporting.report(diagnostics, request, console);
  }
}
