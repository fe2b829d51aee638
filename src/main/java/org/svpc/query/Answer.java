package org.svpc.query;

import java.util.List;

/** What comes of a query. */
public sealed interface Answer {
  /** The lines to print, in order; a line may hold line feeds of its own, as seinfo's do. */
  record Lines(List<String> lines) implements Answer {}

  /**
   * The query cannot be meant: a name is unknown, a pattern is none.
   *
   * @param message what is wrong, a sentence
   * @param advice what to do, a sentence
   */
  record Refusal(String message, String advice) implements Answer {}
}
