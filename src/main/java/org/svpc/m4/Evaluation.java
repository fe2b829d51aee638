package org.svpc.m4;

import org.jspecify.annotations.Nullable;

/**
 * The integer expressions of {@code eval}: 32 bits, C's operators and {@code **}, with the
 * precedences of GNU m4, where a sign binds tighter than a power.
 */
final class Evaluation {
  private static final int MOST_NESTED = 400;
  private static final int LOWEST = 1;
  private static final int HIGHEST = 11;

  /** The operators between two operands; those that begin with another stand before it. */
  private enum Operator {
    EITHER("||", 1),
    BOTH("&&", 2),
    EQUAL("==", 6),
    UNEQUAL("!=", 6),
    LEFT("<<", 8),
    RIGHT(">>", 8),
    AT_MOST("<=", 7),
    AT_LEAST(">=", 7),
    POWER("**", 11),
    OR("|", 3),
    XOR("^", 4),
    AND("&", 5),
    SAME("=", 6),
    LESS("<", 7),
    MORE(">", 7),
    PLUS("+", 9),
    MINUS("-", 9),
    TIMES("*", 10),
    OVER("/", 10),
    MODULO("%", 10);

    private static final Operator[] ALL = values();

    final String text;
    final int precedence;

    Operator(String text, int precedence) {
      this.text = text;
      this.precedence = precedence;
    }
  }

  /** What went wrong. Only arithmetic is forgiven where a side of a logical operator decides. */
  private enum Fault {
    NONE,
    SYNTAX,
    ARITHMETIC
  }

  private final Run run;
  private final String text;
  private int at;
  private int depth;
  private int value;
  private Fault fault = Fault.NONE;

  Evaluation(Run run, String text) {
    this.run = run;
    this.text = text;
  }

  int value() {
    return value;
  }

  /** Says whether the expression has a value; an empty one is 0. */
  boolean evaluate() {
    skipBlanks();
    if (at == text.length()) {
      run.warn("An empty argument stands for 0.");
      return true;
    }
    value = binary(LOWEST);
    skipBlanks();
    if (fault == Fault.NONE && at < text.length()) {
      fault = Fault.SYNTAX;
    }
    if (fault != Fault.NONE) {
      run.warn("`eval` cannot compute `" + text + "`.");
    }
    return fault == Fault.NONE;
  }

  /** Operands joined by operators that bind at least so tight. */
  private int binary(int least) {
    int left = unary();
    int most = HIGHEST;
    while (fault == Fault.NONE) {
      Operator operator = operator();
      if (operator == null || operator.precedence < least || operator.precedence > most) {
        break;
      }
      at += operator.text.length();
      if (operator == Operator.SAME) {
        run.warn("`eval` compares with `==`, not with `=`.");
      }
      most = operator.precedence;
      // A power takes all powers at its right.
      int right = nested(operator == Operator.POWER ? most : most + 1);
      left = join(operator, left, right);
    }
    return left;
  }

  private int nested(int least) {
    if (++depth > MOST_NESTED) {
      run.stop("An expression of `eval` is nested more than " + MOST_NESTED + " deep.");
      fault = Fault.SYNTAX;
    }
    int result = fault == Fault.NONE ? binary(least) : 0;
    depth--;
    return result;
  }

  /** The operator between operands that stands here; what assigns or counts up is none. */
  private @Nullable Operator operator() {
    skipBlanks();
    for (Operator operator : Operator.ALL) {
      if (text.startsWith(operator.text, at)) {
        char next = peek(operator.text.length());
        boolean counts = operator.precedence == 9 && next == peek(0);
        boolean assigns = next == '=' && operator.precedence != 6 && operator.precedence != 7;
        return counts || assigns ? null : operator;
      }
    }
    return null;
  }

