package org.svpc.flow;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private final ArcSteps steps;
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
    steps = new ArcSteps(types, states);
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
    int[] next = steps.after(transition, type);
    int[] executes = steps.after(execute, type);
    int[] found = new int[next.length];
    for (int domain = 0; domain < next.length; domain++) {
      if (next[domain] != StateSets.NONE && domain != type) {
        found[domain] = byExecuting(type, domain, next[domain], executes);
      }
    }
    if (mayChange[type] != StateSets.NONE) {
      int[] inPlace = steps.after(dyntransition, type);
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
    int[] files = steps.after(entrypoint, domain);
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
    for (int id : steps.ids(from)) {
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
    int[] transits = steps.before(transition, type);
    int[] found = new int[transits.length];
    Hops entries = entrypoints(type);
    for (int at = 0; at < entries.types().length; at++) {
      int file = entries.types()[at];
      int[] executes = steps.before(execute, file);
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
    int[] inPlace = steps.before(dyntransition, type);
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
    private final GrowingSets reached = new GrowingSets(states, types.names().size());

    @Override
    public void add(int type, int set) {
      reached.add(type, set);
    }

    @Override
    public void step(Arrival arrival) {
      for (int type = reached.next(); type >= 0; type = reached.next()) {
        Hops hops = before(type);
        for (int at = 0; at < hops.types().length; at++) {
          arrival.at(hops.types()[at], states.and(hops.states()[at], reached.of(type)));
        }
      }
    }
  }

  /**
   * The rules that make a hop.
   *
   * @param on the booleans that are on; only rules that hold then are given. Null gives all
   */
  public TransitionRules rules(int from, int to, @Nullable IdSet on) {
    List<TransitionRules.Entrypoint> entrypoints = new ArrayList<>();
    List<Integer> transits = rules(transition, from, to, on);
    List<Integer> asks = rules(setexec, from, from, on);
    if (!transits.isEmpty()) {
      Hops entries = entrypoints(to);
      for (int file : entries.types()) {
        List<Integer> automatic = typeTransitions(from, file, to, on);
        boolean chosen = !asks.isEmpty() || !automatic.isEmpty();
        List<Integer> executing = rules(execute, from, file, on);
        List<Integer> entering = rules(entrypoint, to, file, on);
        if (chosen && !executing.isEmpty() && !entering.isEmpty()) {
          entrypoints.add(new TransitionRules.Entrypoint(file, entering, executing, automatic));
        }
      }
    }
    List<Integer> inPlace = rules(dyntransition, from, to, on);
    List<Integer> changes = rules(setcurrent, from, from, on);
    boolean byFile = !entrypoints.isEmpty();
    boolean changing = !inPlace.isEmpty() && !changes.isEmpty();
    return new TransitionRules(
        byFile ? transits : List.of(),
        byFile ? asks : List.of(),
        entrypoints,
        changing ? inPlace : List.of(),
        changing ? changes : List.of());
  }

  private List<Integer> typeTransitions(int from, int file, int to, @Nullable IdSet on) {
    List<Integer> found = new ArrayList<>();
    for (int rule : rules(typeTransition, from, file, on)) {
      if (policy.rules().datum(rule) == to) {
        found.add(rule);
      }
    }
    return found;
  }

  private List<Integer> rules(ArcTable table, int from, int to, @Nullable IdSet on) {
    return list(steps.rules(table, from, to, on));
  }

  private static List<Integer> list(BitSet found) {
    List<Integer> rules = new ArrayList<>();
    for (int rule = found.nextSetBit(0); rule >= 0; rule = found.nextSetBit(rule + 1)) {
      rules.add(rule);
    }
    return rules;
  }
}
