package org.svpc.policydb;

import java.util.ArrayList;
import java.util.List;
import org.svpc.index.IdSet;

/** Where in a policy file the parts stand that {@link PolicyEdits} changes. */
final class Places {
  /** From one byte to before another. */
  record Stretch(int start, int end) {}

  /**
   * A set of types in a constraint.
   *
   * @param written the types and attributes that it was written with
   */
  record TypeSet(Stretch stretch, IdSet members, IdSet written) {}

  final List<Stretch> rules = new ArrayList<>();
  final List<Stretch> conditions = new ArrayList<>();
  final List<TypeSet> constraints = new ArrayList<>();

  /** For each type the set of its attributes. */
  final List<Stretch> attributes = new ArrayList<>();

  /** Of the number of rules without condition. */
  int ruleCount;

  /** The end of the rules without condition. */
  int endOfRules;
}
