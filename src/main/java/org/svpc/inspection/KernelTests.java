package org.svpc.inspection;

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
import org.svpc.console.Console;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.KernelAnswer;
import org.svpc.diagnostic.Outcome;
import org.svpc.diagnostic.TestRun;
import org.svpc.files.IoReason;
import org.svpc.ir.Claims;
import org.svpc.ir.Module;
import org.svpc.kernel.Prover;
import org.svpc.source.Span;
import org.svpc.toolchain.MachineSearch;
import org.svpc.toolchain.Tools;
import org.svpc.toolchain.VirtualMachine;
import org.svpc.usage.Option;
import org.svpc.usage.Request;
import org.svpc.verify.Mutant;
import org.svpc.verify.Mutants;
import org.svpc.verify.Trial;
import org.svpc.verify.Verifier;
import org.svpc.workspace.PolicySubject;

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
    String limit = request.value(Option.TIME_LIMIT);
    KernelTests tests =
        new KernelTests(
            request, console, ticker, limit == null ? null : Duration.ofSeconds(seconds(limit)));
    return !request.has(Option.KERNEL) || tests.findMachine() ? tests : null;
  }

  /** A number of seconds, at most a day; 0 where the text is none. */
  static int seconds(String text) {
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
              : Path.of(home == null ? "." : home, "lib", "svpc", "guest", name);
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

  /** What is judged: a policy, and what is said of it. */
  private record Variant(PolicySubject subject, List<Outcome> outcomes, List<List<Trial>> trials) {}

  private static Variant variant(PolicySubject subject, List<Module> sources, List<Claims> claims) {
    Verifier verifier = new Verifier(subject.policy(), subject.files(), sources);
    List<Outcome> outcomes = new ArrayList<>();
    List<List<Trial>> trials = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      outcomes.addAll(verifier.judge(sources.get(i), claims.get(i)));
      trials.addAll(verifier.trials(claims.get(i)));
    }
    return new Variant(subject, outcomes, trials);
  }

  /** Judges all; null, with a complaint, where the machine did not do it. */
  @Nullable TestRun run(PolicySubject subject, List<CompiledModule> modules, long linking)
      throws InterruptedException {
    ticker.step("Testing");
    List<Module> sources = new ArrayList<>();
    List<Claims> claims = new ArrayList<>();
    for (CompiledModule module : modules) {
      sources.add(module.module());
      claims.add(module.claims());
    }
    List<Variant> variants = new ArrayList<>();
    variants.add(variant(subject, sources, claims));
    List<String> safeguards = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    boolean empty = variants.get(0).outcomes().isEmpty();
    if (request.has(Option.MUTANTS) && !empty) {
      Mutants mutants = Mutants.of(subject.bytes(), sources, claims);
      for (Mutant mutant : mutants.found()) {
        PolicySubject mutated = new PolicySubject(mutant.bytes(), mutant.policy(), subject.files());
        variants.add(variant(mutated, sources, mutant.claims()));
        safeguards.add(mutant.safeguard());
      }
      if (mutants.safeguards() > Mutants.MOST) {
        hints.add(
            "Of "
                + mutants.safeguards()
                + " safeguards the first "
                + Mutants.MOST
                + " were removed.");
      }
      withoutCategories(sources, claims, variants.get(0), hints);
    }
    VirtualMachine found = machine;
    if (found == null || empty) {
      List<Outcome> outcomes = variants.get(0).outcomes();
      return new TestRun(outcomes, null, mutants(variants, safeguards), hints);
    }
    return asked(found, variants, safeguards, hints, linking);
  }

  private @Nullable TestRun asked(
      VirtualMachine found,
      List<Variant> variants,
      List<String> safeguards,
      List<String> hints,
      long linking)
      throws InterruptedException {
    ticker.step("Asking the kernel");
    List<Prover.Subject> subjects = new ArrayList<>();
    for (Variant variant : variants) {
      PolicySubject subject = variant.subject();
      subjects.add(new Prover.Subject(subject.bytes(), subject.policy(), variant.trials()));
    }
    Prover.Result result = new Prover(found, program, limit).ask(subjects);
    if (!result.problem().isEmpty()) {
      complain(result.problem(), result.advice());
      return null;
    }
    List<Variant> answered = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      answered.add(
          new Variant(
              variant.subject(),
              answered(variant.outcomes(), result.answers().get(i)),
              variant.trials()));
    }
    return new TestRun(
        withThoseOfMutants(answered),
        new TestRun.Kernel(
            result.release(),
            fetching,
            linking,
            result.times().pack(),
            result.times().boot(),
            result.times().checks()),
        mutants(answered, safeguards),
        hints);
  }

  /** Kernel and svpc must agree on policies without safeguards as well. */
  private static List<Outcome> withThoseOfMutants(List<Variant> variants) {
    List<Outcome> outcomes = new ArrayList<>(variants.get(0).outcomes());
    for (Variant variant : variants.subList(1, variants.size())) {
      for (int i = 0; i < outcomes.size(); i++) {
        List<Diagnostic> more = disagreements(variant.outcomes().get(i).answers());
        if (!more.isEmpty() && outcomes.get(i).holds()) {
          outcomes.set(i, outcomes.get(i).with(outcomes.get(i).answers(), more));
        }
      }
    }
    return outcomes;
  }

  /** Which tests and statements hold of the whole policy, and not without a safeguard. */
  private static List<TestRun.Mutant> mutants(List<Variant> variants, List<String> safeguards) {
    List<Outcome> whole = variants.get(0).outcomes();
    List<TestRun.Mutant> mutants = new ArrayList<>();
    for (int mutant = 1; mutant < variants.size(); mutant++) {
      List<String> noticed = new ArrayList<>();
      List<Outcome> outcomes = variants.get(mutant).outcomes();
      for (int i = 0; i < outcomes.size(); i++) {
        if (whole.get(i).holds() && notices(outcomes.get(i))) {
          String name = outcomes.get(i).name();
          noticed.add(outcomes.get(i).kind().equals("test") ? "test \"" + name + "\"" : name);
        }
      }
      mutants.add(new TestRun.Mutant(safeguards.get(mutant - 1), noticed));
    }
    return mutants;
  }

  /** A kernel's word counts more than svpc's, where there is one. */
  private static boolean notices(Outcome outcome) {
    boolean decided = false;
    for (KernelAnswer answer : outcome.answers()) {
      decided |= answer.decided();
      if (answer.decided() && !answer.holds()) {
        return true;
      }
    }
    return !decided && !outcome.holds();
  }

  /** Tells of modules none of whose tests is about categories. */
  private static void withoutCategories(
      List<Module> sources, List<Claims> claims, Variant whole, List<String> hints) {
    int test = 0;
    for (int i = 0; i < sources.size(); i++) {
      int count = claims.get(i).tests().size();
      List<List<Trial>> ofModule = whole.trials().subList(test, test + count);
      test += count;
      if (count > 0 && !Prover.denyByConstraint(whole.subject().policy(), ofModule)) {
        hints.add(
            "No test of `"
                + sources.get(i).name()
                + "` is about categories: say what one guest cannot do to what another guest has.");
      }
    }
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
