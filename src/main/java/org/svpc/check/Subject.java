package org.svpc.check;

import java.util.Set;
import org.svpc.ir.Module;
import org.svpc.target.Target;

/**
 * What checks look at.
 *
 * @param module a bound module
 * @param library whether it is a library, whose interfaces never reach a {@code .if} file
 * @param words what stands behind {@code with} in the module's header
 */
public record Subject(Module module, boolean library, Set<String> words, Target target) {
  /** The header's word for a module that stands in for one of the target. */
  public static final String REPLACE = "replace";

  /** The header's word for a module with permissive domains. */
  public static final String PERMISSIVE = "permissive";
}
