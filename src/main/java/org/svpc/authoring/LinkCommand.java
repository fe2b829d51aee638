package org.svpc.authoring;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.LinkFiles;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.toolchain.BasePolicy;
import org.svpc.toolchain.LinkInput;
import org.svpc.toolchain.LinkedPolicy;
import org.svpc.toolchain.Linker;
import org.svpc.toolchain.TempFolder;
import org.svpc.toolchain.Tools;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.ModuleLinking;

/**
 * {@code svpc link}: builds a kernel policy of modules and the base modules; of a project, of the
 * modules that its sources compile to.
 */
public final class LinkCommand {
  private final Request.Run request;
  private final Ticker ticker;
  private final Diagnostics diagnostics;

  private LinkCommand(Request.Run request, Ticker ticker, Diagnostics diagnostics) {
    this.request = request;
    this.ticker = ticker;
    this.diagnostics = diagnostics;
  }

  public static int run(Request.Run request, Console console) {
    boolean built = !request.operands().isEmpty();
    if (built && !request.has(Option.PROJECT) && request.has(Option.TARGET)) {
      console.refuse(
          request.command(),
          "`--target` says what sources are compiled for, and what is linked here is built.",
          "`--base DIR` names what to link with.");
      return Status.MISUSE;
    }
    Jobs jobs = Jobs.ofOneTarget(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Diagnostics> found = new ArrayList<>();
    try (Ticker ticker = new Ticker(console, "Linking")) {
      for (Jobs.Job job : jobs.all()) {
        if (built) {
          Diagnostics diagnostics = new Diagnostics();
          found.add(diagnostics);
          new LinkCommand(job.request(), ticker, diagnostics).linkBuilt();
        } else {
          Compilation compilation = new Compilation(job.request(), ticker);
          found.add(compilation.diagnostics());
          new LinkCommand(job.request(), ticker, compilation.diagnostics())
              .linkSources(compilation, jobs);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("Linking was interrupted; nothing was written.");
      return Status.UNUSABLE;
    }
    return Reporting.report(jobs.judged(found), request, console);
  }

  private void linkBuilt() throws InterruptedException {
    List<LinkInput> inputs = new ArrayList<>();
    for (String operand : request.operands()) {
      Path input = path(operand);
      if (input != null) {
        inputs.add(LinkInput.of(input));
      }
    }
    link(inputs, List.of());
  }

  /** Nothing is linked where sources have errors, be it that the project calls them so. */
  private void linkSources(Compilation compilation, Jobs jobs) throws InterruptedException {
    List<CompiledModule> modules = compilation.compile(request.operands());
    if (modules == null || jobs.judged(List.of(diagnostics)).hasErrors()) {
      return;
    }
    try (TempFolder made = TempFolder.create()) {
      link(LinkFiles.writeWhole(modules, made.path()), modules);
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.of(Code.LINK_FAILED, "The modules cannot be linked: " + IoReason.of(e) + "."));
    }
  }

  private void link(List<LinkInput> inputs, List<CompiledModule> modules)
      throws InterruptedException {
    Path output = path(request.value(Option.POLICY_FILE, ""));
    Path folder = path(request.value(Option.BASE, BasePolicy.INSTALLED.toString()));
    BasePolicy base =
        output == null || folder == null || diagnostics.hasErrors()
            ? null
            : BasePolicy.in(folder, diagnostics).orElse(null);
    if (output == null || base == null) {
      return;
    }
    int version = LinkedPolicy.versionInName(output);
    LinkedPolicy policy =
        new Linker(Tools.installed(), ticker, diagnostics)
            .link(base, inputs, version == 0 ? OptionalInt.empty() : OptionalInt.of(version));
    if (policy == null) {
      return;
    }
    ModuleLinking.contexts(modules, policy, diagnostics);
    try {
      policy.write(output);
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.of(
                  Code.UNWRITABLE_OUTPUT,
                  "The policy `" + output + "` cannot be written: " + IoReason.of(e) + ".")
              .note("What was there before is as it was."));
    }
  }

  private @Nullable Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      diagnostics.add(
          Diagnostic.of(Code.LINK_INPUT, "`" + word + "` cannot be the name of a file or folder."));
      return null;
    }
  }
}
