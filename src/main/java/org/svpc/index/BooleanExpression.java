package org.svpc.index;

/** The expression of a conditional, as a tree over ids of booleans. */
public sealed interface BooleanExpression {
  /** The state of one boolean. */
  record Variable(int bool) implements BooleanExpression {}

  record Not(BooleanExpression operand) implements BooleanExpression {}

  record Binary(Operator operator, BooleanExpression left, BooleanExpression right)
      implements BooleanExpression {}

  /** The operators of conditional expressions, with their .te spelling. */
  enum Operator {
    AND("&&"),
    OR("||"),
    XOR("^"),
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    public boolean apply(boolean left, boolean right) {
      return switch (this) {
        case AND -> left && right;
        case OR -> left || right;
        case XOR, NOT_EQUAL -> left != right;
        case EQUAL -> left == right;
      };
    }
  }

  /** The value where exactly the booleans of the set are on. */
  default boolean value(IdSet on) {
    if (this instanceof Variable variable) {
      return on.contains(variable.bool());
    }
    if (this instanceof Not not) {
      return !not.operand().value(on);
    }
    Binary binary = (Binary) this;
    return binary.operator().apply(binary.left().value(on), binary.right().value(on));
  }
}
