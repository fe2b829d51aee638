package org.svpc.syntax;

import org.svpc.source.Span;

/**
 * A name as written. Inside interfaces and templates it may hold pieces to paste, {@code
 * ${stem}_t}, or be a parameter's name.
 */
public record Name(String text, Span span) {
  /** Whether the name holds a piece to paste. */
  public boolean isPasted() {
    return text.indexOf('$') >= 0;
  }

  public boolean is(String word) {
    return text.equals(word);
  }
}
