package org.svpc.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.index.TypeTable;

/**
 * Information flow between types with levels: a hop of a {@link FlowGraph} is one here where
 * constraints let one of the permissions pass that carry it. Users and roles are open.
 *
 * <p>Rules on attributes stay rules on attributes: of each id of the type table, types that
 * constraints do not tell apart are one group, and what holds for one group with one level is one
 * slot.
 */
public final class LevelFlowGraph implements InformationGraph {
  private final Policy policy;
  private final PermissionWeights weights;
  private final StateSets states;
  private final FlowLevels levels;
  private final LevelConstraints constraints;
  private final TypeTable types;
  private final int levelCount;

  private final ArcTable arcs;

  /** For each arc the permissions of its rule that carry in its direction. */
  private int[] carrying = new int[256];

  /** The arcs from the source of their rule to its target. */
  private final BitSet writes = new BitSet();

  /** For each id of the type table its first slot; one after the last. */
  private final int[] firstSlot;

  private final int[] idOfSlot;
  private final int[] cellOfSlot;

  /**
   * @param policy with levels
   * @param weights which way permissions carry, and how much
   * @param least the least weight of a permission that counts, 1 to 10
   */
  public LevelFlowGraph(
      Policy policy, PermissionWeights weights, int least, StateSets states, FlowLevels levels) {
    this.policy = policy;
    this.weights = weights;
    this.states = states;
    this.levels = levels;
    types = policy.types();
    levelCount = levels.ranges().size();
    arcs = new ArcTable(types.names().size());
    int[] counting = addArcs(least);
    constraints = new LevelConstraints(policy, levels.ranges(), counting);
    firstSlot = new int[types.names().size() + 1];
    int[] groups = groups();
    idOfSlot = new int[groups.length * levelCount];
    cellOfSlot = new int[idOfSlot.length];
    for (int id = 0; id < types.names().size(); id++) {
      for (int slot = firstSlot[id]; slot < firstSlot[id + 1]; slot++) {
        idOfSlot[slot] = id;
        cellOfSlot[slot] = constraints.cell(groups[slot / levelCount], slot % levelCount);
      }
    }
  }

