package org.svpc.m4;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text.
 *
 * @param output what m4 writes on its standard output, up to the problem if there is one
 * @param warnings what {@code errprint} prints, and m4's own warnings, in order
 * @param problem what ended the expansion early: an error that is fatal in m4, a builtin that this
 *     engine refuses, or a limit
 * @param exitStatus what {@code m4exit} asked for, null when it was not called
 */
public record M4Result(
    String output,
    List<M4Message> warnings,
    @Nullable M4Message problem,
    @Nullable Integer exitStatus) {

  public M4Result {
    warnings = List.copyOf(warnings);
  }
}
