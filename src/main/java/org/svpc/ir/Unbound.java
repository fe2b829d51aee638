package org.svpc.ir;

import java.util.List;

/**
 * A module as lowering leaves it: names are taken as written and the requires are still empty.
 *
 * @param argumentUses the names given as arguments, with what their parameter takes
 * @param externs the names that sources say are declared elsewhere
 * @param callables the names of all interfaces and templates in sight
 */
public record Unbound(
    Module module, List<ArgumentUse> argumentUses, Externs externs, List<String> callables) {
  public Unbound {
    argumentUses = List.copyOf(argumentUses);
    callables = List.copyOf(callables);
  }
}
