package org.svpc.syntax;

import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;

/**
 * An argument of a call.
 *
 * @param name the parameter it is for, or null where its position says so
 */
public record Argument(@Nullable Name name, Value value, Span span) {

  /** What is given. The parameter's kind decides whether a name is a type, a level or a stem. */
  public sealed interface Value {
    Span span();
  }

  public record Names(NameSet set) implements Value {
    @Override
    public Span span() {
      return set.span();
    }
  }

  /** Text in double quotes, without them and with escapes resolved. */
  public record Text(String text, Span span) implements Value {}

  /** A level with categories, or a range; a bare {@code s0} or symbolic level is {@link Names}. */
  public record Levels(Range range) implements Value {
    @Override
    public Span span() {
      return range.span();
    }
  }
}
