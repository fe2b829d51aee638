package org.svpc.authoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.svpc.compiler.ImportSources;
import org.svpc.compiler.Imports;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.OutputFiles;
import org.svpc.importer.ModuleSource;
import org.svpc.target.Target;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.OutputFolder;

/** {@code svpc import}: writes modules of refpolicy as sources of SVP. */
public final class ImportCommand {
  private ImportCommand() {}

  public static int run(Request.Run request, Console console) {
    Jobs jobs = Jobs.inTarget(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Diagnostics> found = new ArrayList<>();
    try (Ticker ticker = new Ticker(console, "Importing")) {
      for (Jobs.Job job : jobs.all()) {
        found.add(write(job.request(), ticker));
      }
    }
    return Reporting.report(jobs.judged(found), request, console);
  }

  private static Diagnostics write(Request.Run request, Ticker ticker) {
    Compilation compilation = new Compilation(request, ticker);
    Diagnostics diagnostics = compilation.diagnostics();
    List<Path> inputs = compilation.inputs();
    Target target = compilation.readTarget();
    if (target != null) {
      List<ModuleSource> sources = ImportSources.find(inputs, diagnostics);
      ticker.step("Reading");
      List<Imports.Result> results = Imports.run(sources, target, diagnostics);
      ticker.step("Writing");
      write(results, request.value(Option.SOURCES_FOLDER, "."), diagnostics);
    }
    return diagnostics;
  }

  /** What could be imported is written, even where something else could not. */
  private static void write(List<Imports.Result> results, String folder, Diagnostics diagnostics) {
    OutputFiles files = OutputFolder.files(folder, diagnostics);
    if (files != null) {
      for (Imports.Result result : results) {
        files.put(result.file().name(), result.file().text());
      }
      OutputFolder.write(files, folder, diagnostics);
    }
  }
}
