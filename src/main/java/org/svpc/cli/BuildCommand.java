package org.svpc.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.ModuleFiles;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.files.OutputFiles;

/** {@code svpc build}: writes the modules of sources that have no errors. */
final class BuildCommand {
  private BuildCommand() {}

  static int run(Request.Run request, Console console) {
    Compilation compilation = new Compilation(request);
    List<CompiledModule> modules = compilation.run();
    Diagnostics diagnostics = compilation.diagnostics();
    String folder = request.value(Option.FOLDER, ".");
    if (!diagnostics.hasErrors()) {
      try {
        OutputFiles files = new OutputFiles(Path.of(folder));
        ModuleFiles maker = new ModuleFiles(format(request.value(Option.FORMAT, "module")));
        for (CompiledModule module : modules) {
          maker.add(module, files);
        }
        if (!diagnostics.hasErrors()) {
          files.write();
        }
      } catch (IOException e) {
        diagnostics.add(unwritable(folder, IoReason.of(e)));
      } catch (InvalidPathException e) {
        diagnostics.add(unwritable(folder, "it cannot be the name of a folder"));
      }
    }
    return Reporting.report(diagnostics, request, console);
  }

  private static Diagnostic unwritable(String folder, String reason) {
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
