package org.svpc.ir;

import java.util.Arrays;
import java.util.List;

/**
 * A scope and what it requires: the module, an optional, an arm of a build-time choice, the
 * expansion of a call, an interface's body. Requires of what stands under {@code if} belong to the
 * scope around it.
 *
 * @param requires sorted by kind and name, each name once (a class with all its permissions)
 * @param nodes in source order
 */
public record Scope(List<Require> requires, List<Node> nodes) {
  public static final Scope EMPTY = new Scope(List.of(), List.of());

  public Scope {
    requires = sorted(requires);
    nodes = List.copyOf(nodes);
  }

  private static List<Require> sorted(List<Require> requires) {
    if (requires.size() < 2) {
      return List.copyOf(requires);
    }
    Require[] sorted = requires.toArray(new Require[0]);
    Arrays.sort(sorted);
    return List.of(sorted);
  }

  public static Scope of(List<Node> nodes) {
    return new Scope(List.of(), nodes);
  }
}
