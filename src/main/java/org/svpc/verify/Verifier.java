package org.svpc.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Outcome;
import org.svpc.index.Policy;
import org.svpc.ir.Assertion;
import org.svpc.ir.Claims;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.TestCase;
import org.svpc.selinux.AccessKind;
import org.svpc.source.Span;

/** Judges all that modules say must hold of a policy. */
public final class Verifier {
  private final Policy policy;
  private final TestJudge tests;
  private final AssertionJudge assertions;
  private final Neverallows neverallows;
  private final ExtendedNeverallows extended;

  /**
   * @param files the policy's file contexts; null where it comes without
   * @param modules the modules whose lines failures are to show
   */
  public Verifier(Policy policy, @Nullable FileContexts files, List<Module> modules) {
    this.policy = policy;
    SourceRules allows = new SourceRules(policy, modules, AccessKind.ALLOW);
    AccessDecisions decisions = new AccessDecisions(policy);
    assertions = new AssertionJudge(decisions, allows);
    tests = new TestJudge(decisions, new TestLabels(policy, files), new Reasons(policy, allows));
    neverallows = new Neverallows(policy, allows);
    extended = new ExtendedNeverallows(decisions, allows);
  }

  /** What became of each test, assertion and neverallow of a module, in that order. */
  public List<Outcome> judge(Module module, Claims claims) {
    List<Outcome> outcomes = new ArrayList<>();
    for (TestCase test : claims.tests()) {
      outcomes.add(
          new Outcome("test", module.name(), test.name(), test.origin().span(), tests.judge(test)));
    }
    for (Assertion assertion : claims.assertions()) {
      Diagnostic problem = assertions.judge(assertion);
      outcomes.add(
          outcome(
              "assert",
              module,
              assertion.origin().span(),
              problem == null ? List.of() : List.of(problem)));
    }
    neverallows(module, outcomes);
    return outcomes;
  }

  /** What each test of a module comes to, in the order of the tests. */
  public List<List<Trial>> trials(Claims claims) {
    List<List<Trial>> all = new ArrayList<>();
    for (TestCase test : claims.tests()) {
      all.add(tests.trials(test));
    }
    return all;
  }

  private void neverallows(Module module, List<Outcome> outcomes) {
    Span last = null;
    List<Diagnostic> problems = new ArrayList<>();
    SourceRules said = new SourceRules(policy, module, AccessKind.NEVERALLOW);
    for (SourceRules.Rule each : said.rules()) {
      Node.Access rule = each.access();
      Span span = rule.origin().outermost();
      if (last != null && !last.equals(span)) {
        outcomes.add(outcome("neverallow", module, last, problems));
        problems = new ArrayList<>();
      }
      last = span;
      Diagnostic problem = neverallows.judge(rule);
      if (problem != null) {
        problems.add(problem);
      }
    }
    if (last != null) {
      outcomes.add(outcome("neverallow", module, last, problems));
    }
    for (Node.ExtendedAccess rule : said.extended()) {
      Diagnostic problem = extended.judge(rule);
      outcomes.add(
          outcome(
              "neverallow",
              module,
              rule.origin().outermost(),
              problem == null ? List.of() : List.of(problem)));
    }
  }

  /** The outcome of a statement, which bears its own text as a name. */
  private static Outcome outcome(String kind, Module module, Span span, List<Diagnostic> problems) {
    return new Outcome(kind, module.name(), statement(span), span, problems);
  }

  /** A statement on one line, without its semicolon. */
  static String statement(Span span) {
    StringBuilder text = new StringBuilder();
    String written = span.text();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      boolean blank = c <= ' ';
      if (!blank) {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    int end = text.length();
    return end > 0 && text.charAt(end - 1) == ';' ? text.substring(0, end - 1) : text.toString();
  }
}
