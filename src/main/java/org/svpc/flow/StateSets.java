package org.svpc.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.svpc.index.BooleanExpression;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;

/**
 * Sets of states of a policy's booleans, each a number: reduced ordered binary decision diagrams
 * (Bryant 1986), so that equal sets are equal numbers and no state is ever written out. Booleans
 * can be fixed beforehand; then the sets are of states that agree with it.
 *
 * <p>Memory is bounded: a policy whose conditions need more than the bound gets sets that hold more
 * states than they should, never fewer, and {@link #isExact} says so.
 */
public final class StateSets {
  /** No state at all. */
  public static final int NONE = 0;

  /** Every state. */
  public static final int ALL = 1;

  private static final int MOST_NODES = 1 << 18;
  private static final int MOST_DEPTH = 1000;
  private static final int MOST_STEPS = 20_000_000;
  private static final int MEMORY = 1 << 12;
  private static final int BOTH = 1;
  private static final int EITHER = 2;
  private static final int COMPLEMENT = 3;

  private final IdSet fixedOn;
  private final IdSet fixedOff;
  private final IdSet preferred;
  private final int[] ofCondition;
  private final int[] ofOtherArm;
  private final List<Policy.Condition> conditions;

  private int size = 2;
  private int[] bools = new int[64];
  private int[] lows = new int[64];
  private int[] highs = new int[64];
  private int[] table = new int[128];
  private final int[] memory = new int[4 * MEMORY];
  private int steps;
  private boolean exact = true;

  /** The value of a boolean. */
  public record State(int bool, boolean on) {}

  /**
   * @param fixedOn ids of booleans that are taken to be on
   * @param fixedOff ids of booleans that are taken to be off
   */
  public StateSets(Policy policy, IdSet fixedOn, IdSet fixedOff) {
    this.fixedOn = fixedOn;
    this.fixedOff = fixedOff;
    preferred = policy.booleans().on();
    conditions = policy.conditions();
    ofCondition = new int[conditions.size()];
    ofOtherArm = new int[conditions.size()];
    Arrays.fill(ofCondition, -1);
    Arrays.fill(ofOtherArm, -1);
    bools[NONE] = Integer.MAX_VALUE;
    bools[ALL] = Integer.MAX_VALUE;
  }

  /** All states of all booleans. */
  public static StateSets any(Policy policy) {
    return new StateSets(policy, IdSet.EMPTY, IdSet.EMPTY);
  }

  /**
   * One state only.
   *
   * @param on ids of the booleans that are on
   */
  public static StateSets one(Policy policy, IdSet on) {
    int[] all = new int[policy.booleans().names().size()];
    for (int bool = 0; bool < all.length; bool++) {
      all[bool] = bool;
    }
    return new StateSets(policy, on, IdSet.of(all).without(on));
  }

  /** Whether all sets so far hold what they should; else some hold more. */
  public boolean isExact() {
    return exact;
  }

  /** The states in which a rule of the policy holds. */
  public int ofRule(Policy policy, int rule) {
    if (!policy.rules().isConditional(rule)) {
      return ALL;
    }
    int condition = policy.rules().condition(rule);
    int[] known = policy.rules().arm(rule) ? ofCondition : ofOtherArm;
    if (known[condition] < 0) {
      BooleanExpression expression = conditions.get(condition).expression();
      boolean wasExact = exact;
      exact = true;
      int set = of(expression);
      set = policy.rules().arm(rule) ? set : not(set, 0);
      // A complement of too much would be too little.
      known[condition] = exact ? set : ALL;
      exact &= wasExact;
    }
    return known[condition];
  }

  /** The states in which an expression is true. */
  int of(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      int bool = variable.bool();
      return fixedOn.contains(bool) ? ALL : fixedOff.contains(bool) ? NONE : node(bool, NONE, ALL);
    }
    if (expression instanceof BooleanExpression.Not not) {
      return not(of(not.operand()), 0);
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    int left = of(binary.left());
    int right = of(binary.right());
    return switch (binary.operator()) {
      case AND -> and(left, right);
      case OR -> or(left, right);
      case XOR, NOT_EQUAL -> or(and(left, not(right, 0)), and(not(left, 0), right));
      case EQUAL -> or(and(left, right), and(not(left, 0), not(right, 0)));
    };
  }

  /** Whether the state in which exactly these booleans are on is in the set. */
  public boolean contains(int set, IdSet on) {
    int at = set;
    while (at > ALL) {
      at = on.contains(bools[at]) ? highs[at] : lows[at];
    }
    return at == ALL;
  }

  /** The booleans that are on in a state of the set: the {@link #example}, the others as usual. */
  public IdSet exampleState(int set) {
    IdSet on = preferred.or(fixedOn).without(fixedOff);
    for (State state : example(set)) {
      IdSet bool = IdSet.of(state.bool());
      on = state.on() ? on.or(bool) : on.without(bool);
    }
    return on;
  }

