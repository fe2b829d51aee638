package org.svpc.query;

import org.svpc.index.BooleanExpression;
import org.svpc.index.Names;

/**
 * The expression of a conditional as setools writes it: the right operand first, and round brackets
 * where the operator written before binds no tighter. Scripts compare this text, so it is kept.
 */
final class ConditionText {
  private final Names booleans;
  private int precedenceBefore = NOT;

  private static final int NOT = 5;

  private ConditionText(Names booleans) {
    this.booleans = booleans;
  }

  static String of(BooleanExpression expression, Names booleans) {
    return new ConditionText(booleans).text(expression);
  }

  // The order of the visits is that of the policy file, operands before operators.
  private String text(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return booleans.name(variable.bool());
    }
    if (expression instanceof BooleanExpression.Not not) {
      String operand = text(not.operand());
      precedenceBefore = NOT;
      return not.operand() instanceof BooleanExpression.Variable
          ? "! " + operand
          : "! ( " + operand + " )";
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    String left = text(binary.left());
    String right = text(binary.right());
    int precedence = precedence(binary.operator());
    boolean bare = precedenceBefore > precedence;
    precedenceBefore = precedence;
    String both = right + " " + binary.operator().sign() + " " + left;
    return bare ? both : "( " + both + " )";
  }

  private static int precedence(BooleanExpression.Operator operator) {
    return switch (operator) {
      case OR -> 1;
      case XOR -> 2;
      case AND -> 3;
      case EQUAL, NOT_EQUAL -> 4;
    };
  }
}
