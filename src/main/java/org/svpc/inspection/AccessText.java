package org.svpc.inspection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.access.AccessDecisions;
import org.svpc.access.AccessExplainer;
import org.svpc.access.AccessExplanation;
import org.svpc.access.AccessExplanation.ConditionalRule;
import org.svpc.access.AccessExplanation.FailedConstraint;
import org.svpc.access.AccessExplanation.FailedTest;
import org.svpc.access.AccessExplanation.Switch;
import org.svpc.access.PolicyText;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.Constraint.Part;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.Policy.UnknownHandling;
import org.svpc.index.SecurityContext;

/** Explanations of access for people: permissions with the same reason stand together. */
final class AccessText {
  private final Policy policy;
  private final PolicyText text;
  private final AccessExplainer explainer;

  AccessText(AccessDecisions decisions) {
    policy = decisions.policy();
    text = new PolicyText(policy);
    explainer = new AccessExplainer(decisions);
  }

  String text(
      List<AccessExplanation> explanations,
      SecurityContext source,
      SecurityContext target,
      int objectClass) {
    StringBuilder out = new StringBuilder();
    out.append(text.context(source)).append(" -> ").append(text.context(target));
    out.append(" (").append(policy.classes().names().name(objectClass)).append(")\n");
    groups(explanations, true, out);
    groups(explanations, false, out);
    if (policy.types().permissive().contains(source.type())) {
      out.append('\n').append(policy.types().names().name(source.type()));
      out.append(" is permissive: what is denied is only logged.\n");
    }
    return out.toString();
  }

  private void groups(List<AccessExplanation> explanations, boolean allowed, StringBuilder out) {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (AccessExplanation explanation : explanations) {
      if (explanation.allowed() == allowed) {
        StringBuilder reason = new StringBuilder();
        reason(explanation, "  ", reason);
        String known = reason.toString();
        List<String> names = byReason.get(known);
        if (names == null) {
          names = new ArrayList<>();
          byReason.put(known, names);
        }
        names.add(name(explanation));
      }
    }
    for (Map.Entry<String, List<String>> group : byReason.entrySet()) {
      out.append('\n').append(allowed ? "allowed:" : "denied:");
      for (String name : group.getValue()) {
        out.append(' ').append(name);
      }
      out.append('\n').append(group.getKey());
    }
  }

  /** The permission, {@code ioctl:0x5401} for a command. */
  String name(AccessExplanation explanation) {
    String name =
        policy.classes().get(explanation.objectClass()).names(explanation.permission()).get(0);
    AccessExplanation.Command command = explanation.command();
    return command == null ? name : name + ":0x" + Integer.toHexString(command.number());
  }

  private void reason(AccessExplanation explanation, String margin, StringBuilder out) {
    if (explanation.granting().isEmpty()) {
      out.append(margin)
          .append(
              explanation.elsewhere().isEmpty()
                  ? "no rule allows it\n"
                  : "no rule in force allows it\n");
    }
    for (int rule : explanation.granting()) {
      line(rule, explanation, states(rule), margin, out);
    }
    for (ConditionalRule other : explanation.elsewhere()) {
      line(other.rule(), explanation, needs(other.switches()), margin, out);
    }
    command(explanation, margin, out);
    if (!explanation.allowed() || explanation.granting().isEmpty()) {
      denials(explanation, margin, out);
    }
    for (int rule : explanation.audited()) {
      if (explanation.allowed()) {
        line(rule, explanation, ", logged when used", margin, out);
      }
    }
    for (int rule : explanation.silent()) {
      if (!explanation.allowed()) {
        line(rule, explanation, ", so that the denial is not logged", margin, out);
      }
    }
  }

  /** A rule, and as a comment through which attributes it applies, and more. */
  private void line(
      int rule, AccessExplanation explanation, String more, String margin, StringBuilder out) {
    out.append(margin).append(text.rule(rule));
    StringBuilder comment = new StringBuilder();
    through(explanation.source().type(), policy.rules().source(rule), comment);
    if (explanation.target().type() != explanation.source().type()
        || policy.rules().target(rule) != policy.rules().source(rule)) {
      through(explanation.target().type(), policy.rules().target(rule), comment);
    }
    comment.append(more);
    if (comment.length() > 0) {
      out.append("  # ").append(comment.substring(2));
    }
    out.append('\n');
  }

  private void through(int type, int named, StringBuilder comment) {
    if (type != named) {
      comment.append(", ").append(policy.types().names().name(type)).append(" is in ");
      comment.append(policy.types().names().name(named));
    }
  }

