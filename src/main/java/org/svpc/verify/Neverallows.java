package org.svpc.verify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.access.PolicyText;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.ir.Node;
import org.svpc.source.Span;

/**
 * Holds neverallow rules of sources against a policy: every allow rule counts, whatever its
 * condition, as in libsepol.
 */
final class Neverallows {
  private static final int MOST_RULES = 4;

  private final Policy policy;
  private final SourceRules allows;
  private final PolicyText text;

  /**
   * @param allows the allow rules of the sources
   */
  Neverallows(Policy policy, SourceRules allows) {
    this.policy = policy;
    this.allows = allows;
    text = new PolicyText(policy);
  }

  /** Why a neverallow does not hold, or null where it does. */
  @Nullable Diagnostic judge(Node.Access never) {
    IdSet sources = allows.types(never.sources(), null);
    Set<Span> spans = new LinkedHashSet<>();
    int count = 0;
    Diagnostic.Builder problem =
        Diagnostic.at(
                Code.NEVERALLOW_BROKEN,
                never.origin(),
                "The policy grants what this `neverallow` forbids.")
            .label("broken");
    RuleTable rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      int granted = rules.kind(rule) == RuleKind.ALLOW ? forbidden(never, rule) : 0;
      if (granted != 0) {
        int source = source(never, rule, sources);
        if (source >= 0) {
          count++;
          if (count <= MOST_RULES) {
            problem.note("By the policy's rule `" + text.rule(rule) + "`.");
          }
          addSources(source, never, rule, granted, spans);
        }
      }
    }
    if (count > MOST_RULES) {
      problem.note("And by " + (count - MOST_RULES) + " more of its rules.");
    }
    for (Span span : spans) {
      problem.label(span, "granted here");
    }
    return count == 0 ? null : problem.build();
  }

  /** The forbidden permissions of a rule, by its class, as a mask. */
  private int forbidden(Node.Access never, int rule) {
    int objectClass = policy.rules().objectClass(rule);
    if (!never.classes().included().contains(policy.classes().names().name(objectClass))) {
      return 0;
    }
    int mask = 0;
    for (String permission : never.permissions().included()) {
      mask |= policy.classes().get(objectClass).mask(permission);
    }
    return mask & policy.rules().datum(rule);
  }

  /** A type that the rule grants to and the neverallow forbids it, on some target; else -1. */
  private int source(Node.Access never, int rule, IdSet sources) {
    IdSet both = sources.and(policy.types().membersOf().get(policy.rules().source(rule)));
    for (int source = both.next(0); source >= 0; source = both.next(source + 1)) {
      if (target(never, rule, source) >= 0) {
        return source;
      }
    }
    return -1;
  }

  private int target(Node.Access never, int rule, int source) {
    return allows
        .targets(never, source)
        .and(policy.types().membersOf().get(policy.rules().target(rule)))
        .next(0);
  }

  private void addSources(int source, Node.Access never, int rule, int granted, Set<Span> spans) {
    int objectClass = policy.rules().objectClass(rule);
    List<String> names = policy.classes().get(objectClass).names(granted);
    int target = target(never, rule, source);
    for (String permission : names) {
      spans.addAll(allows.granting(source, target, objectClass, permission, null));
    }
  }
}
