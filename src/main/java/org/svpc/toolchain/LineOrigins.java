package org.svpc.toolchain;

import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;

/** Tells where the lines of an emitted text came from. */
@FunctionalInterface
public interface LineOrigins {
  /** Where a line, counted from one, came from; null where it stands for nothing in a source. */
  @Nullable Origin origin(int line);
}
