package org.svpc.m4;

/**
 * The quotes and comment marks in force, and what a character can begin under them. Values are
 * immutable; {@code changequote} and {@code changecom} make new ones. An empty opening quote or
 * comment mark switches quoting or comments off.
 */
final class Syntax {
  /** A character of its own, or a blank. */
  static final int PLAIN = 0;

  static final int WORD = 1;
  static final int OPEN = 2;
  static final int CLOSE = 3;
  static final int COMMA = 4;

  /** Begins a quote, or may: longer marks must be compared. */
  static final int QUOTE = 5;

  /** Begins a comment, or may: longer marks must be compared. */
  static final int COMMENT = 6;

  private static final int ASCII = 128;
  private static final byte[] BASE = base();

  static final Syntax DEFAULT = new Syntax("`", "'", "#", "\n");

  final char[] quoteOpen;
  final char[] quoteClose;
  final char[] commentOpen;
  final char[] commentClose;

  /** Whether the first character of a quote or comment decides. */
  final boolean simple;

  private final byte[] kinds = BASE.clone();

  private Syntax(String quoteOpen, String quoteClose, String commentOpen, String commentClose) {
    this.quoteOpen = quoteOpen.toCharArray();
    this.quoteClose = quoteClose.toCharArray();
    this.commentOpen = commentOpen.toCharArray();
    this.commentClose = commentClose.toCharArray();
    mark(this.quoteOpen, (byte) QUOTE);
    mark(this.commentOpen, (byte) COMMENT);
    simple = quoteOpen.length() <= 1 && commentOpen.length() <= 1;
  }

  /** A word is looked for before a quote, but after a comment. */
  private void mark(char[] opening, byte kind) {
    if (opening.length > 0 && opening[0] < ASCII) {
      if (kind == COMMENT || kinds[opening[0]] != WORD) {
        kinds[opening[0]] = kind;
      }
    }
  }

  private static byte[] base() {
    byte[] kinds = new byte[ASCII];
    for (char c = 0; c < ASCII; c++) {
      if (isWordPart(c) && !(c >= '0' && c <= '9')) {
        kinds[c] = WORD;
      }
    }
    kinds['('] = OPEN;
    kinds[')'] = CLOSE;
    kinds[','] = COMMA;
    return kinds;
  }

  Syntax withQuotes(String open, String close) {
    return new Syntax(
        open, open.isEmpty() ? "" : close, new String(commentOpen), new String(commentClose));
  }

  Syntax withComments(String open, String close) {
    return new Syntax(new String(quoteOpen), new String(quoteClose), open, close);
  }

  /** What {@code c} begins, outside of quotes, comments and words. */
  int kind(char c) {
    if (c < ASCII) {
      return kinds[c];
    }
    if (begins(commentOpen, c)) {
      return COMMENT;
    }
    return begins(quoteOpen, c) ? QUOTE : PLAIN;
  }

  /** What {@code c} is where it begins neither quote nor comment. */
  static int baseKind(char c) {
    return c < ASCII ? BASE[c] : PLAIN;
  }

  static boolean begins(char[] mark, char c) {
    return mark.length > 0 && mark[0] == c;
  }

  static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  }

  /** Where a word ends of which a part stands before {@code start}. */
  static int endOfWord(char[] text, int start, int end) {
    int at = start;
    while (at < end && isWordPart(text[at])) {
      at++;
    }
    return at;
  }

  /** Where something else than plain characters begins. */
  int endOfPlain(char[] text, int start, int end) {
    int at = start;
    while (at < end && kind(text[at]) == PLAIN) {
      at++;
    }
    return at;
  }

  static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
