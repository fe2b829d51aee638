package org.svpc.headers;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.NameKind;

/** An index as it was built. */
final class MemoryIndex implements PolicyIndex {
  private final Map<String, Callable> callables;
  private final Map<NameKind, Set<String>> names;

  MemoryIndex(Map<String, Callable> callables, Map<NameKind, Set<String>> names) {
    this.callables = Collections.unmodifiableMap(callables);
    this.names = Collections.unmodifiableMap(names);
  }

  @Override
  public @Nullable Callable callable(String name) {
    return callables.get(name);
  }

  @Override
  public Set<String> callables() {
    return callables.keySet();
  }

  @Override
  public Set<NameKind> kinds(String name) {
    Set<NameKind> kinds = EnumSet.noneOf(NameKind.class);
    names.forEach(
        (kind, known) -> {
          if (known.contains(name)) {
            kinds.add(kind);
          }
        });
    return kinds;
  }

  @Override
  public Set<String> names(NameKind kind) {
    return Collections.unmodifiableSet(names.getOrDefault(kind, Set.of()));
  }
}
