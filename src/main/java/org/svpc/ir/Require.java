package org.svpc.ir;

import java.util.List;
import java.util.Set;
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
    permissions =
        permissions.size() < 2 ? List.copyOf(permissions) : List.copyOf(new TreeSet<>(permissions));
  }

  public static Require of(NameKind kind, String name) {
    return new Require(kind, name, List.of());
  }

  /** This with the permissions of another require of the same name as well. */
  public Require and(Require other) {
    if (other.permissions.isEmpty() || permissions.equals(other.permissions)) {
      return this;
    }
    Set<String> both = new TreeSet<>(permissions);
    both.addAll(other.permissions);
    return new Require(kind, name, List.copyOf(both));
  }

  @Override
  public int compareTo(Require other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }
}
