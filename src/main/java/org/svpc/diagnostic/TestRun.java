package org.svpc.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run of tests gave.
 *
 * @param kernel the kernel that was asked, or null
 * @param mutants what became of policies with a safeguard removed
 * @param hints what the tests lack, sentences
 */
public record TestRun(
    List<Outcome> outcomes, @Nullable Kernel kernel, List<Mutant> mutants, List<String> hints) {
  public TestRun {
    outcomes = List.copyOf(outcomes);
    mutants = List.copyOf(mutants);
    hints = List.copyOf(hints);
  }

  /**
   * A kernel and how long the parts of its run took, in milliseconds.
   *
   * @param release such as {@code 6.1.0-56-cloud-amd64}
   * @param fetch to find the machine, or to fetch it
   * @param link to compile the sources and to link or read the policy
   */
  public record Kernel(String release, long fetch, long link, long pack, long boot, long checks) {
    /** This run and one of the same kernel before it, their times added. */
    Kernel after(@Nullable Kernel before) {
      return before == null
          ? this
          : new Kernel(
              release,
              before.fetch + fetch,
              before.link + link,
              before.pack + pack,
              before.boot + boot,
              before.checks + checks);
    }
  }

  /**
   * A policy without one safeguard.
   *
   * @param safeguard what is gone, as the end of a sentence
   * @param noticedBy the names of the tests and statements that do not hold any more
   */
  public record Mutant(String safeguard, List<String> noticedBy) {
    public Mutant {
      noticedBy = List.copyOf(noticedBy);
    }
  }

  /** The same, for one of several targets: what it tells bears the target's name. */
  public TestRun of(String target) {
    String suffix = " (" + target + ")";
    List<Outcome> named = new ArrayList<>();
    for (Outcome each : outcomes) {
      named.add(
          new Outcome(
              each.kind(),
              each.module() + suffix,
              each.name(),
              each.place(),
              each.problems(),
              each.answers()));
    }
    List<Mutant> without = new ArrayList<>();
    for (Mutant mutant : mutants) {
      without.add(new Mutant(mutant.safeguard() + suffix, mutant.noticedBy()));
    }
    return new TestRun(named, kernel, without, hints);
  }

  /** Several as one; a hint that is told by many of them stands once. */
  public static TestRun together(List<TestRun> runs) {
    List<Outcome> outcomes = new ArrayList<>();
    Kernel kernel = null;
    List<Mutant> mutants = new ArrayList<>();
    Set<String> hints = new LinkedHashSet<>();
    for (TestRun run : runs) {
      outcomes.addAll(run.outcomes);
      kernel = run.kernel == null ? kernel : run.kernel.after(kernel);
      mutants.addAll(run.mutants);
      hints.addAll(run.hints);
    }
    return new TestRun(outcomes, kernel, mutants, List.copyOf(hints));
  }

  /** Whether all holds, and every missing safeguard is noticed. */
  public boolean holds() {
    for (Outcome outcome : outcomes) {
      if (!outcome.holds()) {
        return false;
      }
    }
    for (Mutant mutant : mutants) {
      if (mutant.noticedBy().isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
