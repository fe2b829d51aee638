package org.svpc.toolchain;

import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;

/** Finds the place in a source that a statement of a module's CIL came from. */
@FunctionalInterface
public interface CilOrigins {
  /** Knows no place. */
  CilOrigins NONE = statement -> null;

  /**
   * Where a statement came from.
   *
   * @param statement one CIL statement, such as <code>(allow a_t b_t (file (read)))</code>
   * @return the place, or null where it is not known
   */
  @Nullable Span find(String statement);
}
