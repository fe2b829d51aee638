package org.svpc.verify;

import org.svpc.index.IdSet;
import org.svpc.index.SecurityContext;
import org.svpc.ir.TestCase;

/**
 * What a step of a test comes to in one state of the booleans, in terms of the policy: what another
 * judge than svpc can be asked.
 */
public sealed interface Trial {
  /** The step that says it. */
  TestCase.Step step();

  /** The booleans that are on. */
  IdSet on();

  /** How that state differs from the policy's own, as the end of a sentence, or empty. */
  String state();

  /** All of the permissions are to be allowed, or all denied, as the step says. */
  record Permissions(
      TestCase.Access step,
      IdSet on,
      String state,
      SecurityContext source,
      SecurityContext target,
      int objectClass,
      int mask)
      implements Trial {}

  /** An ioctl command is to be allowed or denied, as the step says. */
  record Command(
      TestCase.Access step,
      IdSet on,
      String state,
      SecurityContext source,
      SecurityContext target,
      int objectClass,
      int command)
      implements Trial {}

  /**
   * A process that runs a file is to get a context.
   *
   * @param asks whether it has to ask for it
   * @param stays whether it is to keep its own
   */
  record Start(
      TestCase.Start step,
      IdSet on,
      String state,
      SecurityContext source,
      SecurityContext file,
      SecurityContext result,
      boolean asks,
      boolean stays)
      implements Trial {}

  /**
   * What is created is to get a context.
   *
   * @param typeOnly whether its type alone is compared
   */
  record Creation(
      TestCase.Creation step,
      IdSet on,
      String state,
      SecurityContext source,
      SecurityContext parent,
      int objectClass,
      SecurityContext result,
      boolean typeOnly)
      implements Trial {}
}
