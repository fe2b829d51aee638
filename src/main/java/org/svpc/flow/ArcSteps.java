package org.svpc.flow;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.TypeTable;

/** Steps along the arcs of a table from type to type, attributes seen through at both ends. */
final class ArcSteps {
  private final TypeTable types;
  private final StateSets states;

  ArcSteps(TypeTable types, StateSets states) {
    this.types = types;
    this.states = states;
  }

  /** The type itself and its attributes. */
  int[] ids(int type) {
    IdSet attributes = types.attributesOf().get(type);
    int[] ids = new int[attributes.size() + 1];
    ids[0] = type;
    int count = 1;
    for (int id = attributes.next(0); id >= 0; id = attributes.next(id + 1)) {
      ids[count++] = id;
    }
    return ids;
  }

  /** For each type the states in which an arc leads to it from this one. */
  int[] after(ArcTable arcs, int type) {
    int[] found = new int[types.names().size()];
    for (int id : ids(type)) {
      int end = arcs.firstFrom(id + 1);
      for (int place = arcs.firstFrom(id); place < end; place++) {
        int arc = arcs.arcFrom(place);
        addMembers(arcs.to(arc), arcs.states(arc), found);
      }
    }
    return found;
  }

  /** For each type the states in which an arc leads from it to this one. */
  int[] before(ArcTable arcs, int type) {
    int[] found = new int[types.names().size()];
    for (int id : ids(type)) {
      int end = arcs.firstTo(id + 1);
      for (int place = arcs.firstTo(id); place < end; place++) {
        int arc = arcs.arcTo(place);
        addMembers(arcs.from(arc), arcs.states(arc), found);
      }
    }
    return found;
  }

  private void addMembers(int id, int holds, int[] found) {
    IdSet members = types.membersOf().get(id);
    for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
      found[type] = states.or(found[type], holds);
    }
  }

  /**
   * The rules whose arcs lead from one type to another.
   *
   * @param on the booleans that are on; only rules that hold then. Null for all
   */
  BitSet rules(ArcTable arcs, int from, int to, @Nullable IdSet on) {
    BitSet found = new BitSet();
    for (int id : ids(from)) {
      int end = arcs.firstFrom(id + 1);
      for (int place = arcs.firstFrom(id); place < end; place++) {
        int arc = arcs.arcFrom(place);
        if (types.membersOf().get(arcs.to(arc)).contains(to)
            && (on == null || states.contains(arcs.states(arc), on))) {
          found.set(arcs.rule(arc));
        }
      }
    }
    return found;
  }
}
