package org.svpc.syntax;

import java.util.List;
import org.svpc.source.Span;

/**
 * One name, or a set in braces: {@code a}, {@code { a b -c { d e } }}, {@code ~{ a b }}, {@code *},
 * {@code -a} (an exclusion, as an argument).
 *
 * @param complement whether {@code ~} stands before it
 * @param braces whether it was written in braces
 */
public record NameSet(List<Element> elements, boolean complement, boolean braces, Span span) {

  /** A member of a set. */
  public sealed interface Element {
    Span span();
  }

  /** A name; {@code this}, {@code self} and {@code *} are names here. */
  public record Member(Name name, boolean excluded, Span span) implements Element {}

  /** A set in a set. */
  public record Nested(NameSet set, boolean excluded, Span span) implements Element {}

  public NameSet {
    elements = List.copyOf(elements);
  }
}
