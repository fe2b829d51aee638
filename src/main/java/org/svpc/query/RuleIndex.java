package org.svpc.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.RuleTable;

/** Which rules name a type or attribute as their source, and which as their target. */
final class RuleIndex {
  private final Side sources;
  private final Side targets;
  private final int size;

  RuleIndex(RuleTable rules, int types) {
    size = rules.size();
    int[] source = new int[size];
    int[] target = new int[size];
    for (int rule = 0; rule < size; rule++) {
      source[rule] = rules.source(rule);
      target[rule] = rules.target(rule);
    }
    sources = new Side(source, types);
    targets = new Side(target, types);
  }

  /**
   * Rules among which are all with these sources and targets, by the side that leaves fewer; null
   * stands for any. Each rule is there once.
   */
  int[] candidates(@Nullable IdSet source, @Nullable IdSet target) {
    int bySource = source == null ? size : sources.count(source);
    int byTarget = target == null ? size : targets.count(target);
    if (source != null && bySource <= byTarget) {
      return sources.rules(source, bySource);
    }
    if (target != null) {
      return targets.rules(target, byTarget);
    }
    int[] all = new int[size];
    for (int rule = 0; rule < size; rule++) {
      all[rule] = rule;
    }
    return all;
  }

  /** The rules by the id on one side: those of an id are neighbours. */
  private static final class Side {
    private final int[] starts;
    private final int[] rules;

    Side(int[] ids, int types) {
      starts = new int[types + 1];
      for (int id : ids) {
        starts[id + 1]++;
      }
      for (int id = 0; id < types; id++) {
        starts[id + 1] += starts[id];
      }
      int[] next = Arrays.copyOf(starts, types);
      rules = new int[ids.length];
      for (int rule = 0; rule < ids.length; rule++) {
        rules[next[ids[rule]]++] = rule;
      }
    }

    int count(IdSet ids) {
      int count = 0;
      for (int id = ids.next(0); id >= 0; id = ids.next(id + 1)) {
        count += starts[id + 1] - starts[id];
      }
      return count;
    }

    int[] rules(IdSet ids, int count) {
      int[] found = new int[count];
      int at = 0;
      for (int id = ids.next(0); id >= 0; id = ids.next(id + 1)) {
        int length = starts[id + 1] - starts[id];
        System.arraycopy(rules, starts[id], found, at, length);
        at += length;
      }
      return found;
    }
  }
}
