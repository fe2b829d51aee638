package org.svpc.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.svpc.index.BooleanExpression;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;

/**
 * The states of the booleans that a judgement depends on, those closest to the policy's own first.
 * All other booleans are as the policy has them.
 */
final class States {
  /** With more booleans there are too many states. */
  private static final int MOST_BOOLEANS = 12;

  /**
   * What an {@code if} around a statement says.
   *
   * @param wanted the value that its expression has there
   */
  record Guard(BooleanExpression expression, boolean wanted) {}

  private final Policy policy;
  private final TreeSet<Integer> booleans = new TreeSet<>();

  States(Policy policy, List<Guard> guards) {
    this.policy = policy;
    for (Guard guard : guards) {
      add(guard.expression());
    }
  }

  /** Adds the booleans of an expression. */
  void add(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      booleans.add(variable.bool());
    } else if (expression instanceof BooleanExpression.Not not) {
      add(not.operand());
    } else {
      BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
      add(binary.left());
      add(binary.right());
    }
  }

  /** The booleans that were added. */
  IdSet booleans() {
    IdSet all = IdSet.EMPTY;
    for (int bool : booleans) {
      all = all.or(IdSet.of(bool));
    }
    return all;
  }

  /** Adds the booleans that a rule depends on. */
  void addRule(int rule) {
    if (policy.rules().isConditional(rule)) {
      add(policy.conditions().get(policy.rules().condition(rule)).expression());
    }
  }

  /** The sets of booleans that are on, one for each state in which all guards hold. */
  List<IdSet> where(List<Guard> guards) throws Undecided {
    int[] ids = new int[booleans.size()];
    int count = 0;
    for (int bool : booleans) {
      ids[count++] = bool;
    }
    if (count > MOST_BOOLEANS) {
      throw new Undecided(
          "It depends on " + count + " booleans, and svpc looks at " + MOST_BOOLEANS + " at most.",
          "Say less in one statement, or name some of the booleans in an `if` around it.");
    }
    List<IdSet> found = new ArrayList<>();
    for (int flips = 0; flips <= count; flips++) {
      for (int changed = 0; changed < 1 << count; changed++) {
        if (Integer.bitCount(changed) == flips) {
          IdSet on = flipped(ids, changed);
          if (hold(guards, on)) {
            found.add(on);
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new Undecided(
          "The conditions around it hold in no state of the booleans.",
          "Nothing would be tested here; remove it, or mend the conditions.");
    }
    return found;
  }

  private static boolean hold(List<Guard> guards, IdSet on) {
    for (Guard guard : guards) {
      if (guard.expression().value(on) != guard.wanted()) {
        return false;
      }
    }
    return true;
  }

  private IdSet flipped(int[] ids, int changed) {
    IdSet on = policy.booleans().on();
    for (int i = 0; i < ids.length; i++) {
      if ((changed & (1 << i)) != 0) {
        IdSet one = IdSet.of(ids[i]);
        on = on.contains(ids[i]) ? on.without(one) : on.or(one);
      }
    }
    return on;
  }

  /**
   * How a state differs from the one that the policy is loaded with, as the end of a sentence:
   * {@code with `a` on and `b` off}; the empty string where it does not.
   */
  String told(IdSet on) {
    IdSet usual = policy.booleans().on();
    StringBuilder text = new StringBuilder();
    for (int bool : booleans) {
      if (on.contains(bool) != usual.contains(bool)) {
        text.append(text.isEmpty() ? " with `" : " and `")
            .append(policy.booleans().names().name(bool))
            .append(on.contains(bool) ? "` on" : "` off");
      }
    }
    return text.toString();
  }

  /** An expression of a source in terms of a policy. */
  static BooleanExpression of(org.svpc.ir.BooleanExpression expression, Policy policy)
      throws Undecided {
    if (expression instanceof org.svpc.ir.BooleanExpression.Variable variable) {
      String name = variable.name().name();
      int bool = policy.booleans().names().id(name);
      if (bool < 0) {
        throw new Undecided("The policy has no boolean `" + name + "`.", "");
      }
      return new BooleanExpression.Variable(bool);
    }
    if (expression instanceof org.svpc.ir.BooleanExpression.Not not) {
      return new BooleanExpression.Not(of(not.operand(), policy));
    }
    org.svpc.ir.BooleanExpression.Binary binary = (org.svpc.ir.BooleanExpression.Binary) expression;
    BooleanExpression.Operator operator =
        switch (binary.operator()) {
          case AND -> BooleanExpression.Operator.AND;
          case OR -> BooleanExpression.Operator.OR;
          case XOR -> BooleanExpression.Operator.XOR;
          case EQ -> BooleanExpression.Operator.EQUAL;
          case NEQ -> BooleanExpression.Operator.NOT_EQUAL;
        };
    return new BooleanExpression.Binary(
        operator, of(binary.left(), policy), of(binary.right(), policy));
  }
}
