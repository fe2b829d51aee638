package org.svpc.access;

import org.jspecify.annotations.Nullable;
import org.svpc.index.Policy;

/**
 * The rules of a policy by class, each class's made when first asked for. Threads may share it: at
 * worst two of them make the same value.
 */
final class RulesByClass {
  private final Policy policy;
  private final @Nullable ClassRules[] classes;

  RulesByClass(Policy policy) {
    this.policy = policy;
    classes = new @Nullable ClassRules[policy.classes().classes().size()];
  }

  ClassRules of(int objectClass) {
    ClassRules rules = classes[objectClass];
    if (rules == null) {
      rules = new ClassRules(policy.rules(), objectClass, policy.types().names().size());
      classes[objectClass] = rules;
    }
    return rules;
  }
}
