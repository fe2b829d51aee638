package org.svpc.flow;

import org.svpc.index.IdSet;

/**
 * From where to where paths are looked for, and over what. All are nodes of one {@link TypeGraph}.
 *
 * @param from where paths begin; shares none with {@code to}
 * @param to where they end
 * @param without what no path may pass between its ends, such as what is trusted
 * @param through if not empty, each path passes one of these between its ends
 */
public record PathQuestion(IdSet from, IdSet to, IdSet without, IdSet through) {
  /** All paths from one node to another. */
  public static PathQuestion between(int from, int to) {
    return new PathQuestion(IdSet.of(from), IdSet.of(to), IdSet.EMPTY, IdSet.EMPTY);
  }
}
