package org.svpc.labels;

import java.util.BitSet;

/**
 * Pairs of categories in the one order in which they are dealt out. First come pairs that libvirt
 * cannot draw, since one of their categories is not in its range; of these as few categories as
 * possible are used, from the highest down, so that groups find some later. Then come the others.
 */
final class PairSupply {
  private final int[] outside;
  private final int[] inside;
  private final BitSet taken = new BitSet();
  private final BitSet reserved = new BitSet();

  /** The place of the next pair: a category from {@code outside}, and its partner's number. */
  private int first;

  private int partner;
  private boolean drawn;

  PairSupply(CategorySet categories, CategorySet daemon) {
    outside = descending(categories.without(daemon));
    inside = descending(categories.without(CategorySet.of(outside)));
  }

  private static int[] descending(CategorySet set) {
    int[] categories = new int[set.size()];
    for (int i = 0; i < categories.length; i++) {
      categories[i] = set.get(categories.length - 1 - i);
    }
    return categories;
  }

  /** Keeps categories out of all pairs. */
  void reserve(CategorySet categories) {
    for (int i = 0; i < categories.size(); i++) {
      reserved.set(categories.get(i));
    }
  }

  /** Takes every pair that is in a set; no label made of one could be told from the set. */
  void take(CategorySet own) {
    for (int i = 0; i < own.size(); i++) {
      for (int j = 0; j < i; j++) {
        taken.set(number(own.get(i), own.get(j)));
      }
    }
  }

  private static int number(int one, int other) {
    int high = Math.max(one, other);
    return high * (high - 1) / 2 + Math.min(one, other);
  }

  /** The next pair that is free; the empty set where there is none. */
  CategorySet next() {
    while (true) {
      int[] firsts = drawn ? inside : outside;
      if (first == firsts.length) {
        if (drawn) {
          return CategorySet.EMPTY;
        }
        drawn = true;
        first = 0;
        partner = 0;
        continue;
      }
      // Partners of an outside category: all inside ones from the lowest, then outside ones before.
      int others = drawn ? first : inside.length + first;
      if (partner == others || reserved.get(firsts[first])) {
        first++;
        partner = 0;
        continue;
      }
      int other =
          drawn
              ? inside[partner]
              : partner < inside.length
                  ? inside[inside.length - 1 - partner]
                  : outside[partner - inside.length];
      partner++;
      if (!reserved.get(other) && !taken.get(number(firsts[first], other))) {
        taken.set(number(firsts[first], other));
        return CategorySet.of(firsts[first], other);
      }
    }
  }

  /** How many are still free. */
  int free() {
    int[] all = new int[outside.length + inside.length];
    System.arraycopy(outside, 0, all, 0, outside.length);
    System.arraycopy(inside, 0, all, outside.length, inside.length);
    CategorySet usable = CategorySet.of(all).without(CategorySet.of(reserved.stream().toArray()));
    long free = Capacity.pairs(usable.size());
    for (int i = 0; i < usable.size(); i++) {
      // The pairs of a category with lower ones stand in a row.
      int row = number(usable.get(i), 0);
      for (int at = taken.nextSetBit(row); at >= 0 && at < row + usable.get(i); ) {
        free -= usable.contains(at - row) ? 1 : 0;
        at = taken.nextSetBit(at + 1);
      }
    }
    return (int) free;
  }
}
