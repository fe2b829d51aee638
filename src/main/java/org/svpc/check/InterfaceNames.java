package org.svpc.check;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.Macros;
import org.svpc.ir.Interface;
import org.svpc.target.Target;

/**
 * An interface is a macro of m4 in the .if, so its name has to be a word of m4 that nothing else
 * bears: the headers' Makefile would say "duplicate definition" and go on.
 */
final class InterfaceNames implements Check {
  /** How the support files' macros for rules end; which there are is not part of the target. */
  private static final String PATTERN = "_pattern";

  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    if (subject.library()) {
      return;
    }
    for (Interface callable : subject.module().interfaces()) {
      String problem = problem(callable.name(), subject);
      if (problem != null) {
        diagnostics.add(
            Diagnostic.at(
                    Code.INTERFACE_NAME,
                    callable.origin(),
                    "`" + callable.name() + "` cannot be the name of an interface.")
                .label(problem)
                .note(
                    "In the `.if`, for other modules, an interface is a macro of m4 with this name.")
                .help(
                    "Begin the name with the module's: `"
                        + subject.module().name()
                        + "_read_files` for instance."));
      }
    }
  }

  private static @Nullable String problem(String name, Subject subject) {
    if (name.indexOf('-') >= 0 || name.indexOf('.') >= 0) {
      return "m4 reads this as several words";
    }
    boolean own = name.startsWith(subject.module().name() + "_");
    if (Macros.isTaken(name, subject.target()) || (name.endsWith(PATTERN) && !own)) {
      return "a macro of m4 or of the target's support files";
    }
    return isInTarget(name, subject) ? "the target has an interface of this name" : null;
  }

  /** Interfaces begin with their module's name, so the headers need not be read for most. */
  private static boolean isInTarget(String name, Subject subject) {
    Target target = subject.target();
    String module = subject.module().name();
    if (subject.words().contains(Subject.REPLACE)
        || (name.startsWith(module + "_") && !target.hasModule(module))) {
      return false;
    }
    return target.hasInterface(name);
  }
}
