package org.svpc.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
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

  static int run(Request.Run request, Console console) {
    Installer installer = Installer.of(request, console);
    if (installer == null) {
      return Status.MISUSE;
    }
    Diagnostics diagnostics;
    try (Ticker ticker = new Ticker(console, "Building")) {
      diagnostics = build(request, installer, ticker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The build was interrupted; nothing was written.");
      return Status.UNUSABLE;
    }
    return Reporting.report(diagnostics, request, console);
  }

  private static Diagnostics build(Request.Run request, Installer installer, Ticker ticker)
      throws InterruptedException {
    Compilation compilation = new Compilation(request, ticker);
    List<Path> inputs = compilation.inputs();
    Compiler compiler = compilation.compiler();
    Diagnostics diagnostics = compilation.diagnostics();
    String folder = request.value(Option.FOLDER, ".");
    Target target = compilation.target();
    if (target != null && compiler != null) {
      try {
        OutputFiles files = new OutputFiles(Path.of(folder));
        ModuleFiles maker =
            new ModuleFiles(
                target,
                Tools.installed(),
                format(request.value(Option.FORMAT, "module")),
                installer.packaging(packaging(request.value(Option.PACKAGE, "auto"))),
                files);
        List<ModuleFiles.Begun> begun = compiler.compile(inputs, installer.seeing(maker));
        if (!diagnostics.hasErrors()) {
          ticker.step("Writing");
          maker.finish(begun, diagnostics);
          installer.put(files);
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
    return diagnostics;
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
