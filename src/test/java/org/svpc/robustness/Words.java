package org.svpc.robustness;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a source into its words and marks, by rules of its own: a second opinion on what a token is.
 */
final class Words {
  /** A word or mark: its text, where it starts, and its line, from one. */
  record Word(String text, int start, int line) {}

  private static final List<String> MARKS = List.of("...", "&&", "||", "==", "!=");

  private final String source;
  private int at;
  private int line = 1;

  private Words(String source) {
    this.source = source;
  }

  static List<Word> of(String source) {
    return new Words(source).all();
  }

  private List<Word> all() {
    List<Word> words = new ArrayList<>();
    while (skipBlanksAndComments()) {
      int end = end();
      words.add(new Word(source.substring(at, end), at, line));
      at = end;
    }
    return words;
  }

  /** Goes to the next word; false at the end. */
  private boolean skipBlanksAndComments() {
    while (at < source.length()) {
      char here = source.charAt(at);
      if (here == '\n') {
        line++;
        at++;
      } else if (here == ' ') {
        at++;
      } else if (here == '#' || source.startsWith("//", at)) {
        at = source.indexOf('\n', at);
      } else {
        return true;
      }
    }
    return false;
  }

  private int end() {
    char first = source.charAt(at);
    if (first == '"') {
      return stringEnd();
    }
    if (isLetter(first) || Character.isDigit(first) || first == '$') {
      return nameEnd();
    }
    for (String mark : MARKS) {
      if (source.startsWith(mark, at)) {
        return at + mark.length();
      }
    }
    return at + 1;
  }

  private int stringEnd() {
    int end = at + 1;
    while (source.charAt(end) != '"') {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private int nameEnd() {
    int end = at;
    while (true) {
      char here = source.charAt(end);
      if (here == '$') {
        end = source.indexOf('}', end) + 1;
      } else if (isLetter(here) || Character.isDigit(here)) {
        end++;
      } else if ((here == '.' || here == '-')
          && !source.startsWith("...", end)
          && Character.isLetterOrDigit(source.charAt(end + 1))
          && !(here == '-' && source.startsWith("0x", at))) {
        end++;
      } else {
        return end;
      }
    }
  }

  private static boolean isLetter(char character) {
    return Character.isLetter(character) || character == '_';
  }
}
