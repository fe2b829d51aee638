package org.svpc.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Outcome;
import org.svpc.files.IoReason;
import org.svpc.index.Policy;
import org.svpc.ir.Module;
import org.svpc.report.TestReport;
import org.svpc.toolchain.LinkedPolicy;
import org.svpc.verify.FileContexts;
import org.svpc.verify.Verifier;

/** {@code svpc test}: judges what sources say must hold of the policy that they are linked into. */
final class TestCommand {
  private static final String CONTEXTS = LinkedPolicy.FILE_CONTEXTS;
  private static final String SUBSTITUTIONS = ".subs_dist";

  private final Request.Run request;
  private final Console console;
  private final Ticker ticker;
  private Diagnostics diagnostics = new Diagnostics();

  /** A policy and the texts of its file contexts, null where it has none. */
  private record Subject(Policy policy, @Nullable FileContexts files) {}

  private TestCommand(Request.Run request, Console console, Ticker ticker) {
    this.request = request;
    this.console = console;
    this.ticker = ticker;
  }

  static int run(Request.Run request, Console console) {
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<Outcome> outcomes = new ArrayList<>();
    List<Diagnostics> found = new ArrayList<>();
    boolean whole = !jobs.all().isEmpty();
    try (Ticker ticker = new Ticker(console, "Compiling")) {
      for (Jobs.Job job : jobs.all()) {
        TestCommand test = new TestCommand(job.request(), console, ticker);
        List<Outcome> ofJob = test.outcomes();
        found.add(test.diagnostics);
        whole &= ofJob != null;
        outcomes.addAll(ofJob == null ? List.of() : of(job.target(), ofJob));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The tests were interrupted.");
      return Status.UNUSABLE;
    } catch (IOException e) {
      console.complain("The modules cannot be linked: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    }
    Diagnostics judged = jobs.judged(found);
    if (!whole) {
      return judged.isEmpty() ? Status.UNUSABLE : Reporting.report(judged, request, console);
    }
    int told = Reporting.complain(judged, request, console);
    if (outcomes.isEmpty()) {
      console.complain(
          "There is nothing to test: the sources have no `test`, `assert` or `neverallow`.");
      return Status.ERRORS;
    }
    print(outcomes, request, console);
    for (Outcome outcome : outcomes) {
      told = outcome.holds() ? told : Math.max(told, Status.ERRORS);
    }
    return told;
  }

  /** Outcomes for one of several targets bear its name. */
  private static List<Outcome> of(@Nullable String target, List<Outcome> outcomes) {
    List<Outcome> named = new ArrayList<>();
    for (Outcome each : outcomes) {
      String module = each.module() + (target == null ? "" : " (" + target + ")");
      named.add(new Outcome(each.kind(), module, each.name(), each.place(), each.problems()));
    }
    return named;
  }

  private static void print(List<Outcome> outcomes, Request.Run request, Console console) {
    String text =
        switch (request.value(Option.TEST_REPORT, "human")) {
          case "json" -> TestReport.json(outcomes, Version.NUMBER);
          case "junit" -> TestReport.junit(outcomes);
          default ->
              TestReport.human(outcomes, console.coloured(request.value(Option.COLOR, "auto")));
        };
    console.out().print(text);
  }

  /** What became of everything; null where nothing could be judged. */
  private @Nullable List<Outcome> outcomes() throws InterruptedException, IOException {
    Compilation compilation = new Compilation(request, ticker);
    diagnostics = compilation.diagnostics();
    List<CompiledModule> modules = compilation.compile(request.operands());
    if (modules == null) {
      return null;
    }
    String given = request.value(Option.POLICY);
    Subject subject = given == null ? linked(modules) : read(given);
    if (subject == null) {
      return null;
    }
    ticker.step("Testing");
    List<Module> sources = new ArrayList<>();
    for (CompiledModule module : modules) {
      sources.add(module.module());
    }
    Verifier verifier = new Verifier(subject.policy(), subject.files(), sources);
    List<Outcome> outcomes = new ArrayList<>();
    for (CompiledModule module : modules) {
      outcomes.addAll(verifier.judge(module.module(), module.claims()));
    }
    return outcomes;
  }

  // ---- the policy

  private @Nullable Subject linked(List<CompiledModule> modules)
      throws InterruptedException, IOException {
    ModuleLinking linking = new ModuleLinking(request, console, ticker, diagnostics);
    Path folder = linking.base();
    ModuleLinking.Linked linked = folder == null ? null : linking.link(modules);
    if (folder == null || linked == null) {
      return null;
    }
    List<String> texts =
        List.of(
            new String(linked.files().fileContexts(), StandardCharsets.UTF_8),
            new String(linked.files().homeContexts(), StandardCharsets.UTF_8));
    Path name = folder.getFileName();
    Path installed =
        Path.of(
            "/etc/selinux", String.valueOf(name), "contexts", "files", CONTEXTS + SUBSTITUTIONS);
    return new Subject(linked.policy(), FileContexts.read(texts, text(installed)));
  }

  private @Nullable Subject read(String name) {
    Policy policy = PolicyFile.open(console, name);
    if (policy == null) {
      return null;
    }
    Path folder = Path.of(name).toAbsolutePath().getParent();
    for (Path place :
        folder == null
            ? List.<Path>of()
            : List.of(folder, folder.resolveSibling("contexts").resolve("files"))) {
      if (Files.isRegularFile(place.resolve(CONTEXTS))) {
        List<String> texts =
            List.of(
                text(place.resolve(CONTEXTS)),
                text(place.resolve(CONTEXTS + ".homedirs")),
                text(place.resolve(CONTEXTS + ".local")));
        return new Subject(
            policy, FileContexts.read(texts, text(place.resolve(CONTEXTS + SUBSTITUTIONS))));
      }
    }
    return new Subject(policy, null);
  }

  /** The text of a file, none where it cannot be read. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
