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

/**
 * A real kernel decides all that the tests of the examples, of the policies that svpc brings and of
 * one module with everything in it are about, and says what svpc says.
 */
final class KernelAgreementTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  private static KernelRun run;
  private static List<JsonObject> answers;

  @BeforeAll
  static void ask() throws IOException {
    List<String> words = new ArrayList<>(List.of("--report", "json"));
    words.addAll(modules());
    run = KernelRun.of(Map.of(), words.toArray(String[]::new));
    assertThat(run.err()).doesNotContain("svpc: The");
    answers = new ArrayList<>();
    for (JsonElement result : run.json().getAsJsonArray("results")) {
      for (JsonElement answer : result.getAsJsonObject().getAsJsonArray("kernel")) {
        answers.add(answer.getAsJsonObject());
      }
    }
    long decided = answers.stream().filter(answer -> !way(answer).startsWith("not")).count();
    System.out.printf(
        "Kernel and svpc: %d decisions, equal on %d; %d performed by processes, of these %d denials:"
            + " %s.%n",
        decided,
        decided - disagreeing().size(),
        performed().count(),
        performed().filter(answer -> text(answer, "kernel").equals("denied")).count(),
        denials());
  }

  /** The folders in which tests stand. */
  private static List<String> modules() throws IOException {
    TreeSet<String> folders = new TreeSet<>();
    for (String root : List.of("examples", "policies", "src/test/resources/kernel")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(root))) {
        files
            .filter(file -> file.toString().endsWith("_test.svp"))
            .forEach(file -> folders.add(file.getParent().toString()));
      }
    }
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
    assertThat(run.status()).as(run.err() + run.out()).isZero();
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

  @Test
  void whatIsNotDecidedHasAReason() {
    assertThat(answers.stream().filter(answer -> way(answer).startsWith("not")))
        .isNotEmpty()
        .allMatch(answer -> text(answer, "remark").endsWith("."));
  }
}
