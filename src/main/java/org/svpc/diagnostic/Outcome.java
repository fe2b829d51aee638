package org.svpc.diagnostic;

import java.util.List;
import org.svpc.source.Span;

/**
 * What became of one thing that sources say must hold.
 *
 * @param kind what it is: {@code test}, {@code assert} or {@code neverallow}
 * @param module the module that says so
 * @param name the test's name, or the statement itself
 * @param problems why it does not hold, or could not be judged; empty where it holds
 */
public record Outcome(
    String kind, String module, String name, Span place, List<Diagnostic> problems) {
  public Outcome {
    problems = List.copyOf(problems);
  }

  public boolean holds() {
    return problems.isEmpty();
  }
}
