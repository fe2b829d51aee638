package org.svpc.flow;

import java.util.Arrays;
import org.svpc.index.IdSet;

/**
 * Finds paths in a {@link TypeGraph} all of whose hops hold in one and the same state of the
 * booleans.
 *
 * <p>It walks back from the ends, one hop of all types together at a time, and keeps for each type
 * the set of states in which the end is reached within so many hops. So it knows the length of the
 * shortest path and the states in which there is a path at all, however many paths there are, and
 * never has to turn back when it follows one.
 */
public final class PathSearch {
  /** How many hops a path may have where that is not limited. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private final TypeGraph graph;
  private final StateSets states;
  private final PathQuestion question;
  private final Reached last;
  private final Reached first;

  public PathSearch(TypeGraph graph, PathQuestion question) {
    this.graph = graph;
    this.question = question;
    states = graph.states();
    int types = graph.nodes();
    last = new Reached(types);
    walkLast();
    if (question.through().isEmpty()) {
      first = last;
    } else {
      first = new Reached(types);
      walkFirst();
    }
  }

  /** The number of hops of the shortest paths, or -1 where there is no path. */
  public int shortest() {
    int shortest = -1;
    IdSet from = question.from();
    for (int type = from.next(0); type >= 0; type = from.next(type + 1)) {
      int hops = first.firstLevel(type);
      shortest = hops >= 0 && (shortest < 0 || hops < shortest) ? hops : shortest;
    }
    return shortest;
  }

  /** The states in which there is a path. */
  public int states() {
    int all = StateSets.NONE;
    IdSet from = question.from();
    for (int type = from.next(0); type >= 0; type = from.next(type + 1)) {
      all = states.or(all, first.within(type, UNLIMITED));
    }
    return all;
  }

  /** All shortest paths; those that need fewest booleans first, then by names. */
  public PathWalk shortestPaths() {
    int shortest = shortest();
    return new PathWalk(this, Math.max(shortest, 0), shortest);
  }

  /** All paths of at most so many hops that pass no type twice, the shorter first. */
  public PathWalk paths(int mostHops) {
    int shortest = shortest();
    return new PathWalk(this, Math.max(shortest, 0), shortest < 0 ? -1 : mostHops);
  }

  TypeGraph graph() {
    return graph;
  }

  PathQuestion question() {
    return question;
  }

  /**
   * The states in which an end is reached within so many hops.
   *
   * @param passed whether one of the types that have to be passed is behind
   */
  int within(int type, boolean passed, int hops) {
    if (hops == 0) {
      return passed && question.to().contains(type) ? StateSets.ALL : StateSets.NONE;
    }
    return (passed ? last : first).within(type, hops);
  }

  /** Whether a path may pass the type between its ends. */
  boolean isInner(int type) {
    return !question.without().contains(type)
        && !question.from().contains(type)
        && !question.to().contains(type);
  }

  boolean hasToPass(int type) {
    return question.through().contains(type);
  }

  private void walkLast() {
    TypeGraph.Backwards walk = graph.backwards();
    IdSet to = question.to();
    for (int type = to.next(0); type >= 0; type = to.next(type + 1)) {
      walk.add(type, StateSets.ALL);
    }
    boolean grows = true;
    for (int level = 1; grows; level++) {
      grows = last.take(walk, level);
      for (int type = last.grown.next(); type >= 0; type = last.grown.next()) {
        if (isInner(type)) {
          walk.add(type, last.within(type, level));
        }
      }
    }
  }

  /** The part of the paths that lies before the types that have to be passed. */
  private void walkFirst() {
    TypeGraph.Backwards walk = graph.backwards();
    boolean grows = true;
    for (int level = 1; grows || level <= last.levels + 1; level++) {
      IdSet through = question.through();
      for (int type = through.next(0); type >= 0; type = through.next(type + 1)) {
        if (isInner(type) && level > 1) {
          walk.add(type, last.within(type, level - 1));
        }
      }
      grows = first.take(walk, level);
      for (int type = first.grown.next(); type >= 0; type = first.grown.next()) {
        if (isInner(type) && !hasToPass(type)) {
          walk.add(type, first.within(type, level));
        }
      }
    }
  }

  /** For each type the states in which the end is reached, by the number of hops. */
  private final class Reached {
    private final int[] newest;
    private final IdQueue grown;
    private int levels;

    // What a type reached when: each entry adds to those before it.
    private int size;
    private int[] before = new int[256];
    private int[] level = new int[256];
    private int[] set = new int[256];

    Reached(int types) {
      newest = new int[types];
      Arrays.fill(newest, -1);
      grown = new IdQueue(types);
    }

    /** Lets the walk go a hop; whether any type grew. */
    boolean take(TypeGraph.Backwards walk, int hops) {
      int sizeBefore = size;
      walk.step(
          new TypeGraph.Arrival() {
            @Override
            public void at(int type, int added) {
              grow(type, added, hops);
            }
          });
      levels = size > sizeBefore ? hops : levels;
      return size > sizeBefore;
    }

    private void grow(int type, int added, int hops) {
      int entry = newest[type];
      int known = entry < 0 ? StateSets.NONE : set[entry];
      if (known == StateSets.ALL) {
        return;
      }
      int both = states.or(known, added);
      if (both == known) {
        return;
      }
      grown.add(type);
      if (entry >= 0 && level[entry] == hops) {
        set[entry] = both;
        return;
      }
      if (size == set.length) {
        before = Arrays.copyOf(before, 2 * size);
        level = Arrays.copyOf(level, 2 * size);
        set = Arrays.copyOf(set, 2 * size);
      }
      before[size] = entry;
      level[size] = hops;
      set[size] = both;
      newest[type] = size++;
    }

    int within(int type, int hops) {
      int entry = newest[type];
      while (entry >= 0 && level[entry] > hops) {
        entry = before[entry];
      }
      return entry < 0 ? StateSets.NONE : set[entry];
    }

    int firstLevel(int type) {
      int found = -1;
      for (int entry = newest[type]; entry >= 0; entry = before[entry]) {
        found = level[entry];
      }
      return found;
    }
  }
}
