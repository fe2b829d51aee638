package org.svpc.bind;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.bind.Expected.Space;

/**
 * A stretch of policy whose names are seen in it and below: the module, an optional, an interface's
 * body, an arm that the target does not take. Conditionals and taken arms are no regions of their
 * own.
 */
final class Region {
  private final @Nullable Region parent;
  private final boolean live;
  private final boolean body;
  private final Map<Space, Map<String, Declaration>> declared = new EnumMap<>(Space.class);

  /**
   * @param live whether what stands here reaches the policy
   */
  Region(@Nullable Region parent, boolean live) {
    this(parent, live, parent != null && parent.body);
  }

  private Region(@Nullable Region parent, boolean live, boolean body) {
    this.parent = parent;
    this.live = live && (parent == null || parent.live);
    this.body = body;
  }

  /** The region of an interface's or template's body, whose declarations belong to its callers. */
  static Region ofBody(Region module) {
    return new Region(module, true, true);
  }

  boolean inBody() {
    return body;
  }

  boolean live() {
    return live;
  }

  /** Adds a declaration; gives the one that stands here already, if any. */
  @Nullable Declaration declare(Declaration declaration) {
    Space space = Space.of(declaration.kind());
    Map<String, Declaration> names = declared.get(space);
    if (names == null) {
      names = new LinkedHashMap<>();
      declared.put(space, names);
    }
    return names.putIfAbsent(declaration.name(), declaration);
  }

  /** The declaration that is seen from here. */
  @Nullable Declaration find(Space space, String name) {
    for (Region region = this; region != null; region = region.parent) {
      Map<String, Declaration> names = region.declared.get(space);
      Declaration found = names == null ? null : names.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Adds the names that are seen from here. */
  void namesInto(Space space, Set<String> names) {
    for (Region region = this; region != null; region = region.parent) {
      Map<String, Declaration> here = region.declared.get(space);
      if (here != null) {
        names.addAll(here.keySet());
      }
    }
  }
}
