package org.svpc.policydb;

import org.svpc.index.Policy;

/** What came of reading a policy file. */
public sealed interface Reading {
  record Read(Policy policy) implements Reading {}

  /**
   * The file is no kernel policy that svpc reads.
   *
   * @param problem one sentence: what is wrong, and at which byte where that helps
   * @param advice one sentence: what to do
   */
  record Refused(String problem, String advice) implements Reading {}
}
