package org.svpc.cil;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A scope in normal form: what docs/equality.md compares. Two scopes mean the same when they are
 * equal as values.
 *
 * @param requires names the scope needs, {@code type x} or {@code role x}
 * @param atoms declarations, memberships, rules and file contexts, one permission to an atom
 * @param conditionals by the normal form of their condition
 * @param optionals the scopes of the optionals; one that is there twice counts once
 */
public record CilScope(
    SortedSet<String> requires,
    SortedSet<String> atoms,
    SortedMap<String, Arms> conditionals,
    Set<CilScope> optionals) {

  /** What holds where the condition is true, and where it is false. */
  public record Arms(SortedSet<String> whenTrue, SortedSet<String> whenFalse) {}

  /** How many atoms stand here and in all scopes within. */
  public int size() {
    int size = requires.size() + atoms.size();
    for (Map.Entry<String, Arms> entry : conditionals.entrySet()) {
      size += entry.getValue().whenTrue().size() + entry.getValue().whenFalse().size();
    }
    for (CilScope optional : optionals) {
      size += optional.size();
    }
    return size;
  }
}
