package org.svpc.source;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece of policy came from: a place in a source and, for what an interface or template
 * brought, the call that brought it, and so on outwards.
 */
public record Origin(Span span, @Nullable Origin via) {
  public static Origin at(Span span) {
    return new Origin(span, null);
  }

  /** The outermost call, or this place itself where there was no call: what the author wrote. */
  public Span outermost() {
    Origin origin = this;
    while (origin.via != null) {
      origin = origin.via;
    }
    return origin.span;
  }
}