  private String states(int rule) {
    StringBuilder out = new StringBuilder();
    for (Switch state : explainer.states(rule)) {
      out.append(", ").append(policy.booleans().names().name(state.bool()));
      out.append(state.on() ? " is on" : " is off");
    }
    return out.toString();
  }

  private String needs(List<Switch> switches) {
    StringBuilder out = new StringBuilder();
    for (Switch needed : switches) {
      out.append(out.length() == 0 ? ", would hold with --bool " : " --bool ");
      out.append(policy.booleans().names().name(needed.bool()));
      out.append(needed.on() ? "=on" : "=off");
    }
    return out.length() == 0 ? ", does not hold" : out.toString();
  }

  private void command(AccessExplanation explanation, String margin, StringBuilder out) {
    AccessExplanation.Command command = explanation.command();
    if (command != null && command.decision().restricted()) {
      if (!explanation.allowed()) {
        out.append(margin).append("of ioctl commands only those of allowxperm rules are allowed\n");
      }
      for (int rule : command.rules()) {
        line(rule, explanation, "", margin, out);
      }
    }
  }

  private void denials(AccessExplanation explanation, String margin, StringBuilder out) {
    if (explanation.granting().isEmpty() && !explanation.constraints().isEmpty()) {
      out.append(margin).append("were there a rule, this would deny it:\n");
    }
    for (FailedConstraint failed : explanation.constraints()) {
      out.append(margin)
          .append(text.constraint(explanation.objectClass(), failed.constraint()))
          .append('\n');
      List<String> told = new ArrayList<>();
      for (FailedTest test : failed.tests()) {
        String line = margin + "  " + test(test, explanation);
        if (!told.contains(line)) {
          told.add(line);
          out.append(line).append('\n');
        }
      }
    }
    if (explanation.roleRefused()) {
      out.append(margin)
          .append("there is no rule `allow ")
          .append(policy.roles().names().name(explanation.source().role()))
          .append(' ')
          .append(policy.roles().names().name(explanation.target().role()))
          .append(";`\n");
    }
    AccessExplanation bound = explanation.bound();
    if (bound != null) {
      out.append(margin)
          .append("typebounds ")
          .append(policy.types().names().name(bound.source().type()))
          .append(' ')
          .append(policy.types().names().name(explanation.source().type()))
          .append("; and ")
          .append(text.context(bound.source()))
          .append(" -> ")
          .append(text.context(bound.target()))
          .append(" is denied:\n");
      reason(bound, margin + "  ", out);
    }
  }

  /** {@code h1 dom h2 is false: s0:c1 and s0:c2}. */
  private String test(FailedTest failed, AccessExplanation explanation) {
    String head = text.expression(failed.test()) + (failed.value() ? " is true: " : " is false: ");
    Expression test = failed.test();
    if (test instanceof Expression.Level level) {
      return head
          + text.level(explanation.leftOf(level))
          + " and "
          + text.level(explanation.rightOf(level));
    }
    if (test instanceof Expression.OneOf oneOf) {
      int value = explanation.valueOf(oneOf);
      String name = text.names(oneOf.part()).name(value);
      List<String> by = memberships(oneOf, value);
      return head
          + name
          + (by.isEmpty() || by.contains(name) ? "" : " is in " + String.join(", ", by));
    }
    if (test instanceof Expression.Both both) {
      return head
          + text.names(both.part()).name(explanation.sourceOf(both.part()))
          + " and "
          + text.names(both.part()).name(explanation.targetOf(both.part()));
    }
    return head.substring(0, head.length() - 2);
  }

  /** Which of the names written in a test hold a value: itself, or attributes it has. */
  List<String> memberships(Expression.OneOf test, int value) {
    List<String> names = new ArrayList<>();
    IdSet written = test.written();
    for (int id = written.next(0); id >= 0; id = written.next(id + 1)) {
      boolean isType = test.part() == Part.TYPE;
      if (id == value || (isType && policy.types().membersOf().get(id).contains(value))) {
        names.add(text.names(test.part()).name(id));
      }
    }
    return names;
  }

  static String unknownClass(String name, UnknownHandling handling) {
    return "The policy does not know the class `"
        + name
        + "`, and its handle_unknown is "
        + switch (handling) {
          case ALLOW -> "allow: everything is allowed.\n";
          case DENY -> "deny: nothing is allowed.\n";
          case REJECT -> "reject: a kernel that has the class would not load it.\n";
        };
  }
}
