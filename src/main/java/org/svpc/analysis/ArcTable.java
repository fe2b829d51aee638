package org.svpc.analysis;

import java.util.Arrays;

/**
 * Arcs from one id of the type table to another, each with the rule that makes it and the states of
 * booleans in which it holds. An end may be an attribute: then the arc is from, or to, each of its
 * types.
 */
final class ArcTable {
  private final int ids;
  private int size;
  private char[] froms = new char[256];
  private char[] tos = new char[256];
  private int[] rules = new int[256];
  private int[] states = new int[256];
  private Order byFrom;
  private Order byTo;

  /** Arcs by one of their ends: those of an id stand together. */
  private record Order(int[] starts, int[] arcs) {}

  private static final Order UNKNOWN = new Order(new int[0], new int[0]);

  /**
   * @param ids how many ids there are
   */
  ArcTable(int ids) {
    this.ids = ids;
    byFrom = UNKNOWN;
    byTo = UNKNOWN;
  }

  /** Adds an arc; all are added before any is asked for. */
  void add(int from, int to, int rule, int states) {
    if (size == froms.length) {
      int capacity = 2 * size;
      froms = Arrays.copyOf(froms, capacity);
      tos = Arrays.copyOf(tos, capacity);
      rules = Arrays.copyOf(rules, capacity);
      this.states = Arrays.copyOf(this.states, capacity);
    }
    froms[size] = (char) from;
    tos[size] = (char) to;
    rules[size] = rule;
    this.states[size] = states;
    size++;
  }

  int size() {
    return size;
  }

  int from(int arc) {
    return froms[arc];
  }

  int to(int arc) {
    return tos[arc];
  }

  int rule(int arc) {
    return rules[arc];
  }

  int states(int arc) {
    return states[arc];
  }

  /** The place of the first arc from an id in the order by where they start. */
  int firstFrom(int id) {
    if (byFrom == UNKNOWN) {
      byFrom = order(froms);
    }
    return byFrom.starts[id];
  }

  /** The arc at a place in the order by where they start. */
  int arcFrom(int place) {
    return byFrom.arcs[place];
  }

  /** The place of the first arc to an id in the order by where they lead. */
  int firstTo(int id) {
    if (byTo == UNKNOWN) {
      byTo = order(tos);
    }
    return byTo.starts[id];
  }

  /** The arc at a place in the order by where they lead. */
  int arcTo(int place) {
    return byTo.arcs[place];
  }

  private Order order(char[] ends) {
    int[] starts = new int[ids + 1];
    for (int arc = 0; arc < size; arc++) {
      starts[ends[arc] + 1]++;
    }
    for (int id = 0; id < ids; id++) {
      starts[id + 1] += starts[id];
    }
    int[] next = Arrays.copyOf(starts, ids);
    int[] arcs = new int[size];
    for (int arc = 0; arc < size; arc++) {
      arcs[next[ends[arc]]++] = arc;
    }
    return new Order(starts, arcs);
  }
}
