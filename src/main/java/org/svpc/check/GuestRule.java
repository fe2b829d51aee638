package org.svpc.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.Node;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.AccessKind;

/**
 * A rule on what guests may do.
 *
 * @param guest the first of its sources that is a guest or has guests, as written
 * @param targets the names that it includes, {@code self} as such
 * @param inForce whether it holds as installed: under no {@code if}, or under one that the default
 *     values of the module's own booleans decide in its favour
 * @param conditions of the {@code if}s around it
 */
record GuestRule(
    Node.Access access,
    String guest,
    List<String> targets,
    boolean inForce,
    List<BooleanExpression> conditions) {

  boolean allows() {
    return inForce && access.kind() == AccessKind.ALLOW;
  }

  boolean isOnClass(Set<String> classes) {
    return !Collections.disjoint(access.classes().included(), classes);
  }

  /** Those of some permissions that the rule is about, in its own order. */
  List<String> permissions(Set<String> some) {
    List<String> held = new ArrayList<>();
    SymbolSet permissions = access.permissions();
    for (String permission : permissions.included()) {
      if (some.contains(permission)) {
        held.add(permission);
      }
    }
    held.removeAll(permissions.excluded());
    return held;
  }

  /** What it lets a guest do in the first place, of some permissions: to write rather than read. */
  static String verb(List<String> permissions) {
    return permissions.contains("write") ? "write" : permissions.get(0);
  }
}
