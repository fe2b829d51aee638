package org.svpc.flow;

import org.svpc.index.Policy;

/**
 * A graph whose nodes are the types of a policy, by their ids, or types with levels; its hops hold
 * in sets of states.
 */
public interface TypeGraph {
  Policy policy();

  /** How many numbers there are for nodes, from 0. */
  default int nodes() {
    return policy().types().names().size();
  }

  /** What a node is called. */
  default String name(int node) {
    return policy().types().names().name(node);
  }

  /** The type of a node. */
  default int type(int node) {
    return node;
  }

  /** What the sets of states of this graph are sets of. */
  StateSets states();

  /** The hops out of a type. */
  Hops after(int type);

  /** The hops into a type. */
  Hops before(int type);

  /** Starts to walk back from some types to those that reach them. */
  Backwards backwards();

  /** Hops out of one type, or into one; the arrays are not to be changed. */
  final class Hops {
    private final int[] types;
    private final int[] states;

    private Hops(int[] types, int[] states) {
      this.types = types;
      this.states = states;
    }

    /** Where they lead, or where they come from, ascending; never the type itself. */
    public int[] types() {
      return types;
    }

    /** For each the states in which the hop is there, never {@link StateSets#NONE}. */
    public int[] states() {
      return states;
    }

    /** Of an array with the states for each id. */
    static Hops of(int[] statesOf, int self) {
      int count = 0;
      for (int type = 0; type < statesOf.length; type++) {
        count += statesOf[type] != StateSets.NONE && type != self ? 1 : 0;
      }
      int[] types = new int[count];
      int[] states = new int[count];
      int next = 0;
      for (int type = 0; type < statesOf.length; type++) {
        if (statesOf[type] != StateSets.NONE && type != self) {
          types[next] = type;
          states[next++] = statesOf[type];
        }
      }
      return new Hops(types, states);
    }
  }

  /** A walk against the direction of the hops, one hop of all types together at a time. */
  interface Backwards {
    /** Adds states in which a type has been reached; sets of a type add up. */
    void add(int type, int states);

    /** Goes back one hop from what was added since the last time. */
    void step(Arrival arrival);
  }

  /** Is told, perhaps more than once, of a type from which a hop leads to what was added. */
  interface Arrival {
    void at(int type, int states);
  }
}
