package org.svpc.format;

import org.svpc.syntax.Statement.LabelEntry;
import org.svpc.syntax.Statement.PathForm;

/**
 * Text in double quotes, as the lexer takes it: on one line, and a backslash takes the next
 * character with it. Text that no quotes can hold is the caller's mistake.
 */
final class Quotes {
  private Quotes() {}

  /** Whether the text of an argument, a file name or a deprecation can stand in quotes. */
  static boolean canHold(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return false;
      }
      if (text.charAt(i) == '\\') {
        // A backslash before a quote would be read as part of the escape.
        i++;
        if (i == text.length() || text.charAt(i) == '"' || isControl(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whether a label can hold a pattern. What stands in its quotes is kept as it is, so that a quote
   * in a path has no form; in a regular expression {@code \"} means the same as the bare quote.
   */
  static boolean canHold(PathForm form, String text) {
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c) || (c == '"' && !escaped && form != PathForm.REGEX)) {
        return false;
      }
      escaped = c == '\\' && !escaped;
    }
    return !escaped;
  }

  /** What no source may hold, and what ends a line; a tab may stand anywhere. */
  static boolean isControl(char c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  static String quoted(String text) {
    if (!canHold(text)) {
      throw new IllegalArgumentException("No quotes can hold: " + text);
    }
    return escaped(text);
  }

  static String quoted(LabelEntry entry) {
    if (!canHold(entry.form(), entry.text())) {
      throw new IllegalArgumentException("No label can hold: " + entry.text());
    }
    return escaped(entry.text());
  }

  /** Text in quotes, with a backslash before each quote that has none of its own. */
  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted.append('\\');
      }
      quoted.append(c);
      if (c == '\\') {
        i++;
        quoted.append(text.charAt(i));
      }
    }
    return quoted.append('"').toString();
  }
}
