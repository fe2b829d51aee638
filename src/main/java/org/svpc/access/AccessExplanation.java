package org.svpc.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.BooleanExpression;
import org.svpc.index.Constraint;
import org.svpc.index.MlsLevel;
import org.svpc.index.SecurityContext;

/**
 * Why a permission is granted or not. All that bears on it is told, also what would deny it were
 * there a rule.
 *
 * @param permission mask of the one permission
 * @param allowed the answer, for an ioctl command that of the command
 * @param permissive whether a denial is only logged
 * @param granting places of the allow rules that grant it
 * @param elsewhere allow rules that would grant it with other booleans
 * @param constraints constraints that deny it
 * @param roleRefused whether no {@code allow role role} covers the change of role
 * @param bound why the type that bounds the source may not do it, or null where nothing bounds or
 *     that type may
 * @param command what rules on ioctl commands say, or null where no command is asked about
 * @param audited auditallow rules in force
 * @param silent dontaudit rules in force, which keep a denial out of the log
 */
public record AccessExplanation(
    SecurityContext source,
    SecurityContext target,
    int objectClass,
    int permission,
    boolean allowed,
    boolean permissive,
    List<Integer> granting,
    List<ConditionalRule> elsewhere,
    List<FailedConstraint> constraints,
    boolean roleRefused,
    @Nullable AccessExplanation bound,
    @Nullable Command command,
    List<Integer> audited,
    List<Integer> silent) {

  public AccessExplanation {
    granting = List.copyOf(granting);
    elsewhere = List.copyOf(elsewhere);
    constraints = List.copyOf(constraints);
    audited = List.copyOf(audited);
    silent = List.copyOf(silent);
  }

  /**
   * A rule whose condition does not hold.
   *
   * @param switches the fewest booleans to set otherwise so that it does; empty where none helps
   */
  public record ConditionalRule(int rule, List<Switch> switches) {
    public ConditionalRule {
      switches = List.copyOf(switches);
    }
  }

  /** A boolean and the state it would need. */
  public record Switch(int bool, boolean on) {}

  /**
   * A constraint that denies.
   *
   * @param constraint of the class asked about
   * @param tests the single tests that made it fail
   */
  public record FailedConstraint(Constraint constraint, List<FailedTest> tests) {
    public FailedConstraint {
      tests = List.copyOf(tests);
    }
  }

  /**
   * A part of a constraint that made it fail.
   *
   * @param test a comparison without operands of its own
   * @param value what it came to, where the other value would have helped
   */
  public record FailedTest(Constraint.Expression test, boolean value) {}

  /**
   * What decides on an ioctl command.
   *
   * @param number of the ioctl command
   * @param rules places of the rules on commands of the pair that are in force
   */
  public record Command(int number, IoctlDecision decision, List<Integer> rules) {
    public Command {
      rules = List.copyOf(rules);
    }
  }

  /** The left level that a test compares. */
  public MlsLevel leftOf(Constraint.Expression.Level test) {
    return Constraints.left(test.levels(), source, target);
  }

  /** The right level that a test compares. */
  public MlsLevel rightOf(Constraint.Expression.Level test) {
    return Constraints.right(test.levels(), source, target);
  }

  /** The user, role or type that a test looks for in its set. */
  public int valueOf(Constraint.Expression.OneOf test) {
    return Constraints.part(test.part(), Constraints.context(test.side(), source, target, null));
  }

  /** The user, role or type of the source. */
  public int sourceOf(Constraint.Part part) {
    return Constraints.part(part, source);
  }

  /** The user, role or type of the target. */
  public int targetOf(Constraint.Part part) {
    return Constraints.part(part, target);
  }

  /** The booleans in an expression, each once, in the order they stand there. */
  static void collect(BooleanExpression expression, List<Integer> booleans) {
    if (expression instanceof BooleanExpression.Variable variable) {
      if (!booleans.contains(variable.bool())) {
        booleans.add(variable.bool());
      }
    } else if (expression instanceof BooleanExpression.Not not) {
      collect(not.operand(), booleans);
    } else {
      BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
      collect(binary.left(), booleans);
      collect(binary.right(), booleans);
    }
  }
}
