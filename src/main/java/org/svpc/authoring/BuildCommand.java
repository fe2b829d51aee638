package org.svpc.authoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.Aside;
import org.svpc.compiler.BuildCache;
import org.svpc.compiler.Compiler;
import org.svpc.compiler.ModuleFiles;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.OutputFiles;
import org.svpc.target.Target;
import org.svpc.toolchain.Program;
import org.svpc.toolchain.Tools;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.usage.Version;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.OutputFolder;

/** {@code svpc build}: writes the modules of sources that have no errors. */
public final class BuildCommand {
  private BuildCommand() {}

  /**
   * What a job has made and not yet written.
   *
   * @param files null where there is nothing to write
   * @param kept the keeping of it for later builds; null where it is not to be kept
   */
  private record Made(
      String folder,
      @Nullable OutputFiles files,
      Diagnostics diagnostics,
      @Nullable Aside<Boolean> kept) {}

  public static int run(Request.Run request, Console console) {
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Installer> installers = new ArrayList<>();
    for (Jobs.Job job : jobs.all()) {
      Installer installer = Installer.of(job.request(), console);
      if (installer == null) {
        return Status.MISUSE;
      }
      installers.add(installer);
    }
    Diagnostics diagnostics;
    try (Ticker ticker = new Ticker(console, "Building")) {
      diagnostics = build(jobs, installers, ticker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The build was interrupted; nothing was written.");
      return Status.UNUSABLE;
    }
    return Reporting.report(diagnostics, request, console);
  }

  /** Nothing is written before all is made, and found right. */
  private static Diagnostics build(Jobs jobs, List<Installer> installers, Ticker ticker)
      throws InterruptedException {
    List<Made> all = new ArrayList<>();
    List<Diagnostics> found = new ArrayList<>();
    for (int at = 0; at < installers.size(); at++) {
      Made made = make(jobs.all().get(at).request(), installers.get(at), ticker);
      all.add(made);
      found.add(made.diagnostics());
    }
    Diagnostics judged = jobs.judged(found);
    for (Made made : all) {
      if (made.files() != null && !judged.hasErrors()) {
        ticker.step("Writing");
        OutputFolder.write(made.files(), made.folder(), judged);
      }
      if (made.kept() != null) {
        made.kept().await();
      }
    }
    return judged;
  }

  private static Made make(Request.Run request, Installer installer, Ticker ticker)
      throws InterruptedException {
    Compilation compilation = new Compilation(request, ticker);
    Diagnostics diagnostics = compilation.diagnostics();
    List<Path> inputs = compilation.inputs();
    String folder = request.value(Option.FOLDER, ".");
    OutputFiles files = OutputFolder.files(folder, diagnostics);
    Tools tools = Tools.installed();
    // The script is made of what the modules say, and what is kept of a build does not have that.
    BuildCache cache = installer.wanted() ? BuildCache.none() : compilation.builds();
    BuildCache.Asked asked = cache.ask(question(compilation, request, inputs, tools));
    if (files == null || cache.take(asked, files, diagnostics)) {
      return new Made(folder, files, diagnostics, null);
    }
    Aside<Boolean> kept = null;
    Compiler compiler = compilation.compiler();
    Target target = compilation.target();
    if (target != null && compiler != null) {
      ModuleFiles maker =
          new ModuleFiles(
              target,
              tools,
              format(request.value(Option.FORMAT, "module")),
              installer.packaging(packaging(request.value(Option.PACKAGE, "auto"))),
              files);
      maker.prepare();
      List<ModuleFiles.Begun> begun = compiler.compile(inputs, installer.seeing(maker));
      if (!diagnostics.hasErrors()) {
        Set<String> names = names(begun);
        maker.finish(begun);
        cache.lookAgain(asked, names);
        maker.await(begun, diagnostics);
        installer.put(files);
        if (!diagnostics.hasErrors()) {
          kept = cache.keep(asked, names, files, diagnostics);
        }
      }
    }
    return new Made(folder, diagnostics.hasErrors() ? null : files, diagnostics, kept);
  }

  /** All that the files and diagnostics of a build depend on. */
  private static BuildCache.Question question(
      Compilation compilation, Request.Run request, List<Path> inputs, Tools tools) {
    List<Path> programs = new ArrayList<>();
    Path checkmodule = tools.find(Program.CHECKMODULE).orElse(null);
    if (checkmodule != null) {
      programs.add(checkmodule);
    }
    return new BuildCache.Question(
        inputs,
        compilation.libraries(),
        compilation.look(),
        programs,
        List.of(
            Version.NUMBER,
            request.value(Option.FORMAT, "module"),
            request.value(Option.PACKAGE, "auto"),
            request.value(Option.TARGET, ""),
            String.join(" ", compilation.options())));
  }

  private static Set<String> names(List<ModuleFiles.Begun> modules) {
    Set<String> names = new HashSet<>();
    for (ModuleFiles.Begun begun : modules) {
      names.add(begun.module().name());
    }
    return names;
  }

  private static ModuleFiles.Packaging packaging(String word) {
    return switch (word) {
      case "always" -> ModuleFiles.Packaging.ALWAYS;
      case "never" -> ModuleFiles.Packaging.NEVER;
      default -> ModuleFiles.Packaging.AUTO;
    };
  }

  private static ModuleFiles.Format format(String word) {
    return switch (word) {
      case "cil" -> ModuleFiles.Format.CIL;
      case "refpolicy" -> ModuleFiles.Format.REFPOLICY;
      default -> ModuleFiles.Format.MODULE;
    };
  }
}
