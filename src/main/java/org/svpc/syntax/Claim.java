package org.svpc.syntax;

import org.jspecify.annotations.Nullable;

/** What an {@code assert} says of the linked policy. */
public sealed interface Claim {

  /** {@code mcs_constrained svirt_t}: the categories of these processes keep them apart. */
  record McsConstrained(NameSet types) implements Claim {}

  /**
   * Where a flow begins or ends.
   *
   * @param range the level that the types have there; null where levels are not looked at, or any
   *     will do
   */
  record End(NameSet types, @Nullable Range range) {}

  /**
   * {@code no flow a -> b weight 5 except through { c } when (x)}, or {@code flow a -> b only
   * through c}.
   *
   * @param only whether all flow has to pass {@code through}; otherwise there may be none but what
   *     passes it
   * @param weight the least weight, 1 to 10, of the permissions that count; 0 where none is given
   * @param through null where nothing is excepted
   * @param states in which states of the booleans it holds; null for all
   */
  record Flow(
      End from,
      End to,
      boolean only,
      int weight,
      @Nullable NameSet through,
      @Nullable Expression states)
      implements Claim {}
}
