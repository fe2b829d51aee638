package org.svpc.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.Compiler;
import org.svpc.compiler.ModuleFiles;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.files.OutputFiles;
import org.svpc.target.Target;
import org.svpc.toolchain.Tools;

/** {@code svpc build}: writes the modules of sources that have no errors. */
final class BuildCommand {
  private BuildCommand() {}

  /**
   * What a job has made and not yet written.
   *
   * @param files null where there is nothing to write
   */
  private record Made(String folder, @Nullable OutputFiles files, Diagnostics diagnostics) {}

  static int run(Request.Run request, Console console) {
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    Diagnostics diagnostics;
    try (Ticker ticker = new Ticker(console, "Building")) {
      diagnostics = build(jobs, ticker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The build was interrupted; nothing was written.");
      return Status.UNUSABLE;
    }
    return Reporting.report(diagnostics, request, console);
  }

  /** Nothing is written before all is made, and found right. */
  private static Diagnostics build(Jobs jobs, Ticker ticker) throws InterruptedException {
    List<Made> all = new ArrayList<>();
    List<Diagnostics> found = new ArrayList<>();
    for (Jobs.Job job : jobs.all()) {
      Made made = make(job.request(), ticker);
      all.add(made);
      found.add(made.diagnostics());
    }
    Diagnostics judged = jobs.judged(found);
    for (Made made : all) {
      if (made.files() != null && !judged.hasErrors()) {
        ticker.step("Writing");
        try {
          made.files().write();
        } catch (IOException e) {
          judged.add(unwritable(made.folder(), IoReason.of(e)));
        }
      }
    }
    return judged;
  }

  private static Made make(Request.Run request, Ticker ticker) throws InterruptedException {
    Compilation compilation = new Compilation(request, ticker);
    List<Path> inputs = compilation.inputs();
    Compiler compiler = compilation.compiler();
    Diagnostics diagnostics = compilation.diagnostics();
    String folder = request.value(Option.FOLDER, ".");
    Target target = compilation.target();
    OutputFiles files = target == null || compiler == null ? null : files(folder, diagnostics);
    if (target != null && compiler != null && files != null) {
      ModuleFiles maker =
          new ModuleFiles(
              target,
              Tools.installed(),
              format(request.value(Option.FORMAT, "module")),
              packaging(request.value(Option.PACKAGE, "auto")),
              files);
      List<ModuleFiles.Begun> begun = compiler.compile(inputs, maker);
      if (!diagnostics.hasErrors()) {
        maker.finish(begun, diagnostics);
      }
    }
    return new Made(folder, diagnostics.hasErrors() ? null : files, diagnostics);
  }

  private static @Nullable OutputFiles files(String folder, Diagnostics diagnostics) {
    try {
      return new OutputFiles(Path.of(folder));
    } catch (InvalidPathException e) {
      diagnostics.add(unwritable(folder, "it cannot be the name of a folder"));
      return null;
    }
  }

  private static ModuleFiles.Packaging packaging(String word) {
    return switch (word) {
      case "always" -> ModuleFiles.Packaging.ALWAYS;
      case "never" -> ModuleFiles.Packaging.NEVER;
      default -> ModuleFiles.Packaging.AUTO;
    };
  }

  static Diagnostic unwritable(String folder, String reason) {
    return Diagnostic.of(
            Code.UNWRITABLE_OUTPUT,
            "The folder `" + folder + "` cannot be written: " + reason + ".")
        .note("What was there before is as it was.")
        .build();
  }

  private static ModuleFiles.Format format(String word) {
    return switch (word) {
      case "cil" -> ModuleFiles.Format.CIL;
      case "refpolicy" -> ModuleFiles.Format.REFPOLICY;
      default -> ModuleFiles.Format.MODULE;
    };
  }
}
