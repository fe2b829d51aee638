package org.svpc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.KernelAnswer;
import org.svpc.diagnostic.Outcome;
import org.svpc.diagnostic.TestRun;
import org.svpc.files.IoReason;
import org.svpc.ir.Module;
import org.svpc.kernel.Prover;
import org.svpc.source.Span;
import org.svpc.toolchain.MachineSearch;
import org.svpc.toolchain.Tools;
import org.svpc.toolchain.VirtualMachine;
import org.svpc.verify.Trial;
import org.svpc.verify.Verifier;

/** Judges tests, and has a kernel decide as well where that is asked for. */
final class KernelTests {
  private static final int LONGEST_SECONDS = 24 * 60 * 60;

  private final Request.Run request;
  private final Console console;
  private final Ticker ticker;
  private final @Nullable Duration limit;
  private @Nullable VirtualMachine machine;
  private byte[] program = new byte[0];
  private long fetching;

  private KernelTests(
      Request.Run request, Console console, Ticker ticker, @Nullable Duration limit) {
    this.request = request;
    this.console = console;
    this.ticker = ticker;
    this.limit = limit;
  }

  /**
   * With a machine where the command line wants one; null, with a complaint, where there is none.
   */
  static @Nullable KernelTests of(Request.Run request, Console console, Ticker ticker)
      throws InterruptedException {
    String seconds = request.value(Option.TIME_LIMIT);
    int longest = seconds == null ? 1 : positive(seconds);
    if (longest == 0) {
      console.complain("`" + seconds + "` is no number of seconds.");
      return null;
    }
    KernelTests tests =
        new KernelTests(
            request, console, ticker, seconds == null ? null : Duration.ofSeconds(longest));
    return !request.has(Option.KERNEL) || tests.findMachine() ? tests : null;
  }

  private static int positive(String text) {
    int number = 0;
    for (int i = 0; i < text.length() && number <= LONGEST_SECONDS; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number > LONGEST_SECONDS ? 0 : number;
  }

  private boolean findMachine() throws InterruptedException {
    long start = System.nanoTime();
    ticker.step("Looking for QEMU and a kernel");
    MachineSearch search =
        new MachineSearch(
            Tools.installed(),
            sentence -> {
              console.err().print("svpc: " + sentence + "\n");
              console.err().flush();
              ticker.step("Fetching packages");
            });
    MachineSearch.Result found =
        search.find(
            console.environment().variable("SVPC_QEMU"),
            console.environment().variable("SVPC_KERNEL"),
            System.getProperty("os.arch", ""));
    fetching = (System.nanoTime() - start) / 1_000_000;
    machine = found.machine();
    if (machine == null) {
      complain(found.problem(), found.advice());
      return false;
    }
    return readProgram();
  }

  private void complain(String problem, String advice) {
    console.complain(problem);
    if (!advice.isEmpty()) {
      console.err().print("  " + advice + "\n");
    }
  }

  /** The machine's first program, which svpc brings. */
  private boolean readProgram() {
    String given = System.getProperty("svpc.guest");
    String home = System.getProperty("svpc.home");
    String name = "guest-" + System.getProperty("os.arch", "");
    try {
      Path file =
          given != null
              ? Path.of(given)
              : Path.of(home == null ? "." : home, "share", "svpc", "guest", name);
      program = Files.readAllBytes(file);
      return true;
    } catch (IOException e) {
      complain(
          "The program that runs in the machine, `"
              + name
              + "`, cannot be read: "
              + IoReason.of(e)
              + ".",
          "It comes with svpc; in a checkout `make build` makes it.");
    } catch (InvalidPathException e) {
      complain("The program that runs in the machine has no usable name.", "");
    }
    return false;
  }

  /** Judges all; null, with a complaint, where the machine did not do it. */
  @Nullable TestRun run(TestSubject subject, List<CompiledModule> modules, long linking)
      throws InterruptedException {
    ticker.step("Testing");
    List<Module> sources = new ArrayList<>();
    for (CompiledModule module : modules) {
      sources.add(module.module());
    }
    Verifier verifier = new Verifier(subject.policy(), subject.files(), sources);
    List<Outcome> outcomes = new ArrayList<>();
    List<List<Trial>> trials = new ArrayList<>();
    for (CompiledModule module : modules) {
      outcomes.addAll(verifier.judge(module.module(), module.claims()));
      trials.addAll(verifier.trials(module.claims()));
    }
    VirtualMachine found = machine;
    if (found == null || outcomes.isEmpty()) {
      return new TestRun(outcomes, null, List.of(), List.of());
    }
    ticker.step("Asking the kernel");
    Prover.Result result =
        new Prover(found, program, limit)
            .ask(List.of(new Prover.Subject(subject.bytes(), subject.policy(), trials)));
    if (!result.problem().isEmpty()) {
      complain(result.problem(), result.advice());
      return null;
    }
    return new TestRun(
        answered(outcomes, result.answers().get(0)),
        new TestRun.Kernel(
            result.release(),
            fetching,
            linking,
            result.times().pack(),
            result.times().boot(),
            result.times().checks()),
        List.of(),
        List.of());
  }

  /** The outcomes with the kernel's answers, which belong to the tests in their order. */
  private static List<Outcome> answered(List<Outcome> outcomes, List<List<KernelAnswer>> answers) {
    List<Outcome> all = new ArrayList<>();
    int test = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.kind().equals("test")) {
        List<KernelAnswer> ofTest = answers.get(test++);
        all.add(outcome.with(ofTest, disagreements(ofTest)));
      } else {
        all.add(outcome);
      }
    }
    return all;
  }

  /** A diagnostic for each statement on which the kernel and svpc do not say the same. */
  private static List<Diagnostic> disagreements(List<KernelAnswer> answers) {
    List<Diagnostic> problems = new ArrayList<>();
    Set<Span> told = new HashSet<>();
    for (KernelAnswer answer : answers) {
      if (!answer.agrees() && told.add(answer.place())) {
        problems.add(disagreement(answer));
      }
    }
    return problems;
  }

  private static Diagnostic disagreement(KernelAnswer answer) {
    Diagnostic.Builder problem =
        Diagnostic.at(
                Code.KERNEL_DISAGREES,
                answer.place(),
                "The kernel "
                    + (answer.kernel() ? "allows" : "denies")
                    + " `"
                    + answer.action()
                    + "`, and svpc says that it is "
                    + (answer.model() ? "allowed" : "denied")
                    + answer.state()
                    + ".")
            .label("kernel and svpc disagree")
            .note("`" + answer.subject() + "` acts on `" + answer.object() + "`.");
    if (!answer.remark().isEmpty()) {
      problem.note(answer.remark());
    }
    for (String denial : answer.denials()) {
      problem.note("The kernel logged `" + denial + "`.");
    }
    return problem
        .help("The kernel is right: believe it, and report this as a bug of svpc.")
        .build();
  }
}
