package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.ir.TestCase;
import org.svpc.ir.TestCase.Step;
import org.svpc.testing.Checked;
import org.svpc.testing.Svpc;

/**
 * Modules that use every template and interface of the sVirt library, linked with the whole base
 * policy in one transaction: what their tests say holds for svpc and for libsepol alike, and guests
 * stay what they are.
 */
final class SvirtLibraryTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();
  private static final Path MODULES = PROJECT.resolve("src/test/resources/svirt");
  private static final Path BOOLEANS = PROJECT.resolve("policies/svirt_booleans");
  private static final List<String> NAMES = List.of("devices", "guests", "services");

  /** Domains without categories that guests may become, and why that is let stand. */
  static final Map<String, String> WAYS_OUT =
      Map.of(
          "pulseaudio_t",
          "Debian's template for guests has PulseAudio started by QEMU, for the user's sound.",
          "smbd_t",
          "Debian's QEMU starts smbd for a folder that its user-mode network shares.",
          "virt_bridgehelper_t",
          "QEMU starts the helper that puts a tap device into a bridge, which takes net_admin.");

  @TempDir private static Path folder;

  private static LinkedPolicy linked;

  @BeforeAll
  static void link() {
    linked = LinkedPolicy.of(LinkedPolicy.Base.installed(), folder, List.of(MODULES, BOOLEANS));
  }

  @Test
  void theChecksHaveNothingToTell() {
    assertThat(Checked.files(List.of(MODULES, BOOLEANS)).diagnostics()).isEmpty();
  }

  /** What no module called would be tested by none. */
  @Test
  void everyInterfaceAndTemplateIsCalled() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : NAMES) {
      text.append(Files.readString(MODULES.resolve(name + ".svp")));
    }
    List<String> words = List.of(text.toString().split("[^A-Za-z0-9_]+", -1));
    List<String> names =
        LibraryTest.library().stream().map(each -> each.name().text()).sorted().toList();
    assertThat(names).hasSizeGreaterThan(65).allMatch(words::contains);
  }

  @Test
  void theDifferenceIsWhatTheModulesDeclare() {
    assertThat(linked.undeclared()).isEmpty();
    // The base policy has it for all guests, whatever the booleans.
    assertThat(linked.lost())
        .containsExactly(
            "typetransition gst_every_t virt_bridgehelper_exec_t:process virt_bridgehelper_t"
                + " if svirt_guests_sharp is true");
    assertThat(linked.removed()).isEmpty();
    assertThat(linked.addedContexts()).isEqualTo(linked.declaredContexts()).hasSize(7);
    assertThat(linked.removedContexts()).isEmpty();
  }

  /** Who is given more: libvirt's daemons, about the modules' types; all guests, by booleans. */
  @Test
  void theLibraryGivesNothingToAllGuests() {
    Set<String> own = linked.declared().types();
    assertThat(linked.grantedToOthers())
        .isNotEmpty()
        .allMatch(
            atom -> {
              String[] words = atom.split("[ :]", -1);
              boolean ofBooleans =
                  atom.endsWith(" if virt_use_sanlock is true")
                      || atom.endsWith(" if virt_use_rawip is true");
              return ofBooleans
                  || (Set.of("virtd_t", "virtd_lxc_t", "virt_bridgehelper_t").contains(words[1])
                      && own.contains(words[2]));
            });
  }

  // ---- what the tests in the modules say

  @Test
  void theTestsHoldForSvpc() throws IOException {
    List<String> words = new ArrayList<>(List.of("test", "--policy", linked.file().toString()));
    words.add(MODULES.toString());
    String out = Svpc.command(words.toArray(String[]::new)).run().orFail().out();
    assertThat(out).contains("\n" + claims() + " hold\n").doesNotContain("FAIL");
  }

  /** How many tests and assertions there are. */
  private static long claims() throws IOException {
    long claims = 0;
    for (String name : NAMES) {
      claims +=
          Files.readAllLines(MODULES.resolve(name + "_test.svp")).stream()
              .map(String::strip)
              .filter(line -> line.startsWith("test \"") || line.startsWith("assert "))
              .count();
    }
    assertThat(claims).isGreaterThan(40);
    return claims;
  }

  @Test
  void theTestsHoldForLibsepol() {
    List<TestCase> tests = tests();
    ExpectationsOracle.Count count = ExpectationsOracle.count(tests);
    System.out.println("sVirt library: " + count);
    assertThat(ExpectationsOracle.failures(linked.file(), tests)).isEmpty();
    assertThat(count.can()).isGreaterThanOrEqualTo(150);
    assertThat(count.cannot()).isGreaterThanOrEqualTo(count.can());
  }

  /** The same expectations of one permission each, turned round, are all refused. */
  @Test
  void theOracleToldOtherwiseWouldNotice() {
    List<TestCase> turned = new ArrayList<>();
    for (TestCase test : tests()) {
      turned.add(new TestCase(test.name(), test.labels(), turned(test.steps()), test.origin()));
    }
    Set<String> places = new HashSet<>();
    for (String wrong : ExpectationsOracle.failures(linked.file(), turned)) {
      String[] words = wrong.split(":", -1);
      places.add(words[0] + ":" + words[1]);
    }
    assertThat(places).hasSizeGreaterThan(60).hasSize(ExpectationsOracle.count(turned).all());
  }

  private static List<Step> turned(List<Step> steps) {
    List<Step> turned = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof TestCase.Choice choice) {
        turned.add(
            new TestCase.Choice(
                choice.condition(),
                turned(choice.then()),
                turned(choice.otherwise()),
                choice.origin()));
      } else if (step instanceof TestCase.Access access
          && access.permissions().size() == 1
          && access.permissions().get(0).permissions().size() == 1) {
        turned.add(
            new TestCase.Access(
                access.subject(),
                !access.allowed(),
                access.permissions(),
                access.commands(),
                access.target(),
                access.origin()));
      }
    }
    return turned;
  }

  private static List<TestCase> tests() {
    List<TestCase> tests = new ArrayList<>();
    Checked.files(List.of(MODULES, BOOLEANS))
        .modules()
        .forEach(module -> tests.addAll(module.claims().tests()));
    return tests;
  }

  // ---- what guests are once linked

  @Test
  void everyGuestIsHeldByItsCategories() {
    assertThat(linked.after().types("virt_domain"))
        .contains("svirt_t", "gst_plain_t", "gst_whole_t", "gst_tcg_t", "gst_every_t");
    assertThat(linked.unconstrainedGuests()).isEmpty();
    assertThat(linked.after().types("mcs_constrained_type"))
        .contains("gst_box_t", "gst_sealed_t", "srv_passt_t");
  }

  @Test
  void noGuestBecomesWhatItsCategoriesDoNotHold() {
    Map<String, Set<String>> out = waysOut(linked.after().types("virt_domain"));
    assertThat(out.keySet()).isEqualTo(WAYS_OUT.keySet());
    // Debian's own: those that its template makes, and all guests.
    assertThat(out.get("pulseaudio_t")).containsExactly("qemu_t", "svirt_prot_exec_t", "svirt_t");
    assertThat(out.get("smbd_t")).contains("svirt_t", "gst_plain_t");
    assertThat(waysOut(Set.of("gst_box_t", "gst_sealed_t", "srv_passt_t"))).isEmpty();
  }

  /** Of a domain that has a way out, though only while a boolean is on, it is told. */
  @Test
  void aWayOutIsFound() {
    assertThat(waysOut(Set.of("dev_bridge_t", "dev_kvm_t")))
        .isEqualTo(Map.of("virt_bridgehelper_t", Set.of("dev_bridge_t")));
  }

  /** By domain that is not constrained: who of these may become it. */
  private static Map<String, Set<String>> waysOut(Set<String> guests) {
    Set<String> held = linked.after().types("mcs_constrained_type");
    Map<String, Set<String>> out = new HashMap<>();
    for (String permission : List.of("transition", "dyntransition")) {
      SortedSet<String> rules =
          Sesearch.lines(linked.file(), "--allow", "--class", "process", "--perms", permission);
      assertThat(rules).isNotEmpty();
      for (String rule : rules) {
        String[] words = rule.split("[ :]+", -1);
        for (String target : linked.after().types(words[2])) {
          for (String source : linked.after().types(words[1])) {
            if (guests.contains(source) && !held.contains(target)) {
              out.computeIfAbsent(target, type -> new TreeSet<>()).add(source);
            }
          }
        }
      }
    }
    return out;
  }
}
