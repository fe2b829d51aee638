package org.svpc.console;

import org.jspecify.annotations.Nullable;

/** What surrounds a run: variables, and whether anybody watches. */
public interface Environment {
  /** A variable's value, or null. */
  @Nullable String variable(String name);

  /** Whether standard error is a terminal. */
  boolean onTerminal();
}
