package org.svpc.difference;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.TreeMap;
import org.svpc.access.PolicyText;
import org.svpc.index.BooleanExpression;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;

/**
 * A condition as a function of booleans' states, so that two spellings of one condition are equal,
 * and the {@code else} of one and the opposite of it.
 *
 * @param function the same text for the same function
 * @param text the condition for people
 */
record ConditionKey(String function, String text) {
  /** A table for more booleans would be too large; such conditions are compared as they stand. */
  private static final int MOST_BOOLEANS = 10;

  static ConditionKey of(Policy policy, BooleanExpression expression, boolean arm) {
    String text = new PolicyText(policy).expression(expression);
    if (!arm) {
      text = expression instanceof BooleanExpression.Binary ? "!(" + text + ")" : "!" + text;
    }
    TreeMap<String, Integer> booleans = new TreeMap<>();
    collect(policy, expression, booleans);
    if (booleans.size() > MOST_BOOLEANS) {
      return new ConditionKey("as written: " + text, text);
    }
    booleans.values().removeIf(bool -> !matters(expression, bool, booleans));
    int[] order = booleans.values().stream().mapToInt(Integer::intValue).toArray();
    BigInteger table = BigInteger.ZERO;
    for (int state = 0; state < 1 << order.length; state++) {
      if (expression.value(on(order, state)) == arm) {
        table = table.setBit(state);
      }
    }
    return new ConditionKey(booleans.keySet() + " " + table.toString(16), text);
  }

  private static void collect(
      Policy policy, BooleanExpression expression, TreeMap<String, Integer> booleans) {
    if (expression instanceof BooleanExpression.Variable variable) {
      booleans.put(policy.booleans().names().name(variable.bool()), variable.bool());
    } else if (expression instanceof BooleanExpression.Not not) {
      collect(policy, not.operand(), booleans);
    } else {
      BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
      collect(policy, binary.left(), booleans);
      collect(policy, binary.right(), booleans);
    }
  }

  /** Whether there is a state of the others in which the value depends on this boolean. */
  private static boolean matters(
      BooleanExpression expression, int bool, TreeMap<String, Integer> booleans) {
    int[] others =
        booleans.values().stream().filter(each -> each != bool).mapToInt(i -> i).toArray();
    for (int state = 0; state < 1 << others.length; state++) {
      IdSet off = on(others, state);
      if (expression.value(off) != expression.value(off.or(IdSet.of(bool)))) {
        return true;
      }
    }
    return false;
  }

  private static IdSet on(int[] booleans, int state) {
    BitSet on = new BitSet();
    for (int i = 0; i < booleans.length; i++) {
      on.set(booleans[i], (state & (1 << i)) != 0);
    }
    return IdSet.of(on);
  }
}
