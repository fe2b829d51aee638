package org.svpc.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.access.Constraints;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.Constraint.Part;
import org.svpc.index.Constraint.Relation;
import org.svpc.index.Constraint.Side;
import org.svpc.index.IdSet;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;

/**
 * What the constraints of a policy deny for sure where types and levels are known, and users and
 * roles are not. Types that no constraint tells apart are one group, and a group with a level is a
 * cell: each constraint is evaluated at most once for two cells.
 */
final class LevelConstraints {
  /** More groups would make tables too large; what they would tell apart is then let pass. */
  private static final int MOST_GROUPS = 64;

  // What an expression may be, given what is not known: one, the other, or both.
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int EITHER = TRUE | FALSE;

  private final int levels;
  private final int[] groupOf;
  private int groups = 1;
  private boolean exact = true;
  private final Set<IdSet> known = new HashSet<>();

  /** For each class those of its constraints that can deny anything that is asked about. */
  private final List<List<Constraint>> constraints = new ArrayList<>();

  /** For each cell a context; users and roles in it mean nothing. */
  private final SecurityContext[] contexts;

  /** For each class and source cell what is denied on each target cell, once it was asked for. */
  private final int[][] @Nullable [] denied;

  /**
   * @param asked for each class the permissions that are asked about
   */
  LevelConstraints(Policy policy, List<MlsRange> ranges, int[] asked) {
    levels = ranges.size();
    groupOf = new int[policy.types().names().size()];
    for (int id = 0; id < asked.length; id++) {
      List<Constraint> relevant = new ArrayList<>();
      for (Constraint constraint : policy.classes().get(id).constraints()) {
        int permissions = constraint.permissions() & asked[id];
        if (permissions != 0 && !mayAlwaysBe(TRUE, constraint.expression())) {
          relevant.add(new Constraint(permissions, constraint.expression()));
          tellApart(constraint.expression());
        }
      }
      constraints.add(relevant);
    }
    denied = new int[asked.length][][];
    contexts = new SecurityContext[groups * levels];
    for (int type = 0; type < groupOf.length; type++) {
      for (int level = 0; level < levels; level++) {
        contexts[cell(groupOf[type], level)] = new SecurityContext(0, 0, type, ranges.get(level));
      }
    }
  }

  /** Whether all groups are told apart; else some constraints let more pass than they should. */
  boolean isExact() {
    return exact;
  }

  int group(int type) {
    return groupOf[type];
  }

  int cell(int group, int level) {
    return group * levels + level;
  }

  /** The permissions that are denied to a source on a target, as a mask. */
  int denied(int objectClass, int sourceCell, int targetCell) {
    List<Constraint> ofClass = constraints.get(objectClass);
    if (ofClass.isEmpty()) {
      return 0;
    }
    int[][] table = denied[objectClass];
    if (table == null) {
      table = new int[contexts.length][];
      denied[objectClass] = table;
    }
    int[] row = table[sourceCell];
    if (row == null) {
      row = new int[contexts.length];
      for (int target = 0; target < row.length; target++) {
        for (Constraint constraint : ofClass) {
          if (value(constraint.expression(), contexts[sourceCell], contexts[target]) == FALSE) {
            row[target] |= constraint.permissions();
          }
        }
      }
      table[sourceCell] = row;
    }
    return row[targetCell];
  }

  /** Whether an expression may have a value whatever types and levels there are. */
  private static boolean mayAlwaysBe(int value, Expression expression) {
    if (expression instanceof Expression.Not not) {
      return mayAlwaysBe(EITHER - value, not.operand());
    }
    if (expression instanceof Expression.Or or) {
      boolean left = mayAlwaysBe(value, or.left());
      boolean right = mayAlwaysBe(value, or.right());
      return value == TRUE ? left || right : left && right;
    }
    if (expression instanceof Expression.And and) {
      boolean left = mayAlwaysBe(value, and.left());
      boolean right = mayAlwaysBe(value, and.right());
      return value == TRUE ? left && right : left || right;
    }
    return (expression instanceof Expression.Both both && both.part() != Part.TYPE)
        || (expression instanceof Expression.OneOf oneOf && oneOf.part() != Part.TYPE);
  }

  /** Splits the groups by each set of types that an expression names. */
  private void tellApart(Expression expression) {
    if (expression instanceof Expression.Not not) {
      tellApart(not.operand());
    } else if (expression instanceof Expression.Or or) {
      tellApart(or.left());
      tellApart(or.right());
    } else if (expression instanceof Expression.And and) {
      tellApart(and.left());
      tellApart(and.right());
    } else if (expression instanceof Expression.OneOf oneOf && oneOf.part() == Part.TYPE) {
      split(oneOf.members());
    }
  }

  private void split(IdSet members) {
    if (known.contains(members)) {
      return;
    }
    int[] inside = new int[groups];
    int[] outside = new int[groups];
    for (int type = 0; type < groupOf.length; type++) {
      (members.contains(type) ? inside : outside)[groupOf[type]] = 1;
    }
    int[] groupInside = new int[groups];
    Arrays.fill(groupInside, -1);
    int count = groups;
    for (int group = 0; group < groups; group++) {
      if (inside[group] == 1) {
        groupInside[group] = outside[group] == 1 ? count++ : group;
      }
    }
    if (count > MOST_GROUPS) {
      exact = false;
      return;
    }
    known.add(members);
    groups = count;
    for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
      groupOf[type] = groupInside[groupOf[type]];
    }
  }

  private int value(Expression expression, SecurityContext source, SecurityContext target) {
    if (expression instanceof Expression.Not not) {
      int value = value(not.operand(), source, target);
      return value == EITHER ? EITHER : EITHER - value;
    }
    if (expression instanceof Expression.Or or) {
      int left = value(or.left(), source, target);
      int right = left == TRUE ? TRUE : value(or.right(), source, target);
      return ((left | right) & TRUE) | (left & right & FALSE);
    }
    if (expression instanceof Expression.And and) {
      int left = value(and.left(), source, target);
      int right = left == FALSE ? FALSE : value(and.right(), source, target);
      return (left & right & TRUE) | ((left | right) & FALSE);
    }
    if (expression instanceof Expression.Level level) {
      return truth(Constraints.holds(level, source, target));
    }
    if (expression instanceof Expression.OneOf oneOf) {
      if (oneOf.part() != Part.TYPE || !known.contains(oneOf.members())) {
        return EITHER;
      }
      SecurityContext context = oneOf.side() == Side.TARGET ? target : source;
      boolean member = oneOf.members().contains(context.type());
      return truth(member == (oneOf.relation() == Relation.EQUAL));
    }
    Expression.Both both = (Expression.Both) expression;
    boolean differ = groupOf[source.type()] != groupOf[target.type()];
    return both.part() == Part.TYPE && differ
        ? truth(both.relation() == Relation.NOT_EQUAL)
        : EITHER;
  }

  private static int truth(boolean value) {
    return value ? TRUE : FALSE;
  }
}
