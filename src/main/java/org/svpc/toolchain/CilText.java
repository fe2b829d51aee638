package org.svpc.toolchain;

import java.util.ArrayList;
import java.util.List;

/** The text of a module in CIL, with the few questions that explaining an error asks of it. */
final class CilText {
  private static final int LONGEST = 4000;

  private final String text;

  CilText(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The offset of the first statement on a line, counted from one; -1 where there is none. */
  int offsetOf(int line) {
    int from = 0;
    for (int i = 1; i < line && from >= 0; i++) {
      int end = text.indexOf('\n', from);
      from = end < 0 ? -1 : end + 1;
    }
    int open = from < 0 ? -1 : text.indexOf('(', from);
    int end = from < 0 ? -1 : text.indexOf('\n', from);
    return open < 0 || (end >= 0 && open > end) ? -1 : open;
  }

  /** The statement on a line; empty where there is none. */
  String statement(int line) {
    int open = offsetOf(line);
    return open < 0 ? "" : text.substring(open, end(open));
  }

  /** The end of the statement that starts at {@code open}, or where it becomes too long. */
  int end(int open) {
    int depth = 0;
    boolean quoted = false;
    int limit = Math.min(text.length(), open + LONGEST);
    for (int at = open; at < limit; at++) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) {
          return at + 1;
        }
      }
    }
    return limit;
  }

  /** The first statement that begins with a text such as {@code (type x_t)}; empty for none. */
  String startingWith(String beginning) {
    int at = text.indexOf(beginning);
    return at < 0 ? "" : text.substring(at, end(at));
  }

  /**
   * The words of a statement, in order: names and numbers, and what stands in quotes as one word.
   */
  static List<String> words(String statement) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < statement.length()) {
      char c = statement.charAt(at);
      if (c == '"') {
        int close = statement.indexOf('"', at + 1);
        int end = close < 0 ? statement.length() : close;
        words.add(statement.substring(at + 1, end));
        at = end + 1;
      } else if (isWordPart(c)) {
        int start = at;
        while (at < statement.length() && isWordPart(statement.charAt(at))) {
          at++;
        }
        words.add(statement.substring(start, at));
      } else {
        at++;
      }
    }
    return words;
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.'
        || c == '$';
  }
}
