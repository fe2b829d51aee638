package org.svpc.m4;

import java.util.Arrays;

/**
 * Text that grows and shrinks at its end. What its pool refuses is dropped; the run ends at the
 * next look at the pool.
 */
final class Chars {
  private static final int FIRST_SIZE = 64;
  private static final char[] NONE = new char[0];

  private final Pool pool;
  private char[] chars = NONE;
  private int length;

  Chars(Pool pool) {
    this.pool = pool;
  }

  /** The array that holds the text from 0 on; another one after the text has grown. */
  char[] array() {
    return chars;
  }

  int length() {
    return length;
  }

  void append(char c) {
    if (grow(1)) {
      chars[length++] = c;
    }
  }

  void append(char[] text) {
    append(text, 0, text.length);
  }

  void append(char[] text, int start, int end) {
    int count = end - start;
    if (count > 0 && grow(count)) {
      System.arraycopy(text, start, chars, length, count);
      length += count;
    }
  }

  void append(String text) {
    int count = text.length();
    if (grow(count)) {
      text.getChars(0, count, chars, length);
      length += count;
    }
  }

  void repeat(char c, int count) {
    if (count > 0 && grow(count)) {
      Arrays.fill(chars, length, length + count, c);
      length += count;
    }
  }

  void truncate(int newLength) {
    pool.give(length - (long) newLength);
    length = newLength;
  }

  private boolean grow(int count) {
    if (!pool.take(count)) {
      return false;
    }
    if (count > chars.length - length) {
      long doubled = Math.min(2L * chars.length, length + count + pool.left());
      chars = Arrays.copyOf(chars, (int) Math.max(Math.max(length + count, doubled), FIRST_SIZE));
    }
    return true;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
