package org.svpc.check;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.Node;

/**
 * A boolean that is true where the module is installed and lets guests do more: nobody has decided
 * that.
 */
final class BooleansOn implements GuestCheck {
  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    Set<BooleanExpression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (GuestRule rule : guests.rules()) {
      for (BooleanExpression condition : rule.conditions()) {
        if (rule.allows() && seen.add(condition)) {
          check(condition, rule, guests, diagnostics);
        }
      }
    }
  }

  private static void check(
      BooleanExpression condition, GuestRule rule, Guests guests, Diagnostics diagnostics) {
    if (condition instanceof BooleanExpression.Not not) {
      check(not.operand(), rule, guests, diagnostics);
    } else if (condition instanceof BooleanExpression.Binary binary) {
      check(binary.left(), rule, guests, diagnostics);
      check(binary.right(), rule, guests, diagnostics);
    } else if (condition instanceof BooleanExpression.Variable variable) {
      Node.BooleanDeclaration bool = guests.booleans().get(variable.name().name());
      if (bool != null && bool.value()) {
        diagnostics.add(
            GuestCheck.at(
                    Code.BOOLEAN_ON,
                    bool.name().origin(),
                    "The boolean `"
                        + bool.name().name()
                        + "` is on from the start, and opens something to guests.",
                    "`true`")
                .label(rule.access().origin().outermost(), "what `" + rule.guest() + "` may do")
                .help(
                    "Declare it `false`, so that the administrator opens it where it is needed."));
      }
    }
  }
}
