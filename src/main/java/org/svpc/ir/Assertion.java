package org.svpc.ir;

import org.jspecify.annotations.Nullable;
import org.svpc.selinux.LevelRange;
import org.svpc.source.Origin;

/** What a module's author asserts of the policy that the module is linked into. */
public sealed interface Assertion {
  Origin origin();

  /** Categories keep these types apart: they are bound by the constraints of MCS. */
  record McsConstrained(SymbolSet types, Origin origin) implements Assertion {}

  /**
   * Where a flow begins or ends.
   *
   * @param range the level that the types have there; null where levels are not looked at, or any
   *     will do
   */
  record End(SymbolSet types, @Nullable LevelRange range) {}

  /**
   * Information of {@code from} does not get to {@code to} other than through {@code through}.
   *
   * @param only whether there has to be such a flow at all, as {@code flow ... only through} says
   * @param weight the least weight, 1 to 10, of the permissions that count; 0 for the usual one
   * @param through null where no type is excepted
   * @param states in which states of the booleans it holds; null for all
   */
  record Flow(
      End from,
      End to,
      boolean only,
      int weight,
      @Nullable SymbolSet through,
      @Nullable BooleanExpression states,
      Origin origin)
      implements Assertion {}
}
