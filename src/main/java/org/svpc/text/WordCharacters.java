package org.svpc.text;

/**
 * Which characters words are made of, in SVP, in policy and in m4: ASCII letters, digits, {@code
 * _}.
 */
public final class WordCharacters {
  private static final boolean[] OF_WORDS = new boolean[0x80];

  static {
    for (int c = 0; c < OF_WORDS.length; c++) {
      OF_WORDS[c] =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
  }

  private WordCharacters() {}

  /** Whether a character can be in a word. */
  public static boolean isPart(char c) {
    return c < 0x80 && OF_WORDS[c];
  }

  /** The first index from {@code from} on whose character is in no word; {@code limit} at most. */
  public static int end(char[] chars, int from, int limit) {
    int end = from;
    while (end < limit && chars[end] < 0x80 && OF_WORDS[chars[end]]) {
      end++;
    }
    return end;
  }
}
