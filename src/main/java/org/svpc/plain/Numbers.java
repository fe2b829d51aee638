package org.svpc.plain;

/** Numbers of extended permissions. */
final class Numbers {
  private static final int MOST = 0xffff;

  private Numbers() {}

  /** The value of a number as strtoul(3) reads it with base 0, or -1 if it is none or too large. */
  static int parse(String text) {
    int radix = 10;
    int from = 0;
    if (text.startsWith("0x") || text.startsWith("0X")) {
      radix = 16;
      from = 2;
    } else if (text.length() > 1 && text.charAt(0) == '0') {
      radix = 8;
      from = 1;
    }
    int value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
      if (value > MOST) {
        return -1;
      }
    }
    return from == text.length() ? -1 : value;
  }
}
