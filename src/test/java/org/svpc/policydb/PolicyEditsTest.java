package org.svpc.policydb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.svpc.access.AccessDecisions;
import org.svpc.access.CategoryBinding;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleTable;

/** Each edit of Debian's policy does what it says and nothing else. */
final class PolicyEditsTest {
  private static final Path DEBIAN = Path.of("/etc/selinux/default/policy/policy.33");

  private static byte[] bytes;
  private static Policy policy;
  private static PolicyEdits edits;
  private static int guest;
  private static int file;

  @BeforeAll
  static void read() throws IOException {
    bytes = Files.readAllBytes(DEBIAN);
    policy = read(bytes);
    edits = PolicyEdits.of(bytes);
    guest = policy.types().names().id("svirt_t");
    file = policy.classes().names().id("file");
  }

  private static Policy read(byte[] changed) {
    return ((Reading.Read) PolicyReader.read(changed)).policy();
  }

  @Test
  void whatTakesNothingAwayChangesNoByte() {
    assertThat(edits.withoutRules(rule -> false)).isEqualTo(bytes);
    assertThat(edits.withConditions(IdSet.EMPTY, true)).isEqualTo(bytes);
  }

  @Test
  void aRuleThatComesAndGoesLeavesThePolicyAsItWas() {
    int shadow = policy.types().names().id("shadow_t");
    byte[] more = edits.withAllow(guest, shadow, file, 1);
    RuleTable rules = read(more).rules();
    assertThat(rules.size()).isEqualTo(policy.rules().size() + 1);
    byte[] less =
        PolicyEdits.of(more)
            .withoutRules(rule -> rules.source(rule) == guest && rules.target(rule) == shadow);
    assertThat(less).isEqualTo(bytes);
  }

  @Test
  void aRuleThatIsThereGetsMorePermissions() {
    RuleTable rules = policy.rules();
    int rule = 0;
    while (rules.datum(rule) == -1) {
      rule++;
    }
    byte[] more =
        edits.withAllow(
            rules.source(rule), rules.target(rule), rules.objectClass(rule), 0x40000000);
    assertThat(more).hasSameSizeAs(bytes);
    assertThat(read(more).rules().datum(rule)).isEqualTo(rules.datum(rule) | 0x40000000);
  }

  @Test
  void aTypeLeavesAnAttributeForRulesAndConstraints() {
    int attribute = policy.types().names().id("mcs_constrained_type");
    Policy changed = read(edits.withoutMembership(guest, attribute));
    assertThat(new CategoryBinding(new AccessDecisions(policy)).binds(guest)).isTrue();
    assertThat(new CategoryBinding(new AccessDecisions(changed)).binds(guest)).isFalse();
    for (int type = 0; type < policy.types().names().size(); type++) {
      IdSet before = policy.types().attributesOf().get(type);
      assertThat(changed.types().attributesOf().get(type))
          .isEqualTo(type == guest ? before.without(IdSet.of(attribute)) : before);
    }
  }

  @Test
  void aConditionGetsAValue() {
    IdSet all = policy.booleans().on();
    for (boolean value : new boolean[] {true, false}) {
      Policy changed = read(edits.withConditions(IdSet.of(0), value));
      assertThat(changed.conditions().get(0).expression().value(all)).isEqualTo(value);
      assertThat(changed.conditions().get(0).expression().value(IdSet.EMPTY)).isEqualTo(value);
      assertThat(changed.conditions().get(1)).isEqualTo(policy.conditions().get(1));
      assertThat(changed.rules().size()).isEqualTo(policy.rules().size());
    }
  }

  @Test
  void whatIsNoPolicyHasNoEdits() {
    assertThat(PolicyEdits.of(new byte[] {1, 2, 3})).isNull();
  }
}
