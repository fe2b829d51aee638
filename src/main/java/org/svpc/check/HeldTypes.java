package org.svpc.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.svpc.ir.SymbolSet;

/** The types that some sets of rules hold, by their names or by attributes that the module says. */
final class HeldTypes {
  /**
   * The most names of sets with exclusions that are looked at, so that many such sets and many
   * types cost no more than their sum. What further sets exclude counts as held.
   */
  private static final int MOST_NAMES = 1000;

  private record Excluding(Set<String> included, Set<String> excluded) {}

  private final Set<String> names = new HashSet<>();
  private final List<Excluding> excluding = new ArrayList<>();
  private int size;

  void add(SymbolSet set) {
    Set<String> included = new HashSet<>(set.included());
    Set<String> excluded = new HashSet<>(set.excluded());
    size += excluded.isEmpty() ? 0 : included.size() + excluded.size();
    if (excluded.isEmpty() || size > MOST_NAMES) {
      names.addAll(included);
    } else {
      excluding.add(new Excluding(included, excluded));
    }
  }

  boolean hold(OwnType type) {
    if (isNamed(type, names)) {
      return true;
    }
    for (Excluding set : excluding) {
      if (isNamed(type, set.included()) && !isNamed(type, set.excluded())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(OwnType type, Set<String> names) {
    return !Collections.disjoint(type.names(), names)
        || !Collections.disjoint(type.attributes().keySet(), names);
  }
}
