package org.svpc.flow;

/** For each id a set of states that only grows; ids whose set has grown wait to be looked at. */
final class GrowingSets {
  private final StateSets states;
  private final int[] sets;
  private final IdQueue grown;

  /**
   * @param ids how many ids there are, each with {@link StateSets#NONE} at first
   */
  GrowingSets(StateSets states, int ids) {
    this.states = states;
    sets = new int[ids];
    grown = new IdQueue(ids);
  }

  /** Adds states to those of an id, which then waits if they are new. */
  void add(int id, int set) {
    int both = states.or(sets[id], set);
    if (both != sets[id]) {
      sets[id] = both;
      grown.add(id);
    }
  }

  int of(int id) {
    return sets[id];
  }

  /** Takes the first id that waits, or -1 where none does. */
  int next() {
    return grown.next();
  }
}
