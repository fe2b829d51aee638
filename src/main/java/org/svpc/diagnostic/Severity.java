package org.svpc.diagnostic;

/** How much a diagnostic matters: an error makes the build fail, a warning and a note do not. */
public enum Severity {
  ERROR("error"),
  WARNING("warning"),
  NOTE("note");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** The word that reports show. */
  public String word() {
    return word;
  }
}
