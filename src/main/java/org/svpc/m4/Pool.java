package org.svpc.m4;

/** A number of characters that several buffers may take from; it remembers a refusal. */
final class Pool {
  private long left;
  private boolean spent;

  Pool(long size) {
    left = size;
  }

  /** Takes {@code count}, or nothing and says so. */
  boolean take(long count) {
    if (count > left) {
      spent = true;
      return false;
    }
    left -= count;
    return true;
  }

  void give(long count) {
    left += count;
  }

  long left() {
    return left;
  }

  /** Whether something was refused. */
  boolean spent() {
    return spent;
  }

  Pool copy() {
    return new Pool(left);
  }
}
