package org.svpc.project;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Severity;
import org.svpc.source.Span;

/** How much each diagnostic matters in a project. An error is an error everywhere. */
public final class Checks {
  private final Map<Code, Level> levels;
  private final List<Suppression> suppressions;

  Checks(Map<Code, Level> levels, List<Suppression> suppressions) {
    this.levels = Map.copyOf(levels);
    this.suppressions = List.copyOf(suppressions);
  }

  /**
   * Judges what was found in a project's sources.
   *
   * @param found in any order
   * @param folder the project's folder
   * @param whole whether all sources were looked at to their end, so that a suppression that was
   *     not needed is needed nowhere
   */
  public List<Diagnostic> judge(List<Diagnostic> found, Path folder, boolean whole) {
    Path root = folder.toAbsolutePath().normalize();
    Set<Suppression> used = new HashSet<>();
    List<Diagnostic> told = new ArrayList<>();
    boolean errors = false;
    for (Diagnostic diagnostic : found) {
      errors |= diagnostic.severity() == Severity.ERROR;
      if (!suppressed(diagnostic, root, used)) {
        add(diagnostic, told);
      }
    }
    if (whole && !errors) {
      for (Suppression suppression : suppressions) {
        if (!used.contains(suppression)) {
          add(unused(suppression), told);
        }
      }
    }
    return told;
  }

  private boolean suppressed(Diagnostic diagnostic, Path root, Set<Suppression> used) {
    Span place = diagnostic.span();
    Path file = place == null ? null : path(place.file().name());
    if (place == null || file == null || diagnostic.severity() == Severity.ERROR) {
      return false;
    }
    boolean any = false;
    for (Suppression suppression : suppressions) {
      String text = suppression.text();
      if (suppression.code() == diagnostic.code()
          && file.startsWith(root.resolve(suppression.file()).normalize())
          && (text == null || place.file().lineText(place.line()).contains(text))) {
        used.add(suppression);
        any = true;
      }
    }
    return any;
  }

  private static @Nullable Path path(String name) {
    try {
      return Path.of(name).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private void add(Diagnostic diagnostic, List<Diagnostic> told) {
    Level level = levels.get(diagnostic.code());
    if (level == null || diagnostic.severity() == Severity.ERROR) {
      told.add(diagnostic);
    } else if (level.severity() != null) {
      told.add(diagnostic.as(level.severity()));
    }
  }

  private static Diagnostic unused(Suppression suppression) {
    String at = suppression.text() == null ? "" : " on a line with `" + suppression.text() + "`";
    return Diagnostic.at(
            Code.SUPPRESSION_UNUSED,
            suppression.place(),
            "Nothing in `"
                + suppression.file()
                + "`"
                + at
                + " gives "
                + suppression.code().id()
                + ".")
        .label("suppresses nothing")
        .note("Its reason was: " + suppression.reason())
        .help("Remove it, or mend `file` and `text`.")
        .build();
  }
}
