package org.svpc.kernel;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.diagnostic.KernelAnswer;
import org.svpc.files.IoReason;
import org.svpc.index.Policy;
import org.svpc.toolchain.VirtualMachine;
import org.svpc.verify.Trial;

/**
 * Asks a kernel, in one start of the machine, for the decisions of tests on one or more policies.
 */
public final class Prover {
  private static final int MEGABYTES = 256;
  private static final int MEGABYTES_OF_A_POLICY = 8;

  /** The longest a machine may take: to start, for a policy, and for a question. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration OF_A_POLICY = Duration.ofSeconds(10);
  private static final Duration OF_A_QUESTION = Duration.ofMillis(250);

  /**
   * A policy and what its tests come to.
   *
   * @param bytes the policy as the kernel loads it
   * @param tests what each test comes to
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Subject(byte[] bytes, Policy policy, List<List<Trial>> tests) {
    public Subject {
      tests = List.copyOf(tests);
    }
  }

  /**
   * What came of it.
   *
   * @param answers for each policy and each of its tests; empty after a problem
   * @param problem why there are none, a sentence; empty where there are
   * @param advice what to look at, sentences; or empty
   * @param release of the kernel
   */
  public record Result(
      List<List<List<KernelAnswer>>> answers,
      String problem,
      String advice,
      String release,
      Times times) {
    public Result {
      answers = List.copyOf(answers);
    }
  }

  /** How long the parts took, in milliseconds. */
  public record Times(long pack, long boot, long checks) {}

  private final VirtualMachine machine;
  private final byte[] program;
  private final @Nullable Duration limit;

  /**
   * @param program the machine's first program
   * @param limit the longest that the machine may run, or null for what the questions may take
   */
  public Prover(VirtualMachine machine, byte[] program, @Nullable Duration limit) {
    this.machine = machine;
    this.program = program.clone();
    this.limit = limit;
  }

  /** Asks for all that the tests come to. */
  public Result ask(List<Subject> subjects) throws InterruptedException {
    long start = System.nanoTime();
    Scenario scenario = new Scenario();
    Initramfs archive = new Initramfs().program("init", program);
    List<List<List<Question>>> all = new ArrayList<>();
    for (Subject subject : subjects) {
      Planner planner = new Planner(new AccessDecisions(subject.policy()));
      List<List<Question>> tests = new ArrayList<>();
      List<Question> flat = new ArrayList<>();
      for (List<Trial> trials : subject.tests()) {
        List<Question> questions = planner.questions(trials);
        tests.add(questions);
        flat.addAll(questions);
      }
      archive.file(Scenario.file(all.size()), subject.bytes());
      scenario.add(all.size(), subject.policy(), flat);
      all.add(tests);
    }
    byte[] packed =
        archive
            .file("scenario", scenario.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .pack();
    long packing = millisSince(start);
    return run(packed, subjects.size(), scenario, all, packing);
  }

  /** Whether tests say of something that it is denied which a constraint, as of MCS, denies. */
  public static boolean denyByConstraint(Policy policy, List<List<Trial>> tests) {
    Planner planner = new Planner(new AccessDecisions(policy));
    for (List<Trial> trials : tests) {
      for (Question question : planner.questions(trials)) {
        if (!question.expected() && question.cause() == KernelAnswer.Cause.CONSTRAINT) {
          return true;
        }
      }
    }
    return false;
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private Result run(
      byte[] archive,
      int policies,
      Scenario scenario,
      List<List<List<Question>>> questions,
      long packing)
      throws InterruptedException {
    Duration longest =
        limit != null
            ? limit
            : START
                .plus(OF_A_POLICY.multipliedBy(policies))
                .plus(OF_A_QUESTION.multipliedBy(scenario.asked()));
    long start = System.nanoTime();
    VirtualMachine.Ended ended;
    try {
      ended = machine.run(archive, MEGABYTES + policies * MEGABYTES_OF_A_POLICY, longest);
    } catch (IOException e) {
      return failed("The machine cannot be started: " + IoReason.of(e) + ".", "");
    }
    long took = millisSince(start);
    ConsoleReading reading = ConsoleReading.of(ended.console());
    String problem =
        ended.timedOut()
            ? "The machine had not ended after " + longest.toSeconds() + " seconds and was stopped."
            : reading.problem(scenario.asked());
    if (problem != null) {
      return failed(problem, lastLines(ended.console()));
    }
    long boot = Math.max(0, took - (reading.time("done") - reading.time("booted")));
    List<List<List<KernelAnswer>>> answers = new ArrayList<>();
    for (int policy = 0; policy < questions.size(); policy++) {
      int number = 0;
      List<List<KernelAnswer>> tests = new ArrayList<>();
      for (List<Question> test : questions.get(policy)) {
        List<KernelAnswer> ofTest = new ArrayList<>();
        for (Question question : test) {
          KernelAnswer answer = new Answers(reading).of(policy, number++, question);
          if (answer == null) {
            return failed(Answers.odd(reading, policy, number - 1, question), "");
          }
          ofTest.add(answer);
        }
        tests.add(ofTest);
      }
      answers.add(tests);
    }
    return new Result(
        answers,
        "",
        "",
        reading.release(),
        new Times(packing, boot, reading.time("done") - reading.time("booted")));
  }

  private static Result failed(String problem, String advice) {
    return new Result(List.of(), problem, advice, "", new Times(0, 0, 0));
  }

  /** The last that came from the console, for a message. */
  private static String lastLines(String console) {
    List<String> lines = new ArrayList<>();
    for (String line : (Iterable<String>) console.lines()::iterator) {
      if (!line.isBlank()) {
        lines.add(line.strip());
      }
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - 3), lines.size());
    return last.isEmpty()
        ? "Its console stayed empty."
        : "Its console ended with:\n    " + String.join("\n    ", last);
  }
}