  /** The states in both sets. */
  public int and(int a, int b) {
    return combine(BOTH, a, b, 0);
  }

  /** The states in either set. */
  public int or(int a, int b) {
    return combine(EITHER, a, b, 0);
  }

  /**
   * What suffices for a state to be in the set: as few booleans as the set's diagram knows, as the
   * policy has them where that is as good. Empty for {@link #ALL}; the set must not be {@link
   * #NONE}.
   */
  public List<State> example(int set) {
    int[] parents = new int[size];
    IdQueue waiting = new IdQueue(size);
    waiting.add(set);
    for (int at = waiting.next(); at != ALL; at = waiting.next()) {
      boolean usual = preferred.contains(bools[at]);
      reach(usual ? highs[at] : lows[at], at, set, parents, waiting);
      reach(usual ? lows[at] : highs[at], at, set, parents, waiting);
    }
    List<State> states = new ArrayList<>();
    for (int at = ALL; at != set; at = parents[at]) {
      int parent = parents[at];
      boolean usual = preferred.contains(bools[parent]);
      boolean isUsual = (usual ? highs[parent] : lows[parent]) == at;
      states.add(0, new State(bools[parent], isUsual == usual));
    }
    return states;
  }

  private static void reach(int node, int from, int set, int[] parents, IdQueue waiting) {
    if (node != NONE && node != set && parents[node] == 0) {
      parents[node] = from;
      waiting.add(node);
    }
  }

  private int combine(int kind, int a, int b, int depth) {
    if (a == b) {
      return a;
    }
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    if (low <= ALL) {
      return (low == ALL) == (kind == BOTH) ? high : low;
    }
    int slot = slotOfMemory(kind, low, high);
    if (memory[slot] == kind && memory[slot + 1] == low && memory[slot + 2] == high) {
      return memory[slot + 3];
    }
    if (depth > MOST_DEPTH || ++steps > MOST_STEPS) {
      exact = false;
      return kind == BOTH ? low : ALL;
    }
    int bool = Math.min(bools[low], bools[high]);
    int off = combine(kind, low(low, bool), low(high, bool), depth + 1);
    int on = combine(kind, high(low, bool), high(high, bool), depth + 1);
    return remember(slot, kind, low, high, node(bool, off, on));
  }

  private int not(int set, int depth) {
    if (set <= ALL) {
      return ALL - set;
    }
    int slot = slotOfMemory(COMPLEMENT, set, set);
    if (memory[slot] == COMPLEMENT && memory[slot + 1] == set) {
      return memory[slot + 3];
    }
    if (depth > MOST_DEPTH || ++steps > MOST_STEPS) {
      exact = false;
      return ALL;
    }
    int off = not(lows[set], depth + 1);
    int on = not(highs[set], depth + 1);
    return remember(slot, COMPLEMENT, set, set, node(bools[set], off, on));
  }

  private static int slotOfMemory(int kind, int a, int b) {
    int hash = 31 * (31 * a + b) + kind;
    return 4 * ((hash ^ (hash >>> 12)) & (MEMORY - 1));
  }

  private int remember(int slot, int kind, int a, int b, int result) {
    memory[slot] = kind;
    memory[slot + 1] = a;
    memory[slot + 2] = b;
    memory[slot + 3] = result;
    return result;
  }

  private int low(int set, int bool) {
    return bools[set] == bool ? lows[set] : set;
  }

  private int high(int set, int bool) {
    return bools[set] == bool ? highs[set] : set;
  }

  private int node(int bool, int low, int high) {
    if (low == high) {
      return low;
    }
    int slot = slot(bool, low, high);
    if (table[slot] != 0) {
      return table[slot];
    }
    if (size == MOST_NODES) {
      exact = false;
      return ALL;
    }
    if (size == bools.length) {
      grow();
      slot = slot(bool, low, high);
    }
    bools[size] = bool;
    lows[size] = low;
    highs[size] = high;
    table[slot] = size;
    return size++;
  }

  /** Where the node stands in the table, or would. */
  private int slot(int bool, int low, int high) {
    int mask = table.length - 1;
    int hash = 31 * (31 * bool + low) + high;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (table[slot] != 0) {
      int node = table[slot];
      if (bools[node] == bool && lows[node] == low && highs[node] == high) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int capacity = 2 * bools.length;
    bools = Arrays.copyOf(bools, capacity);
    lows = Arrays.copyOf(lows, capacity);
    highs = Arrays.copyOf(highs, capacity);
    table = new int[2 * capacity];
    for (int node = 2; node < size; node++) {
      table[slot(bools[node], lows[node], highs[node])] = node;
    }
  }
}
