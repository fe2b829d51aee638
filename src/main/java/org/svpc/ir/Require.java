package org.svpc.ir;

import java.util.Comparator;
import java.util.List;
import org.svpc.selinux.NameKind;

/**
 * A name that a scope needs from elsewhere. One that is needed and not there makes linking fail, or
 * switches the optional off, even if no rule uses it.
 *
 * @param permissions of a class, sorted; empty otherwise
 */
public record Require(NameKind kind, String name, List<String> permissions)
    implements Comparable<Require> {
  private static final Comparator<Require> ORDER =
      Comparator.comparing(Require::kind).thenComparing(Require::name);

  public Require {
    permissions = permissions.stream().sorted().distinct().toList();
  }

  public static Require of(NameKind kind, String name) {
    return new Require(kind, name, List.of());
  }

  @Override
  public int compareTo(Require other) {
    return ORDER.compare(this, other);
  }
}
