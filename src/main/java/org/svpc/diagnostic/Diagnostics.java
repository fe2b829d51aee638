package org.svpc.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;

/**
 * Collects diagnostics. The same code at the same place is kept once, so that what a template gets
 * wrong is not told again for each of its calls.
 */
public final class Diagnostics {
  private record Key(Code code, @Nullable Span span, String message) {}

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing(Diagnostic::span, Comparator.nullsLast(Comparator.<Span>naturalOrder()))
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  private final List<Diagnostic> all = new ArrayList<>();
  private final Set<Key> seen = new HashSet<>();
  private boolean errors;

  public void add(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    Key key = new Key(diagnostic.code(), span, span == null ? diagnostic.message() : "");
    if (seen.add(key)) {
      all.add(diagnostic);
      errors |= diagnostic.severity() == Severity.ERROR;
    }
  }

  public void add(Diagnostic.Builder diagnostic) {
    add(diagnostic.build());
  }

  public void addAll(Diagnostics others) {
    others.all.forEach(this::add);
  }

  public boolean hasErrors() {
    return errors;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of them, ordered by file, place and code; those without a place come last. */
  public List<Diagnostic> sorted() {
    return all.stream().sorted(BY_PLACE).toList();
  }
}
