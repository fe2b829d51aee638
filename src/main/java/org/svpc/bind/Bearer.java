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

  /** For each class the permissions that were required of it last, in whichever scope. */
  private final Map<String, List<String>> taken;

  /** Names that the text leaves to its callers; null where there are none, as nearly always. */
  private @Nullable KindNames left;

  /** The scope of the policy; the expansion of a call belongs to that of the call. */
  private final Visible visible;

  /** A set of names of each kind. */
  private static final class KindNames {
    private final Map<NameKind, Set<String>> names = new EnumMap<>(NameKind.class);

    boolean has(NameKind kind, String name) {
      Set<String> known = names.get(kind);
      return known != null && known.contains(name);
    }

    void add(NameKind kind, String name) {
      Set<String> known = names.get(kind);
      if (known == null) {
        known = new HashSet<>();
        names.put(kind, known);
      }
      known.add(name);
    }
  }

  /** What a scope requires, whoever's text says so. */
  private static final class Visible {
    private final @Nullable Visible outer;
    private final KindNames names = new KindNames();

    Visible(@Nullable Visible outer) {
      this.outer = outer;
    }
  }

  private Bearer(@Nullable Bearer parent, @Nullable Origin owner, Visible visible) {
    this.parent = parent;
    this.owner = owner;
    this.taken = parent == null ? new HashMap<>() : parent.taken;
    this.visible = visible;
  }

  /** The outermost scope. */
  static Bearer root() {
    return new Bearer(null, null, new Visible(null));
  }

  /** An optional within this scope. */
  Bearer scope(@Nullable Origin textOf) {
    return new Bearer(this, textOf, new Visible(visible));
  }

  /** A stretch of this scope that bears its requires itself: an expansion, a chosen arm. */
  Bearer part(@Nullable Origin textOf) {
    return new Bearer(this, textOf, visible);
  }

  /**
   * Requires a name for the module's own text. Where a scope in sight requires it already, by a
   * call, the text requires it in that scope, if it has a part in it: there it is nothing new, but
   * stands before what uses it.
   */
  void requireForModule(NameKind kind, String name) {
    for (Bearer bearer = this; bearer != null; bearer = bearer.parent) {
      Map<String, Set<String>> names = bearer.owner == null ? bearer.requires.get(kind) : null;
      if (names != null && names.containsKey(name)) {
        return;
      }
    }
    for (Visible around = visible; around != null; around = around.outer) {
      if (around.names.has(kind, name)) {
        for (Bearer bearer = this; bearer != null; bearer = bearer.parent) {
          if (bearer.owner == null && bearer.visible.equals(around)) {
            bearer.requireHere(kind, name);
            return;
          }
        }
        return;
      }
    }
    require(kind, name, null);
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
      place.requireHere(kind, name);
    }
  }

  /** Has the text of this scope, and of those within, leave a name to its callers. */
  void leave(NameKind kind, String name) {
    if (left == null) {
      left = new KindNames();
    }
    left.add(kind, name);
  }

  /** Whether the text of {@code by} leaves a name to its callers. */
  @SuppressWarnings("ReferenceEquality") // As in require.
  boolean leaves(NameKind kind, String name, @Nullable Origin by) {
    for (Bearer bearer = this; bearer != null; bearer = bearer.parent) {
      if (bearer.owner == by && bearer.left != null && bearer.left.has(kind, name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a scope in sight requires a name, whoever's text says so. */
  boolean sees(NameKind kind, String name) {
    for (Visible around = visible; around != null; around = around.outer) {
      if (around.names.has(kind, name)) {
        return true;
      }
    }
    return false;
  }

  /** Requires a name in this very scope, whatever the scopes around it require. */
  void requireHere(NameKind kind, String name) {
    of(kind).put(name, Set.of());
    visible.names.add(kind, name);
  }

  private Map<String, Set<String>> of(NameKind kind) {
    Map<String, Set<String>> names = requires.get(kind);
    if (names == null) {
      names = new HashMap<>();
      requires.put(kind, names);
    }
    return names;
  }

  /**
   * Whether permissions of a class may not be required yet. Most are those of a set that has a
   * name, the same list each time.
   */
  @SuppressWarnings(
      "ReferenceEquality") // Another list with the same names is only looked at again.
  boolean isNew(String className, List<String> permissions) {
    return taken.put(className, permissions) != permissions;
  }

  /** The permissions of a class that the outermost scope requires, to be added to. */
  Set<String> permissions(String className) {
    Bearer root = this;
    while (root.parent != null) {
      root = root.parent;
    }
    Map<String, Set<String>> classes = root.of(NameKind.CLASS);
    Set<String> known = classes.get(className);
    if (known == null) {
      known = new HashSet<>();
      classes.put(className, known);
    }
    return known;
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
