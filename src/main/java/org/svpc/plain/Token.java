package org.svpc.plain;

/** The kinds of tokens that checkpolicy's scanner makes of a module, as far as they matter here. */
enum Token {
  /** A name or a word of the language; may hold {@code -} and {@code .} inside. */
  WORD,
  /** A number, or a version such as {@code 1.2.3}. */
  NUMBER,
  /** A name of a file in double quotes. */
  STRING,
  /** A single character that stands for itself. */
  SIGN,
  /** {@code ==}, {@code !=}, {@code &&} or {@code ||}. */
  OPERATOR,
  /** Something that no policy may hold. */
  UNKNOWN,
  END
}
