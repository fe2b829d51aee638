package org.svpc.policydb;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.svpc.index.Policy;
import org.svpc.index.RuleTable;

/** Whatever bytes the reader is given, it reads or refuses them. */
final class PolicyReaderFuzz {
  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) {
    if (PolicyReader.read(bytes) instanceof Reading.Read read) {
      use(read.policy());
    }
  }

  /** Every id that a policy has leads somewhere. */
  private static void use(Policy policy) {
    RuleTable rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      policy.types().membersOf().get(rules.source(rule)).size();
      policy.types().membersOf().get(rules.target(rule)).size();
      policy.classes().get(rules.objectClass(rule)).names(rules.datum(rule));
      if (rules.isConditional(rule)) {
        policy.conditions().get(rules.condition(rule)).expression().value(policy.booleans().on());
      }
      if (rules.kind(rule).isTypeRule()) {
        policy.types().names().name(rules.datum(rule));
      }
    }
  }
}
