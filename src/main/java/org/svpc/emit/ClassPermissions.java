package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.NameKind;

/**
 * The permissions that a module requires of each class, in any of its scopes. To checkmodule {@code
 * *} and {@code ~} mean these, whichever scope they stand in.
 */
final class ClassPermissions {
  private final Map<String, SortedSet<String>> required = new HashMap<>();

  static ClassPermissions requiredBy(Scope module) {
    ClassPermissions permissions = new ClassPermissions();
    permissions.addAll(FlatScope.of(module));
    return permissions;
  }

  private void addAll(FlatScope scope) {
    for (Require require : scope.requires()) {
      if (require.kind() == NameKind.CLASS) {
        SortedSet<String> known = required.get(require.name());
        if (known == null) {
          known = new TreeSet<>();
          required.put(require.name(), known);
        }
        known.addAll(require.permissions());
      }
    }
    for (Node node : scope.nodes()) {
      if (node instanceof Node.Optional optional) {
        addAll(FlatScope.of(optional.body()));
      }
    }
  }

  /** What {@code permissions} means for {@code name}, sorted. */
  List<String> of(String name, SymbolSet permissions) {
    boolean all = Sets.isAll(permissions);
    if (!all && !permissions.complement()) {
      return Sets.sorted(permissions.included());
    }
    List<String> rest = new ArrayList<>(required.getOrDefault(name, new TreeSet<>()));
    if (!all) {
      rest.removeAll(permissions.included());
    }
    return rest;
  }
}
