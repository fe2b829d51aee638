package org.svpc.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.Sources;
import org.svpc.console.Console;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.ContentDigest;
import org.svpc.files.IoReason;
import org.svpc.headers.HeaderDigest;
import org.svpc.headers.HeaderReader;
import org.svpc.project.Project;
import org.svpc.project.Project.Pin;
import org.svpc.project.Project.ProjectTarget;
import org.svpc.project.ProjectReader;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.usage.Option;
import org.svpc.usage.Request;

/**
 * A command done for each target and format of a project. What the command line says goes before
 * what the project file says.
 */
public final class ProjectJobs implements Jobs {
  /** Stands for the installed policy where a project names no target. */
  private static final ProjectTarget INSTALLED = new ProjectTarget("", null, null, List.of(), null);

  private final Request.Run request;

  /** The project's folder, as sources below it are to be shown. */
  private final Path root;

  private final @Nullable Project project;
  private final Diagnostics problems;
  private final List<Job> jobs = new ArrayList<>();
  private boolean whole;

  private ProjectJobs(
      Request.Run request, Path root, @Nullable Project project, Diagnostics problems) {
    this.request = request;
    this.root = root;
    this.project = project;
    this.problems = problems;
  }

  /**
   * The jobs of the project that is named or found; where there is none, what the command line
   * names. Null, told, where that is nothing, or where one target is meant and none is chosen.
   */
  static @Nullable Jobs open(Request.Run request, Console console, boolean oneTarget) {
    Diagnostics problems = new Diagnostics();
    Path file = file(request.value(Option.PROJECT), problems);
    if (file == null && !problems.hasErrors()) {
      if (!request.operands().isEmpty()) {
        return new Named(new Job(null, request));
      }
      console.refuse(
          request.command(),
          "Nothing is given to work on; expected "
              + request.command().operand()
              + ", or a file `"
              + Project.FILE_NAME
              + "` in this folder or above it.",
          request.command().seeHelp());
      return null;
    }
    SourceFile text = file == null ? null : Sources.read(file, problems);
    Project project = text == null ? null : ProjectReader.read(text, problems);
    Path parent = file == null ? null : file.getParent();
    Path root = parent == null ? Path.of("") : parent;
    ProjectJobs jobs = new ProjectJobs(request, root, project, problems);
    if (project != null) {
      List<ProjectTarget> targets = jobs.targets(project);
      if (oneTarget && targets.size() > 1) {
        refuseSeveral(targets, request, console);
        return null;
      }
      jobs.add(project, targets);
    }
    return jobs;
  }

  private static void refuseSeveral(
      List<ProjectTarget> targets, Request.Run request, Console console) {
    List<String> names = new ArrayList<>();
    for (ProjectTarget target : targets) {
      names.add(target.name());
    }
    console.refuse(
        request.command(),
        "The project has the targets `" + String.join("`, `", names) + "`, and one is needed.",
        "Choose it with `--target NAME`.");
  }

