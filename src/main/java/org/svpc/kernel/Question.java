package org.svpc.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.KernelAnswer.Cause;
import org.svpc.index.IdSet;
import org.svpc.source.Span;

/**
 * A decision that a kernel is asked for.
 *
 * @param on the booleans that are on
 * @param wanted the context that shows that it was allowed; the empty string where there is none to
 *     look at
 * @param typeOnly whether the type of that context alone is compared
 * @param check what a process does; null where no process can
 * @param vectors what the kernel is asked for where no process can
 * @param label the label that it is asked for as well, or null
 * @param reason why it cannot be asked at all, a sentence; empty where it can
 */
record Question(
    Span place,
    String subject,
    String action,
    String object,
    String state,
    IdSet on,
    boolean expected,
    boolean model,
    Cause cause,
    String wanted,
    boolean typeOnly,
    @Nullable Check check,
    List<Vector> vectors,
    @Nullable Label label,
    String reason) {

  /**
   * A question for the kernel's access vector.
   *
   * @param objectClass the class's number in the policy
   */
  record Vector(String source, String target, int objectClass, int mask) {}

  /** A question for the label of something new; the name is empty where there is none. */
  record Label(String source, String target, int objectClass, String name) {}
}
