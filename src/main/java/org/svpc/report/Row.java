package org.svpc.report;

import java.util.ArrayList;
import java.util.List;

/** A row of cells that are set one by one, each in its style: what stands under a source line. */
final class Row {
  private final StringBuilder cells = new StringBuilder();
  private final List<Style> styles = new ArrayList<>();

  /** Sets the cells from {@code column} on to the characters of {@code text}. */
  void put(int column, String text, Style style) {
    while (cells.length() < column + text.length()) {
      cells.append(' ');
      styles.add(Style.PLAIN);
    }
    for (int i = 0; i < text.length(); i++) {
      cells.setCharAt(column + i, text.charAt(i));
      styles.set(column + i, style);
    }
  }

  /** Sets the cells from {@code column} to before {@code end}. */
  void fill(int column, int end, char mark, Style style) {
    put(column, String.valueOf(mark).repeat(Math.max(0, end - column)), style);
  }

  int length() {
    return cells.length();
  }

  void append(StringBuilder out, boolean colours) {
    for (int start = 0; start < cells.length(); ) {
      int end = start + 1;
      while (end < cells.length() && styles.get(end) == styles.get(start)) {
        end++;
      }
      styles.get(start).append(out, cells.subSequence(start, end), colours);
      start = end;
    }
  }
}
