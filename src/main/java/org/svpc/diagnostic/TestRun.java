package org.svpc.diagnostic;

import java.util.List;
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
  public record Kernel(String release, long fetch, long link, long pack, long boot, long checks) {}

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
