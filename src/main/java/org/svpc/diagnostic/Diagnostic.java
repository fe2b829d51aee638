package org.svpc.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;
import org.svpc.source.Span;

/**
 * One thing to tell the author.
 *
 * @param message one sentence: what is wrong, with names in backticks
 * @param span the place, or null where the problem has none (a missing tool, an unreadable file)
 * @param label what stands under the carets, possibly empty
 * @param labels second places
 * @param notes further sentences: why, what was expected
 * @param helps further sentences: what to do
 * @param fixes edits, each of which alone would mend the problem
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    @Nullable Span span,
    String label,
    List<Label> labels,
    List<String> notes,
    List<String> helps,
    List<Fix> fixes) {

  public Diagnostic {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    helps = List.copyOf(helps);
    fixes = List.copyOf(fixes);
  }

  /** A diagnostic at a place. */
  public static Builder at(Code code, Span span, String message) {
    return new Builder(code, span, message);
  }

  /** A diagnostic at what the source says, with a label for each call it came through. */
  public static Builder at(Code code, Origin origin, String message) {
    Builder builder = new Builder(code, origin.span(), message);
    for (Origin via = origin.via(); via != null; via = via.via()) {
      builder.label(via.span(), "called here");
    }
    return builder;
  }

  /** A diagnostic about something that has no place in a source. */
  public static Builder of(Code code, String message) {
    return new Builder(code, null, message);
  }

  /** The same with another severity. */
  public Diagnostic as(Severity other) {
    return new Diagnostic(code, other, message, span, label, labels, notes, helps, fixes);
  }

  /** The same with one more note. */
  public Diagnostic noting(String sentence) {
    List<String> more = new ArrayList<>(notes);
    more.add(sentence);
    return new Diagnostic(code, severity, message, span, label, labels, more, helps, fixes);
  }

  /** Collects the parts of a diagnostic. */
  public static final class Builder {
    private final Code code;
    private final @Nullable Span span;
    private final String message;
    private String label = "";
    private final List<Label> labels = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> helps = new ArrayList<>();
    private final List<Fix> fixes = new ArrayList<>();

    private Builder(Code code, @Nullable Span span, String message) {
      this.code = code;
      this.span = span;
      this.message = message;
    }

    /** What stands under the carets. */
    public Builder label(String text) {
      label = text;
      return this;
    }

    public Builder label(Span place, String text) {
      labels.add(new Label(place, text));
      return this;
    }

    /** A sentence that tells why, or what was expected. */
    public Builder note(String text) {
      notes.add(text);
      return this;
    }

    /** A sentence that tells what to do, where no edit can be given. */
    public Builder help(String text) {
      helps.add(text);
      return this;
    }

    /** An edit that would mend the problem. */
    public Builder fix(String title, Span place, String replacement) {
      fixes.add(new Fix(title, place, replacement));
      return this;
    }

    /**
     * Names close to a misspelt one: an edit where there is one, a question where there are
     * several.
     */
    public Builder suggest(List<String> candidates) {
      if (candidates.isEmpty()) {
        return this;
      }
      StringBuilder text = new StringBuilder("Did you mean ");
      int last = candidates.size() - 1;
      for (int i = 0; i <= last; i++) {
        text.append(i == 0 ? "`" : i == last ? " or `" : ", `");
        text.append(candidates.get(i)).append('`');
      }
      String question = text.append('?').toString();
      return span != null && last == 0 ? fix(question, span, candidates.get(0)) : help(question);
    }

    public Diagnostic build() {
      return new Diagnostic(
          code, code.severity(), message, span, label, labels, notes, helps, fixes);
    }
  }
}