  private int join(Operator operator, int left, int right) {
    if (fault != Fault.NONE) {
      boolean decided =
          (operator == Operator.EITHER && left != 0) || (operator == Operator.BOTH && left == 0);
      if (fault == Fault.ARITHMETIC && decided) {
        fault = Fault.NONE;
      }
      return truth(left != 0);
    }
    return switch (operator) {
      case EITHER -> truth(left != 0 || right != 0);
      case BOTH -> truth(left != 0 && right != 0);
      case OR -> left | right;
      case XOR -> left ^ right;
      case AND -> left & right;
      case EQUAL, SAME -> truth(left == right);
      case UNEQUAL -> truth(left != right);
      case LESS -> truth(left < right);
      case MORE -> truth(left > right);
      case AT_MOST -> truth(left <= right);
      case AT_LEAST -> truth(left >= right);
      case LEFT -> left << right;
      case RIGHT -> left >> right;
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case OVER, MODULO -> divide(operator, left, right);
      case POWER -> power(left, right);
    };
  }

  private static int truth(boolean condition) {
    return condition ? 1 : 0;
  }

  private int divide(Operator operator, int left, int right) {
    if (right == 0) {
      fault = Fault.ARITHMETIC;
      return 0;
    }
    return operator == Operator.OVER ? left / right : left % right;
  }

  private int power(int base, int exponent) {
    if (exponent < 0 || (exponent == 0 && base == 0)) {
      fault = Fault.ARITHMETIC;
      return 0;
    }
    int result = 1;
    int factor = base;
    for (int left = exponent; left > 0; left >>= 1) {
      if ((left & 1) != 0) {
        result *= factor;
      }
      factor *= factor;
    }
    return result;
  }

  private int unary() {
    skipBlanks();
    char c = peek(0);
    boolean isSign = (c == '+' || c == '-') && peek(1) != c && peek(1) != '=';
    if (!isSign && c != '~' && (c != '!' || peek(1) == '=')) {
      return primary();
    }
    at++;
    if (++depth > MOST_NESTED) {
      run.stop("An expression of `eval` is nested more than " + MOST_NESTED + " deep.");
      fault = Fault.SYNTAX;
      return 0;
    }
    int operand = unary();
    depth--;
    return switch (c) {
      case '!' -> truth(operand == 0);
      case '~' -> ~operand;
      case '-' -> -operand;
      default -> operand;
    };
  }

  private int primary() {
    char c = peek(0);
    if (c == '(') {
      at++;
      int inner = nested(LOWEST);
      skipBlanks();
      if (fault == Fault.NONE && peek(0) != ')') {
        fault = Fault.SYNTAX;
      } else if (fault == Fault.NONE) {
        at++;
      }
      return inner;
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    fault = Fault.SYNTAX;
    return 0;
  }

  /** Decimal, 0 octal, 0x hexadecimal, 0b binary, 0rRADIX:digits. */
  private int number() {
    int radix = 10;
    if (peek(0) == '0') {
      at++;
      char mark = peek(0);
      switch (mark) {
        case 'x', 'X' -> {
          at++;
          radix = 16;
        }
        case 'b', 'B' -> {
          at++;
          radix = 2;
        }
        case 'r', 'R' -> {
          at++;
          radix = readRadix();
        }
        default -> radix = 8;
      }
    }
    int number = 0;
    while (at < text.length()) {
      int digit = digit(text.charAt(at));
      if (digit < 0) {
        break;
      }
      // In radix 1 a number is as large as it has ones behind its zeros.
      if (radix == 1 ? digit > 1 || (digit == 0 && number != 0) : digit >= radix) {
        break;
      }
      number = radix == 1 ? number + digit : number * radix + digit;
      at++;
    }
    return number;
  }

  private int readRadix() {
    int radix = 0;
    while (peek(0) >= '0' && peek(0) <= '9' && radix <= 36) {
      radix = 10 * radix + (peek(0) - '0');
      at++;
    }
    if (radix < 1 || radix > 36 || peek(0) != ':') {
      fault = Fault.SYNTAX;
      return 1;
    }
    at++;
    return radix;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private void skipBlanks() {
    while (at < text.length() && Syntax.isBlank(text.charAt(at))) {
      at++;
    }
  }
}
