package org.svpc.project;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Severity;

/** How much a diagnostic matters in a project. */
enum Level {
  ERROR("error", Severity.ERROR),
  WARNING("warning", Severity.WARNING),
  NOTE("note", Severity.NOTE),
  /** It is not told. */
  OFF("off", null);

  private final String word;
  private final @Nullable Severity severity;

  Level(String word, @Nullable Severity severity) {
    this.word = word;
    this.severity = severity;
  }

  /** The word that project files use. */
  String word() {
    return word;
  }

  /** The severity that it gives; null where it is not told. */
  @Nullable Severity severity() {
    return severity;
  }
}
