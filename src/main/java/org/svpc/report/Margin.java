package org.svpc.report;

/**
 * The left edge of an excerpt: line numbers, and the bar between them and the source.
 *
 * @param width how many digits the longest line number of a diagnostic has
 */
record Margin(int width, boolean colours) {
  /** {@code " --> file:3:7"}. */
  void place(StringBuilder out, String arrow, String place) {
    out.append(" ".repeat(width));
    Style.MARGIN.append(out, arrow, colours);
    out.append(' ').append(SafeText.of(place)).append('\n');
  }

  /** A bar alone. */
  void bar(StringBuilder out) {
    edge(out, "", "|");
    end(out);
  }

  /** The start of a line that is numbered. */
  void numbered(StringBuilder out, int line, String mark) {
    edge(out, Integer.toString(line), mark);
    out.append(' ');
  }

  /** The start of a line without a number. */
  void unnumbered(StringBuilder out) {
    edge(out, "", "|");
    out.append(' ');
  }

  /** Says that lines are left out. */
  void gap(StringBuilder out) {
    Style.MARGIN.append(out, "...", colours);
    out.append(" ".repeat(Math.max(0, width - 1))).append(' ');
  }

  /** {@code " = note: text"}; further lines of the text stand under its first. */
  void remark(StringBuilder out, String kind, String text) {
    edge(out, "", "=");
    out.append(' ');
    Style.TITLE.append(out, kind + ":", colours);
    out.append(' ');
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      out.append(SafeText.of(text.substring(start, end)));
      end(out);
      out.append(" ".repeat(width + 3 + kind.length() + 2));
      start = end + 1;
    }
    out.append(SafeText.of(text.substring(start)));
    end(out);
  }

  /** Ends a line; blanks at its end are not written. */
  static void end(StringBuilder out) {
    int length = out.length();
    while (length > 0 && out.charAt(length - 1) == ' ') {
      length--;
    }
    out.setLength(length);
    out.append('\n');
  }

  private void edge(StringBuilder out, String number, String mark) {
    String padded = " ".repeat(Math.max(0, width - number.length())) + number + " ";
    if (colours) {
      Style.MARGIN.append(out, padded + mark, true);
    } else {
      out.append(padded).append(mark);
    }
  }
}
