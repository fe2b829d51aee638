package org.svpc.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.svpc.index.ClassTable;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.index.TypeTable;

/**
 * Changes of a process from one domain to another, as setools' sedta means them. By executing a
 * file: the old domain may make the transition and execute the file, the file may be the new
 * domain's entry point, and the old domain either asks for the new one (setexec) or a
 * type_transition says so. In place: dyntransition and setcurrent. (Linux,
 * selinux_bprm_creds_for_exec and selinux_setprocattr; that the types are allowed is all that is
 * looked at, not roles and levels.)
 */
public final class TransitionGraph implements TypeGraph {
  private final Policy policy;
  private final StateSets states;
  private final TypeTable types;
  private final IdSet withoutEntrypoints;
  private final ArcTable transition;
  private final ArcTable dyntransition;
  private final ArcTable setexec;
  private final ArcTable setcurrent;
  private final ArcTable execute;
  private final ArcTable entrypoint;
  private final ArcTable typeTransition;
  private final int[] mayAsk;
  private final int[] mayChange;

  /**
   * @param withoutEntrypoints ids of types of files through which no domain is entered
   */
  public TransitionGraph(Policy policy, StateSets states, IdSet withoutEntrypoints) {
    this.policy = policy;
    this.states = states;
    this.withoutEntrypoints = withoutEntrypoints;
    types = policy.types();
    int ids = types.names().size();
    transition = new ArcTable(ids);
    dyntransition = new ArcTable(ids);
    setexec = new ArcTable(ids);
    setcurrent = new ArcTable(ids);
    execute = new ArcTable(ids);
    entrypoint = new ArcTable(ids);
    typeTransition = new ArcTable(ids);
    mayAsk = new int[ids];
    mayChange = new int[ids];
    readRules();
  }

