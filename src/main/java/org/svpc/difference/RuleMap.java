package org.svpc.difference;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The rules of one policy in joint ids: for each source and target symbol, class and flavour (kind,
 * condition and, but for permissions, content) the mask of permissions. Entries are numbered from
 * 0.
 */
final class RuleMap {
  private static final int SYMBOL_BITS = 18;
  private static final int FLAVOUR_BITS = 28;
  private static final long SYMBOL = (1L << SYMBOL_BITS) - 1;

  private final int symbols;
  private long[] keys;
  private long[] masks;
  private int[] slots;
  private int size;

  /** Where each source symbol's entries begin in {@link #bySource}; made when first asked for. */
  private int[] firstOfSource = new int[0];

  private int[] bySource = new int[0];

  /**
   * An empty map.
   *
   * @param symbols how many symbols there are
   * @param capacity how many entries it has room for; there may be more
   */
  RuleMap(int symbols, int capacity) {
    this.symbols = symbols;
    keys = new long[Math.max(16, capacity)];
    masks = new long[keys.length];
    slots = new int[Integer.highestOneBit(keys.length) * 4];
  }

  /** The flavour has the class in it. */
  private static long key(int source, int target, int flavour) {
    return ((long) flavour << (2 * SYMBOL_BITS)) | ((long) source << SYMBOL_BITS) | target;
  }

  /** Whether so many symbols and flavours fit; no policy of the kernel's has more. */
  static boolean fits(int symbols, int flavours) {
    return symbols < 1 << SYMBOL_BITS && flavours < 1 << FLAVOUR_BITS;
  }

  void add(int source, int target, int flavour, long mask) {
    long key = key(source, target, flavour);
    int slot = find(key);
    if (slots[slot] != 0) {
      masks[slots[slot] - 1] |= mask;
      return;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      masks = Arrays.copyOf(masks, 2 * size);
      grow();
      slot = find(key);
    }
    keys[size] = key;
    masks[size] = mask;
    slots[slot] = ++size;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int entry = 0; entry < size; entry++) {
      slots[find(keys[entry])] = entry + 1;
    }
  }

  private int find(long key) {
    long hash = key * 0x9e3779b97f4a7c15L;
    int slot = (int) (hash >>> 32) & (slots.length - 1);
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  int size() {
    return size;
  }

  int source(int entry) {
    return (int) (keys[entry] >>> SYMBOL_BITS & SYMBOL);
  }

  int target(int entry) {
    return (int) (keys[entry] & SYMBOL);
  }

  int flavour(int entry) {
    return (int) (keys[entry] >>> (2 * SYMBOL_BITS));
  }

  long mask(int entry) {
    return masks[entry];
  }

  /** The mask that another map's entry has here; 0 where there is none. */
  long maskOf(RuleMap other, int entry) {
    int slot = find(other.keys[entry]);
    return slots[slot] == 0 ? 0 : masks[slots[slot] - 1];
  }

  /** Calls with every entry whose source is one of these symbols. */
  void forEachFrom(List<Integer> sources, IntConsumer action) {
    if (firstOfSource.length == 0) {
      order();
    }
    for (int source : sources) {
      for (int at = firstOfSource[source]; at < firstOfSource[source + 1]; at++) {
        action.accept(bySource[at]);
      }
    }
  }

  private void order() {
    int[] first = new int[symbols + 2];
    for (int entry = 0; entry < size; entry++) {
      first[source(entry) + 2]++;
    }
    for (int symbol = 0; symbol <= symbols; symbol++) {
      first[symbol + 1] += first[symbol];
    }
    bySource = new int[size];
    for (int entry = 0; entry < size; entry++) {
      bySource[first[source(entry) + 1]++] = entry;
    }
    firstOfSource = first;
  }
}
