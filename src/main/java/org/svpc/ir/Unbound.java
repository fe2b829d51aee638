package org.svpc.ir;

import java.util.List;

/**
 * A module as lowering leaves it: names are taken as written and the requires are still empty.
 *
 * @param claims what must hold of the policy that it is linked into
 * @param argumentUses the names given as arguments, with what their parameter takes
 * @param externs the names that sources say are declared elsewhere
 * @param callables the names of all interfaces and templates in sight
 * @param replaces whether the module takes the place of one of the target, and so declares what
 *     that one declared
 */
public record Unbound(
    Module module,
    Claims claims,
    List<ArgumentUse> argumentUses,
    Externs externs,
    List<String> callables,
    boolean replaces) {
  public Unbound {
    argumentUses = List.copyOf(argumentUses);
    callables = List.copyOf(callables);
  }
}
