package org.svpc.parse;

/** Thrown within this room where a token does not fit: what is wrong is found out apart. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says nothing but that the text is not whole, and is cheap to make. */
  Mismatch() {
    super(null, null, false, false);
  }
}
