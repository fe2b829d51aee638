package org.svpc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.index.TypeTable;
import org.svpc.testing.Command;

/**
 * What libsepol's security server cannot be asked: commands of ioctl, type bounds (the compilers
 * refuse policies in which they decide), permissive types and unknown classes. What is expected is
 * what the kernel's source says.
 */
final class AccessDecisionsTest {
  private static final String SOURCE =
      """
      class file
      class process
      sid kernel
      class file { ioctl read write }
      class process { fork transition }
      attribute aa;
      type ta, aa;
      type tb;
      type tc, aa;
      type td;
      bool ba false;
      permissive tc;
      allow aa tb:file { ioctl read };
      allow ta td:file { ioctl };
      allow tb td:file { ioctl };
      allow td { ta td }:file ioctl;
      allowxperm ta tb:file ioctl { 0x5401-0x5403 0x8910 };
      allowxperm aa tb:file ioctl 0xae01;
      auditallow ta tb:file ioctl;
      auditallowxperm ta tb:file ioctl 0x5401;
      dontauditxperm ta tb:file ioctl 0x5500;
      auditallowxperm tb td:file ioctl 0x5401;
      dontaudit td ta:file ioctl;
      role ra;
      role ra types { ta tb tc td };
      user ua roles ra;
      sid kernel ua:ra:ta
      """;

  @TempDir Path folder;

  private Policy compile(String... options) throws IOException {
    Path source = Files.writeString(folder.resolve("policy.conf"), SOURCE);
    Path policy = folder.resolve("policy");
    List<String> words = new ArrayList<>(List.of("checkpolicy"));
    words.addAll(List.of(options));
    words.addAll(List.of("-o", policy.toString(), source.toString()));
    Command.of(words).run().orFail();
    return SecurityServer.read(policy);
  }

  private static SecurityContext context(Policy policy, String type) {
    return new SecurityServer.Ours(policy).context("ua:ra:" + type);
  }

  private static IoctlDecision ioctl(Policy policy, String source, String target, int command) {
    return new AccessDecisions(policy)
        .ioctl(
            context(policy, source),
            context(policy, target),
            policy.classes().names().id("file"),
            command);
  }

  @Test
  void commandsOfAllowxpermAloneAreAllowedWhereThereAreRulesOnCommands() throws IOException {
    Policy policy = compile();
    for (int command : List.of(0x5401, 0x5403, 0x8910, 0xae01)) {
      assertThat(ioctl(policy, "ta", "tb", command).allowed()).as("%x", command).isTrue();
    }
    for (int command : List.of(0x5400, 0x5404, 0x8911, 0xae00, 0, 0xffff)) {
      assertThat(ioctl(policy, "ta", "tb", command).allowed()).as("%x", command).isFalse();
    }
    // By its attribute, the other type has one command.
    assertThat(ioctl(policy, "tc", "tb", 0xae01).allowed()).isTrue();
    assertThat(ioctl(policy, "tc", "tb", 0x5401).allowed()).isFalse();
  }

  @Test
  void withoutRulesOnCommandsAllAreAllowedAndWithoutIoctlNone() throws IOException {
    Policy policy = compile();
    assertThat(ioctl(policy, "ta", "td", 0x1234))
        .isEqualTo(new IoctlDecision(true, false, false, false));
    assertThat(ioctl(policy, "tb", "ta", 0x1234))
        .isEqualTo(new IoctlDecision(false, false, false, false));
  }

  /** The kernel turns to commands for a rule of any kind, and then asks for an allowxperm. */
  @Test
  void aRuleThatOnlyAuditsCommandsRestrictsThemAsWell() throws IOException {
    assertThat(ioctl(compile(), "tb", "td", 0x5401))
        .isEqualTo(new IoctlDecision(false, true, false, false));
  }

  @Test
  void commandsAreAuditedByTheirOwnRules() throws IOException {
    Policy policy = compile();
    assertThat(ioctl(policy, "ta", "tb", 0x5401).auditallow()).isTrue();
    assertThat(ioctl(policy, "ta", "tb", 0x5402).auditallow()).isFalse();
    assertThat(ioctl(policy, "ta", "tb", 0x5500))
        .isEqualTo(new IoctlDecision(false, true, false, true));
    assertThat(ioctl(policy, "ta", "tb", 0x5501).dontaudit()).isFalse();
    assertThat(ioctl(policy, "td", "ta", 0x5501).dontaudit()).isTrue();
  }

  @Test
  void permissiveTypesAreTold() throws IOException {
    Policy policy = compile();
    AccessDecisions decisions = new AccessDecisions(policy);
    int file = policy.classes().names().id("file");
    SecurityContext target = context(policy, "td");
    assertThat(decisions.decide(context(policy, "tc"), target, file))
        .isEqualTo(new AccessDecision(0, 0, 0, true));
    assertThat(decisions.decide(context(policy, "ta"), target, file).permissive()).isFalse();
  }

  @Test
  void unknownClassesFollowHandleUnknown() throws IOException {
    Policy allow = compile("-U", "allow");
    assertThat(new AccessDecisions(allow).unknownClass(context(allow, "ta")).allowed())
        .isEqualTo(-1);
    for (String handling : List.of("deny", "reject")) {
      Policy policy = compile("-U", handling);
      assertThat(new AccessDecisions(policy).unknownClass(context(policy, "ta")).allowed())
          .as(handling)
          .isZero();
    }
  }