  /** For each class the permissions that count. */
  private int[] addArcs(int least) {
    int classes = policy.classes().classes().size();
    int[] reading = new int[classes];
    int[] writing = new int[classes];
    for (int id = 0; id < classes; id++) {
      for (int rest = policy.classes().get(id).all(); rest != 0; rest &= rest - 1) {
        int permission = rest & -rest;
        reading[id] |= weights.read(id, permission) >= least ? permission : 0;
        writing[id] |= weights.write(id, permission) >= least ? permission : 0;
      }
    }
    RuleTable rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.kind(rule) == RuleKind.ALLOW) {
        int objectClass = rules.objectClass(rule);
        int source = rules.source(rule);
        int target = rules.target(rule);
        int holds = states.ofRule(policy, rule);
        addArc(source, target, rule, holds, rules.datum(rule) & writing[objectClass], true);
        addArc(target, source, rule, holds, rules.datum(rule) & reading[objectClass], false);
      }
    }
    for (int id = 0; id < classes; id++) {
      reading[id] |= writing[id];
    }
    return reading;
  }

  private void addArc(int from, int to, int rule, int holds, int permissions, boolean isWrite) {
    if (permissions == 0 || holds == StateSets.NONE) {
      return;
    }
    int arc = arcs.size();
    if (arc == carrying.length) {
      carrying = Arrays.copyOf(carrying, 2 * arc);
    }
    carrying[arc] = permissions;
    writes.set(arc, isWrite);
    arcs.add(from, to, rule, holds);
  }

  /** The groups of each id, those of an id together, and where its slots begin. */
  private int[] groups() {
    int[] groups = new int[types.names().size()];
    int count = 0;
    for (int id = 0; id < types.names().size(); id++) {
      firstSlot[id] = count * levelCount;
      BitSet ofId = new BitSet();
      IdSet members = types.membersOf().get(id);
      for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
        ofId.set(constraints.group(type));
      }
      for (int group = ofId.nextSetBit(0); group >= 0; group = ofId.nextSetBit(group + 1)) {
        groups = count == groups.length ? Arrays.copyOf(groups, 2 * count) : groups;
        groups[count++] = group;
      }
    }
    firstSlot[types.names().size()] = count * levelCount;
    return Arrays.copyOf(groups, count);
  }

  /** The slot of an id that a type with a level is part of; the id is the type or has it. */
  private int slot(int id, int type, int level) {
    int cell = constraints.cell(constraints.group(type), level);
    int slot = firstSlot[id] + level;
    while (cellOfSlot[slot] != cell) {
      slot += levelCount;
    }
    return slot;
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
  public int nodes() {
    return types.names().size() * levelCount;
  }

  @Override
  public String name(int node) {
    return levels.name(node);
  }

  /** Whether constraints are followed in full; else some let more pass than they should. */
  public boolean isExact() {
    return constraints.isExact();
  }

  @Override
  public int type(int node) {
    return node / levelCount;
  }

  private int level(int node) {
    return node % levelCount;
  }

  private int cell(int node) {
    return constraints.cell(constraints.group(type(node)), level(node));
  }

  private IdSet withAttributes(int type) {
    return types.attributesOf().get(type).or(IdSet.of(type));
  }

  /** The permissions by which an arc carries from a cell to a cell. */
  private int passing(int arc, int from, int to) {
    boolean isWrite = writes.get(arc);
    int objectClass = policy.rules().objectClass(arcs.rule(arc));
    return carrying[arc]
        & ~constraints.denied(objectClass, isWrite ? from : to, isWrite ? to : from);
  }

  @Override
  public Hops after(int node) {
    int[] found = new int[nodes()];
    int cell = cell(node);
    IdSet ids = withAttributes(type(node));
    for (int id = ids.next(0); id >= 0; id = ids.next(id + 1)) {
      for (int place = arcs.firstFrom(id); place < arcs.firstFrom(id + 1); place++) {
        int arc = arcs.arcFrom(place);
        for (int slot = firstSlot[arcs.to(arc)]; slot < firstSlot[arcs.to(arc) + 1]; slot++) {
          if (passing(arc, cell, cellOfSlot[slot]) != 0) {
            addMembers(slot, arcs.states(arc), found);
          }
        }
      }
    }
    return Hops.of(found, node);
  }

  @Override
  public Hops before(int node) {
    int[] found = new int[nodes()];
    int cell = cell(node);
    IdSet ids = withAttributes(type(node));
    for (int id = ids.next(0); id >= 0; id = ids.next(id + 1)) {
      for (int place = arcs.firstTo(id); place < arcs.firstTo(id + 1); place++) {
        int arc = arcs.arcTo(place);
        for (int slot = firstSlot[arcs.from(arc)]; slot < firstSlot[arcs.from(arc) + 1]; slot++) {
          if (passing(arc, cellOfSlot[slot], cell) != 0) {
            addMembers(slot, arcs.states(arc), found);
          }
        }
      }
    }
    return Hops.of(found, node);
  }

  private void addMembers(int slot, int holds, int[] found) {
    int level = slot % levelCount;
    IdSet members = types.membersOf().get(idOfSlot[slot]);
    for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
      if (isOf(slot, type, level)) {
        int node = levels.node(type, level);
        found[node] = states.or(found[node], holds);
      }
    }
  }

  /** Whether a type of a slot's id is of its group, and is taken to have its level. */
  private boolean isOf(int slot, int type, int level) {
    return levels.has(type, level)
        && cellOfSlot[slot] == constraints.cell(constraints.group(type), level);
  }

  @Override
  public List<Carrier> carriers(int from, int to, @Nullable IdSet on) {
    IdSet starts = withAttributes(type(from));
    IdSet ends = withAttributes(type(to));
    TreeMap<Integer, Carrier> found = new TreeMap<>();
    for (int id = starts.next(0); id >= 0; id = starts.next(id + 1)) {
      for (int place = arcs.firstFrom(id); place < arcs.firstFrom(id + 1); place++) {
        int arc = arcs.arcFrom(place);
        if (ends.contains(arcs.to(arc)) && (on == null || states.contains(arcs.states(arc), on))) {
          int permissions = passing(arc, cell(from), cell(to));
          if (permissions != 0) {
            found.merge(arcs.rule(arc), carrier(arc, permissions), LevelFlowGraph::both);
          }
        }
      }
    }
    List<Carrier> carriers = new ArrayList<>(found.values());
    FlowGraph.sort(carriers, policy);
    return carriers;
  }

  private Carrier carrier(int arc, int permissions) {
    int rule = arcs.rule(arc);
    int objectClass = policy.rules().objectClass(rule);
    return new Carrier(
        rule,
        permissions,
        writes.get(arc)
            ? weights.write(objectClass, permissions)
            : weights.read(objectClass, permissions));
  }

  private static Carrier both(Carrier a, Carrier b) {
    return new Carrier(
        a.rule(), a.permissions() | b.permissions(), Math.max(a.weight(), b.weight()));
  }

  @Override
  public Backwards backwards() {
    return new Walk();
  }

  /** Each slot gathers once for all that lead to or from it. */
  private final class Walk implements Backwards {
    private final GrowingSets reached = new GrowingSets(states, idOfSlot.length);
    private final GrowingSets leading = new GrowingSets(states, idOfSlot.length);

    @Override
    public void add(int node, int set) {
      IdSet ids = withAttributes(type(node));
      for (int id = ids.next(0); id >= 0; id = ids.next(id + 1)) {
        reached.add(slot(id, type(node), level(node)), set);
      }
    }

    @Override
    public void step(Arrival arrival) {
      for (int end = reached.next(); end >= 0; end = reached.next()) {
        int id = idOfSlot[end];
        for (int place = arcs.firstTo(id); place < arcs.firstTo(id + 1); place++) {
          lead(arcs.arcTo(place), end);
        }
      }
      for (int start = leading.next(); start >= 0; start = leading.next()) {
        int level = start % levelCount;
        IdSet members = types.membersOf().get(idOfSlot[start]);
        for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
          if (isOf(start, type, level)) {
            arrival.at(levels.node(type, level), leading.of(start));
          }
        }
      }
    }

    private void lead(int arc, int end) {
      int from = arcs.from(arc);
      for (int start = firstSlot[from]; start < firstSlot[from + 1]; start++) {
        if (leading.of(start) != StateSets.ALL
            && passing(arc, cellOfSlot[start], cellOfSlot[end]) != 0) {
          leading.add(start, states.and(arcs.states(arc), reached.of(end)));
        }
      }
    }
  }
}
