package org.svpc.ir;

/** The condition of a conditional. */
public sealed interface BooleanExpression {
  record Variable(Symbol name) implements BooleanExpression {}

  record Not(BooleanExpression operand) implements BooleanExpression {}

  record Binary(Operator operator, BooleanExpression left, BooleanExpression right)
      implements BooleanExpression {}

  /** The operators of checkpolicy, with their CIL names. */
  enum Operator {
    AND("&&", "and"),
    OR("||", "or"),
    XOR("^", "xor"),
    EQ("==", "eq"),
    NEQ("!=", "neq");

    private final String sign;
    private final String cil;

    Operator(String sign, String cil) {
      this.sign = sign;
      this.cil = cil;
    }

    public String sign() {
      return sign;
    }

    public String cil() {
      return cil;
    }
  }
}