  @Test
  void aBoundedTypeMayNoMoreThanWhatBoundsIt() throws IOException {
    Policy plain = compile();
    int file = plain.classes().names().id("file");
    int ioctl = plain.classes().get(file).mask("ioctl");
    int read = plain.classes().get(file).mask("read");
    assertThat(allowed(plain, "ta", "tb")).isEqualTo(ioctl | read);
    // tb itself may nothing to tb.
    assertThat(allowed(bounded(plain, Map.of("ta", "tb")), "ta", "tb")).isZero();
    // tc may as much by the attribute.
    assertThat(allowed(bounded(plain, Map.of("ta", "tc")), "ta", "tb")).isEqualTo(ioctl | read);
    // The target's bound is asked about in place of the target: td may ioctl td.
    assertThat(allowed(bounded(plain, Map.of("ta", "td", "tb", "td")), "ta", "tb"))
        .isEqualTo(ioctl);
    // A target alone is not bounded.
    assertThat(allowed(bounded(plain, Map.of("tb", "td")), "ta", "tb")).isEqualTo(ioctl | read);
    // What bounds is bounded itself.
    assertThat(allowed(bounded(plain, Map.of("ta", "tc", "tc", "tb")), "ta", "tb")).isZero();
    // No kernel loads a circle; an answer comes all the same.
    assertThat(allowed(bounded(plain, Map.of("ta", "tc", "tc", "ta")), "ta", "tb"))
        .isEqualTo(ioctl | read);
  }

  @Test
  void theBoundIsExplained() throws IOException {
    Policy policy = bounded(compile(), Map.of("ta", "tc", "tc", "tb"));
    int file = policy.classes().names().id("file");
    AccessExplanation explanation =
        new AccessExplainer(new AccessDecisions(policy))
            .explain(
                context(policy, "ta"),
                context(policy, "tb"),
                file,
                policy.classes().get(file).mask("read"));
    assertThat(explanation.allowed()).isFalse();
    assertThat(explanation.granting()).hasSize(1);
    AccessExplanation bound = explanation.bound();
    assertThat(bound).isNotNull();
    assertThat(bound.source()).isEqualTo(context(policy, "tc"));
    assertThat(bound.bound()).isNotNull();
    assertThat(bound.bound().granting()).isEmpty();
  }

  @Test
  void theCommandIsExplained() throws IOException {
    Policy policy = compile();
    int file = policy.classes().names().id("file");
    AccessExplanation explanation =
        new AccessExplainer(new AccessDecisions(policy))
            .explainIoctl(context(policy, "ta"), context(policy, "tb"), file, 0x5500);
    PolicyText text = new PolicyText(policy);
    assertThat(explanation.allowed()).isFalse();
    assertThat(explanation.command()).isNotNull();
    assertThat(explanation.command().rules().stream().map(text::rule))
        .containsExactlyInAnyOrder(
            // The policy has a rule for each driver, the high byte.
            "allowxperm ta tb:file ioctl { 0x5401-0x5403 };",
            "allowxperm ta tb:file ioctl { 0x8910 };",
            "auditallowxperm ta tb:file ioctl { 0x5401 };",
            "dontauditxperm ta tb:file ioctl { 0x5500 };",
            "allowxperm aa tb:file ioctl { 0xae01 };");
  }

  private static int allowed(Policy policy, String source, String target) {
    return new AccessDecisions(policy)
        .allowed(
            context(policy, source), context(policy, target), policy.classes().names().id("file"));
  }

  private static Policy bounded(Policy policy, Map<String, String> names) {
    Map<Integer, Integer> bounds = new HashMap<>();
    names.forEach(
        (child, parent) ->
            bounds.put(policy.types().names().id(child), policy.types().names().id(parent)));
    TypeTable types = policy.types();
    return new Policy(
        policy.properties(),
        policy.classes(),
        new TypeTable(
            types.names(),
            types.attributes(),
            types.attributesOf(),
            types.membersOf(),
            types.permissive(),
            bounds),
        policy.roles(),
        policy.users(),
        policy.levels(),
        policy.booleans(),
        policy.conditions(),
        policy.rules(),
        policy.nameTransitions(),
        policy.rangeTransitions(),
        policy.contexts());
  }

  @Test
  void theFewestSwitchesAreNamed() throws IOException {
    MadePolicy made = MadePolicy.withoutLevels();
    Policy policy = SecurityServer.read(made.compile(folder));
    SecurityServer.Ours ours = new SecurityServer.Ours(policy);
    // if (ba && (bb ^ ! bc)) of class b7, with none on: ba alone is enough.
    int objectClass = policy.classes().names().id("b7");
    AccessExplanation explanation =
        new AccessExplainer(new AccessDecisions(policy, IdSet.EMPTY))
            .explain(
                ours.context("ua:ra:ta"),
                ours.context("ua:ra:tb"),
                objectClass,
                policy.classes().get(objectClass).mask("p"));
    assertThat(explanation.elsewhere()).hasSize(1);
    assertThat(explanation.elsewhere().get(0).switches())
        .containsExactly(new AccessExplanation.Switch(policy.booleans().names().id("ba"), true));
  }
}
