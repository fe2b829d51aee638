package org.svpc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Outcome;
import org.svpc.files.IoReason;
import org.svpc.ir.Module;
import org.svpc.report.TestReport;
import org.svpc.verify.Verifier;

/** {@code svpc test}: judges what sources say must hold of the policy that they are linked into. */
final class TestCommand {
  private final Request.Run request;
  private final Console console;
  private Diagnostics diagnostics = new Diagnostics();

  private TestCommand(Request.Run request, Console console) {
    this.request = request;
    this.console = console;
  }

  static int run(Request.Run request, Console console) {
    return new TestCommand(request, console).run();
  }

  private int run() {
    List<Outcome> outcomes;
    try (Ticker ticker = new Ticker(console, "Compiling")) {
      outcomes = outcomes(ticker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      console.complain("The tests were interrupted.");
      return Status.UNUSABLE;
    } catch (IOException e) {
      console.complain("The modules cannot be linked: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    }
    if (outcomes == null) {
      return diagnostics.isEmpty()
          ? Status.UNUSABLE
          : Reporting.report(diagnostics, request, console);
    }
    int told = Reporting.complain(diagnostics, request, console);
    if (outcomes.isEmpty()) {
      console.complain(
          "There is nothing to test: the sources have no `test`, `assert` or `neverallow`.");
      return Status.ERRORS;
    }
    print(outcomes);
    for (Outcome outcome : outcomes) {
      told = outcome.holds() ? told : Math.max(told, Status.ERRORS);
    }
    return told;
  }

  private void print(List<Outcome> outcomes) {
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
  private @Nullable List<Outcome> outcomes(Ticker ticker) throws InterruptedException, IOException {
    Compilation compilation = new Compilation(request, ticker);
    diagnostics = compilation.diagnostics();
    List<CompiledModule> modules = compilation.compile(request.operands());
    if (modules == null) {
      return null;
    }
    String given = request.value(Option.POLICY);
    PolicySubject subject =
        given == null
            ? PolicySubject.linked(modules, request, console, ticker, diagnostics)
            : PolicySubject.read(given, console);
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
}
