package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Severity;
import org.svpc.ir.TestCase;
import org.svpc.testing.Checked;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;
import org.svpc.testing.Svpc;

/** The virt policy in the place of Debian's, linked with all its other modules. */
final class VirtPolicyTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath().resolve("policies/virt");

  @TempDir private static Path folder;

  private static LinkedPolicy linked;
  private static Checked checked;

  @BeforeAll
  static void link() {
    linked = LinkedPolicy.replacing(LinkedPolicy.Base.installed(), folder, List.of(SOURCES));
    checked = Checked.files(List.of(SOURCES));
  }

  // ---- what differs

  @Test
  void thePageTellsTheDifferenceAndNothingElse() throws IOException {
    assertThat(difference(LinkedPolicy.BASE, linked.file()))
        .containsExactlyInAnyOrderElementsOf(Differences.read(SOURCES).rules());
  }

  @Test
  void thePageTellsTheFileContextsThatAreNew() throws IOException {
    assertThat(linked.addedContexts())
        .containsExactlyInAnyOrderElementsOf(Differences.read(SOURCES).contexts());
    assertThat(linked.removedContexts()).isEmpty();
  }

  @Test
  void everyDifferenceHasAReason() throws IOException {
    Differences differences = Differences.read(SOURCES);
    assertThat(differences.reasons()).hasSizeGreaterThan(5);
    assertThat(differences.reasons()).allMatch(reason -> reason.length() > 60);
  }

  /** By checkpolicy and not by svpc: all that is new is that a helper is held by categories. */
  @Test
  void nobodyGainsAnAccess() {
    assertThat(linked.added())
        .containsExactly("member virt_bridgehelper_t of mcs_constrained_type");
  }

  /** The lines of {@code svpc diff} that name a difference. */
  private static List<String> difference(Path old, Path young) {
    return Svpc.command("diff", old.toString(), young.toString())
        .run()
        .orFail()
        .out()
        .lines()
        .filter(line -> line.startsWith("  "))
        .map(String::strip)
        .toList();
  }

  // ---- guests

  @Test
  void everyGuestIsHeldByItsCategories() {
    assertThat(linked.after().types("virt_domain"))
        .containsExactlyInAnyOrder("qemu_t", "svirt_prot_exec_t", "svirt_t");
    assertThat(linked.unconstrainedGuests()).isEmpty();
  }

  /** Out of its domain a guest gets by its helper, and to the sound server of its user. */
  @Test
  void guestsBecomeNothingElse() {
    Set<String> guests = linked.after().types("virt_domain");
    SortedSet<String> targets = new TreeSet<>();
    for (String guest : guests) {
      Command.of(
              "sesearch",
              "-A",
              "-s",
              guest,
              "-c",
              "process",
              "-p",
              "transition,dyntransition",
              linked.file().toString())
          .run()
          .orFail()
          .out()
          .lines()
          .filter(line -> line.startsWith("allow "))
          .forEach(line -> targets.add(line.split("[ :]", -1)[2]));
    }
    targets.removeAll(linked.after().types("mcs_constrained_type"));
    assertThat(targets).containsExactly("pulseaudio_t");
  }

  // ---- the module's own tests

  @Test
  void itsTestsHold() {
    Command.Result result = Svpc.command("test", SOURCES.toString()).run();
    assertThat(result.out()).contains("9 hold").doesNotContain("FAIL");
    assertThat(result.status()).isZero();
  }

  @Test
  void libsepolSaysTheSame() {
    List<TestCase> tests = tests(checked);
    ExpectationsOracle.Count count = ExpectationsOracle.count(tests);
    System.out.println("virt: " + count);
    assertThat(count.all()).isGreaterThanOrEqualTo(120);
    assertThat(count.cannot()).isGreaterThanOrEqualTo(count.can());
    assertThat(ExpectationsOracle.failures(linked.file(), tests)).isEmpty();
  }

  /** Each expectation turned round fails: the judge looks at every one. */
  @Test
  void turnedRoundNothingOfItHolds() {
    String text =
        """
        module turned 1.0;

        extern type svirt_t, svirt_image_t, virtlogd_t;

        test "wrong" {
            process one = svirt_t:s0:c1,c2;
            object mine = svirt_image_t:s0:c1,c2;
            object theirs = svirt_image_t:s0:c3,c4;
            object disk = label_of("/var/lib/libvirt/images/a", file);
            one cannot read mine:file;
            one can read theirs:file;
            one can { getattr read } shadow_t:file;
            if (virt_use_nfs) {
                one cannot write nfs_t:file;
            } else {
                one can write nfs_t:file;
            }
            svirt_t starts smbd_exec_t as smbd_t;
            svirt_t starts qemu_exec_t as virtd_t;
            virtd_t creates file in tmp_t as tmp_t;
            virtd_t creates dir "other" in virt_home_t as virt_content_t;
            virtlogd_t can read disk:file;
        }
        """;
    List<TestCase> tests = tests(Checked.text("turned.svp", text));
    Set<String> lines = new TreeSet<>();
    ExpectationsOracle.failures(linked.file(), tests)
        .forEach(failure -> lines.add(failure.split(":", -1)[1]));
    assertThat(lines).hasSize(10).hasSize(ExpectationsOracle.count(tests).all());
  }

  private static List<TestCase> tests(Checked sources) {
    List<TestCase> tests = new ArrayList<>();
    sources.modules().forEach(module -> tests.addAll(module.claims().tests()));
    return tests;
  }

  // ---- building

  /** What svpc tells of guests stands for itself; that it is known what, keeps new ones out. */
  @Test
  void whatSvpcTellsOfItIsKnown() {
    StringBuilder told = new StringBuilder();
    checked.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() != Severity.NOTE)
        .forEach(
            diagnostic ->
                told.append(diagnostic.code().id())
                    .append(' ')
                    .append(diagnostic.message())
                    .append('\n'));
    Golden.in("policies").check("virt.told", told.toString());
  }

  @Test
  void allFormatsAreThatPolicy() throws IOException {
    Path cil = folder.resolve("cil");
    Svpc.command("build", "--format", "cil", SOURCES.toString(), "-o", cil.toString())
        .run()
        .orFail();
    same(cil.resolve("virt.cil"), folder.resolve("of-cil"));
    Path refpolicy = folder.resolve("refpolicy");
    VirtHeaders headers = VirtHeaders.of(SOURCES, refpolicy);
    same(headers.build("virt"), folder.resolve("of-refpolicy"));
  }

  private static void same(Path module, Path place) throws IOException {
    Files.createDirectories(place);
    Path policy = place.resolve("policy.33");
    Svpc.command("link", module.toString(), "-o", policy.toString()).run().orFail();
    assertThat(Svpc.command("diff", linked.file().toString(), policy.toString()).run().out())
        .isEqualTo("The policies mean the same.\n");
    assertThat(place.resolve("file_contexts"))
        .hasSameTextualContentAs(linked.file().resolveSibling("file_contexts"));
  }

  /** Half of the 2,552 lines that Debian's has; the tests do not count. */
  @Test
  void itIsShort() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".svp") && !file.endsWith("virt_test.svp")) {
          lines += Files.readAllLines(file).size();
        }
      }
    }
    assertThat(lines).isBetween(500L, 2_552L / 2);
  }
}
