package org.svpc.m4;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.svpc.m4.Pattern.Kind;
import org.svpc.m4.Pattern.Node;

/**
 * Finds the leftmost match, and of those the longest, as the C library does for m4. All ways to
 * match go forward together, one character at a time, so that a search costs no more than the
 * length of the text times the size of the pattern; of the ways that lead to the same place the one
 * that repeats most, and chooses first, is kept.
 */
final class Search {
  /** The ways to match that stand at the same place, best first. */
  private static final class Ways {
    final Node[] nodes;
    final int[][] slots;
    private final boolean[] seen;
    int count;

    Ways(int size) {
      nodes = new Node[size];
      slots = new int[size][];
      seen = new boolean[size];
    }

    void clear() {
      count = 0;
      Arrays.fill(seen, false);
    }
  }

  /** A node to go on with, and the places noted on the way to it. */
  private static final class Way {
    final Node node;
    final int[] slots;

    Way(Node node, int[] slots) {
      this.node = node;
      this.slots = slots;
    }
  }

  /** What following a way costs, counted in characters that are read. */
  private static final int STEPS = 4;

  private final Run run;
  private final Pattern pattern;
  private final String text;
  private final Deque<Way> open = new ArrayDeque<>();
  private Ways ways;
  private Ways later;

  Search(Run run, Pattern pattern, String text) {
    this.run = run;
    this.pattern = pattern;
    this.text = text;
    ways = new Ways(pattern.size());
    later = new Ways(pattern.size());
  }

  /**
   * Searches from an offset on.
   *
   * @return start and end of the match, then of each group, -1 for groups that took no part; null
   *     for no match
   */
  int @Nullable [] find(int from) {
    int[] none = new int[2 * (pattern.groups() + 1)];
    Arrays.fill(none, -1);
    int[] best = null;
    ways.clear();
    for (int at = from; at <= text.length() && !run.stopped(); at++) {
      if (best == null) {
        follow(ways, pattern.start(), none, at);
      } else if (ways.count == 0) {
        break;
      }
      run.spend(STEPS * (1L + ways.count) + pattern.size() / 2);
      later.clear();
      for (int i = 0; i < ways.count; i++) {
        Node node = ways.nodes[i];
        int[] slots = ways.slots[i];
        if (best != null && slots[0] > best[0]) {
          break;
        }
        if (node.kind == Kind.MATCH) {
          best = slots;
        } else if (at < text.length() && node.takes(text.charAt(at)) && node.next != null) {
          follow(later, node.next, slots, at + 1);
        }
      }
      Ways done = ways;
      ways = later;
      later = done;
    }
    return best;
  }

  /** Goes on from a node to all that take a character, or end the match. */
  private void follow(Ways reached, Node start, int[] startSlots, int at) {
    open.push(new Way(start, startSlots));
    while (!open.isEmpty()) {
      Way way = open.pop();
      Node node = way.node;
      if (reached.seen[node.id]) {
        continue;
      }
      reached.seen[node.id] = true;
      if (node.kind.takesCharacter() || node.kind == Kind.MATCH) {
        reached.nodes[reached.count] = node;
        reached.slots[reached.count++] = way.slots;
      } else if (node.holds(text, at)) {
        int[] slots = way.slots;
        if (node.kind == Kind.MARK) {
          slots = slots.clone();
          slots[node.slot] = at;
        }
        if (node.other != null) {
          open.push(new Way(node.other, slots));
        }
        if (node.next != null) {
          open.push(new Way(node.next, slots));
        }
      }
    }
  }
}
