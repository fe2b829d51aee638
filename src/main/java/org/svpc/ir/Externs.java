package org.svpc.ir;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.NameKind;
import org.svpc.source.Span;

/**
 * The names that sources say are declared elsewhere, and the attributes that they declare
 * themselves (what stands behind {@code is} may be either).
 */
public final class Externs {
  /**
   * One name.
   *
   * @param own whether the module itself says {@code extern}, so that it cannot declare the name; a
   *     library may say so, and a {@code require} leaves open who declares
   * @param permissions of a class
   */
  public record Extern(
      NameKind kind, String name, Span span, boolean own, List<String> permissions) {
    private Extern with(List<String> more) {
      if (permissions.containsAll(more)) {
        return this;
      }
      Set<String> all = new LinkedHashSet<>(permissions);
      all.addAll(more);
      return new Extern(kind, name, span, own, List.copyOf(all));
    }
  }

  private final Map<NameKind, Map<String, Extern>> byKind = new EnumMap<>(NameKind.class);
  private final Set<String> attributes = new HashSet<>();

  /**
   * Adds a name; the first {@code extern} of the module counts. The permissions of a class add up.
   */
  public void add(Extern extern) {
    Map<String, Extern> names = byKind.get(extern.kind());
    if (names == null) {
      names = new LinkedHashMap<>();
      byKind.put(extern.kind(), names);
    }
    Extern known = names.get(extern.name());
    if (known == null || (extern.own() && !known.own())) {
      names.put(extern.name(), known == null ? extern : extern.with(known.permissions()));
    } else {
      names.put(extern.name(), known.with(extern.permissions()));
    }
    if (extern.kind() == NameKind.ATTRIBUTE) {
      attributes.add(extern.name());
    }
  }

  /** Adds the name of an attribute that the sources declare. */
  public void addAttribute(String name) {
    attributes.add(name);
  }

  public @Nullable Extern find(NameKind kind, String name) {
    Map<String, Extern> names = byKind.get(kind);
    return names == null ? null : names.get(name);
  }

  /** All names of a kind. */
  public Map<String, Extern> of(NameKind kind) {
    return byKind.getOrDefault(kind, Map.of());
  }

  /** Whether an attribute of this name is declared or said to be extern. */
  public boolean isAttribute(String name) {
    return attributes.contains(name);
  }
}
