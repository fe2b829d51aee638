package org.svpc.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostics;

/** {@code svpc check}: tells what is wrong with sources. */
final class CheckCommand {
  private CheckCommand() {}

  static int run(Request.Run request, Console console) {
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Diagnostics> found = new ArrayList<>();
    try (Ticker ticker = new Ticker(console, "Checking")) {
      for (Jobs.Job job : jobs.all()) {
        Compilation compilation = new Compilation(job.request(), ticker);
        List<Path> inputs = compilation.inputs();
        Compiler compiler = compilation.compiler();
        if (compiler != null) {
          compiler.check(inputs);
        }
        found.add(compilation.diagnostics());
      }
    }
    return Reporting.report(jobs.judged(found), request, console);
  }
}
