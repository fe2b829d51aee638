package org.svpc.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Scope;
import org.svpc.source.Origin;

/** Expands calls of what the headers define in a way that has no form in SVP. */
public interface Expander {
  /** Expands nothing. */
  Expander NONE = (name, arguments, call) -> null;

  /**
   * What a call stands for, with what it requires; null where that cannot be found out.
   *
   * @param arguments as refpolicy writes them
   * @param call the call's own origin, which all that comes of it came through
   */
  @Nullable Scope expand(String name, List<String> arguments, Origin call);
}
