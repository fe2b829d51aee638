package org.svpc.m4;

/** What a macro does when it is called. */
sealed interface Meaning permits Meaning.Text, Builtin {

  /** A text that takes the call's place. */
  final class Text implements Meaning {
    private final char[] chars;
    private final boolean parametric;

    private Text(char[] chars, boolean parametric) {
      this.chars = chars;
      this.parametric = parametric;
    }

    static Text of(char[] chars) {
      for (char c : chars) {
        if (c == '$') {
          return new Text(chars, true);
        }
      }
      return new Text(chars, false);
    }

    /** The text as it was defined; it is never changed. */
    char[] chars() {
      return chars;
    }

    /** Whether there is a {@code $} in it, so that it is not always the same. */
    boolean parametric() {
      return parametric;
    }
  }
}
