package org.svpc.query;

import java.util.ArrayList;
import java.util.List;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;

/**
 * Constraints as seinfo prints them, but for the order within a set of names, which setools leaves
 * to chance: here it is the alphabet's.
 */
final class ConstraintText {
  private static final int NOT = 4;
  private static final int RELATION = 3;
  private static final int AND = 2;
  private static final int OR = 1;

  private final Policy policy;
  private int precedenceBefore = NOT;

  private ConstraintText(Policy policy) {
    this.policy = policy;
  }

  /** A constrain or mlsconstrain statement of a class. */
  static String constrain(Constraint constraint, ObjectClass objectClass, Policy policy) {
    List<String> permissions = objectClass.names(constraint.permissions());
    String names = String.join(" ", permissions);
    return word("constrain", constraint)
        + objectClass.name()
        + " "
        + (permissions.size() > 1 ? "{ " + names + " }" : names)
        + " ("
        + new ConstraintText(policy).text(constraint.expression())
        + "); ";
  }

  /** A validatetrans or mlsvalidatetrans statement of a class. */
  static String validatetrans(Constraint constraint, ObjectClass objectClass, Policy policy) {
    return word("validatetrans", constraint)
        + objectClass.name()
        + " ("
        + new ConstraintText(policy).text(constraint.expression())
        + ");";
  }

  private static String word(String word, Constraint constraint) {
    return (isMls(constraint.expression()) ? "mls" : "") + word + " ";
  }

  /** Whether levels are compared in it. */
  static boolean isMls(Expression expression) {
    if (expression instanceof Expression.Not not) {
      return isMls(not.operand());
    }
    if (expression instanceof Expression.And and) {
      return isMls(and.left()) || isMls(and.right());
    }
    if (expression instanceof Expression.Or or) {
      return isMls(or.left()) || isMls(or.right());
    }
    return expression instanceof Expression.Level;
  }

  // Brackets stand where the operator written before binds no tighter, as setools sets them.
  private String text(Expression expression) {
    if (expression instanceof Expression.Not not) {
      String operand = text(not.operand());
      precedenceBefore = NOT;
      return "not ( " + operand + " )";
    }
    if (expression instanceof Expression.And and) {
      return binary(text(and.left()), "and", text(and.right()), AND);
    }
    if (expression instanceof Expression.Or or) {
      return binary(text(or.left()), "or", text(or.right()), OR);
    }
    if (expression instanceof Expression.Both both) {
      String part = letter(both.part());
      return binary(part + "1", both.relation().word(), part + "2", RELATION);
    }
    if (expression instanceof Expression.Level level) {
      Constraint.Levels levels = level.levels();
      return binary(levels.left(), level.relation().word(), levels.right(), RELATION);
    }
    Expression.OneOf oneOf = (Expression.OneOf) expression;
    String side = letter(oneOf.part()) + number(oneOf.side());
    return binary(side, oneOf.relation().word(), names(oneOf), RELATION);
  }

  private String binary(String left, String operator, String right, int precedence) {
    boolean bare = precedence < precedenceBefore;
    precedenceBefore = precedence;
    String both = left + " " + operator + " " + right;
    return bare ? both : "( " + both + " )";
  }

  private static String letter(Constraint.Part part) {
    return switch (part) {
      case USER -> "u";
      case ROLE -> "r";
      case TYPE -> "t";
    };
  }

  private static int number(Constraint.Side side) {
    return switch (side) {
      case SOURCE -> 1;
      case TARGET -> 2;
      case PROCESS -> 3;
    };
  }

  private String names(Expression.OneOf oneOf) {
    Names table =
        switch (oneOf.part()) {
          case USER -> policy.users().names();
          case ROLE -> policy.roles().names();
          case TYPE -> policy.types().names();
        };
    IdSet ids = oneOf.written();
    List<String> names = new ArrayList<>();
    for (int id = ids.next(0); id >= 0; id = ids.next(id + 1)) {
      names.add(table.name(id));
    }
    names.sort(null);
    String all = String.join(" ", names);
    return names.size() > 1 ? "{ " + all + " } " : all;
  }
}
