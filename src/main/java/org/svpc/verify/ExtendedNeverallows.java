package org.svpc.verify;

import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.PolicyText;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.ir.Node;

/**
 * Holds neverallowxperm rules of sources against a policy, as libsepol does ({@code
 * check_assertion_extended_permissions}): where {@code ioctl} is allowed, the pair has to have an
 * allowxperm rule, and none of them may have a forbidden command.
 */
final class ExtendedNeverallows {
  private static final String IOCTL = "ioctl";
  private static final int COMMANDS = 0x10000;

  /** Pairs of types looked at for one rule. */
  private static final int MOST_PAIRS = 200_000;

  private final Policy policy;
  private final AccessDecisions decisions;
  private final SourceRules rules;
  private final PolicyText text;
  private int pairs;

  ExtendedNeverallows(AccessDecisions decisions, SourceRules rules) {
    this.decisions = decisions;
    this.rules = rules;
    policy = decisions.policy();
    text = new PolicyText(policy);
  }

  /** Why a rule does not hold, or null where it does. */
  @Nullable Diagnostic judge(Node.ExtendedAccess never) {
    pairs = 0;
    try {
      IdSet sources = rules.types(never.sources(), null);
      IdSet forbidden = commands(never.permissions());
      RuleTable table = policy.rules();
      for (int rule = 0; rule < table.size(); rule++) {
        Diagnostic problem = isAsked(never, rule) ? judge(never, rule, sources, forbidden) : null;
        if (problem != null) {
          return problem;
        }
      }
      return null;
    } catch (Undecided e) {
      return TestJudge.undecided(e, never.origin());
    }
  }

  private static IdSet commands(Node.ExtendedPermissions permissions) {
    BitSet commands = new BitSet();
    for (Node.NumberRange range : permissions.numbers()) {
      commands.set(range.low(), range.high() + 1);
    }
    if (permissions.complement()) {
      commands.flip(0, COMMANDS);
    }
    return IdSet.of(commands);
  }

  /** Whether a rule allows {@code ioctl} of a class that is asked about. */
  private boolean isAsked(Node.ExtendedAccess never, int rule) {
    RuleTable table = policy.rules();
    int objectClass = table.objectClass(rule);
    return table.kind(rule) == RuleKind.ALLOW
        && (table.datum(rule) & policy.classes().get(objectClass).mask(IOCTL)) != 0
        && never.classes().included().contains(policy.classes().names().name(objectClass));
  }

  private @Nullable Diagnostic judge(
      Node.ExtendedAccess never, int rule, IdSet sources, IdSet forbidden) throws Undecided {
    RuleTable table = policy.rules();
    IdSet granted = sources.and(policy.types().membersOf().get(table.source(rule)));
    for (int source = granted.next(0); source >= 0; source = granted.next(source + 1)) {
      IdSet targets =
          rules
              .types(never.targets(), IdSet.of(source))
              .and(policy.types().membersOf().get(table.target(rule)));
      for (int target = targets.next(0); target >= 0; target = targets.next(target + 1)) {
        if (++pairs > MOST_PAIRS) {
          throw new Undecided(
              "The rule is about more than " + MOST_PAIRS + " pairs of types.",
              "Name fewer types in it.");
        }
        Commands commands = new Commands();
        decisions.eachRule(source, target, table.objectClass(rule), commands);
        String breaking = commands.breaking(forbidden);
        if (breaking != null) {
          return Diagnostic.at(
                  Code.NEVERALLOW_BROKEN,
                  never.origin(),
                  "The policy grants what this `neverallowxperm` forbids.")
              .label("broken")
              .note("By the policy's rule `" + text.rule(rule) + "`.")
              .note(breaking)
              .build();
        }
      }
    }
    return null;
  }

  /** The commands that allowxperm rules of a pair grant. */
  private final class Commands implements IntConsumer {
    private IdSet granted = IdSet.EMPTY;
    private boolean any;

    @Override
    public void accept(int rule) {
      if (policy.rules().kind(rule) == RuleKind.ALLOWXPERM) {
        any = true;
        granted = granted.or(policy.rules().extended(rule).commands());
      }
    }

    /** What breaks the rule, a sentence; null where nothing does. */
    @Nullable String breaking(IdSet forbidden) {
      if (!any) {
        return "No `allowxperm` of these types says which commands, so all are allowed.";
      }
      int first = granted.and(forbidden).next(0);
      return first < 0
          ? null
          : "An `allowxperm` of these types has the command `0x"
              + Integer.toHexString(first)
              + "`.";
    }
  }
}
