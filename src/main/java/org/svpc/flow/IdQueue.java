package org.svpc.flow;

/** Ids that wait, each at most once, first come first served. */
final class IdQueue {
  private final int[] waiting;
  private final boolean[] waits;
  private int first;
  private int count;

  /**
   * @param ids how many ids there are
   */
  IdQueue(int ids) {
    waiting = new int[ids];
    waits = new boolean[ids];
  }

  /** Adds an id unless it waits already. */
  void add(int id) {
    if (!waits[id]) {
      waits[id] = true;
      waiting[(first + count++) % waiting.length] = id;
    }
  }

  /** Takes the first id, or -1 where none waits. */
  int next() {
    if (count == 0) {
      return -1;
    }
    int id = waiting[first];
    first = (first + 1) % waiting.length;
    count--;
    waits[id] = false;
    return id;
  }
}
