package org.svpc.flow;

import java.util.ArrayList;
import java.util.List;
import org.svpc.access.AccessDecisions;
import org.svpc.access.CategoryBinding;
import org.svpc.access.PolicyText;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Names;
import org.svpc.index.Policy;

/**
 * The few levels that a search for flows tells apart, and which types are taken to have which.
 * Processes that categories do not bind have the lowest level or the whole range of the policy; all
 * other types, of bound processes and of objects, have the levels that are asked about and the
 * lowest.
 */
public final class FlowLevels {
  private final Policy policy;
  private final List<MlsRange> ranges = new ArrayList<>();

  /** For each level the types that are taken to have it. */
  private final List<IdSet> typesOf = new ArrayList<>();

  /**
   * What is asked about; these types have this level whatever is assumed of others.
   *
   * @param types ids of types
   */
  public record Asked(IdSet types, MlsRange range) {}

  /**
   * @param policy with levels
   */
  public FlowLevels(Policy policy, List<Asked> asked) {
    this.policy = policy;
    IdSet all = IdSet.EMPTY;
    for (IdSet members : policy.types().membersOf()) {
      all = all.or(members);
    }
    IdSet free = free(policy);
    for (Asked each : asked) {
      add(each.range(), all.without(free).or(each.types()));
    }
    MlsLevel lowest = new MlsLevel(0, IdSet.EMPTY);
    add(new MlsRange(lowest, lowest), all);
    int highest = policy.levels().sensitivities().size() - 1;
    MlsLevel high = new MlsLevel(highest, policy.levels().categoriesOf().get(highest));
    add(new MlsRange(lowest, high), free);
  }

  private void add(MlsRange range, IdSet types) {
    int known = ranges.indexOf(range);
    if (known < 0) {
      ranges.add(range);
      typesOf.add(types);
    } else {
      typesOf.set(known, typesOf.get(known).or(types));
    }
  }

  /** Types of processes that categories do not bind. */
  private static IdSet free(Policy policy) {
    Names roles = policy.roles().names();
    IdSet processes = IdSet.EMPTY;
    for (int role = 0; role < roles.size(); role++) {
      if (!roles.name(role).equals("object_r")) {
        processes = processes.or(policy.roles().typesOf().get(role));
      }
    }
    if (policy.levels().categories().size() < 2) {
      return processes;
    }
    CategoryBinding binding = new CategoryBinding(new AccessDecisions(policy));
    IdSet bound = IdSet.EMPTY;
    for (int type = processes.next(0); type >= 0; type = processes.next(type + 1)) {
      bound = binding.binds(type) ? bound.or(IdSet.of(type)) : bound;
    }
    return processes.without(bound);
  }

  /** The levels; a level's place here is what stands for it. */
  public List<MlsRange> ranges() {
    return ranges;
  }

  /** The place of a level, or -1 where no type is taken to have it. */
  public int of(MlsRange range) {
    return ranges.indexOf(range);
  }

  /** Whether the type is taken to have the level. */
  boolean has(int type, int level) {
    return typesOf.get(level).contains(type);
  }

  /** The node of a type with a level. */
  public int node(int type, int level) {
    return type * ranges.size() + level;
  }

  /** What a node is called, {@code svirt_t:s0:c1,c2}. */
  public String name(int node) {
    int levels = ranges.size();
    return policy.types().names().name(node / levels)
        + ":"
        + new PolicyText(policy).range(ranges.get(node % levels));
  }

  /** The nodes of those of some types that are taken to have a level. */
  public IdSet nodes(IdSet types, int level) {
    long[] words = new long[((policy.types().names().size() * ranges.size()) >>> 6) + 1];
    IdSet having = types.and(typesOf.get(level));
    for (int type = having.next(0); type >= 0; type = having.next(type + 1)) {
      int node = node(type, level);
      words[node >>> 6] |= 1L << node;
    }
    return IdSet.ofWords(words);
  }

  /** The nodes of types with every level that they are taken to have. */
  public IdSet nodes(IdSet types) {
    IdSet nodes = IdSet.EMPTY;
    for (int level = 0; level < ranges.size(); level++) {
      nodes = nodes.or(nodes(types, level));
    }
    return nodes;
  }
}
