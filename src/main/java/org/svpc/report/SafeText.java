package org.svpc.report;

/**
 * Text that a terminal shows as it stands: no control characters, which could move the cursor or
 * clear the screen, and none that turn the direction of writing, which make a line read as
 * something else than it says.
 */
final class SafeText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE_PICTURE = 0x2421;

  private SafeText() {}

  /** A path or a message: line feeds and tabs are escaped, other controls shown as pictures. */
  static String of(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String shown = c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : null;
      char picture = picture(c);
      if (safe == null && (shown != null || picture != c)) {
        safe = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      if (safe != null) {
        if (shown != null) {
          safe.append(shown);
        } else {
          safe.append(picture);
        }
      }
    }
    return safe == null ? text : safe.toString();
  }

  /** The character itself, or the one that stands for it. */
  static char picture(char c) {
    if (c < ' ') {
      return (char) (CONTROL_PICTURES + c);
    }
    if (c < 0x7F) {
      return c;
    }
    if (c == 0x7F) {
      return (char) DELETE_PICTURE;
    }
    boolean turnsDirection =
        in(c, 0x202A, 0x202E) || in(c, 0x2066, 0x2069) || in(c, 0x200E, 0x200F);
    boolean otherControl = c < 0xA0 || in(c, 0x2028, 0x2029);
    return turnsDirection || otherControl ? REPLACEMENT : c;
  }

  /** How many columns of a terminal a code point takes: none, one or two. */
  static int width(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {
        return wide(codePoint) ? 2 : 1;
      }
    }
  }

  /** East Asian wide and full-width characters, and emoji. */
  private static boolean wide(int c) {
    return in(c, 0x1100, 0x115F)
        || in(c, 0x2E80, 0x303E)
        || in(c, 0x3041, 0xA4CF)
        || in(c, 0xAC00, 0xD7A3)
        || in(c, 0xF900, 0xFAFF)
        || in(c, 0xFE30, 0xFE6F)
        || in(c, 0xFF00, 0xFF60)
        || in(c, 0xFFE0, 0xFFE6)
        || in(c, 0x1F300, 0x1F64F)
        || in(c, 0x1F900, 0x1F9FF)
        || in(c, 0x20000, 0x3FFFD);
  }

  private static boolean in(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
