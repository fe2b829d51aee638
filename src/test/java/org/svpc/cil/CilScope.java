package org.svpc.cil;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A scope in normal form: the outermost scope of a module or an optional.
 *
 * @param needs what has to be there for the scope to hold: what it and the scopes around it require
 *     and the module does not declare itself
 * @param requires what the scope itself requires, {@code type x} or {@code role x}
 * @param atoms declarations, memberships, rules and file contexts, one permission to an atom
 * @param conditionals by the normal form of their condition
 */
public record CilScope(
    SortedSet<String> needs,
    SortedSet<String> requires,
    SortedSet<String> atoms,
    SortedMap<String, Arms> conditionals) {

  /** What holds where the condition is true, and where it is false. */
  public record Arms(SortedSet<String> whenTrue, SortedSet<String> whenFalse) {}
}
