package org.svpc.index;

/**
 * What must hold for permissions of a class to be granted, or for a label to change
 * (validatetrans).
 *
 * @param permissions mask of the permissions that it constrains; 0 in a validatetrans
 * @param expression what must hold
 */
public record Constraint(int permissions, Expression expression) {

  /** Whose context a test looks at. */
  public enum Side {
    SOURCE,
    TARGET,
    /** The third context of a validatetrans: the process that relabels. */
    PROCESS
  }

  /** The part of a context. */
  public enum Part {
    USER,
    ROLE,
    TYPE
  }

  /** How two values compare; the last three only for roles and levels. */
  public enum Relation {
    EQUAL("=="),
    NOT_EQUAL("!="),
    DOMINATES("dom"),
    DOMINATED_BY("domby"),
    INCOMPARABLE("incomp");

    private final String word;

    Relation(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Which two levels are compared: of the source or the target, low or high. */
  public enum Levels {
    LOW_SOURCE_LOW_TARGET("l1", "l2"),
    LOW_SOURCE_HIGH_TARGET("l1", "h2"),
    HIGH_SOURCE_LOW_TARGET("h1", "l2"),
    HIGH_SOURCE_HIGH_TARGET("h1", "h2"),
    LOW_SOURCE_HIGH_SOURCE("l1", "h1"),
    LOW_TARGET_HIGH_TARGET("l2", "h2");

    private final String left;
    private final String right;

    Levels(String left, String right) {
      this.left = left;
      this.right = right;
    }

    public String left() {
      return left;
    }

    public String right() {
      return right;
    }
  }

  /** The expression of a constraint as a tree. */
  public sealed interface Expression {
    record Not(Expression operand) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    /** Source and target compared in one part: {@code u1 == u2}, {@code r1 dom r2}. */
    record Both(Part part, Relation relation) implements Expression {}

    /**
     * One side's part against a set: {@code t1 == mcs_constrained_type}.
     *
     * @param relation EQUAL (is in) or NOT_EQUAL (is not in)
     * @param members ids of users, roles or types; attributes are expanded, as the kernel has them
     * @param written ids of types and attributes as the policy's author wrote them, where the file
     *     keeps that (versions from 29); else equal to the members
     */
    record OneOf(Side side, Part part, Relation relation, IdSet members, IdSet written)
        implements Expression {}

    /** Two levels compared: {@code h1 dom h2}. */
    record Level(Levels levels, Relation relation) implements Expression {}
  }
}
