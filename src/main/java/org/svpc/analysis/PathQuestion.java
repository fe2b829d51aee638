package org.svpc.analysis;

import org.svpc.index.IdSet;

/**
 * From where to where paths are looked for, and over what. All are ids of types, not of attributes.
 *
 * @param from where paths begin; shares no type with {@code to}
 * @param to where they end
 * @param without types that no path may pass between its ends, such as those that are trusted
 * @param through if not empty, each path passes one of these between its ends
 */
public record PathQuestion(IdSet from, IdSet to, IdSet without, IdSet through) {
  /** All paths from one type to another. */
  public static PathQuestion between(int from, int to) {
    return new PathQuestion(IdSet.of(from), IdSet.of(to), IdSet.EMPTY, IdSet.EMPTY);
  }
}
