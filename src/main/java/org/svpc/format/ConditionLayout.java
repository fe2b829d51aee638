package org.svpc.format;

import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Expression;
import org.svpc.text.Doc;

/**
 * Lays out conditions. Where operators of several kinds meet, parentheses say which comes first.
 */
final class ConditionLayout {
  private ConditionLayout() {}

  static Doc expression(Expression expression) {
    if (expression instanceof Expression.Variable variable) {
      return SetLayout.name(variable.name());
    }
    if (expression instanceof Expression.Not not) {
      Doc operand = expression(not.operand());
      return not.operand() instanceof Expression.Binary
          ? parentheses("!(", operand)
          : Doc.concat(Doc.text("!"), operand);
    }
    Expression.Binary binary = (Expression.Binary) expression;
    return Doc.concat(
        operand(binary.left(), binary.operator(), true),
        Doc.text(" " + binary.operator()),
        Doc.LINE,
        operand(binary.right(), binary.operator(), false));
  }

  /** Equal operators group to the left, so only there they stand without parentheses. */
  private static Doc operand(Expression operand, String operator, boolean left) {
    Doc doc = expression(operand);
    boolean bare =
        !(operand instanceof Expression.Binary binary)
            || (left && binary.operator().equals(operator));
    boolean negatedLeft = isEquality(operator) && operand instanceof Expression.Not;
    return bare && !negatedLeft ? doc : parentheses("(", doc);
  }

  /** {@code !} takes all of {@code a == b}: as an operand of an equality it stands apart. */
  private static boolean isEquality(String operator) {
    return operator.equals("==") || operator.equals("!=");
  }

  private static Doc parentheses(String open, Doc inner) {
    return Doc.group(Doc.text(open), Doc.indent(Pieces.INDENT, inner), Doc.text(")"));
  }

  static Doc build(BuildExpression expression) {
    if (expression instanceof BuildExpression.Option option) {
      return SetLayout.name(option.name());
    }
    if (expression instanceof BuildExpression.Declares declares) {
      return Doc.text(declares.kind().word() + " " + declares.name().text());
    }
    if (expression instanceof BuildExpression.Given given) {
      return Doc.text("given " + given.parameter().text());
    }
    if (expression instanceof BuildExpression.Not not) {
      Doc operand = build(not.operand());
      return not.operand() instanceof BuildExpression.Binary
          ? parentheses("!(", operand)
          : Doc.concat(Doc.text("!"), operand);
    }
    BuildExpression.Binary binary = (BuildExpression.Binary) expression;
    return Doc.concat(
        operand(binary.left(), binary.operator(), true),
        Doc.text(" " + binary.operator()),
        Doc.LINE,
        operand(binary.right(), binary.operator(), false));
  }

  private static Doc operand(BuildExpression operand, String operator, boolean left) {
    Doc doc = build(operand);
    boolean bare =
        !(operand instanceof BuildExpression.Binary binary)
            || (left && binary.operator().equals(operator));
    return bare ? doc : parentheses("(", doc);
  }
}
