package org.svpc.plain;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.BooleanExpression.Operator;
import org.svpc.ir.Symbol;

/**
 * Reads the condition of a conditional with checkpolicy's precedence: {@code ==} and {@code !=}
 * bind closest, then {@code !}, {@code &&}, {@code ^}, {@code ||}.
 */
final class ConditionReader {
  /** libsepol refuses more than ten operands at a time; nesting beyond this is no policy. */
  private static final int DEEPEST = 100;

  /** A chain of operators becomes a tree as deep as it is long. */
  private static final int MOST_OPERATORS = 1_000;

  private final Cursor cursor;
  private int depth;
  private int operators;

  ConditionReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** A condition in its parentheses. */
  BooleanExpression read() {
    cursor.expect('(');
    BooleanExpression condition = binary(0);
    cursor.expect(')');
    return condition;
  }

  private BooleanExpression binary(int level) {
    if (level == 3) {
      return not();
    }
    BooleanExpression left = binary(level + 1);
    while (true) {
      Operator operator = operator(level);
      if (operator == null) {
        return left;
      }
      passOperator();
      left = new BooleanExpression.Binary(operator, left, binary(level + 1));
    }
  }

  private @Nullable Operator operator(int level) {
    if (cursor.broken()) {
      return null;
    }
    return switch (level) {
      case 0 -> cursor.atOperator("||") || cursor.atWord("or") ? Operator.OR : null;
      case 1 -> cursor.atSign('^') || cursor.atWord("xor") ? Operator.XOR : null;
      case 2 -> cursor.atOperator("&&") || cursor.atWord("and") ? Operator.AND : null;
      default ->
          cursor.atOperator("==") || cursor.atWord("eq")
              ? Operator.EQ
              : cursor.atOperator("!=") ? Operator.NEQ : null;
    };
  }

  private BooleanExpression not() {
    if (++depth > DEEPEST) {
      cursor.fail(
          Diagnostic.at(
              Code.TOO_DEEP,
              cursor.span(),
              "The condition nests deeper than " + DEEPEST + " levels."));
    }
    BooleanExpression operand;
    if (cursor.accept('!') || cursor.accept("not")) {
      operand = new BooleanExpression.Not(not());
    } else {
      operand = comparison();
    }
    depth--;
    return operand;
  }

  private BooleanExpression comparison() {
    BooleanExpression left = primary();
    while (true) {
      Operator operator = operator(3);
      if (operator == null) {
        return left;
      }
      passOperator();
      left = new BooleanExpression.Binary(operator, left, right());
    }
  }

  private void passOperator() {
    if (++operators > MOST_OPERATORS) {
      cursor.fail(
          Diagnostic.at(
              Code.TOO_DEEP,
              cursor.span(),
              "The condition has more than " + MOST_OPERATORS + " operators."));
    }
    cursor.advance();
  }

  private BooleanExpression right() {
    return cursor.atSign('!') || cursor.atWord("not") ? not() : primary();
  }

  private BooleanExpression primary() {
    if (cursor.accept('(')) {
      BooleanExpression inner = binary(0);
      cursor.expect(')');
      return inner;
    }
    Symbol name = cursor.symbol();
    return new BooleanExpression.Variable(name);
  }
}
