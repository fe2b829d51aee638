package org.svpc.access;

import java.util.Arrays;
import org.svpc.index.RuleTable;

/**
 * The rules of one class, those of each source together in the order of the policy. Built in one
 * pass over all rules, so that a single decision costs no more than that.
 */
final class ClassRules {
  private final int[] starts;
  private final int[] rules;
  private final char[] targets;

  ClassRules(RuleTable table, int objectClass, int sources) {
    int[] found = new int[256];
    int count = 0;
    starts = new int[sources + 1];
    for (int rule = 0; rule < table.size(); rule++) {
      if (table.objectClass(rule) == objectClass) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = rule;
        starts[table.source(rule) + 1]++;
      }
    }
    for (int source = 0; source < sources; source++) {
      starts[source + 1] += starts[source];
    }
    int[] next = starts.clone();
    rules = new int[count];
    targets = new char[count];
    for (int i = 0; i < count; i++) {
      int rule = found[i];
      int place = next[table.source(rule)]++;
      rules[place] = rule;
      targets[place] = (char) table.target(rule);
    }
  }

  /** The first place of a source's rules; they end where those of the next source start. */
  int start(int source) {
    return starts[source];
  }

  int rule(int place) {
    return rules[place];
  }

  /** The target of the rule at a place. */
  int target(int place) {
    return targets[place];
  }
}
