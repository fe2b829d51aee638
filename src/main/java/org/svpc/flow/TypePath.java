package org.svpc.flow;

import java.util.List;

/**
 * A path in a {@link TypeGraph}.
 *
 * @param types its nodes, from where it begins to where it ends
 * @param states in which all its hops are there, never {@link StateSets#NONE}
 */
public record TypePath(List<Integer> types, int states) {
  public TypePath {
    types = List.copyOf(types);
  }

  /** How many hops it has. */
  public int length() {
    return types.size() - 1;
  }
}
