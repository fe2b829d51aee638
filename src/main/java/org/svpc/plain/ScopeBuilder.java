package org.svpc.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.selinux.NameKind;

/** Collects what a scope requires and holds. */
final class ScopeBuilder {
  private final TreeMap<Require, SortedSet<String>> requires = new TreeMap<>();
  private final List<Node> nodes = new ArrayList<>();

  void require(NameKind kind, String name) {
    requires.computeIfAbsent(Require.of(kind, name), unused -> new TreeSet<>());
  }

  void requireClass(String name, List<String> permissions) {
    requires
        .computeIfAbsent(Require.of(NameKind.CLASS, name), unused -> new TreeSet<>())
        .addAll(permissions);
  }

  void add(Node node) {
    nodes.add(node);
  }

  Scope build() {
    List<Require> all = new ArrayList<>(requires.size());
    requires.forEach(
        (require, permissions) ->
            all.add(new Require(require.kind(), require.name(), new ArrayList<>(permissions))));
    return new Scope(all, nodes);
  }
}
