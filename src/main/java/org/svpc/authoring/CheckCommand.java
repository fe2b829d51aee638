package org.svpc.authoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.svpc.compiler.Compiler;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;

/** {@code svpc check}: tells what is wrong with sources. */
public final class CheckCommand {
  private CheckCommand() {}

  public static int run(Request.Run request, Console console) {
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
