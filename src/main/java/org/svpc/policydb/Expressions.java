package org.svpc.policydb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.svpc.index.BooleanExpression;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.Constraint.Levels;
import org.svpc.index.Constraint.Part;
import org.svpc.index.Constraint.Relation;
import org.svpc.index.Constraint.Side;
import org.svpc.index.IdSet;

/** The two kinds of expressions of a policy file, both in postfix notation, as trees. */
final class Expressions {
  /** The kernel's limits are 5 and 10 values on its stack; a tree can be deep without them. */
  private static final int MOST_NODES = 1000;

  private static final int NOT = 1;
  private static final int AND = 2;
  private static final int OR = 3;
  private static final int ATTRIBUTE = 4;
  private static final int NAMES = 5;

  private static final int USER = 1;
  private static final int ROLE = 2;
  private static final int TYPE = 4;
  private static final int TARGET = 8;
  private static final int PROCESS = 16;
  private static final int FIRST_LEVELS = 32;

  private static final Relation[] RELATIONS = Relation.values();
  private static final Levels[] LEVELS = Levels.values();

  private final Input input;
  private final int version;

  Expressions(Input input, int version) {
    this.input = input;
    this.version = version;
  }

  /**
   * Constraints of a class, or its validatetrans. The tables of users, roles and types come later
   * in the file, so the names are checked when all are there.
   */
  List<Constraint> constraints(int count) throws MalformedPolicy {
    List<Constraint> constraints = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int permissions = input.bits32();
      constraints.add(new Constraint(permissions, constraint()));
    }
    return constraints;
  }

  private Expression constraint() throws MalformedPolicy {
    int nodes = nodes(12);
    ArrayDeque<Expression> stack = new ArrayDeque<>();
    for (int i = 0; i < nodes; i++) {
      int kind = input.bits32();
      int attribute = input.bits32();
      int operator = input.bits32();
      switch (kind) {
        case NOT -> stack.push(new Expression.Not(pop(stack)));
        case AND -> {
          Expression right = pop(stack);
          stack.push(new Expression.And(pop(stack), right));
        }
        case OR -> {
          Expression right = pop(stack);
          stack.push(new Expression.Or(pop(stack), right));
        }
        case ATTRIBUTE -> stack.push(comparison(attribute, relation(operator)));
        case NAMES -> stack.push(oneOf(attribute, relation(operator)));
        default -> throw input.broken("a constraint has an operation of kind " + kind);
      }
    }
    return only(stack);
  }

  private Relation relation(int operator) throws MalformedPolicy {
    if (operator < 1 || operator > RELATIONS.length) {
      throw input.broken("a constraint has the comparison " + operator);
    }
    return RELATIONS[operator - 1];
  }

  private Expression comparison(int attribute, Relation relation) throws MalformedPolicy {
    switch (attribute) {
      case USER, TYPE -> {
        if (relation != Relation.EQUAL && relation != Relation.NOT_EQUAL) {
          throw input.broken("a constraint orders users or types");
        }
        return new Expression.Both(attribute == USER ? Part.USER : Part.TYPE, relation);
      }
      case ROLE -> {
        return new Expression.Both(Part.ROLE, relation);
      }
      default -> {
        int place = Integer.numberOfTrailingZeros(attribute / FIRST_LEVELS);
        if (Integer.bitCount(attribute) != 1
            || attribute < FIRST_LEVELS
            || place >= LEVELS.length) {
          throw input.broken("a constraint looks at part " + attribute + " of a context");
        }
        return new Expression.Level(LEVELS[place], relation);
      }
    }
  }

  private Expression oneOf(int attribute, Relation relation) throws MalformedPolicy {
    if (relation != Relation.EQUAL && relation != Relation.NOT_EQUAL) {
      throw input.broken("a constraint orders names");
    }
    Side side =
        switch (attribute & (TARGET | PROCESS)) {
          case 0 -> Side.SOURCE;
          case TARGET -> Side.TARGET;
          case PROCESS -> Side.PROCESS;
          default -> throw input.broken("a constraint looks at two contexts at once");
        };
    int part = attribute & ~(TARGET | PROCESS);
    switch (part) {
      case USER -> {
        return oneOf(side, Part.USER, relation, "user");
      }
      case ROLE -> {
        return oneOf(side, Part.ROLE, relation, "role");
      }
      case TYPE -> {
        return oneOf(side, Part.TYPE, relation, "type");
      }
      default -> throw input.broken("a constraint looks at part " + attribute + " of a context");
    }
  }

  private Expression oneOf(Side side, Part part, Relation relation, String what)
      throws MalformedPolicy {
    int start = input.at();
    IdSet members = input.set(Input.MOST_IDS, 0, what);
    Places.Stretch stretch = input.since(start);
    IdSet written = members;
    if (version >= Versions.CONSTRAINT_NAMES) {
      IdSet types = input.set(Input.MOST_IDS, 0, what);
      input.set(Input.MOST_IDS, 0, what);
      input.bits32();
      if (part == Part.TYPE && !types.isEmpty()) {
        written = types;
      }
    }
    Places places = input.places();
    if (places != null && part == Part.TYPE) {
      places.constraints.add(new Places.TypeSet(stretch, members, written));
    }
    return new Expression.OneOf(side, part, relation, members, written);
  }

  /** The expression of a conditional. */
  BooleanExpression condition(int booleans) throws MalformedPolicy {
    int nodes = nodes(8);
    ArrayDeque<BooleanExpression> stack = new ArrayDeque<>();
    for (int i = 0; i < nodes; i++) {
      int kind = input.bits32();
      int bool = input.bits32();
      switch (kind) {
        case 1 -> stack.push(new BooleanExpression.Variable(input.id(bool, booleans, "boolean")));
        case 2 -> stack.push(new BooleanExpression.Not(pop(stack)));
        case 3 -> binary(stack, BooleanExpression.Operator.OR);
        case 4 -> binary(stack, BooleanExpression.Operator.AND);
        case 5 -> binary(stack, BooleanExpression.Operator.XOR);
        case 6 -> binary(stack, BooleanExpression.Operator.EQUAL);
        case 7 -> binary(stack, BooleanExpression.Operator.NOT_EQUAL);
        default -> throw input.broken("a condition has an operation of kind " + kind);
      }
    }
    return only(stack);
  }

  private void binary(ArrayDeque<BooleanExpression> stack, BooleanExpression.Operator operator)
      throws MalformedPolicy {
    BooleanExpression right = pop(stack);
    stack.push(new BooleanExpression.Binary(operator, pop(stack), right));
  }

  private int nodes(int bytes) throws MalformedPolicy {
    int nodes = input.count("parts of an expression", bytes);
    if (nodes > MOST_NODES) {
      throw input.broken("an expression has " + nodes + " parts, more than " + MOST_NODES);
    }
    return nodes;
  }

  private <T> T pop(ArrayDeque<T> stack) throws MalformedPolicy {
    if (stack.isEmpty()) {
      throw input.broken("an expression lacks an operand");
    }
    return stack.pop();
  }

  private <T> T only(ArrayDeque<T> stack) throws MalformedPolicy {
    if (stack.size() != 1) {
      throw input.broken("an expression has " + stack.size() + " results");
    }
    return stack.pop();
  }
}
