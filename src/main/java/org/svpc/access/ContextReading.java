package org.svpc.access;

import org.svpc.index.SecurityContext;

/** What came of reading the text of a context. */
public sealed interface ContextReading {
  record Valid(SecurityContext context) implements ContextReading {}

  /**
   * The text is no context of the policy.
   *
   * @param problem what is wrong, a sentence
   * @param help what to do, a sentence; empty where there is nothing to add
   */
  record Wrong(String problem, String help) implements ContextReading {}
}
