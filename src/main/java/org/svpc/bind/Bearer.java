package org.svpc.bind;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Require;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;

/**
 * A scope that bears requires: the module, an optional, an arm, the expansion of one of the
 * module's own interfaces. A name is required in the innermost bearer whose text names it, and not
 * again below.
 */
final class Bearer {
  private record Key(NameKind kind, String name) {}

  private final @Nullable Bearer parent;

  /** The own call whose text this is; null for the module's or interface's own text. */
  private final @Nullable Origin owner;

  private final Map<Key, Set<String>> requires = new HashMap<>();

  Bearer(@Nullable Bearer parent, @Nullable Origin owner) {
    this.parent = parent;
    this.owner = owner;
  }

  /** Requires a name for the text of {@code by}. */
  void require(NameKind kind, String name, @Nullable Origin by) {
    Bearer place = null;
    Key key = new Key(kind, name);
    for (Bearer bearer = this; bearer != null; bearer = bearer.parent) {
      if (Objects.equals(bearer.owner, by)) {
        place = place == null ? bearer : place;
        if (bearer.requires.containsKey(key)) {
          return;
        }
      }
    }
    if (place != null) {
      place.requires.put(key, new HashSet<>());
    }
  }

  /** Requires a class with permissions, in the outermost scope. */
  void requireClass(String name, Set<String> permissions) {
    Bearer root = this;
    while (root.parent != null) {
      root = root.parent;
    }
    root.requires
        .computeIfAbsent(new Key(NameKind.CLASS, name), key -> new HashSet<>())
        .addAll(permissions);
  }

  List<Require> requires() {
    return requires.entrySet().stream()
        .map(e -> new Require(e.getKey().kind(), e.getKey().name(), List.copyOf(e.getValue())))
        .sorted()
        .toList();
  }
}
