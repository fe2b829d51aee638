package org.svpc.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.svpc.source.Span;

/**
 * What became of one thing that sources say must hold.
 *
 * @param kind what it is: {@code test}, {@code assert} or {@code neverallow}
 * @param module the module that says so
 * @param name the test's name, or the statement itself
 * @param problems why it does not hold, or could not be judged; empty where it holds
 * @param answers what a kernel made of it; empty where none was asked
 */
public record Outcome(
    String kind,
    String module,
    String name,
    Span place,
    List<Diagnostic> problems,
    List<KernelAnswer> answers) {
  public Outcome {
    problems = List.copyOf(problems);
    answers = List.copyOf(answers);
  }

  /** Without a kernel. */
  public Outcome(String kind, String module, String name, Span place, List<Diagnostic> problems) {
    this(kind, module, name, place, problems, List.of());
  }

  public boolean holds() {
    return problems.isEmpty();
  }

  /** The same with what a kernel made of it, and what is wrong with that. */
  public Outcome with(List<KernelAnswer> kernels, List<Diagnostic> more) {
    List<Diagnostic> all = new ArrayList<>(problems);
    all.addAll(more);
    return new Outcome(kind, module, name, place, all, kernels);
  }
}
