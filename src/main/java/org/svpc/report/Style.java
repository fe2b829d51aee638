package org.svpc.report;

/** What a stretch of a report is, and the ANSI sequence that colours it. */
enum Style {
  PLAIN(""),
  TITLE("\u001b[1m"),
  ERROR("\u001b[1;31m"),
  WARNING("\u001b[1;33m"),
  NOTE("\u001b[1;36m"),
  MARGIN("\u001b[1;34m"),
  ADDED("\u001b[32m"),
  REMOVED("\u001b[31m");

  private static final String RESET = "\u001b[0m";

  private final String sequence;

  Style(String sequence) {
    this.sequence = sequence;
  }

  /** Appends a text in this style; without {@code colours}, the bare text. */
  void append(StringBuilder out, CharSequence text, boolean colours) {
    if (colours && !sequence.isEmpty() && text.length() > 0) {
      out.append(sequence).append(text).append(RESET);
    } else {
      out.append(text);
    }
  }
}
