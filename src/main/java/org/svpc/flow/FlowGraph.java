package org.svpc.flow;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.index.TypeTable;

/**
 * Information flow between the types of a policy, as setools' seinfoflow means it: an allow rule
 * with a permission that writes carries from its source to its target, one that reads from its
 * target to its source. Rules on attributes stay rules on attributes.
 */
public final class FlowGraph implements InformationGraph {
  private final Policy policy;
  private final PermissionWeights weights;
  private final int least;
  private final StateSets states;
  private final TypeTable types;
  private final ArcTable arcs;
  private final ArcSteps steps;

  /**
   * @param weights which way permissions carry, and how much
   * @param least the least weight of a permission that counts, 1 to 10
   */
  public FlowGraph(Policy policy, PermissionWeights weights, int least, StateSets states) {
    this.policy = policy;
    this.weights = weights;
    this.least = least;
    this.states = states;
    types = policy.types();
    arcs = new ArcTable(types.names().size());
    steps = new ArcSteps(types, states);
    RuleTable rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.kind(rule) != RuleKind.ALLOW) {
        continue;
      }
      int objectClass = rules.objectClass(rule);
      int mask = rules.datum(rule);
      boolean writes = weights.write(objectClass, mask) >= least;
      boolean reads = weights.read(objectClass, mask) >= least;
      if (!writes && !reads) {
        continue;
      }
      int source = rules.source(rule);
      int target = rules.target(rule);
      int holds = states.ofRule(policy, rule);
      if (holds == StateSets.NONE || (source == target && !types.isAttribute(source))) {
        continue;
      }
      if (writes) {
        arcs.add(source, target, rule, holds);
      }
      if (reads) {
        arcs.add(target, source, rule, holds);
      }
    }
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public StateSets states() {
    return states;
  }

  @Override
  public Hops after(int type) {
    return Hops.of(steps.after(arcs, type), type);
  }

  @Override
  public Hops before(int type) {
    return Hops.of(steps.before(arcs, type), type);
  }

  @Override
  public List<Carrier> carriers(int from, int to, @Nullable IdSet on) {
    BitSet found = steps.rules(arcs, from, to, on);
    List<Carrier> carriers = new ArrayList<>();
    for (int rule = found.nextSetBit(0); rule >= 0; rule = found.nextSetBit(rule + 1)) {
      carriers.add(carrier(rule, from, to));
    }
    sort(carriers, policy);
    return carriers;
  }

  /** Brings the rules of a hop, which are in the order of the policy, into their order. */
  static void sort(List<Carrier> carriers, Policy policy) {
    carriers.sort(
        new Comparator<>() {
          @Override
          public int compare(Carrier a, Carrier b) {
            int heavier = b.weight() - a.weight();
            return heavier != 0
                ? heavier
                : attributes(policy, a.rule()) - attributes(policy, b.rule());
          }
        });
  }

  private Carrier carrier(int rule, int from, int to) {
    RuleTable rules = policy.rules();
    IdSet sources = types.membersOf().get(rules.source(rule));
    IdSet targets = types.membersOf().get(rules.target(rule));
    boolean writes = sources.contains(from) && targets.contains(to);
    boolean reads = sources.contains(to) && targets.contains(from);
    int objectClass = rules.objectClass(rule);
    int carrying = 0;
    int greatest = 0;
    for (int rest = rules.datum(rule); rest != 0; rest &= rest - 1) {
      int permission = rest & -rest;
      int weight =
          Math.max(
              writes ? weights.write(objectClass, permission) : 0,
              reads ? weights.read(objectClass, permission) : 0);
      if (weight >= least) {
        carrying |= permission;
        greatest = Math.max(greatest, weight);
      }
    }
    return new Carrier(rule, carrying, greatest);
  }

  /** How many ends of a rule are attributes. */
  private static int attributes(Policy policy, int rule) {
    RuleTable rules = policy.rules();
    TypeTable types = policy.types();
    return (types.isAttribute(rules.source(rule)) ? 1 : 0)
        + (types.isAttribute(rules.target(rule)) ? 1 : 0);
  }

  @Override
  public Backwards backwards() {
    return new Walk();
  }

  /** Each id of the table, type or attribute, gathers once for all that lead to or from it. */
  private final class Walk implements Backwards {
    private final GrowingSets reached = new GrowingSets(states, types.names().size());
    private final GrowingSets leading = new GrowingSets(states, types.names().size());

    @Override
    public void add(int type, int set) {
      for (int id : steps.ids(type)) {
        reached.add(id, set);
      }
    }

    @Override
    public void step(Arrival arrival) {
      for (int id = reached.next(); id >= 0; id = reached.next()) {
        int end = arcs.firstTo(id + 1);
        for (int place = arcs.firstTo(id); place < end; place++) {
          int arc = arcs.arcTo(place);
          int from = arcs.from(arc);
          if (leading.of(from) != StateSets.ALL) {
            leading.add(from, states.and(arcs.states(arc), reached.of(id)));
          }
        }
      }
      for (int id = leading.next(); id >= 0; id = leading.next()) {
        IdSet members = types.membersOf().get(id);
        for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
          arrival.at(type, leading.of(id));
        }
      }
    }
  }
}
