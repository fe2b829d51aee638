package org.svpc.policydb;

/** Ends the reading of a file; {@link PolicyReader} turns it into a {@link Reading.Refused}. */
final class MalformedPolicy extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String advice;

  MalformedPolicy(String problem, String advice) {
    super(problem, null, false, false);
    this.problem = problem;
    this.advice = advice;
  }

  String problem() {
    return problem;
  }

  String advice() {
    return advice;
  }
}
