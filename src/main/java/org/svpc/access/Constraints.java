package org.svpc.access;

import org.jspecify.annotations.Nullable;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.Constraint.Levels;
import org.svpc.index.Constraint.Part;
import org.svpc.index.Constraint.Relation;
import org.svpc.index.Constraint.Side;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.RoleTable;
import org.svpc.index.SecurityContext;

/**
 * Whether the expression of a constraint holds for given contexts, as {@code constraint_expr_eval}
 * of the kernel's security server has it.
 */
public final class Constraints {
  private final RoleTable roles;

  Constraints(RoleTable roles) {
    this.roles = roles;
  }

  /**
   * @param process the third context of a validatetrans, else null
   */
  boolean holds(
      Expression expression,
      SecurityContext source,
      SecurityContext target,
      @Nullable SecurityContext process) {
    if (expression instanceof Expression.Or or) {
      return holds(or.left(), source, target, process)
          || holds(or.right(), source, target, process);
    }
    if (expression instanceof Expression.And and) {
      return holds(and.left(), source, target, process)
          && holds(and.right(), source, target, process);
    }
    if (expression instanceof Expression.Not not) {
      return !holds(not.operand(), source, target, process);
    }
    if (expression instanceof Expression.Level level) {
      return holds(level, source, target);
    }
    if (expression instanceof Expression.OneOf oneOf) {
      SecurityContext context = context(oneOf.side(), source, target, process);
      boolean member = oneOf.members().contains(part(oneOf.part(), context));
      return member == (oneOf.relation() == Relation.EQUAL);
    }
    Expression.Both both = (Expression.Both) expression;
    return compare(
        both.part(), both.relation(), part(both.part(), source), part(both.part(), target));
  }

  /** Whether a comparison of levels holds. */
  public static boolean holds(
      Expression.Level level, SecurityContext source, SecurityContext target) {
    return left(level.levels(), source, target)
        .is(level.relation(), right(level.levels(), source, target));
  }

  private boolean compare(Part part, Relation relation, int source, int target) {
    return switch (relation) {
      case EQUAL -> source == target;
      case NOT_EQUAL -> source != target;
      case DOMINATES -> dominates(part, source, target);
      case DOMINATED_BY -> dominates(part, target, source);
      case INCOMPARABLE -> !dominates(part, source, target) && !dominates(part, target, source);
    };
  }

  /** Only roles dominate each other; the compilers accept it for nothing else. */
  private boolean dominates(Part part, int above, int below) {
    return part == Part.ROLE && roles.dominatesOf().get(above).contains(below);
  }

  /** The context that a side means; a policy without a process to look at cannot hold. */
  static SecurityContext context(
      Side side,
      SecurityContext source,
      SecurityContext target,
      @Nullable SecurityContext process) {
    return switch (side) {
      case SOURCE -> source;
      case TARGET -> target;
      case PROCESS -> process == null ? source : process;
    };
  }

  static int part(Part part, SecurityContext context) {
    return switch (part) {
      case USER -> context.user();
      case ROLE -> context.role();
      case TYPE -> context.type();
    };
  }

  static MlsLevel left(Levels levels, SecurityContext source, SecurityContext target) {
    return switch (levels) {
      case LOW_SOURCE_LOW_TARGET, LOW_SOURCE_HIGH_TARGET, LOW_SOURCE_HIGH_SOURCE -> low(source);
      case HIGH_SOURCE_LOW_TARGET, HIGH_SOURCE_HIGH_TARGET -> high(source);
      case LOW_TARGET_HIGH_TARGET -> low(target);
    };
  }

  static MlsLevel right(Levels levels, SecurityContext source, SecurityContext target) {
    return switch (levels) {
      case LOW_SOURCE_LOW_TARGET, HIGH_SOURCE_LOW_TARGET -> low(target);
      case LOW_SOURCE_HIGH_TARGET, HIGH_SOURCE_HIGH_TARGET, LOW_TARGET_HIGH_TARGET -> high(target);
      case LOW_SOURCE_HIGH_SOURCE -> high(source);
    };
  }

  private static MlsLevel low(SecurityContext context) {
    MlsRange range = context.range();
    return range == null ? NO_LEVEL : range.low();
  }

  private static MlsLevel high(SecurityContext context) {
    MlsRange range = context.range();
    return range == null ? NO_LEVEL : range.high();
  }

  /** Without MLS all levels are equal. */
  private static final MlsLevel NO_LEVEL = new MlsLevel(0, IdSet.EMPTY);
}
