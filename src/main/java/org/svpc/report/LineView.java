package org.svpc.report;

/**
 * One line of source as a terminal shows it: tabs as blanks, wide characters two columns wide, and
 * of a very long line only what stands round the place of interest.
 */
final class LineView {
  /** Lines up to this many characters are shown whole. */
  static final int LONGEST = 140;

  private static final int BEFORE = 40;
  private static final int TAB = 4;
  private static final String CUT = "...";

  private final int from;
  private final int[] columns;
  private final String text;

  /**
   * Lays out a line.
   *
   * @param line its text without the line end
   * @param focus the offset in it that must be seen
   */
  LineView(String line, int focus) {
    int to = line.length();
    if (to <= LONGEST) {
      from = 0;
    } else {
      int start = Math.max(0, Math.min(focus - BEFORE, to - LONGEST));
      from = whole(line, start);
      to = whole(line, Math.min(to, start + LONGEST));
    }
    columns = new int[to - from + 1];
    StringBuilder shown = new StringBuilder(to - from + 8);
    if (from > 0) {
      shown.append(CUT);
    }
    int column = shown.length();
    for (int at = from; at < to; ) {
      int codePoint = line.codePointAt(at);
      int units = Character.charCount(codePoint);
      for (int unit = 0; unit < units; unit++) {
        columns[at - from + unit] = column;
      }
      if (codePoint == '\t') {
        int blanks = TAB - column % TAB;
        shown.append(" ".repeat(blanks));
        column += blanks;
      } else if (units == 2) {
        shown.appendCodePoint(codePoint);
        column += SafeText.width(codePoint);
      } else {
        char picture = SafeText.picture((char) codePoint);
        shown.append(picture);
        column += SafeText.width(picture);
      }
      at += units;
    }
    columns[to - from] = column;
    if (to < line.length()) {
      shown.append(CUT);
    }
    text = shown.toString();
  }

  /** What is shown. */
  String text() {
    return text;
  }

  /** The column, from zero, at which the character at an offset of the line is shown. */
  int column(int offset) {
    return columns[Math.max(0, Math.min(offset - from, columns.length - 1))];
  }

  /** The offset, or the one before it where it would split a surrogate pair. */
  private static int whole(String line, int offset) {
    return offset > 0
            && offset < line.length()
            && Character.isLowSurrogate(line.charAt(offset))
            && Character.isHighSurrogate(line.charAt(offset - 1))
        ? offset - 1
        : offset;
  }
}
