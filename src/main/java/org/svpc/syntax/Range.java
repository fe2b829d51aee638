package org.svpc.syntax;

import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;

/**
 * A level or a range as written: {@code s0}, {@code s0:c1,c2.c4}, {@code mcs_systemhigh}, {@code s0
 * - mcs_systemhigh}, or the name of a parameter.
 *
 * @param high null for a single level
 */
public record Range(LevelText low, @Nullable LevelText high, Span span) {

  /** One end, without blanks: {@code s0:c1,c2}. */
  public record LevelText(String text, Span span) {}
}
