package org.svpc.usage;

/** Names that are words of every language they end up in: those of policies, of shells, of m4. */
public final class Identifier {
  private Identifier() {}

  /** Whether a text is a letter or {@code _}, then letters, digits and {@code _}, of ASCII. */
  public static boolean is(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (at == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
