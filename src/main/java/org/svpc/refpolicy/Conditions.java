package org.svpc.refpolicy;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.syntax.Expression;

/**
 * Reads the condition of an {@code if} or a {@code tunable_policy}. Binds as checkpolicy's
 * policy_parse.y does: {@code ==} and {@code !=} most, then {@code !}, {@code &&}, {@code ^},
 * {@code ||}.
 */
final class Conditions {
  private static final int DEEPEST = 200;
  private static final int MOST_OPERATORS = 200;
  private static final int COMPARISONS = 3;

  private final Parts parts;
  private final Lexer lexer;
  private int depth;
  private int operators;

  Conditions(Parts parts) {
    this.parts = parts;
    this.lexer = parts.lexer();
  }

  Expression read() {
    return binary(0);
  }

  private Expression binary(int level) {
    if (level == COMPARISONS) {
      return not();
    }
    Expression left = binary(level + 1);
    while (true) {
      String operator = operator(level);
      if (operator == null) {
        return left;
      }
      passOperator();
      Expression right = binary(level + 1);
      left = new Expression.Binary(operator, left, right, left.span().to(right.span()));
    }
  }

  private @Nullable String operator(int level) {
    if (parts.broken()) {
      return null;
    }
    return switch (level) {
      case 0 -> is("||") || lexer.isName("or") ? "||" : null;
      case 1 -> lexer.isSign('^') || lexer.isName("xor") ? "^" : null;
      case 2 -> is("&&") || lexer.isName("and") ? "&&" : null;
      default -> is("==") || lexer.isName("eq") ? "==" : is("!=") ? "!=" : null;
    };
  }

  private boolean is(String operator) {
    return lexer.token() == Token.OPERATOR && lexer.isText(operator);
  }

  private void passOperator() {
    if (++operators > MOST_OPERATORS) {
      tooDeep("The condition has more than " + MOST_OPERATORS + " operators.");
    }
    lexer.advance();
  }

  private void tooDeep(String message) {
    parts.fail(Diagnostic.at(Code.TOO_DEEP, lexer.span(), message));
  }

  private Expression not() {
    if (++depth > DEEPEST) {
      tooDeep("The condition nests deeper than " + DEEPEST + " levels.");
    }
    int from = lexer.start();
    Expression operand;
    if (parts.accept('!') || parts.accept("not")) {
      Expression inner = not();
      operand = new Expression.Not(inner, lexer.spanFrom(from));
    } else {
      operand = comparison();
    }
    depth--;
    return operand;
  }

  private Expression comparison() {
    Expression left = primary();
    while (true) {
      String operator = operator(COMPARISONS);
      if (operator == null) {
        return left;
      }
      passOperator();
      Expression right = lexer.isSign('!') || lexer.isName("not") ? not() : primary();
      left = new Expression.Binary(operator, left, right, left.span().to(right.span()));
    }
  }

  private Expression primary() {
    if (parts.accept('(')) {
      Expression inner = binary(0);
      parts.expect(')');
      return inner;
    }
    return new Expression.Variable(parts.name());
  }
}
