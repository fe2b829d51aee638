package org.svpc.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svpc.access.AccessDecisions;
import org.svpc.access.AccessExplainer;
import org.svpc.access.AccessExplanation;
import org.svpc.access.AccessExplanation.ConditionalRule;
import org.svpc.access.AccessExplanation.FailedConstraint;
import org.svpc.access.AccessExplanation.Switch;
import org.svpc.access.PolicyText;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.ir.TestCase.Label;
import org.svpc.source.Span;
import org.svpc.verify.TestJudge.Question;

/** Says in notes and labels why something is allowed or denied. */
final class Reasons {
  private static final int MOST_RULES = 4;

  private final Policy policy;
  private final PolicyText text;
  private final SourceRules rules;

  /**
   * @param rules the allow rules of the sources
   */
  Reasons(Policy policy, SourceRules rules) {
    this.policy = policy;
    this.rules = rules;
    text = new PolicyText(policy);
  }

  String shown(SecurityContext context) {
    return text.context(context);
  }

  void contexts(Label label, SecurityContext context, Diagnostic.Builder problem) {
    problem.note("`" + label.name() + "` is `" + shown(context) + "`.");
  }

  /** What is asked, in the words of a denial. */
  void question(Question question, int mask, Diagnostic.Builder problem) {
    problem.note(
        "`"
            + shown(question.source())
            + "` is denied `"
            + String.join(" ", policy.classes().get(question.objectClass()).names(mask))
            + "` on `"
            + shown(question.target())
            + "` as `"
            + policy.classes().names().name(question.objectClass())
            + "`.");
  }

  /** The rules that allow what should be denied: lines of the sources, else the policy's rules. */
  void allowed(Question question, int mask, AccessDecisions here, Diagnostic.Builder problem) {
    Set<Span> spans = new LinkedHashSet<>();
    Set<Integer> granting = new LinkedHashSet<>();
    for (int permission : bits(mask)) {
      granting.addAll(explain(question, permission, here).granting());
      spans.addAll(
          rules.granting(
              question.source().type(),
              question.target().type(),
              question.objectClass(),
              name(question, permission),
              here.on()));
    }
    for (Span span : spans) {
      problem.label(span, "allowed here");
    }
    int told = 0;
    for (int rule : granting) {
      if (told++ < MOST_RULES) {
        problem.note("By the policy's rule `" + text.rule(rule) + "`.");
      }
    }
  }

  /** Why what should be allowed is denied, permissions with one reason together. */
  void denied(Question question, int mask, AccessDecisions here, Diagnostic.Builder problem) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (int permission : bits(mask)) {
      for (String reason : why(explain(question, permission, here))) {
        List<String> names = reasons.get(reason);
        if (names == null) {
          names = new ArrayList<>();
          reasons.put(reason, names);
        }
        names.add(name(question, permission));
      }
    }
    for (Map.Entry<String, List<String>> each : reasons.entrySet()) {
      problem.note("`" + String.join(" ", each.getValue()) + "`: " + each.getKey());
    }
  }

  /** Why an ioctl command is granted or not where `ioctl` is. */
  void command(Question question, int command, AccessDecisions here, Diagnostic.Builder problem) {
    AccessExplanation.Command explained =
        new AccessExplainer(here)
            .explainIoctl(question.source(), question.target(), question.objectClass(), command)
            .command();
    String number = "0x" + Integer.toHexString(command);
    if (explained == null || explained.rules().isEmpty()) {
      problem.note(
          "`" + number + "`: no `allowxperm` says which commands, so `ioctl` grants them all.");
      return;
    }
    int told = 0;
    for (int rule : explained.rules()) {
      if (told++ < MOST_RULES) {
        problem.note("`" + number + "`: there is the rule `" + text.rule(rule) + "`.");
      }
    }
  }

  private List<String> why(AccessExplanation explanation) {
    List<String> reasons = new ArrayList<>();
    if (explanation.granting().isEmpty()) {
      reasons.add(noRule(explanation));
    }
    for (FailedConstraint failed : explanation.constraints()) {
      reasons.add(
          "the constraint `"
              + text.constraint(explanation.objectClass(), failed.constraint())
              + "` denies it between `"
              + shown(explanation.source())
              + "` and `"
              + shown(explanation.target())
              + "`.");
    }
    if (explanation.roleRefused()) {
      reasons.add("no `allow` of roles lets the role change.");
    }
    AccessExplanation bound = explanation.bound();
    if (bound != null) {
      reasons.add(
          "the type `"
              + policy.types().names().name(bound.source().type())
              + "`, which bounds it, may not.");
    }
    return reasons;
  }

  private String noRule(AccessExplanation explanation) {
    for (ConditionalRule rule : explanation.elsewhere()) {
      if (!rule.switches().isEmpty()) {
        StringBuilder needed = new StringBuilder();
        for (Switch bool : rule.switches()) {
          needed
              .append(needed.isEmpty() ? "`" : " and `")
              .append(policy.booleans().names().name(bool.bool()))
              .append(bool.on() ? "` on" : "` off");
        }
        return "with " + needed + " a rule allows it: `" + text.rule(rule.rule()) + "`.";
      }
    }
    return "no rule allows it.";
  }

  private AccessExplanation explain(Question question, int permission, AccessDecisions here) {
    return new AccessExplainer(here)
        .explain(question.source(), question.target(), question.objectClass(), permission);
  }

  private String name(Question question, int permission) {
    return policy.classes().get(question.objectClass()).names(permission).get(0);
  }

  private static List<Integer> bits(int mask) {
    List<Integer> bits = new ArrayList<>();
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      bits.add(rest & -rest);
    }
    return bits;
  }
}
