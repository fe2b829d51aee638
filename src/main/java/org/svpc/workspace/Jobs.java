package org.svpc.workspace;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.console.Console;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.usage.Option;
import org.svpc.usage.Request;

/**
 * What a command is to be done with: what the command line names, or all that a project file says,
 * which may be several things.
 */
public sealed interface Jobs permits Jobs.Named, ProjectJobs {
  /**
   * One of them.
   *
   * @param target the name of the project's target; null where there is none to tell from others
   */
  record Job(@Nullable String target, Request.Run request) {}

  /** All of them; none where the project file has errors. */
  List<Job> all();

  /** The project's folder, else the current one. */
  Path root();

  /** Whether a project file says what is to be done. */
  boolean ofProject();

  /** What there is to tell, of what was found in each of the jobs. */
  Diagnostics judged(List<Diagnostics> found);

  /**
   * The jobs that a command line asks for. A project file is looked for where no operand is given,
   * and read where one is named.
   *
   * @return null where there is nothing to work on, which has been told then
   */
  static @Nullable Jobs of(Request.Run request, Console console) {
    return request.operands().isEmpty() || request.has(Option.PROJECT)
        ? ProjectJobs.open(request, console, false)
        : new Named(new Job(null, request));
  }

  /**
   * The same for a command that makes one thing, so that a project of several targets will not do.
   */
  static @Nullable Jobs ofOneTarget(Request.Run request, Console console) {
    return request.operands().isEmpty() || request.has(Option.PROJECT)
        ? ProjectJobs.open(request, console, true)
        : new Named(new Job(null, request));
  }

  /**
   * The job of a command whose operands are no sources: of a project it takes one target, and looks
   * for the project file whatever is given to work on.
   *
   * @return null where the project has several targets, and which is meant is not said; told then
   */
  static @Nullable Jobs inTarget(Request.Run request, Console console) {
    return ProjectJobs.open(request, console, true);
  }

  /** What the command line names. Every build passes here: no project file is thought of. */
  record Named(Job job) implements Jobs {
    @Override
    public List<Job> all() {
      return List.of(job);
    }

    @Override
    public Path root() {
      return Path.of("");
    }

    @Override
    public boolean ofProject() {
      return false;
    }

    @Override
    public Diagnostics judged(List<Diagnostics> found) {
      return found.get(0);
    }
  }
}
