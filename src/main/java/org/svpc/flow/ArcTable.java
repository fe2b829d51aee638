package org.svpc.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Order byFrom;
  private @Nullable Order byTo;

  /** Arcs by one of their ends: those of an id stand together. */
  private static final class Order {
    private final int[] starts;
    private final int[] arcs;

    Order(int[] starts, int[] arcs) {
      this.starts = starts;
      this.arcs = arcs;
    }
  }

  /**
   * @param ids how many ids there are
   */
  ArcTable(int ids) {
    this.ids = ids;
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
    return byFromOrder().starts[id];
  }

  /** The arc at a place in the order by where they start. */
  int arcFrom(int place) {
    return byFromOrder().arcs[place];
  }

  /** The place of the first arc to an id in the order by where they lead. */
  int firstTo(int id) {
    return byToOrder().starts[id];
  }

  /** The arc at a place in the order by where they lead. */
  int arcTo(int place) {
    return byToOrder().arcs[place];
  }

  private Order byFromOrder() {
    Order known = byFrom;
    if (known == null) {
      known = order(froms);
      byFrom = known;
    }
    return known;
  }

  private Order byToOrder() {
    Order known = byTo;
    if (known == null) {
      known = order(tos);
      byTo = known;
    }
    return known;
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
