package org.svpc.inspection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.console.Console;
import org.svpc.console.Reporting;
import org.svpc.console.Status;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.TestRun;
import org.svpc.files.IoReason;
import org.svpc.report.TestReport;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.usage.Version;
import org.svpc.workspace.Compilation;
import org.svpc.workspace.Jobs;
import org.svpc.workspace.PolicySubject;

/** {@code svpc test}: judges what sources say must hold of the policy that they are linked into. */
public final class TestCommand {
  private final Request.Run request;
  private final Console console;
  private final Ticker ticker;
  private Diagnostics diagnostics = new Diagnostics();

  private TestCommand(Request.Run request, Console console, Ticker ticker) {
    this.request = request;
    this.console = console;
    this.ticker = ticker;
  }

  public static int run(Request.Run request, Console console) {
    String limit = request.value(Option.TIME_LIMIT);
    if (limit != null && KernelTests.seconds(limit) == 0) {
      console.refuse(
          request.command(),
          "`" + limit + "` is no number of seconds.",
          "`--time-limit` takes a number from 1 to 86400.");
      return Status.MISUSE;
    }
    Jobs jobs = Jobs.of(request, console);
    if (jobs == null) {
      return Status.MISUSE;
    }
    List<TestRun> runs = new ArrayList<>();
    List<Diagnostics> found = new ArrayList<>();
    boolean whole = !jobs.all().isEmpty();
    try (Ticker ticker = new Ticker(console, "Compiling")) {
      for (Jobs.Job job : jobs.all()) {
        TestCommand test = new TestCommand(job.request(), console, ticker);
        TestRun run = test.tests();
        found.add(test.diagnostics);
        if (run == null) {
          whole = false;
        } else {
          runs.add(job.target() == null ? run : run.of(job.target()));
        }
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
    TestRun run = TestRun.together(runs);
    if (run.outcomes().isEmpty()) {
      console.complain(
          "There is nothing to test: the sources have no `test`, `assert` or `neverallow`.");
      return Status.ERRORS;
    }
    print(run, request, console);
    return run.holds() ? told : Math.max(told, Status.ERRORS);
  }

  private static void print(TestRun run, Request.Run request, Console console) {
    String text =
        switch (request.value(Option.TEST_REPORT, "human")) {
          case "json" -> TestReport.json(run, Version.NUMBER);
          case "junit" -> TestReport.junit(run);
          default -> TestReport.human(run, console.coloured(request.value(Option.COLOR, "auto")));
        };
    console.out().print(text);
  }

  /** What became of everything; null where nothing could be judged. */
  private @Nullable TestRun tests() throws InterruptedException, IOException {
    KernelTests kernel = KernelTests.of(request, console, ticker);
    if (kernel == null) {
      return null;
    }
    long start = System.nanoTime();
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
    return kernel.run(subject, modules, (System.nanoTime() - start) / 1_000_000);
  }
}
