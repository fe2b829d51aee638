package org.svpc.plain;

import java.util.Locale;

/** The words of checkpolicy's scanner, which knows each in lower case and in upper case. */
final class Keywords {
  private Keywords() {}

  /** The word in lower case if it is written in capitals only; as it is otherwise. */
  static String lower(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.isLowerCase(word.charAt(i))) {
        return word;
      }
    }
    return word.toLowerCase(Locale.ROOT);
  }
}
