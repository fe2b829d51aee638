package org.svpc.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svpc.access.AccessDecisions;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;

/** Labels against the constraints of Debian's policy. */
final class ProofTest {
  private static final Policy DEBIAN = Plans.debian();
  private static final AccessDecisions DECISIONS = new AccessDecisions(DEBIAN);

  @Test
  void theCategoriesOfAPolicy() {
    assertThat(Proof.categories(DEBIAN)).isEqualTo(CategorySet.range(0, 1023));
  }

  /** What is claimed of a relation of labels is asked of the engine for every pair of the plan. */
  @Test
  void whatIsSaidOfOneHoldsForEveryPair() {
    StringBuilder text = new StringBuilder("daemon c0.c899; group a; group b = c1000,c1001;\n");
    for (int i = 0; i < 40; i++) {
      text.append("guest v").append(i).append(List.of("", " in a", " in b", " in a, b").get(i % 4));
      text.append(i == 5 ? " = c990,c995,c999;\n" : ";\n");
    }
    Plan plan = Plans.read(text.toString());
    Labelling labelling = Plans.deal(text.toString(), null);
    Proof proof = Proof.of(labelling, plan, DECISIONS, new Diagnostics());
    assertThat(proof).isNotNull();
    Map<String, TreeSet<String>> claimed = new TreeMap<>();
    for (Proof.Reach reach : proof.reaches()) {
      if (!reach.objectClass().equals("process")) {
        claimed.put(reach.objectClass() + " " + reach.whose(), new TreeSet<>(reach.permissions()));
      }
    }
    assertThat(claimed).hasSize(28);
    for (String objectClass : List.of("file", "blk_file", "dir", "sock_file")) {
      for (Labelling.Guest guest : labelling.guests()) {
        SecurityContext source = context(proof.processContext(guest));
        for (Labelling.Guest other : labelling.guests()) {
          String whose = guest.equals(other) ? "OWN" : "OTHER";
          assertThat(allowed(source, proof.fileContext(other.categories()), objectClass))
              .isEqualTo(claimed.get(objectClass + " " + whose));
        }
        for (Labelling.Group group : labelling.groups()) {
          boolean in =
              guest.plan().groups().stream()
                  .anyMatch(name -> name.text().equals(group.plan().name().text()));
          assertThat(allowed(source, proof.fileContext(group.categories()), objectClass))
              .isEqualTo(claimed.get(objectClass + (in ? " SHARED" : " OTHER")));
        }
        assertThat(allowed(source, proof.fileContext(CategorySet.EMPTY), objectClass))
            .isEqualTo(claimed.get(objectClass + " EVERYONE"));
      }
    }
  }

  private static SecurityContext context(String text) {
    return ((ContextReading.Valid) new ContextReader(DEBIAN).read(text)).context();
  }

  private static Set<String> allowed(SecurityContext source, String target, String name) {
    int id = DEBIAN.classes().names().id(name);
    int mask = DECISIONS.allowed(source, context(target), id);
    return new TreeSet<>(DEBIAN.classes().get(id).names(mask));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "domain virtd_t; | SVP1307 2:8 The policy does not keep guests of `virtd_t` from files of"
            + " other categories.",
        "domain svirtt_t; | SVP1307 2:8 The policy has no type `svirtt_t`.",
        "domain virt_domain; | SVP1307 2:8 `virt_domain` is an attribute; a label has a type.",
        "domain svirt_image_t; | SVP1307 2:8 `svirt_image_t` is no type of processes: no role has"
            + " it.",
        "image etc_t; | SVP1307 2:7 Guests of `svirt_t` cannot read and write their own images,"
            + " which are files of `etc_t`.",
        "image imag_t; | SVP1307 2:7 The policy has no type `imag_t`.",
        "domain user_t; | SVP1307 2:8 The level `s0:c0.c1023` is outside what the user `user_u` may"
            + " have."
      })
  void whatThePolicyDoesNotKeepIsRefused(String statement, String told) {
    String text = "daemon none; guest a;\n" + statement;
    Diagnostics diagnostics = new Diagnostics();
    assertThat(Proof.of(Plans.deal(text, null), Plans.read(text), DECISIONS, diagnostics)).isNull();
    assertThat(diagnostics.sorted().stream().map(Plans::line)).containsExactly(told);
  }

  @Test
  void theDaemonMayBeStartedWithItsRange() {
    assertThat(DaemonSetup.text(DECISIONS, CategorySet.range(0, 899)))
        .contains("SELinuxContext=system_u:system_r:virtd_t:s0-s0:c0.c899\n")
        .contains("range_transition init_t virtd_exec_t:process s0 - s0:c0.c899;")
        .contains("The policy lets `init_t` start `virtd_t` with this range.");
  }
}
