package org.svpc.cli;

/** {@code svpc check}: tells what is wrong with sources. */
final class CheckCommand {
  private CheckCommand() {}

  static int run(Request.Run request, Console console) {
    Compilation compilation = new Compilation(request);
    compilation.run();
    return Reporting.report(compilation.diagnostics(), request, console);
  }
}