  private static @Nullable Path file(@Nullable String given, Diagnostics problems) {
    if (given != null) {
      try {
        Path file = Path.of(given);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          return file;
        }
        problems.add(
            Diagnostic.of(Code.UNREADABLE_SOURCE, "There is no project file `" + given + "`."));
        return null;
      } catch (InvalidPathException e) {
        problems.add(
            Diagnostic.of(
                Code.UNREADABLE_SOURCE, "`" + given + "` cannot be the name of a project file."));
        return null;
      }
    }
    Path folder = Path.of("");
    for (int above = folder.toAbsolutePath().getNameCount(); above >= 0; above--) {
      Path file = folder.resolve(Project.FILE_NAME);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
      folder = folder.resolve("..");
    }
    return null;
  }

  // ---- what is to be done

  private void add(Project of, List<ProjectTarget> targets) {
    whole = request.operands().isEmpty() && !request.has(Option.TARGET);
    String format = request.value(Option.FORMAT);
    List<String> formats =
        !knows(Option.FORMAT) ? List.of("") : format == null ? of.formats() : List.of(format);
    for (ProjectTarget target : targets) {
      check(target);
      for (String each : formats) {
        jobs.add(new Job(name(target), run(of, target, each, formats.size() > 1)));
      }
    }
    if (problems.hasErrors()) {
      jobs.clear();
    }
  }

  /** The targets that are meant: of a command that needs none, one that says nothing. */
  private List<ProjectTarget> targets(Project of) {
    String wish = request.value(Option.TARGET);
    if (!knows(Option.TARGET) || (wish == null && of.targets().isEmpty())) {
      return List.of(INSTALLED);
    }
    if (wish == null) {
      return of.targets();
    }
    for (ProjectTarget target : of.targets()) {
      if (target.name().equals(wish)) {
        return List.of(target);
      }
    }
    return List.of(INSTALLED);
  }

  private static @Nullable String name(ProjectTarget target) {
    return target.name().isEmpty() ? null : target.name();
  }

  private boolean knows(Option option) {
    return request.command().options().contains(option);
  }

  private Request.Run run(Project of, ProjectTarget target, String format, boolean severalFormats) {
    Map<String, List<String>> values = new HashMap<>(request.values());
    List<String> operands = request.operands();
    if (operands.isEmpty()) {
      operands = new ArrayList<>();
      for (Path source : of.sources()) {
        operands.add(shown(source));
      }
    }
    if (knows(Option.LIB)) {
      List<String> libraries = new ArrayList<>(request.values(Option.LIB));
      for (Path library : of.libraries()) {
        libraries.add(shown(library));
      }
      values.put(Option.LIB.name(), libraries);
    }
    if (!target.name().isEmpty()) {
      put(values, Option.TARGET, target.headers());
    }
    if (!target.options().isEmpty()) {
      values.put(Option.BUILD_OPTIONS.name(), target.options());
    }
    if (target.base() != null && !request.has(Option.BASE)) {
      put(values, Option.BASE, target.base());
    }
    if (knows(Option.FORMAT)) {
      values.put(Option.FORMAT.name(), List.of(format));
    }
    if (of.packaging() != null && !request.has(Option.PACKAGE)) {
      values.put(Option.PACKAGE.name(), List.of(of.packaging()));
    }
    if (knows(Option.FOLDER)) {
      String given = request.value(Option.FOLDER);
      Path folder = Path.of(given == null ? shown(of.output()) : given);
      folder = folder.resolve(target.name()).resolve(severalFormats ? format : "");
      values.put(Option.FOLDER.name(), List.of(folder.toString()));
    }
    return new Request.Run(request.command(), values, operands);
  }

  private void put(Map<String, List<String>> values, Option option, @Nullable Path path) {
    if (path == null) {
      values.remove(option.name());
    } else {
      values.put(option.name(), List.of(shown(path)));
    }
  }

  /** A path of the project file as it is reached from the current folder. */
  private String shown(Path path) {
    return root.resolve(path).normalize().toString();
  }

  /** Tells where a target's headers are not those that the project file names. */
  private void check(ProjectTarget target) {
    Pin pin = target.pin();
    if (pin == null) {
      return;
    }
    Path headers =
        target.headers() == null ? HeaderReader.INSTALLED : Path.of(shown(target.headers()));
    try {
      String found =
          HeaderDigest.of(headers, request.has(Option.NO_CACHE) ? null : ContentDigest.ofUser());
      if (!found.equals(pin.digest())) {
        problems.add(
            Diagnostic.at(
                    Code.HEADERS_CHANGED,
                    pin.place(),
                    "The headers of the target `" + target.name() + "` are not those pinned here.")
                .label("these are other headers")
                .fix(
                    "If the change is wanted, pin what is there now:",
                    pin.place(),
                    "\"" + found + "\""));
      }
    } catch (IOException e) {
      problems.add(
          Diagnostic.at(
                  Code.TARGET_UNREADABLE,
                  pin.place(),
                  "The headers of the target `"
                      + target.name()
                      + "` cannot be read: "
                      + IoReason.of(e)
                      + ".")
              .label("pinned here"));
    }
  }

  @Override
  public List<Job> all() {
    return List.copyOf(jobs);
  }

  @Override
  public Path root() {
    return root;
  }

  @Override
  public boolean ofProject() {
    return true;
  }

  /** A run with the sources and libraries that a project file names; null where it has errors. */
  public static Request.@Nullable Run sources(Path file, Request.Run run, Diagnostics problems) {
    SourceFile text = Sources.read(file, problems);
    Project project = text == null ? null : ProjectReader.read(text, problems);
    if (project == null) {
      return null;
    }
    Request.Run bare = new Request.Run(run.command(), run.values(), List.of());
    ProjectJobs jobs = new ProjectJobs(bare, file.resolveSibling(""), project, problems);
    return jobs.run(project, INSTALLED, "", false);
  }

  // ---- what there is to tell

  /** What is found for several targets is told once, with their names where it is not for all. */
  @Override
  public Diagnostics judged(List<Diagnostics> found) {
    Diagnostics told = new Diagnostics();
    told.addAll(problems);
    if (project != null) {
      List<Diagnostic> merged = merged(found);
      boolean all = whole && !problems.hasErrors() && knows(Option.TARGET);
      told.addAll(project.checks().judge(merged, root, all));
    }
    return told;
  }

  /** Where and what, whichever of several readings of the same file it is about. */
  private record Same(Code code, String message, String file, int start, int end) {
    static Same of(Diagnostic diagnostic) {
      Span span = diagnostic.span();
      return new Same(
          diagnostic.code(),
          diagnostic.message(),
          span == null ? "" : span.file().name(),
          span == null ? 0 : span.start(),
          span == null ? 0 : span.end());
    }
  }

  private List<Diagnostic> merged(List<Diagnostics> found) {
    Map<Same, Diagnostic> first = new LinkedHashMap<>();
    Map<Same, Set<String>> targets = new HashMap<>();
    Set<String> all = new LinkedHashSet<>();
    for (int at = 0; at < found.size(); at++) {
      String target = String.valueOf(jobs.get(at).target());
      all.add(target);
      for (Diagnostic diagnostic : found.get(at).sorted()) {
        Same same = Same.of(diagnostic);
        first.putIfAbsent(same, diagnostic);
        targets.computeIfAbsent(same, key -> new LinkedHashSet<>()).add(target);
      }
    }
    List<Diagnostic> merged = new ArrayList<>();
    first.forEach(
        (same, diagnostic) -> {
          Set<String> of = targets.getOrDefault(same, all);
          merged.add(
              of.size() == all.size()
                  ? diagnostic
                  : diagnostic.noting(
                      "This is so for the target `" + String.join("` and `", of) + "` only."));
        });
    return merged;
  }
}
