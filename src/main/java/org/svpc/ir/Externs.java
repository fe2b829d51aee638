package org.svpc.ir;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
   * @param own whether the module itself says so, and not a library
   * @param permissions of a class
   */
  public record Extern(
      NameKind kind, String name, Span span, boolean own, List<String> permissions) {}

  private final Map<NameKind, Map<String, Extern>> byKind = new EnumMap<>(NameKind.class);
  private final Set<String> attributes = new HashSet<>();

  /** Adds a name; the first to say so counts. */
  public void add(Extern extern) {
    Map<String, Extern> names = byKind.get(extern.kind());
    if (names == null) {
      names = new LinkedHashMap<>();
      byKind.put(extern.kind(), names);
    }
    names.putIfAbsent(extern.name(), extern);
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
