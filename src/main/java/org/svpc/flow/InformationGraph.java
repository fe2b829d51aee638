package org.svpc.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;

/** A graph whose hops carry information, each by rules of the policy. */
public interface InformationGraph extends TypeGraph {
  /**
   * A rule that carries information on a hop.
   *
   * @param rule its place in the policy's rule table
   * @param permissions mask of those of its permissions that carry in the hop's direction
   * @param weight the greatest of theirs
   */
  record Carrier(int rule, int permissions, int weight) {}

  /**
   * The rules of a hop: the heaviest first; of these those on the types themselves before those on
   * attributes, and then in the order of the policy.
   *
   * @param on the booleans that are on; only rules that hold then are given. Null gives all
   */
  List<Carrier> carriers(int from, int to, @Nullable IdSet on);
}