  private void readRules() {
    ClassTable classes = policy.classes();
    int process = classes.names().id("process");
    int file = classes.names().id("file");
    int transitionMask = mask(process, "transition");
    int dyntransitionMask = mask(process, "dyntransition");
    int setexecMask = mask(process, "setexec");
    int setcurrentMask = mask(process, "setcurrent");
    int executeMask = mask(file, "execute");
    int entrypointMask = mask(file, "entrypoint");
    RuleTable rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      int objectClass = rules.objectClass(rule);
      if (objectClass != process && objectClass != file) {
        continue;
      }
      RuleKind kind = rules.kind(rule);
      if (kind == RuleKind.TYPE_TRANSITION) {
        if (objectClass == process) {
          add(typeTransition, rule);
        }
      } else if (kind == RuleKind.ALLOW) {
        int allowed = rules.datum(rule);
        if (objectClass == process) {
          addIf(allowed & transitionMask, transition, rule);
          addIf(allowed & dyntransitionMask, dyntransition, rule);
          addIf(allowed & setexecMask, setexec, rule);
          addIf(allowed & setcurrentMask, setcurrent, rule);
        } else {
          addIf(allowed & executeMask, execute, rule);
          addIf(allowed & entrypointMask, entrypoint, rule);
        }
      }
    }
    addSelf(setexec, mayAsk);
    addSelf(setcurrent, mayChange);
  }

  private int mask(int objectClass, String permission) {
    return objectClass < 0 ? 0 : policy.classes().get(objectClass).mask(permission);
  }

  private void addIf(int allowed, ArcTable table, int rule) {
    if (allowed != 0) {
      add(table, rule);
    }
  }

  private void add(ArcTable table, int rule) {
    int holds = states.ofRule(policy, rule);
    if (holds != StateSets.NONE) {
      table.add(policy.rules().source(rule), policy.rules().target(rule), rule, holds);
    }
  }

  /** The types that a table's arcs lead from to themselves. */
  private void addSelf(ArcTable table, int[] found) {
    for (int arc = 0; arc < table.size(); arc++) {
      IdSet members = types.membersOf().get(table.from(arc));
      IdSet targets = types.membersOf().get(table.to(arc));
      for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
        if (targets.contains(type)) {
          found[type] = states.or(found[type], table.states(arc));
        }
      }
    }
  }

  private void addMembers(int id, int holds, int[] found) {
    IdSet members = types.membersOf().get(id);
    for (int type = members.next(0); type >= 0; type = members.next(type + 1)) {
      found[type] = states.or(found[type], holds);
    }
  }

  /** The type itself and its attributes. */
  private int[] ids(int type) {
    IdSet attributes = types.attributesOf().get(type);
    int[] ids = new int[attributes.size() + 1];
    ids[0] = type;
    int count = 1;
    for (int id = attributes.next(0); id >= 0; id = attributes.next(id + 1)) {
      ids[count++] = id;
    }
    return ids;
  }

  private int[] targets(ArcTable table, int source) {
    int[] found = new int[types.names().size()];
    for (int id : ids(source)) {
      int end = table.firstFrom(id + 1);
      for (int place = table.firstFrom(id); place < end; place++) {
        int arc = table.arcFrom(place);
        addMembers(table.to(arc), table.states(arc), found);
      }
    }
    return found;
  }

  private int[] sources(ArcTable table, int target) {
    int[] found = new int[types.names().size()];
    for (int id : ids(target)) {
      int end = table.firstTo(id + 1);
      for (int place = table.firstTo(id); place < end; place++) {
        int arc = table.arcTo(place);
        addMembers(table.from(arc), table.states(arc), found);
      }
    }
    return found;
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
    int[] next = targets(transition, type);
    int[] executes = targets(execute, type);
    int[] found = new int[next.length];
    for (int domain = 0; domain < next.length; domain++) {
      if (next[domain] != StateSets.NONE && domain != type) {
        found[domain] = byExecuting(type, domain, next[domain], executes);
      }
    }
    if (mayChange[type] != StateSets.NONE) {
      int[] inPlace = targets(dyntransition, type);
      for (int domain = 0; domain < inPlace.length; domain++) {
        found[domain] = states.or(found[domain], states.and(inPlace[domain], mayChange[type]));
      }
    }
    return Hops.of(found, type);
  }

  private int byExecuting(int from, int to, int transits, int[] executes) {
    Hops entries = entrypoints(to);
    int holds = StateSets.NONE;
    for (int at = 0; at < entries.types().length; at++) {
      int file = entries.types()[at];
      int enters = states.and(executes[file], entries.states()[at]);
      if (enters != StateSets.NONE) {
        int chooses = mayAsk[from];
        if (chooses != StateSets.ALL) {
          chooses = states.or(chooses, becomes(from, file, to));
        }
        holds = states.or(holds, states.and(enters, chooses));
        if (holds == StateSets.ALL) {
          break;
        }
      }
    }
    return states.and(transits, holds);
  }

  /** The types of the files through which a domain is entered. */
  private Hops entrypoints(int domain) {
    int[] files = targets(entrypoint, domain);
    for (int type = withoutEntrypoints.next(0);
        type >= 0;
        type = withoutEntrypoints.next(type + 1)) {
      files[type] = StateSets.NONE;
    }
    return Hops.of(files, -1);
  }

  /** The states in which a type_transition leads from a domain by a file to another domain. */
  private int becomes(int from, int file, int to) {
    int holds = StateSets.NONE;
    for (int id : ids(from)) {
      int end = typeTransition.firstFrom(id + 1);
      for (int place = typeTransition.firstFrom(id); place < end; place++) {
        int arc = typeTransition.arcFrom(place);
        if (policy.rules().datum(typeTransition.rule(arc)) == to
            && types.membersOf().get(typeTransition.to(arc)).contains(file)) {
          holds = states.or(holds, typeTransition.states(arc));
        }
      }
    }
    return holds;
  }

  @Override
  public Hops before(int type) {
    int[] transits = sources(transition, type);
    int[] found = new int[transits.length];
    Hops entries = entrypoints(type);
    for (int at = 0; at < entries.types().length; at++) {
      int file = entries.types()[at];
      int[] executes = sources(execute, file);
      for (int from = 0; from < executes.length; from++) {
        if (from == type || transits[from] == StateSets.NONE || found[from] == StateSets.ALL) {
          continue;
        }
        int enters = states.and(executes[from], entries.states()[at]);
        if (enters != StateSets.NONE) {
          int chooses = mayAsk[from];
          if (chooses != StateSets.ALL) {
            chooses = states.or(chooses, becomes(from, file, type));
          }
          int holds = states.and(transits[from], states.and(enters, chooses));
          found[from] = states.or(found[from], holds);
        }
      }
    }
    int[] inPlace = sources(dyntransition, type);
    for (int from = 0; from < inPlace.length; from++) {
      found[from] = states.or(found[from], states.and(inPlace[from], mayChange[from]));
    }
    return Hops.of(found, type);
  }

  @Override
  public Backwards backwards() {
    return new Walk();
  }

  private final class Walk implements Backwards {
    private final int[] reached = new int[types.names().size()];
    private final IdQueue grown = new IdQueue(reached.length);

    @Override
    public void add(int type, int set) {
      int both = states.or(reached[type], set);
      if (both != reached[type]) {
        reached[type] = both;
        grown.add(type);
      }
    }

    @Override
    public void step(Arrival arrival) {
      for (int type = grown.next(); type >= 0; type = grown.next()) {
        Hops hops = before(type);
        for (int at = 0; at < hops.types().length; at++) {
          arrival.at(hops.types()[at], states.and(hops.states()[at], reached[type]));
        }
      }
    }
  }

  /** The rules that make a hop. */
  public TransitionRules rules(int from, int to) {
    List<TransitionRules.Entrypoint> entrypoints = new ArrayList<>();
    List<Integer> transits = rules(transition, from, to);
    if (!transits.isEmpty()) {
      int[] executes = targets(execute, from);
      Hops entries = entrypoints(to);
      for (int file : entries.types()) {
        List<Integer> automatic = typeTransitions(from, file, to);
        boolean chosen = mayAsk[from] != StateSets.NONE || !automatic.isEmpty();
        if (executes[file] != StateSets.NONE && chosen) {
          entrypoints.add(
              new TransitionRules.Entrypoint(
                  file, rules(entrypoint, to, file), rules(execute, from, file), automatic));
        }
      }
    }
    List<Integer> inPlace = rules(dyntransition, from, to);
    List<Integer> changes = rules(setcurrent, from, from);
    boolean executing = !entrypoints.isEmpty();
    boolean changing = !inPlace.isEmpty() && !changes.isEmpty();
    return new TransitionRules(
        executing ? transits : List.of(),
        executing ? rules(setexec, from, from) : List.of(),
        entrypoints,
        changing ? inPlace : List.of(),
        changing ? changes : List.of());
  }

  private List<Integer> typeTransitions(int from, int file, int to) {
    List<Integer> found = new ArrayList<>();
    for (int rule : rules(typeTransition, from, file)) {
      if (policy.rules().datum(rule) == to) {
        found.add(rule);
      }
    }
    return found;
  }

  private List<Integer> rules(ArcTable table, int from, int to) {
    BitSet found = new BitSet();
    for (int id : ids(from)) {
      int end = table.firstFrom(id + 1);
      for (int place = table.firstFrom(id); place < end; place++) {
        int arc = table.arcFrom(place);
        if (types.membersOf().get(table.to(arc)).contains(to)) {
          found.set(table.rule(arc));
        }
      }
    }
    return list(found);
  }

  private static List<Integer> list(BitSet found) {
    List<Integer> rules = new ArrayList<>();
    for (int rule = found.nextSetBit(0); rule >= 0; rule = found.nextSetBit(rule + 1)) {
      rules.add(rule);
    }
    return rules;
  }
}
