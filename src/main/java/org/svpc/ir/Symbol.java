package org.svpc.ir;

import org.svpc.source.Origin;

/** A name in the policy and where it was written. In an interface's body {@code $1} is a name. */
public record Symbol(String name, Origin origin) {
  @Override
  public String toString() {
    return name;
  }
}
