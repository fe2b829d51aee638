package org.svpc.m4;

import java.util.Locale;

/** The builtin {@code format}: C's {@code printf}, without floating point. */
final class Format {
  private static final int MOST_WIDTH = 100_000_000;

  private final Run run;
  private final Call call;
  private final Chars to;
  private final String format;
  private int at;
  private int argument = 1;

  // What stands between a % and its letter.
  private String flags = "";
  private int width;
  private int precision;
  private String size = "";

  Format(Run run, Call call, Chars to) {
    this.run = run;
    this.call = call;
    this.to = to;
    format = call.text(1);
  }

  void write() {
    while (at < format.length() && !run.stopped() && !run.held.spent()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        to.append(format.substring(at));
        return;
      }
      to.append(format.substring(at, percent));
      at = percent + 1;
      if (peek() == '%') {
        to.append('%');
        at++;
      } else {
        item();
      }
    }
  }

  private char peek() {
    return at < format.length() ? format.charAt(at) : '\0';
  }

  private void item() {
    int start = at;
    while ("#0-+ '".indexOf(peek()) >= 0 && at < format.length()) {
      at++;
    }
    flags = format.substring(start, at);
    width = size();
    if (width < 0) {
      flags += "-";
      width = -width;
    }
    precision = -1;
    if (peek() == '.') {
      at++;
      precision = Math.max(-1, size());
    }
    int sizeAt = at;
    if (peek() == 'l') {
      at++;
    } else if (peek() == 'h') {
      at++;
      if (peek() == 'h') {
        at++;
      }
    }
    size = format.substring(sizeAt, at);
    char letter = peek();
    at++;
    switch (letter) {
      case 'c' -> {
        if (allows("-") && precision < 0 && size.isEmpty()) {
          writeCharacter((char) (number() & 0xff));
          return;
        }
      }
      case 's' -> {
        if (allows("-") && size.isEmpty()) {
          String text = argument();
          text = precision < 0 ? text : text.substring(0, Math.min(precision, text.length()));
          pad(text, text.length());
          return;
        }
      }
      case 'd', 'i' -> {
        if (allows("+- 0'")) {
          signed();
          return;
        }
      }
      case 'u', 'o', 'x', 'X' -> {
        if (allows(letter == 'u' ? "-0'" : "-#0")) {
          unsigned(letter);
          return;
        }
      }
      case 'a', 'A', 'e', 'E', 'f', 'F', 'g', 'G' -> {
        if (!size.startsWith("h")) {
          run.stop("`format` of numbers with a fraction is not available.");
          return;
        }
      }
      default -> {}
    }
    run.warn("`" + format + "` has an item that `format` does not know.");
  }

  /** For m4 a text ends at its first NUL: no such character is written, and no blank behind it. */
  private void writeCharacter(char c) {
    if (c != 0) {
      pad(String.valueOf(c), 1);
    } else if (!has('-')) {
      to.repeat(' ', width - 1);
    }
  }

  private boolean allows(String known) {
    for (int i = 0; i < flags.length(); i++) {
      if (known.indexOf(flags.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /** A width or precision: digits, or the next argument. */
  private int size() {
    if (peek() == '*') {
      at++;
      return (int) Math.max(-MOST_WIDTH, Math.min(MOST_WIDTH, number()));
    }
    int value = 0;
    for (; peek() >= '0' && peek() <= '9'; at++) {
      value = Math.min(10 * value + peek() - '0', MOST_WIDTH);
    }
    return value;
  }

  private String argument() {
    return call.text(++argument);
  }

  /** The next argument as a number, as far as it is one. */
  private long number() {
    String text = argument();
    int next = 0;
    while (next < text.length() && Syntax.isBlank(text.charAt(next))) {
      next++;
    }
    boolean negative = text.startsWith("-", next);
    if (negative || text.startsWith("+", next)) {
      next++;
    }
    long value = 0;
    boolean any = false;
    for (; next < text.length(); next++) {
      int digit = text.charAt(next) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      any = true;
      value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * value + digit;
    }
    if (next < text.length() || !any) {
      run.warn("`" + text + "` is not a number.");
    }
    return negative ? -value : value;
  }

  private void signed() {
    long value = number();
    long cut =
        switch (size) {
          case "l" -> value;
          case "h" -> (short) value;
          case "hh" -> (byte) value;
          default -> (int) value;
        };
    String sign = cut < 0 ? "-" : has('+') ? "+" : has(' ') ? " " : "";
    String digits = Long.toString(cut);
    digits(sign, cut < 0 ? digits.substring(1) : digits);
  }

  private void unsigned(char letter) {
    long value = number();
    long cut =
        switch (size) {
          case "l" -> value;
          case "h" -> value & 0xffff;
          case "hh" -> value & 0xff;
          default -> value & 0xffff_ffffL;
        };
    int radix = letter == 'u' ? 10 : letter == 'o' ? 8 : 16;
    String digits = Long.toUnsignedString(cut, radix);
    String prefix = "";
    if (has('#') && cut != 0) {
      if (letter == 'o' && precision <= digits.length()) {
        digits = "0" + digits;
      } else if (letter != 'o') {
        prefix = "0x";
      }
    }
    if (letter == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
      prefix = prefix.isEmpty() ? "" : "0X";
    }
    digits(prefix, digits);
  }

  /** Writes a number: a precision is its least digits, and zeros fill a width without one. */
  private void digits(String prefix, String given) {
    String digits = precision == 0 && given.equals("0") ? "" : given;
    int zeros = Math.max(0, precision - digits.length());
    int blanks = Math.max(0, width - prefix.length() - zeros - digits.length());
    if (precision < 0 && has('0') && !has('-')) {
      zeros = blanks;
      blanks = 0;
    }
    if (!has('-')) {
      to.repeat(' ', blanks);
    }
    to.append(prefix);
    to.repeat('0', zeros);
    to.append(digits);
    if (has('-')) {
      to.repeat(' ', blanks);
    }
  }

  private void pad(String text, int length) {
    if (has('-')) {
      to.append(text);
    }
    to.repeat(' ', width - length);
    if (!has('-')) {
      to.append(text);
    }
  }
}
