package org.svpc.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Sources;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Label;
import org.svpc.diagnostic.Severity;
import org.svpc.difference.PolicyDifference;
import org.svpc.files.IoReason;
import org.svpc.index.Policy;
import org.svpc.project.Project;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.toolchain.GitCommit;
import org.svpc.toolchain.TempFolder;
import org.svpc.toolchain.Tools;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.ModuleLinking;
import org.svpc.workspace.ProjectJobs;

/**
 * {@code svpc diff --base-ref}: what the sources of the working tree mean and those of a commit did
 * not, once linked. Both are built for the targets of the working tree.
 */
final class BaseRefDiff {
  private final Request.Run request;
  private final Console console;
  private final Ticker ticker;
  private final String ref;
  private final Diagnostics told = new Diagnostics();
  private final List<Diagnostics> found = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean differs;

  private BaseRefDiff(Request.Run request, Console console, Ticker ticker, String ref) {
    this.request = request;
    this.console = console;
    this.ticker = ticker;
    this.ref = ref;
  }

  static int run(Request.Run request, Console console, String ref) {
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    if (jobs.all().size() > 1 && request.value(Option.DIFFERENCE, "human").equals("json")) {
      console.refuse(
          request.command(),
          "`--report json` tells of one target, and the project has several.",
          "`--target` chooses one of them by its name.");
      return Status.MISUSE;
    }
    BaseRefDiff diff;
    boolean whole;
    try (Ticker ticker = new Ticker(console, "Reading")) {
      diff = new BaseRefDiff(request, console, ticker, ref);
      whole = diff.compare(jobs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The comparison was interrupted.");
      return Status.UNUSABLE;
    } catch (InvalidPathException e) {
      console.complain("`" + e.getInput() + "` cannot be the name of a file or folder.");
      return Status.UNUSABLE;
    } catch (IOException e) {
      console.complain("The modules cannot be linked: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    }
    Diagnostics all = new Diagnostics();
    all.addAll(jobs.all().size() == diff.found.size() ? jobs.judged(diff.found) : diff.first());
    all.addAll(diff.told);
    int status = Reporting.complain(all, request, console);
    if (!whole) {
      return status == Status.FINE ? Status.UNUSABLE : status;
    }
    console.out().print(diff.text);
    return request.has(Option.EXIT_CODE) && diff.differs ? Status.ERRORS : status;
  }

  /** What was found until it could not go on. */
  private Diagnostics first() {
    Diagnostics first = new Diagnostics();
    for (Diagnostics each : found) {
      first.addAll(each.sorted());
    }
    return first;
  }

  /** Compares for each target; false where that could not be done. */
  private boolean compare(Jobs jobs) throws InterruptedException, IOException {
    Path root = jobs.ofProject() ? jobs.root() : folder(Path.of(request.operands().get(0)));
    GitCommit commit = jobs.all().isEmpty() ? null : commit(root);
    if (commit == null) {
      return false;
    }
    try (TempFolder folder = TempFolder.create()) {
      Path top = commit.top().toRealPath();
      Path below = jobs.ofProject() ? inside(root, top) : Path.of("");
      for (String operand : request.operands()) {
        below = below == null || inside(Path.of(operand), top) == null ? null : below;
      }
      if (below == null || !commit.export(below, folder.path())) {
        return false;
      }
      for (Jobs.Job job : jobs.all()) {
        if (!compare(job, jobs, new Earlier(top, folder.path()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Path folder(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null || Files.isDirectory(path) ? path : parent;
  }

  private @Nullable GitCommit commit(Path root) throws InterruptedException {
    return GitCommit.of(Tools.installed(), root.toAbsolutePath(), ref, told);
  }

  /** Where a path lies below the repository's top; null, told, where it does not. */
  private @Nullable Path inside(Path path, Path top) throws IOException {
    Path real = Earlier.real(path);
    if (real.startsWith(top)) {
      return top.relativize(real);
    }
    told.add(
        Diagnostic.of(
            Code.UNREADABLE_SOURCE,
            "`" + path + "` is not in the repository `" + top + "`, so it has no earlier state."));
    return null;
  }

  private boolean compare(Jobs.Job job, Jobs jobs, Earlier earlier)
      throws InterruptedException, IOException {
    Compilation compilation = new Compilation(job.request(), ticker);
    found.add(compilation.diagnostics());
    Policy now = linked(job.request(), compilation, compilation.compile(job.request().operands()));
    Request.Run before = now == null ? null : before(job.request(), jobs, earlier);
    Policy old = before == null ? null : old(before, earlier);
    if (now == null || old == null) {
      return false;
    }
    ticker.step("Comparing");
    PolicyDifference difference = PolicyDifference.between(old, now);
    differs |= !difference.isEmpty();
    String form = request.value(Option.DIFFERENCE, "human");
    if (jobs.all().size() > 1) {
      text.append(form.equals("summary") ? "## " : "").append("Target ").append(job.target());
      text.append("\n\n");
    }
    text.append(DiffCommand.text(difference, form));
    if (jobs.all().size() > 1) {
      text.append('\n');
    }
    return true;
  }

  private @Nullable Policy linked(
      Request.Run run, Compilation compilation, @Nullable List<CompiledModule> modules)
      throws InterruptedException, IOException {
    ModuleLinking.Linked linked =
        modules == null
            ? null
            : new ModuleLinking(run, console, ticker, compilation.diagnostics()).link(modules);
    return linked == null ? null : linked.policy();
  }

  // ---- the commit

  /** What to build of the commit: what its own project file names, else what is named now. */
  private Request.@Nullable Run before(Request.Run now, Jobs jobs, Earlier earlier)
      throws IOException {
    Request.Run of = earlier.of(now, now.values(Option.LIB));
    Path project = earlier.of(jobs.root().resolve(Project.FILE_NAME));
    if (jobs.ofProject() && request.operands().isEmpty() && Files.isRegularFile(project)) {
      Diagnostics problems = new Diagnostics();
      of = ProjectJobs.sources(project, earlier.of(now, request.values(Option.LIB)), problems);
      earlier.tell(problems);
    }
    return of;
  }

  private @Nullable Policy old(Request.Run run, Earlier earlier)
      throws InterruptedException, IOException {
    Compilation compilation = new Compilation(run, ticker);
    List<Path> files = Sources.find(earlier.existing(run.operands()), new Diagnostics());
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      names.add(file.toString());
    }
    List<CompiledModule> modules = names.isEmpty() ? List.of() : compilation.compile(names);
    Policy policy = linked(run, compilation, modules);
    if (policy == null) {
      earlier.tell(compilation.diagnostics());
    }
    return policy;
  }

  /** The commit's files, and how they are called. */
  private final class Earlier {
    private final Path top;
    private final Path folder;

    Earlier(Path top, Path folder) {
      this.top = top;
      this.folder = folder;
    }

    /** A path with what links lead to, as far as it exists. */
    static Path real(Path path) throws IOException {
      Path full = path.toAbsolutePath().normalize();
      Path parent = full;
      while (parent != null && !Files.exists(parent)) {
        parent = parent.getParent();
      }
      return parent == null ? full : parent.toRealPath().resolve(parent.relativize(full));
    }

    /** Where the commit's version of a path lies; the path itself outside of the repository. */
    Path of(Path path) throws IOException {
      Path real = real(path);
      return real.startsWith(top) ? folder.resolve(top.relativize(real).toString()) : path;
    }

    Request.Run of(Request.Run now, List<String> libraries) throws IOException {
      Map<String, List<String>> values = new HashMap<>(now.values());
      values.put(Option.LIB.name(), of(libraries));
      return new Request.Run(now.command(), values, of(now.operands()));
    }

    private List<String> of(List<String> paths) throws IOException {
      List<String> earlier = new ArrayList<>();
      for (String path : paths) {
        earlier.add(of(Path.of(path)).toString());
      }
      return earlier;
    }

    /** Those that the commit has: others are new. */
    List<Path> existing(List<String> paths) {
      List<Path> existing = new ArrayList<>();
      for (String path : paths) {
        if (Files.exists(Path.of(path))) {
          existing.add(Path.of(path));
        }
      }
      return existing;
    }

    /** Tells of errors in the commit under names that the user knows. */
    void tell(Diagnostics problems) {
      Map<SourceFile, SourceFile> renamed = new HashMap<>();
      for (Diagnostic problem : problems.sorted()) {
        if (problem.severity() == Severity.ERROR) {
          Span span = problem.span();
          List<Label> labels = new ArrayList<>();
          for (Label label : problem.labels()) {
            labels.add(new Label(named(label.span(), renamed), label.text()));
          }
          told.add(
              new Diagnostic(
                  problem.code(),
                  problem.severity(),
                  named(problem.message()),
                  span == null ? null : named(span, renamed),
                  problem.label(),
                  labels,
                  problem.notes(),
                  problem.helps(),
                  List.of()));
        }
      }
    }

    private Span named(Span span, Map<SourceFile, SourceFile> renamed) {
      SourceFile file =
          renamed.computeIfAbsent(
              span.file(), from -> new SourceFile(named(from.name()), from.text(), from.line(0)));
      return new Span(file, span.start(), span.end());
    }

    private String named(String text) {
      return text.replace(folder + "/", ref + ":");
    }
  }
}
