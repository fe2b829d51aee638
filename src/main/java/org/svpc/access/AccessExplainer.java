package org.svpc.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessExplanation.ConditionalRule;
import org.svpc.access.AccessExplanation.FailedConstraint;
import org.svpc.access.AccessExplanation.FailedTest;
import org.svpc.access.AccessExplanation.Switch;
import org.svpc.index.BooleanExpression;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.index.SecurityContext;

/** Says why permissions are granted or not. */
public final class AccessExplainer {
  /** More booleans than this in one condition are not tried for the switches that would help. */
  private static final int MOST_BOOLEANS = 10;

  private final AccessDecisions decisions;
  private final Policy policy;

  public AccessExplainer(AccessDecisions decisions) {
    this.decisions = decisions;
    policy = decisions.policy();
  }

  /**
   * Why a permission is granted or not.
   *
   * @param permission mask of one permission of the class
   */
  public AccessExplanation explain(
      SecurityContext source, SecurityContext target, int objectClass, int permission) {
    return explain(source, target, objectClass, permission, -1, 0);
  }

  /**
   * Why an ioctl command is granted or not.
   *
   * @param command its number
   */
  public AccessExplanation explainIoctl(
      SecurityContext source, SecurityContext target, int objectClass, int command) {
    int ioctl = policy.classes().get(objectClass).mask("ioctl");
    return explain(source, target, objectClass, ioctl, command, 0);
  }

  private AccessExplanation explain(
      SecurityContext source,
      SecurityContext target,
      int objectClass,
      int permission,
      int command,
      int depth) {
    Found found = new Found(permission);
    decisions.eachRule(source.type(), target.type(), objectClass, found);
    AccessExplanation.Command ofCommand =
        command < 0
            ? null
            : new AccessExplanation.Command(
                command, decisions.ioctl(source, target, objectClass, command), found.commands);
    boolean allowed = (decisions.allowed(source, target, objectClass) & permission) != 0;
    return new AccessExplanation(
        source,
        target,
        objectClass,
        permission,
        ofCommand == null ? allowed : ofCommand.decision().allowed(),
        policy.types().permissive().contains(source.type()),
        found.granting,
        found.granting.isEmpty() ? found.elsewhere : List.of(),
        failed(source, target, objectClass, permission),
        decisions.isTransition(objectClass, permission)
            && !decisions.roleMayChange(source.role(), target.role()),
        allowed ? null : bound(source, target, objectClass, permission, depth),
        ofCommand,
        found.audited,
        found.silent);
  }

  /** The rules on a pair, sorted by what they do to one permission. */
  private final class Found implements IntConsumer {
    private final int permission;
    private final List<Integer> granting = new ArrayList<>();
    private final List<ConditionalRule> elsewhere = new ArrayList<>();
    private final List<Integer> audited = new ArrayList<>();
    private final List<Integer> silent = new ArrayList<>();
    private final List<Integer> commands = new ArrayList<>();

    Found(int permission) {
      this.permission = permission;
    }

    @Override
    public void accept(int rule) {
      RuleTable rules = policy.rules();
      RuleKind kind = rules.kind(rule);
      boolean holds = decisions.holds(rule);
      if (kind.isExtended()) {
        if (holds) {
          commands.add(rule);
        }
      } else if (kind.isAccess() && (rules.datum(rule) & permission) != 0) {
        if (!holds) {
          if (kind == RuleKind.ALLOW) {
            elsewhere.add(new ConditionalRule(rule, switches(rule)));
          }
        } else if (kind == RuleKind.ALLOW) {
          granting.add(rule);
        } else if (kind == RuleKind.AUDITALLOW) {
          audited.add(rule);
        } else {
          silent.add(rule);
        }
      }
    }
  }

  /** The states of the booleans that a rule's condition depends on; empty without condition. */
  public List<Switch> states(int rule) {
    List<Switch> states = new ArrayList<>();
    for (int bool : booleans(rule)) {
      states.add(new Switch(bool, decisions.on().contains(bool)));
    }
    return states;
  }

  private List<Integer> booleans(int rule) {
    List<Integer> booleans = new ArrayList<>();
    if (policy.rules().isConditional(rule)) {
      AccessExplanation.collect(
          policy.conditions().get(policy.rules().condition(rule)).expression(), booleans);
    }
    return booleans;
  }

  /** The fewest booleans that have to change for the rule's condition to hold. */
  private List<Switch> switches(int rule) {
    List<Integer> booleans = booleans(rule);
    if (booleans.size() > MOST_BOOLEANS) {
      return List.of();
    }
    BooleanExpression condition =
        policy.conditions().get(policy.rules().condition(rule)).expression();
    int best = 0;
    for (int changed = 1; changed < 1 << booleans.size(); changed++) {
      if ((best == 0 || Integer.bitCount(changed) < Integer.bitCount(best))
          && condition.value(with(booleans, changed)) == policy.rules().arm(rule)) {
        best = changed;
      }
    }
    List<Switch> switches = new ArrayList<>();
    for (int i = 0; i < booleans.size(); i++) {
      if ((best & (1 << i)) != 0) {
        switches.add(new Switch(booleans.get(i), !decisions.on().contains(booleans.get(i))));
      }
    }
    return switches;
  }

  private IdSet with(List<Integer> booleans, int changed) {
    IdSet on = decisions.on();
    for (int i = 0; i < booleans.size(); i++) {
      if ((changed & (1 << i)) != 0) {
        IdSet one = IdSet.of(booleans.get(i));
        on = on.contains(booleans.get(i)) ? on.without(one) : on.or(one);
      }
    }
    return on;
  }

  private List<FailedConstraint> failed(
      SecurityContext source, SecurityContext target, int objectClass, int permission) {
    List<FailedConstraint> failed = new ArrayList<>();
    for (Constraint constraint : policy.classes().get(objectClass).constraints()) {
      if ((constraint.permissions() & permission) != 0
          && !decisions.holds(constraint.expression(), source, target)) {
        List<FailedTest> tests = new ArrayList<>();
        collect(constraint.expression(), true, source, target, tests);
        failed.add(new FailedConstraint(constraint, tests));
      }
    }
    return failed;
  }

  /** Collects the tests because of which an expression does not have the wanted value. */
  private void collect(
      Expression expression,
      boolean wanted,
      SecurityContext source,
      SecurityContext target,
      List<FailedTest> tests) {
    if (decisions.holds(expression, source, target) == wanted) {
      return;
    }
    if (expression instanceof Expression.Not not) {
      collect(not.operand(), !wanted, source, target, tests);
    } else if (expression instanceof Expression.And and) {
      collect(and.left(), wanted, source, target, tests);
      collect(and.right(), wanted, source, target, tests);
    } else if (expression instanceof Expression.Or or) {
      collect(or.left(), wanted, source, target, tests);
      collect(or.right(), wanted, source, target, tests);
    } else {
      tests.add(new FailedTest(expression, !wanted));
    }
  }

  /** Why the type that bounds the source may not do it, where that is so. */
  private @Nullable AccessExplanation bound(
      SecurityContext source, SecurityContext target, int objectClass, int permission, int depth) {
    AccessDecisions.Bound bound =
        depth == AccessDecisions.DEEPEST_BOUNDS ? null : decisions.bound(source, target);
    if (bound == null
        || (decisions.allowed(bound.source(), bound.target(), objectClass) & permission) != 0) {
      return null;
    }
    return explain(bound.source(), bound.target(), objectClass, permission, -1, depth + 1);
  }
}
