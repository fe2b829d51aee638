package org.svpc.ir;

import java.util.List;
import java.util.TreeSet;
import org.svpc.selinux.NameKind;

/**
 * A name that a scope needs from elsewhere. One that is needed and not there makes linking fail, or
 * switches the optional off, even if no rule uses it.
 *
 * @param permissions of a class, sorted; empty otherwise
 */
public record Require(NameKind kind, String name, List<String> permissions)
    implements Comparable<Require> {
  public Require {
    permissions = permissions.isEmpty() ? List.of() : List.copyOf(new TreeSet<>(permissions));
  }

  public static Require of(NameKind kind, String name) {
    return new Require(kind, name, List.of());
  }

  @Override
  public int compareTo(Require other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }
}
