package org.svpc.ir;

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
    requires = requires.stream().sorted().toList();
    nodes = List.copyOf(nodes);
  }

  public static Scope of(List<Node> nodes) {
    return new Scope(List.of(), nodes);
  }
}
