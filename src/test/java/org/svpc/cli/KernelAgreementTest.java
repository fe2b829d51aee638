package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.ClassTable;
import org.svpc.index.Policy;
import org.svpc.policydb.PolicyEdits;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.testing.Command;

/**
 * A real kernel decides all that the tests of the examples, of the policies that svpc brings and of
 * one module with everything in it are about, and says what svpc says.
 */
final class KernelAgreementTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  private static final String VIRT = PROJECT.resolve("policies/virt").toString();

  @TempDir private static Path folder;

  private static Path policy;
  private static final List<KernelRun> RUNS = new ArrayList<>();
  private static List<JsonObject> answers;

  @BeforeAll
  static void ask() throws IOException {
    List<String> folders = modules();
    String out = folder.resolve("out").toString();
    List<String> build = new ArrayList<>(List.of("build", "-o", out));
    build.addAll(folders);
    assertThat(InProcess.run(build).status()).isZero();
    policy = folder.resolve("policy.33");
    List<String> link = new ArrayList<>(List.of("link", "-o", policy.toString()));
    try (Stream<Path> files = Files.list(Path.of(out))) {
      files.map(Path::toString).filter(file -> file.endsWith(".pp")).forEach(link::add);
    }
    Command.Result linked = InProcess.run(link);
    assertThat(linked.status()).as(linked.err()).isZero();
    List<String> words = new ArrayList<>(List.of("--report", "json", "--policy", "" + policy));
    words.addAll(folders);
    RUNS.clear();
    RUNS.add(KernelRun.of(Map.of(), words.toArray(String[]::new)));
    // What it says of libvirtd is not so where an example gives libvirtd more.
    RUNS.add(KernelRun.of(Map.of(), "--report", "json", VIRT));
    answers = new ArrayList<>();
    for (KernelRun run : RUNS) {
      assertThat(run.err()).doesNotContain("svpc: The");
      for (JsonElement result : run.json().getAsJsonArray("results")) {
        for (JsonElement answer : result.getAsJsonObject().getAsJsonArray("kernel")) {
          answers.add(answer.getAsJsonObject());
        }
      }
    }
    long decided = answers.stream().filter(answer -> !way(answer).startsWith("not")).count();
    System.out.printf(
        "Kernel and svpc: %d decisions, equal on %d; %d performed by processes, of these %d"
            + " denials: %s.%n",
        decided,
        decided - disagreeing().size(),
        performed().count(),
        performed().filter(answer -> text(answer, "kernel").equals("denied")).count(),
        denials());
  }

  /** The folders in which tests stand, but for the policy that takes the place of the base's. */
  private static List<String> modules() throws IOException {
    TreeSet<String> folders = new TreeSet<>();
    for (String root : List.of("examples", "policies", "src/test/resources/kernel")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(root))) {
        files
            .filter(file -> file.toString().endsWith("_test.svp"))
            .forEach(file -> folders.add(file.getParent().toString()));
      }
    }
    assertThat(folders.remove(VIRT)).isTrue();
    return List.copyOf(folders);
  }

  private static String text(JsonObject answer, String name) {
    return answer.get(name).getAsString();
  }

  private static String way(JsonObject answer) {
    return text(answer, "way");
  }

  private static Stream<JsonObject> performed() {
    return answers.stream().filter(answer -> way(answer).equals("performed"));
  }

  private static List<JsonObject> disagreeing() {
    return answers.stream().filter(answer -> !answer.get("agrees").getAsBoolean()).toList();
  }

  /** How many denials processes met, by what svpc says is the reason. */
  private static Map<String, Integer> denials() {
    Map<String, Integer> counts = new TreeMap<>();
    performed()
        .filter(answer -> text(answer, "kernel").equals("denied"))
        .forEach(answer -> counts.merge(text(answer, "cause"), 1, Integer::sum));
    return counts;
  }

  @Test
  void allTestsHold() {
    for (KernelRun run : RUNS) {
      assertThat(run.status()).as(run.err() + run.out()).isZero();
    }
  }

  @Test
  void kernelAndModelAgree() {
    assertThat(disagreeing()).isEmpty();
    assertThat(performed().count()).isGreaterThanOrEqualTo(120);
  }

  @Test
  void processesWereKeptOutForEachReason() {
    assertThat(denials()).containsOnlyKeys("constraint", "boolean", "ioctl command", "no rule");
    assertThat(denials().values()).allMatch(count -> count >= 40);
  }

  /** An answer that nothing can be wrong about would be none: what was kept out was also logged. */
  @Test
  void theKernelLoggedWhatItDenied() {
    long logged =
        performed()
            .filter(answer -> text(answer, "kernel").equals("denied"))
            .filter(answer -> !answer.getAsJsonArray("denials").isEmpty())
            .count();
    assertThat(logged).isGreaterThan(120);
  }

  /** The compilers refuse a rule beyond the bound, so it comes into the policy behind them. */
  @Test
  void aBoundedTypeMayNoMoreThanWhatBoundsIt() throws IOException {
    byte[] bytes = Files.readAllBytes(policy);
    Policy read = ((Reading.Read) PolicyReader.read(bytes)).policy();
    int file = read.classes().names().id("file");
    ClassTable.ObjectClass files = read.classes().get(file);
    int child = read.types().names().id("agreed_bounded_t");
    int parent = read.types().names().id("agreed_t");
    assertThat(read.types().bounds()).containsEntry(child, parent);
    Path edited =
        Files.write(
            folder.resolve("edited.33"),
            PolicyEdits.of(bytes)
                .withAllow(
                    child,
                    read.types().names().id("agreed_made_t"),
                    file,
                    files.mask("write") | files.mask("setattr")));
    Path test =
        Files.writeString(
            folder.resolve("bounds_test.svp"),
            """
            module bounds 1.0;
            extern type agreed_bounded_t, agreed_made_t;
            test "of what the rule grants, what the bound may" {
                process one = agreed_bounded_t:s0:c1,c2;
                object made = agreed_made_t:s0:c1,c2;
                one can { read write } made:file;
                one cannot setattr made:file;
            }
            """);
    KernelRun bounded = KernelRun.of(Map.of(), "--policy", "" + edited, "" + test);
    assertThat(bounded.status()).as(bounded.out() + bounded.err()).isZero();
    assertThat(bounded.out())
        .contains("held       one can { read write } made:file  (2 performed)")
        .contains("held       one cannot setattr made:file  (1 performed)")
        .contains("agree on 3 of 3 decisions");
  }

  @Test
  void theGuestWithoutItsAttributeIsCaughtByName() {
    KernelRun mutants =
        KernelRun.of(
            Map.of(),
            "--mutants",
            "--report",
            "json",
            "--policy",
            policy.toString(),
            PROJECT.resolve("examples/gpu").toString());
    assertThat(mutants.status()).as(mutants.out() + mutants.err()).isZero();
    Map<String, String> noticed = new TreeMap<>();
    for (JsonElement mutant : mutants.json().getAsJsonArray("mutants")) {
      JsonObject each = mutant.getAsJsonObject();
      noticed.put(text(each, "without"), each.getAsJsonArray("noticedBy").toString());
    }
    assertThat(noticed).hasSize(4);
    assertThat(noticed.get("`mcs_constrained_type` on `svirt_gpu_t`"))
        .contains("a guest reaches its own disk and nobody else's")
        .contains("two guests are kept apart");
    assertThat(noticed.get("the guard of `svirt_gpu_use_nfs`"))
        .contains("a guest reaches its own disk and nobody else's");
    JsonObject kernel = mutants.json().getAsJsonObject("kernel");
    assertThat(kernel.get("disagreements").getAsInt()).isZero();
  }

  @Test
  void whatIsNotDecidedHasAReason() {
    assertThat(answers.stream().filter(answer -> way(answer).startsWith("not")))
        .isNotEmpty()
        .allMatch(answer -> text(answer, "remark").endsWith("."));
  }
}
