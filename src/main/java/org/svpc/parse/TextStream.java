package org.svpc.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;
import org.svpc.source.SourceFile;

/**
 * A source text as ANTLR reads it: by UTF-16 code units, so that its offsets are those of spans,
 * and without a copy. A byte order mark at the start is passed over.
 */
final class TextStream implements CharStream {
  /**
   * What the lexer sees instead of any character outside of ASCII: the grammar makes no difference
   * between them, and ANTLR remembers its ways for characters up to this one only.
   */
  private static final char OTHER = 0x7f;

  private final String name;
  private final String text;
  private int at;

  TextStream(SourceFile file) {
    name = file.name();
    text = file.text();
    at = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
  }

  @Override
  public void consume() {
    if (at >= text.length()) {
      throw new IllegalStateException("read past the end");
    }
    at++;
  }

  @Override
  public int LA(int distance) {
    int index = distance > 0 ? at + distance - 1 : at + distance;
    if (distance == 0 || index < 0 || index >= text.length()) {
      return IntStream.EOF;
    }
    char c = text.charAt(index);
    return c < OTHER ? c : OTHER;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = index;
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return name;
  }

  @Override
  public String getText(Interval interval) {
    return text.substring(interval.a, Math.min(interval.b + 1, text.length()));
  }

  @Override
  public String toString() {
    return text;
  }
}
