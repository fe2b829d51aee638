package org.svpc.m4;

/** Arguments that are numbers: 32 bits, as m4 keeps them. */
final class Numbers {
  private static final int MOST_RADIX = 36;

  private final Run run;
  private int value;

  Numbers(Run run) {
    this.run = run;
  }

  /** What was read last. */
  int value() {
    return value;
  }

  /** Whether an argument is digits, with a sign at most. */
  static boolean isPlain(Call call, int argument) {
    char[] text = call.array();
    int at = call.start(argument);
    int end = call.end(argument);
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    boolean digits = at < end;
    for (; at < end; at++) {
      digits &= text[at] >= '0' && text[at] <= '9';
    }
    return digits;
  }

  /**
   * Reads an argument as a decimal number with blanks before it, as C's {@code strtol} does; an
   * empty one is 0. Says whether it was one.
   */
  boolean read(Call call, int argument) {
    String text = call.text(argument);
    if (text.isEmpty()) {
      run.warn("An empty argument stands for 0.");
      value = 0;
      return true;
    }
    int at = 0;
    int end = text.length();
    while (at < end && Syntax.isBlank(text.charAt(at))) {
      at++;
    }
    boolean negative = at < end && text.charAt(at) == '-';
    if (at < end && (negative || text.charAt(at) == '+')) {
      at++;
    }
    boolean isNumber = at < end;
    long magnitude = 0;
    boolean overflow = false;
    for (; at < end && isNumber; at++) {
      char c = text.charAt(at);
      isNumber = c >= '0' && c <= '9';
      overflow |= magnitude > (Long.MAX_VALUE - (c - '0')) / 10;
      magnitude = overflow ? Long.MAX_VALUE : 10 * magnitude + (c - '0');
    }
    if (!isNumber) {
      run.warn("`" + text + "` is not a number.");
      return false;
    }
    if (overflow) {
      run.warn("The number `" + text + "` is too large.");
    }
    // strtol stops at its largest and smallest; then m4 keeps the low 32 bits.
    value = negative ? (int) (overflow ? Long.MIN_VALUE : -magnitude) : (int) magnitude;
    return true;
  }

  /** The builtin {@code eval(expression, radix, width)}. */
  void eval(Call call, Chars to) {
    int radix = 10;
    int width = 1;
    if (!call.isEmpty(2)) {
      if (!read(call, 2)) {
        return;
      }
      radix = value;
    }
    if (radix < 1 || radix > MOST_RADIX) {
      run.warn("The radix " + radix + " is not from 1 to " + MOST_RADIX + ".");
      return;
    }
    if (call.count() > 2) {
      if (!read(call, 3)) {
        return;
      }
      width = value;
    }
    if (width < 0) {
      run.warn("A negative width cannot be written.");
      return;
    }
    Evaluation evaluation = new Evaluation(run, call.text(1));
    if (evaluation.evaluate()) {
      write(evaluation.value(), radix, width, to);
    }
  }

  private static void write(int number, int radix, int width, Chars to) {
    long magnitude = Math.abs((long) number);
    if (number < 0) {
      to.append('-');
    }
    if (radix == 1) {
      to.repeat('0', (int) Math.max(0, width - magnitude));
      to.repeat('1', (int) Math.min(magnitude, Integer.MAX_VALUE));
      return;
    }
    String digits = Long.toString(magnitude, radix);
    to.repeat('0', width - digits.length());
    to.append(digits);
  }
}
