package org.svpc.labels;

import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * The words of a plan, one after the other: bare words, texts in quotes, and the signs {@code ; , =
 * { }}. Comments run from {@code //} to the end of the line.
 */
final class PlanWords {
  enum Kind {
    WORD,
    TEXT,
    SIGN,
    END,
    /** Text without an end, or a character that no plan has. */
    WRONG
  }

  private final SourceFile file;
  private final String text;
  private int end;
  private int start;
  private Kind kind = Kind.END;
  private String value = "";

  PlanWords(SourceFile file) {
    this.file = file;
    text = file.text();
    next();
  }

  Kind kind() {
    return kind;
  }

  /** A word as it stands, a text without its quotes, a sign, or what is wrong as a sentence. */
  String value() {
    return value;
  }

  Span place() {
    return new Span(file, start, end);
  }

  boolean is(char sign) {
    return kind == Kind.SIGN && text.charAt(start) == sign;
  }

  void next() {
    skip();
    start = end;
    if (start == text.length()) {
      kind = Kind.END;
      value = "";
      return;
    }
    char first = text.charAt(start);
    if (isOfWord(first)) {
      while (end < text.length() && isOfWord(text.charAt(end))) {
        end++;
      }
      kind = Kind.WORD;
      value = text.substring(start, end);
    } else if (first == '"') {
      quoted();
    } else if (first == ';' || first == ',' || first == '=' || first == '{' || first == '}') {
      end++;
      kind = Kind.SIGN;
      value = text.substring(start, end);
    } else {
      end += Character.charCount(text.codePointAt(start));
      kind = Kind.WRONG;
      value = "This character has no meaning in a plan.";
    }
  }

  private void skip() {
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '/' && text.startsWith("//", end)) {
        int line = text.indexOf('\n', end);
        end = line < 0 ? text.length() : line;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        end++;
      } else {
        return;
      }
    }
  }

  private static boolean isOfWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.'
        || c == ':'
        || c == '+'
        || c == '@';
  }

  /** Controls, those that turn the direction of writing, and what XML cannot hold. */
  private static boolean isControl(char c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c >= 0xfffe;
  }

  private void quoted() {
    StringBuilder out = new StringBuilder();
    kind = Kind.WRONG;
    end = start + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '"') {
        end++;
        kind = Kind.TEXT;
        value = out.toString();
        return;
      }
      if (c == '\n' || c == '\r') {
        break;
      }
      if (isControl(c)) {
        value = "The text has a control character.";
        end++;
        return;
      }
      if (c == '\\' && end + 1 < text.length()) {
        char meant = text.charAt(end + 1);
        if (meant != '"' && meant != '\\') {
          start = end;
          end += 2;
          value = "Behind `\\` a text has `\"` or `\\`.";
          return;
        }
        c = meant;
        end++;
      }
      out.append(c);
      end++;
    }
    value = "The text has no end in its line.";
  }
}
