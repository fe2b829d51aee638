package org.svpc.parse;

import org.antlr.v4.runtime.Token;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;

/** Reads the conditions of {@code if} and {@code ifdef}; equal operators group to the left. */
final class ConditionReader {
  private final Cursor cursor;
  private final NameReader names;

  ConditionReader(Cursor cursor, NameReader names) {
    this.cursor = cursor;
    this.names = names;
  }

  // ---- if

  /** A condition with the parentheses around it. */
  Expression inParentheses() {
    cursor.take(SvpTokens.LPAREN);
    Expression expression = expression();
    cursor.take(SvpTokens.RPAREN);
    return expression;
  }

  private Expression expression() {
    Expression left = exclusive();
    while (cursor.accept(SvpTokens.OR)) {
      left = binary("||", left, exclusive());
    }
    return left;
  }

  private Expression exclusive() {
    Expression left = conjunction();
    while (cursor.accept(SvpTokens.XOR)) {
      left = binary("^", left, conjunction());
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (cursor.accept(SvpTokens.AND)) {
      left = binary("&&", left, negation());
    }
    return left;
  }

  private Expression negation() {
    return cursor.is(SvpTokens.NOT) ? negated() : equality();
  }

  private Expression negated() {
    Token first = cursor.take();
    Expression operand = negation();
    return new Expression.Not(operand, cursor.spanFrom(first));
  }

  private Expression equality() {
    Expression left = primary();
    while (cursor.is(SvpTokens.EQUAL) || cursor.is(SvpTokens.UNEQUAL)) {
      String operator = cursor.take().getType() == SvpTokens.EQUAL ? "==" : "!=";
      left = binary(operator, left, cursor.is(SvpTokens.NOT) ? negated() : primary());
    }
    return left;
  }

  private Expression primary() {
    return cursor.is(SvpTokens.LPAREN) ? inParentheses() : new Expression.Variable(names.name());
  }

  private static Expression binary(String operator, Expression left, Expression right) {
    return new Expression.Binary(operator, left, right, left.span().to(right.span()));
  }

  // ---- ifdef

  /** A condition of building with the parentheses around it. */
  BuildExpression buildInParentheses() {
    cursor.take(SvpTokens.LPAREN);
    BuildExpression expression = build();
    cursor.take(SvpTokens.RPAREN);
    return expression;
  }

  private BuildExpression build() {
    BuildExpression left = buildConjunction();
    while (cursor.accept(SvpTokens.OR)) {
      BuildExpression right = buildConjunction();
      left = new BuildExpression.Binary("||", left, right, left.span().to(right.span()));
    }
    return left;
  }

  private BuildExpression buildConjunction() {
    BuildExpression left = buildNegation();
    while (cursor.accept(SvpTokens.AND)) {
      BuildExpression right = buildNegation();
      left = new BuildExpression.Binary("&&", left, right, left.span().to(right.span()));
    }
    return left;
  }

  private BuildExpression buildNegation() {
    if (!cursor.is(SvpTokens.NOT)) {
      return buildPrimary();
    }
    Token first = cursor.take();
    BuildExpression operand = buildNegation();
    return new BuildExpression.Not(operand, cursor.spanFrom(first));
  }

  /** A word with a name behind it asks something of the name; alone it is an option itself. */
  private BuildExpression buildPrimary() {
    if (cursor.is(SvpTokens.LPAREN)) {
      return buildInParentheses();
    }
    Token first = cursor.takeName();
    if (!Words.isName(cursor.type())) {
      return new BuildExpression.Option(names.name(first));
    }
    return switch (first.getType()) {
      case SvpTokens.GIVEN -> {
        Name name = names.name();
        yield new BuildExpression.Given(name, cursor.spanFrom(first));
      }
      case SvpTokens.BOOLEAN -> declares(NameKind.BOOLEAN, first);
      case SvpTokens.TYPE -> declares(NameKind.TYPE, first);
      case SvpTokens.ATTRIBUTE -> declares(NameKind.ATTRIBUTE, first);
      case SvpTokens.ROLE -> declares(NameKind.ROLE, first);
      default -> throw new Mismatch();
    };
  }

  private BuildExpression declares(NameKind kind, Token first) {
    Name name = names.name();
    return new BuildExpression.Declares(kind, name, cursor.spanFrom(first));
  }
}
