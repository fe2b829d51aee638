package org.svpc.inspection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.access.PolicyText;
import org.svpc.console.Refusal;
import org.svpc.flow.FlowLevels;
import org.svpc.index.IdSet;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;

/**
 * What the names given to {@code svpc flow} mean as nodes of its graph: {@code TYPE}, {@code
 * ATTRIBUTE}, either with a level ({@code svirt_t:s0:c1,c2}), or a whole context, whose user and
 * role are open.
 */
final class FlowEnds {
  private final Policy policy;
  private final ContextReader reader;
  private final @Nullable FlowLevels levels;

  /**
   * @param ends where paths begin and end; if one of them has a level, levels are looked at
   */
  FlowEnds(Policy policy, List<String> ends) throws Refusal {
    this.policy = policy;
    reader = new ContextReader(policy);
    List<FlowLevels.Asked> asked = new ArrayList<>();
    for (String end : ends) {
      Read read = read(end);
      if (read.range() != null) {
        asked.add(new FlowLevels.Asked(read.types(), read.range()));
      }
    }
    levels = asked.isEmpty() ? null : new FlowLevels(policy, asked);
  }

  /** The levels that are told apart, or null where types alone are looked at. */
  @Nullable FlowLevels levels() {
    return levels;
  }

  /** The nodes of a name; without a level, of its types with every level that they have. */
  IdSet nodes(String name) throws Refusal {
    Read read = read(name);
    if (levels == null) {
      if (read.range() != null) {
        throw new Refusal(
            "`" + name + "` has a level, and neither FROM nor TO has one.",
            "Levels are looked at where one of those has a level, as in `svirt_t:s0:c1,c2`.");
      }
      return read.types();
    }
    if (read.range() == null) {
      return levels.nodes(read.types());
    }
    int level = levels.of(read.range());
    if (level < 0) {
      throw otherLevel(name, levels);
    }
    return levels.nodes(read.types(), level);
  }

  private Refusal otherLevel(String name, FlowLevels known) {
    PolicyText text = new PolicyText(policy);
    StringBuilder list = new StringBuilder();
    for (MlsRange range : known.ranges()) {
      list.append(list.isEmpty() ? "`" : ", `").append(text.range(range)).append('`');
    }
    return new Refusal(
        "`" + name + "` has a level that is not looked at.",
        "Those of FROM and TO are, the lowest, and the whole range: " + list + ".");
  }

  IdSet nodes(List<String> names) throws Refusal {
    IdSet nodes = IdSet.EMPTY;
    for (String name : names) {
      nodes = nodes.or(nodes(name));
    }
    return nodes;
  }

  /**
   * What a name means.
   *
   * @param types a type itself, or those of an attribute
   */
  private record Read(IdSet types, @Nullable MlsRange range) {}

  private Read read(String name) throws Refusal {
    int colon = name.indexOf(':');
    String first = colon < 0 ? name : name.substring(0, colon);
    int id = policy.types().names().id(first);
    if (id < 0 && (colon < 0 || policy.users().names().id(first) < 0)) {
      throw FlowCommand.unknown("type or attribute", first, policy.types().names());
    }
    if (id < 0) {
      ContextReading.Valid whole = valid(reader.read(name));
      return new Read(IdSet.of(whole.context().type()), whole.context().range());
    }
    IdSet types = policy.types().membersOf().get(id);
    if (types.isEmpty()) {
      throw new Refusal("The attribute `" + first + "` has no types.", "");
    }
    MlsRange range =
        colon < 0
            ? null
            : valid(reader.atLevel(types.next(0), name.substring(colon + 1))).context().range();
    return new Read(types, range);
  }

  private static ContextReading.Valid valid(ContextReading reading) throws Refusal {
    if (reading instanceof ContextReading.Wrong wrong) {
      throw new Refusal(wrong.problem(), wrong.help());
    }
    return (ContextReading.Valid) reading;
  }
}
