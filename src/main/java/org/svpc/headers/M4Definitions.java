package org.svpc.headers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the definitions that stand at the top of an m4 file: <code>define(`name',`text')</code>.
 *
 * <p>Quotes nest and keep their text raw; {@code #} outside of quotes starts a comment that ends
 * with the line, and {@code dnl} drops the rest of its line, as GNU m4 does. Nothing is expanded:
 * the text of a definition is what stands between its outer quotes.
 */
final class M4Definitions {
  /**
   * One definition.
   *
   * @param text the raw text, outer quotes removed; empty where {@code define} has one argument
   * @param offset where {@code define} starts
   */
  record Definition(String name, String text, int offset) {}

  /** What kept the file from being read to its end. */
  record Problem(String message, int offset) {}

  private final String source;
  private final List<Definition> definitions = new ArrayList<>();
  private @Nullable Problem problem;
  private int at;

  private M4Definitions(String source) {
    this.source = source;
  }

  /** Reads all of a file; where it is malformed, what stands before that place is kept. */
  static M4Definitions read(String source) {
    M4Definitions reader = new M4Definitions(source);
    reader.readAll();
    return reader;
  }

  List<Definition> definitions() {
    return definitions;
  }

  @Nullable Problem problem() {
    return problem;
  }

  private void readAll() {
    int length = source.length();
    while (at < length && problem == null) {
      char c = source.charAt(at);
      if (c == '#') {
        skipLine();
      } else if (c == '`') {
        quoted();
      } else if (isNameStart(c)) {
        word();
      } else {
        at++;
      }
    }
  }

  private void word() {
    int start = at;
    at = endOfWord(at);
    if (matches(start, "dnl")) {
      skipLine();
    } else if (matches(start, "define") && at < source.length() && source.charAt(at) == '(') {
      at++;
      definition(start);
    }
  }

  private boolean matches(int start, String word) {
    return at - start == word.length() && source.startsWith(word, start);
  }

  private void definition(int start) {
    String name = argument(start);
    String text = "";
    int arguments = 1;
    while (problem == null && source.charAt(at) == ',') {
      at++;
      String next = argument(start);
      if (++arguments == 2) {
        text = next;
      }
    }
    if (problem == null) {
      at++;
      if (!name.isEmpty()) {
        definitions.add(new Definition(name, text, start));
      }
    }
  }

  /** Reads up to the comma or parenthesis that ends an argument, and stays before it. */
  private String argument(int start) {
    while (at < source.length() && source.charAt(at) <= ' ') {
      at++;
    }
    StringBuilder text = new StringBuilder();
    int depth = 0;
    while (problem == null) {
      if (at >= source.length()) {
        problem = new Problem("A `define` is not closed: its `)` is missing", start);
        break;
      }
      char c = source.charAt(at);
      if (c == '`') {
        int open = at + 1;
        quoted();
        if (problem == null) {
          text.append(source, open, at - 1);
        }
      } else if (depth == 0 && (c == ',' || c == ')')) {
        break;
      } else if (c == '#') {
        int from = at;
        skipLine();
        text.append(source, from, at);
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  /**
   * Steps over a quoted text, from its opening quote to behind its closing one. It jumps from quote
   * to quote, since this is where nearly all of a file goes by.
   */
  private void quoted() {
    int start = at;
    int depth = 1;
    int open = source.indexOf('`', at + 1);
    int close = source.indexOf('\'', at + 1);
    while (close >= 0) {
      if (open >= 0 && open < close) {
        depth++;
        open = source.indexOf('`', open + 1);
      } else if (--depth == 0) {
        at = close + 1;
        return;
      } else {
        close = source.indexOf('\'', close + 1);
      }
    }
    at = source.length();
    problem = new Problem("A quote is not closed: its `'` is missing", start);
  }

  private void skipLine() {
    int end = source.indexOf('\n', at);
    at = end < 0 ? source.length() : end + 1;
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < source.length() && isNamePart(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }
}
