package org.svpc.bind;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final @Nullable Bearer parent;

  /** The own call whose text this is; null for the module's or interface's own text. */
  private final @Nullable Origin owner;

  /** Names with, for classes, their permissions. */
  private final Map<NameKind, Map<String, Set<String>>> requires = new EnumMap<>(NameKind.class);

  Bearer(@Nullable Bearer parent, @Nullable Origin owner) {
    this.parent = parent;
    this.owner = owner;
  }

  /** Requires a name for the text of {@code by}, a call that is the very one of some bearer. */
  @SuppressWarnings("ReferenceEquality")
  void require(NameKind kind, String name, @Nullable Origin by) {
    Bearer place = null;
    for (Bearer bearer = this; bearer != null; bearer = bearer.parent) {
      if (bearer.owner == by) {
        place = place == null ? bearer : place;
        Map<String, Set<String>> names = bearer.requires.get(kind);
        if (names != null && names.containsKey(name)) {
          return;
        }
      }
    }
    if (place != null) {
      place.of(kind).put(name, Set.of());
    }
  }

  /** Requires a name in this very scope, whatever the scopes around it require. */
  void requireHere(NameKind kind, String name) {
    of(kind).put(name, Set.of());
  }

  private Map<String, Set<String>> of(NameKind kind) {
    Map<String, Set<String>> names = requires.get(kind);
    if (names == null) {
      names = new HashMap<>();
      requires.put(kind, names);
    }
    return names;
  }

  /** Requires a class with permissions, in the outermost scope. */
  void requireClass(String name, Set<String> permissions) {
    Bearer root = this;
    while (root.parent != null) {
      root = root.parent;
    }
    Map<String, Set<String>> classes = root.of(NameKind.CLASS);
    Set<String> known = classes.get(name);
    if (known == null) {
      known = new HashSet<>();
      classes.put(name, known);
    }
    known.addAll(permissions);
  }

  List<Require> requires() {
    List<Require> all = new ArrayList<>();
    for (Map.Entry<NameKind, Map<String, Set<String>>> kind : requires.entrySet()) {
      for (Map.Entry<String, Set<String>> name : kind.getValue().entrySet()) {
        all.add(new Require(kind.getKey(), name.getKey(), List.copyOf(name.getValue())));
      }
    }
    return all;
  }
}
