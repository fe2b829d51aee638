package org.svpc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The scripts of the jobs for CI, and the hooks for pre-commit, run as they stand in a repository
 * with an example project; only what installs packages is left out.
 */
final class CiJobsTest {
  @TempDir private Path folder;
  private Path repository;
  private Path bin;
  private String base;

  @BeforeEach
  void makeARepository() throws IOException {
    repository = Files.createDirectories(folder.resolve("repository"));
    bin = Files.createDirectories(folder.resolve("bin"));
    Console.putSvpc(bin);
    Path modules = Files.createDirectories(repository.resolve("modules"));
    for (String name : List.of("svirt_gpu.svp", "svirt_gpu_test.svp")) {
      Files.copy(Pages.project().resolve("examples/gpu").resolve(name), modules.resolve(name));
    }
    Files.writeString(repository.resolve("svpc.toml"), "sources = [\"modules\"]\n");
    git("init", "-q", ".");
    commit("Begin");
    base = git("rev-parse", "HEAD").strip();
    Path source = modules.resolve("svirt_gpu.svp");
    String text = Files.readString(source);
    assertThat(text).contains("svirt_gpu_t");
    Files.writeString(modules.resolve("more.svp"), "module more 1.0.0;\n\ntype more_t;\n");
    commit("Add a module");
  }

  private String git(String... words) {
    List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=n", "-c", "user.email=e"));
    line.addAll(List.of(words));
    return Command.of(line).in(repository).with("HOME", folder.toString()).run().orFail().out();
  }

  private void commit(String message) {
    git("add", "-A");
    git("commit", "-qm", message);
  }

  private static Object yaml(String file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(Files.readString(Pages.project().resolve(file)));
  }

  private Command.Result bash(String script, Map<String, String> variables) {
    Command command =
        Command.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
            .in(repository)
            .with("HOME", folder.toString())
            .with("PATH", bin + ":" + System.getenv("PATH"));
    variables.forEach(command::with);
    return command.run();
  }

  /** The scripts of GitLab's jobs by the jobs' names. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> gitlab() throws IOException {
    Map<String, String> scripts = new java.util.LinkedHashMap<>();
    ((Map<String, Object>) yaml("docs/ci/gitlab-ci.yml"))
        .forEach(
            (name, job) -> {
              if (job instanceof Map<?, ?> keys && keys.get("script") instanceof List<?> lines) {
                scripts.put(name, String.join("\n", (List<String>) lines));
              }
            });
    return scripts;
  }

  /** The scripts of GitHub's steps by the steps' names. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> github() throws IOException {
    Map<String, String> scripts = new java.util.LinkedHashMap<>();
    Map<String, Object> workflow = (Map<String, Object>) yaml("docs/ci/github-actions.yml");
    Map<String, Map<String, Object>> jobs = (Map<String, Map<String, Object>>) workflow.get("jobs");
    for (Map<String, Object> step : (List<Map<String, Object>>) jobs.get("policy").get("steps")) {
      if (step.containsKey("run")) {
        scripts.put((String) step.get("name"), (String) step.get("run"));
      }
    }
    scripts.remove("Install");
    return scripts;
  }

  private void assertReports() throws IOException {
    assertThat(JsonParser.parseString(Files.readString(repository.resolve("svpc.sarif"))))
        .extracting(tree -> tree.getAsJsonObject().get("version").getAsString())
        .isEqualTo("2.1.0");
    assertThat(repository.resolve("svpc-tests.xml"))
        .content()
        .contains("<testsuite")
        .contains("svirt_gpu");
    assertThat(repository.resolve("build/svirt_gpu.pp")).isNotEmptyFile();
    assertThat(repository.resolve("build/more.te")).isNotEmptyFile();
  }

  @Test
  void theJobsForGitLabRun() throws IOException {
    Map<String, String> scripts = gitlab();
    assertThat(scripts.keySet()).containsExactly("check", "build", "test", "diff");
    Map<String, String> variables = Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);
    for (Map.Entry<String, String> job : scripts.entrySet()) {
      assertThat(bash(job.getValue(), variables))
          .as(job.getKey())
          .satisfies(result -> assertThat(result.status()).as(result.toString()).isZero());
    }
    assertReports();
    assertThat(repository.resolve("policy-diff.md")).content().contains("`+ type more_t`");
  }

  @Test
  void theWorkflowForGitHubRuns() throws IOException {
    Map<String, String> scripts = github();
    assertThat(scripts.keySet())
        .containsExactly("Formatting", "Check", "Build", "Test", "What the policy means now");
    Path summary = folder.resolve("summary.md");
    Map<String, String> variables =
        Map.of(
            "BASE",
            base,
            "GITHUB_STEP_SUMMARY",
            summary.toString(),
            "GITHUB_WORKSPACE",
            repository.toString());
    for (Map.Entry<String, String> step : scripts.entrySet()) {
      assertThat(bash(step.getValue(), variables))
          .as(step.getKey())
          .satisfies(result -> assertThat(result.status()).as(result.toString()).isZero());
    }
    assertReports();
    assertThat(summary).content().contains("`+ type more_t`");
  }

  /** What a mistake does to the jobs: a status of one, and a report for the forge all the same. */
  @Test
  void aMistakeEndsAJob() throws IOException {
    Files.writeString(
        repository.resolve("modules/more.svp"), "module more 1.0.0;\ntype more_t is nothing;\n");
    Command.Result check = bash(github().get("Check"), Map.of());
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.err()).contains("modules/more.svp:2:16");
    assertThat(repository.resolve("svpc.sarif")).content().contains("\"modules/more.svp\"");
    Command.Result formatting = bash(github().get("Formatting"), Map.of());
    assertThat(formatting.status()).isEqualTo(1);
    assertThat(formatting.out()).contains("+++ modules/more.svp");
    assertThat(bash(gitlab().get("check"), Map.of()).status()).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("unchecked")
  void theHooksRun() throws IOException {
    List<Map<String, Object>> hooks = (List<Map<String, Object>>) yaml(".pre-commit-hooks.yaml");
    assertThat(hooks).extracting(hook -> hook.get("id")).containsExactly("svpc-fmt", "svpc-check");
    Path source = repository.resolve("modules/more.svp");
    Files.writeString(source, "module more 1.0.0;\ntype   more_t;\n");
    for (Map<String, Object> hook : hooks) {
      assertThat("modules/more.svp").containsPattern((String) hook.get("files"));
      boolean names = !Boolean.FALSE.equals(hook.get("pass_filenames"));
      String line = hook.get("entry") + (names ? " modules/more.svp" : "");
      assertThat(bash(line, Map.of()).status()).as(line).isZero();
    }
    assertThat(source).hasContent("module more 1.0.0;\n\ntype more_t;\n");
  }
}
