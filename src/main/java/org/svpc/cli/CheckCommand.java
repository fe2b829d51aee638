package org.svpc.cli;

import java.nio.file.Path;
import java.util.List;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostics;

/** {@code svpc check}: tells what is wrong with sources. */
final class CheckCommand {
  private CheckCommand() {}

  static int run(Request.Run request, Console console) {
    Diagnostics diagnostics;
    try (Ticker ticker = new Ticker(console, "Checking")) {
      Compilation compilation = new Compilation(request, ticker);
      List<Path> inputs = compilation.inputs();
      Compiler compiler = compilation.compiler();
      if (compiler != null) {
        compiler.check(inputs);
      }
      diagnostics = compilation.diagnostics();
    }
    return Reporting.report(diagnostics, request, console);
  }
}
