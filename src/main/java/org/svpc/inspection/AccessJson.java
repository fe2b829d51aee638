package org.svpc.inspection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.svpc.index.Policy;
import org.svpc.index.Policy.UnknownHandling;
import org.svpc.index.SecurityContext;
import org.svpc.report.JsonTree;

/** Explanations of access as JSON, as {@code docs/access.md} says. */
final class AccessJson {
  private final Policy policy;
  private final PolicyText text;
  private final AccessText human;
  private final AccessExplainer explainer;

  AccessJson(AccessDecisions decisions) {
    policy = decisions.policy();
    text = new PolicyText(policy);
    human = new AccessText(decisions);
    explainer = new AccessExplainer(decisions);
  }

  String text(
      List<AccessExplanation> explanations,
      SecurityContext source,
      SecurityContext target,
      int objectClass) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("source", text.context(source));
    tree.put("target", text.context(target));
    tree.put("class", policy.classes().names().name(objectClass));
    tree.put("permissive", policy.types().permissive().contains(source.type()));
    List<Object> permissions = new ArrayList<>();
    for (AccessExplanation explanation : explanations) {
      permissions.add(permission(explanation));
    }
    tree.put("permissions", permissions);
    return JsonTree.render(tree);
  }

  private Map<String, Object> permission(AccessExplanation explanation) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("permission", human.name(explanation));
    tree.put("allowed", explanation.allowed());
    List<Object> rules = new ArrayList<>();
    for (int rule : explanation.granting()) {
      rules.add(rule(rule, explanation, explainer.states(rule)));
    }
    tree.put("rules", rules);
    List<Object> elsewhere = new ArrayList<>();
    for (ConditionalRule other : explanation.elsewhere()) {
      elsewhere.add(rule(other.rule(), explanation, other.switches()));
    }
    tree.put("rulesWithOtherBooleans", elsewhere);
    List<Object> constraints = new ArrayList<>();
    for (FailedConstraint failed : explanation.constraints()) {
      constraints.add(constraint(failed, explanation));
    }
    tree.put("constraints", constraints);
    tree.put("roleAllowMissing", explanation.roleRefused());
    AccessExplanation bound = explanation.bound();
    if (bound != null) {
      Map<String, Object> above = new LinkedHashMap<>();
      above.put("source", text.context(bound.source()));
      above.put("target", text.context(bound.target()));
      above.putAll(permission(bound));
      tree.put("typebounds", above);
    }
    AccessExplanation.Command command = explanation.command();
    if (command != null) {
      tree.put("commandRules", rules(command.rules(), explanation));
    }
    tree.put("auditallow", rules(explanation.audited(), explanation));
    tree.put("dontaudit", rules(explanation.silent(), explanation));
    return tree;
  }

  private List<Object> rules(List<Integer> places, AccessExplanation explanation) {
    List<Object> rules = new ArrayList<>();
    for (int rule : places) {
      rules.add(rule(rule, explanation, explainer.states(rule)));
    }
    return rules;
  }

  private Map<String, Object> rule(int rule, AccessExplanation explanation, List<Switch> states) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("rule", text.rule(rule));
    through(explanation.source().type(), policy.rules().source(rule), "sourceThrough", tree);
    through(explanation.target().type(), policy.rules().target(rule), "targetThrough", tree);
    Map<String, Object> booleans = new LinkedHashMap<>();
    for (Switch state : states) {
      booleans.put(policy.booleans().names().name(state.bool()), state.on() ? "on" : "off");
    }
    tree.put("booleans", booleans);
    return tree;
  }

  private void through(int type, int named, String member, Map<String, Object> tree) {
    if (type != named) {
      tree.put(member, policy.types().names().name(named));
    }
  }

  private Map<String, Object> constraint(FailedConstraint failed, AccessExplanation explanation) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("constraint", text.constraint(explanation.objectClass(), failed.constraint()));
    List<Object> tests = new ArrayList<>();
    for (FailedTest test : failed.tests()) {
      tests.add(test(test, explanation));
    }
    tree.put("tests", tests);
    return tree;
  }

  private Map<String, Object> test(FailedTest failed, AccessExplanation explanation) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("test", text.expression(failed.test()));
    tree.put("value", failed.value());
    Expression test = failed.test();
    if (test instanceof Expression.Level level) {
      tree.put("left", text.level(explanation.leftOf(level)));
      tree.put("right", text.level(explanation.rightOf(level)));
    } else if (test instanceof Expression.Both both) {
      tree.put("left", text.names(both.part()).name(explanation.sourceOf(both.part())));
      tree.put("right", text.names(both.part()).name(explanation.targetOf(both.part())));
    } else if (test instanceof Expression.OneOf oneOf) {
      int value = explanation.valueOf(oneOf);
      tree.put("left", text.names(oneOf.part()).name(value));
      tree.put("through", human.memberships(oneOf, value));
    }
    return tree;
  }

  static String unknownClass(String name, UnknownHandling handling, boolean allowed) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("class", name);
    tree.put("handleUnknown", handling.name().toLowerCase(Locale.ROOT));
    tree.put("allowed", allowed);
    return JsonTree.render(tree);
  }
}
