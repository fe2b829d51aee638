package org.svpc.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** Text of sources and users, made fit to stand in the files of a package. */
final class PlainText {
  private static final int WIDTH = 78;

  private PlainText() {}

  /** One line: what is no printable character becomes a space, and several spaces become one. */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      boolean shown =
          !Character.isISOControl(c)
              && !Character.isWhitespace(c)
              && Character.isDefined(c)
              && Character.getType(c) != Character.FORMAT
              && Character.getType(c) != Character.SURROGATE
              && Character.getType(c) != Character.LINE_SEPARATOR
              && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
      if (shown) {
        line.appendCodePoint(c);
      } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().strip();
  }

  /**
   * Paragraphs in lines of a fit width, an empty line between them. None but the first begins with
   * a character of {@code shunned}: such a word stays with what is before it.
   */
  static List<String> lines(List<String> paragraphs, String shunned) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String paragraph : paragraphs) {
      StringTokenizer words = new StringTokenizer(line(paragraph), " ");
      boolean first = true;
      while (words.hasMoreTokens()) {
        String word = words.nextToken();
        boolean stays = line.length() > 0 && shunned.indexOf(word.charAt(0)) >= 0;
        boolean fits = !first && line.length() + 1 + word.length() <= WIDTH;
        if (line.length() > 0 && !stays && !fits) {
          lines.add(line.toString());
          if (first) {
            lines.add("");
          }
          line.setLength(0);
        }
        line.append(line.length() == 0 ? "" : " ").append(word);
        first = false;
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
