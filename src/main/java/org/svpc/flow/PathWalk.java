package org.svpc.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows the paths that a {@link PathSearch} found, one after the other. */
public final class PathWalk {
  private final PathSearch search;
  private final TypeGraph graph;
  private final StateSets states;
  private final int most;
  private final Map<Integer, TypeGraph.Hops> known = new HashMap<>();
  private final List<Place> path = new ArrayList<>();
  private int length;
  private int nextStart;
  private final int[] starts;

  /** A type on the path that is being followed, and the hops that lead on from it to an end. */
  private static final class Place {
    final int type;
    final boolean passed;

    final int[] onward;
    final int[] onwardStates;
    int next;

    Place(int type, boolean passed, int[] onward, int[] onwardStates) {
      this.type = type;
      this.passed = passed;
      this.onward = onward;
      this.onwardStates = onwardStates;
    }
  }

  PathWalk(PathSearch search, int least, int most) {
    this.search = search;
    this.most = most;
    graph = search.graph();
    states = graph.states();
    length = least - 1;
    starts = byName(search.question().from().toArray());
    nextStart = starts.length;
  }

  /** The next path, or null where there are no more. */
  public @Nullable TypePath next() {
    while (true) {
      while (path.isEmpty()) {
        if (nextStart == starts.length) {
          // A path passes each type at most once before, and once after, what it has to pass.
          if (length >= most || length >= 2 * graph.nodes()) {
            return null;
          }
          length++;
          nextStart = 0;
        } else {
          int start = starts[nextStart++];
          boolean passed = search.question().through().isEmpty();
          if (search.within(start, passed, length) != StateSets.NONE) {
            path.add(place(start, passed, StateSets.ALL, length));
          }
        }
      }
      Place last = path.get(path.size() - 1);
      if (last.next == last.onward.length) {
        path.remove(path.size() - 1);
        continue;
      }
      int type = last.onward[last.next];
      int held = last.onwardStates[last.next];
      last.next++;
      if (path.size() == length) {
        return found(type, held);
      }
      boolean passed = last.passed || search.hasToPass(type);
      if (!isOnPath(type, passed)) {
        path.add(place(type, passed, held, length - path.size()));
      }
    }
  }

  private TypePath found(int end, int held) {
    List<Integer> types = new ArrayList<>(path.size() + 1);
    for (Place place : path) {
      types.add(place.type);
    }
    types.add(end);
    return new TypePath(types, held);
  }

  /** Whether the path has the type already; what has to be passed parts it in two. */
  private boolean isOnPath(int type, boolean passed) {
    for (int at = path.size() - 1; at >= 0; at--) {
      Place place = path.get(at);
      if (place.type == type && place.passed == passed) {
        return true;
      }
    }
    return false;
  }

  /** A type of the path with those hops out of it that lead to an end within the hops left. */
  private Place place(int type, boolean passed, int held, int left) {
    TypeGraph.Hops hops = known.get(type);
    if (hops == null) {
      hops = graph.after(type);
      known.put(type, hops);
    }
    int count = 0;
    int[] types = new int[hops.types().length];
    int[] holds = new int[types.length];
    for (int hop = 0; hop < types.length; hop++) {
      int next = hops.types()[hop];
      boolean nextPassed = passed || (left > 1 && search.hasToPass(next));
      if (left > 1 && !search.isInner(next)) {
        continue;
      }
      int set = states.and(held, hops.states()[hop]);
      if (states.and(set, search.within(next, nextPassed, left - 1)) != StateSets.NONE) {
        types[count] = next;
        holds[count++] = set;
      }
    }
    return sorted(type, passed, held, types, holds, count);
  }

  private Place sorted(int type, boolean passed, int held, int[] types, int[] holds, int count) {
    List<Integer> order = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      order.add(at);
    }
    order.sort(
        new Comparator<>() {
          @Override
          public int compare(Integer a, Integer b) {
            int free = Boolean.compare(holds[a] != held, holds[b] != held);
            return free != 0 ? free : graph.name(types[a]).compareTo(graph.name(types[b]));
          }
        });
    int[] onward = new int[count];
    int[] onwardStates = new int[count];
    for (int at = 0; at < count; at++) {
      onward[at] = types[order.get(at)];
      onwardStates[at] = holds[order.get(at)];
    }
    return new Place(type, passed, onward, onwardStates);
  }

  private int[] byName(int[] nodes) {
    TreeMap<String, Integer> sorted = new TreeMap<>();
    for (int node : nodes) {
      sorted.put(graph.name(node), node);
    }
    int[] order = new int[nodes.length];
    int at = 0;
    for (int node : sorted.values()) {
      order[at++] = node;
    }
    return order;
  }
}
