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
  /** Written out as well: what a record makes of these costs a run with a warning 10 ms. */
  private static final class Key {
    private final Code code;
    private final @Nullable Span span;
    private final String message;

    Key(Code code, @Nullable Span span, String message) {
      this.code = code;
      this.span = span;
      this.message = message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && code == key.code
          && message.equals(key.message)
          && (span == null
              ? key.span == null
              : key.span != null
                  && span.file() == key.span.file()
                  && span.compareTo(key.span) == 0);
    }

    @Override
    public int hashCode() {
      return 31 * code.id().hashCode() + (span == null ? message.hashCode() : span.start());
    }
  }

  /** Written out, since comparators made of lambdas cost every cold process milliseconds. */
  private static final class ByPlace implements Comparator<Diagnostic> {
    @Override
    public int compare(Diagnostic left, Diagnostic right) {
      int byPlace = comparePlaces(left.span(), right.span());
      if (byPlace != 0) {
        return byPlace;
      }
      int byCode = left.code().compareTo(right.code());
      return byCode != 0 ? byCode : left.message().compareTo(right.message());
    }

    private static int comparePlaces(@Nullable Span left, @Nullable Span right) {
      if (left == null) {
        return right == null ? 0 : 1;
      }
      return right == null ? -1 : left.compareTo(right);
    }
  }

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
    addAll(others.all);
  }

  public void addAll(List<Diagnostic> others) {
    for (Diagnostic diagnostic : others) {
      add(diagnostic);
    }
  }

  public boolean hasErrors() {
    return errors;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of them, ordered by file, place and code; those without a place come last. */
  public List<Diagnostic> sorted() {
    List<Diagnostic> sorted = new ArrayList<>(all);
    sorted.sort(new ByPlace());
    return List.copyOf(sorted);
  }
}
