package org.svpc.m4;

/** The text of a call, and the line that an offset into it lies on. */
final class Source {
  final String file;
  final char[] text;

  /** A line that was asked for, so that the next question need not count from the start. */
  private int offset;

  private int line;

  private Source(String file, char[] text, int line) {
    this.file = file;
    this.text = text;
    this.line = line;
  }

  static Source of(String file, String text) {
    return new Source(file, text.toCharArray(), 1);
  }

  /** A text that {@code m4wrap} put aside: all of it is said to stand on one line. */
  static Source wrapped(String file, int line) {
    return new Source(file, new char[0], line);
  }

  /** How many characters {@link #line} will look at. */
  int distance(int at) {
    return Math.abs(at - offset);
  }

  int line(int at) {
    int until = Math.min(at, text.length);
    while (offset < until) {
      if (text[offset++] == '\n') {
        line++;
      }
    }
    while (offset > Math.max(at, 0)) {
      if (text[--offset] == '\n') {
        line--;
      }
    }
    return line;
  }
}
