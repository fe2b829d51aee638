package org.svpc.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.CategoryBinding;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.access.PolicyText;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.flow.FlowGraph;
import org.svpc.flow.FlowLevels;
import org.svpc.flow.InformationGraph;
import org.svpc.flow.LevelFlowGraph;
import org.svpc.flow.PathQuestion;
import org.svpc.flow.PathSearch;
import org.svpc.flow.PermissionMap;
import org.svpc.flow.PermissionWeights;
import org.svpc.flow.StateSets;
import org.svpc.flow.TypePath;
import org.svpc.index.BooleanExpression;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.IdSet;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.ir.Assertion;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.LevelRange;
import org.svpc.source.Span;
import org.svpc.verify.States.Guard;

/** Judges assertions. */
final class AssertionJudge {
  /** Each state that {@code when} names is a search of its own. */
  private static final int MOST_STATES = 64;

  private static final int MOST_TYPES = 4;

  private final Policy policy;
  private final AccessDecisions decisions;
  private final SourceRules rules;
  private final PolicyText text;
  private @Nullable PermissionWeights weights;

  /**
   * @param rules the allow rules of the sources
   */
  AssertionJudge(AccessDecisions decisions, SourceRules rules) {
    this.decisions = decisions;
    this.rules = rules;
    policy = decisions.policy();
    text = new PolicyText(policy);
  }

  /** Why an assertion does not hold, or null where it does. */
  @Nullable Diagnostic judge(Assertion assertion) {
    try {
      return assertion instanceof Assertion.McsConstrained constrained
          ? constrained(constrained)
          : flow((Assertion.Flow) assertion);
    } catch (Undecided e) {
      return TestJudge.undecided(e, assertion.origin());
    }
  }

  private IdSet types(SymbolSet set) throws Undecided {
    IdSet types = rules.types(set, null);
    if (types.isEmpty()) {
      throw new Undecided(
          "The policy has none of the types `" + String.join(" ", set.included()) + "`.", "");
    }
    return types;
  }

  private String name(int type) {
    return policy.types().names().name(type);
  }

  // ---- mcs_constrained

  private @Nullable Diagnostic constrained(Assertion.McsConstrained assertion) throws Undecided {
    if (!policy.properties().mls() || policy.levels().categories().size() < 2) {
      throw new Undecided(
          "The policy has no categories that could keep processes apart.",
          "It is built without MCS and MLS.");
    }
    CategoryBinding binding = new CategoryBinding(decisions);
    List<Integer> free = new ArrayList<>();
    IdSet types = types(assertion.types());
    for (int type = types.next(0); type >= 0; type = types.next(type + 1)) {
      if (!binding.binds(type)) {
        free.add(type);
      }
    }
    if (free.isEmpty()) {
      return null;
    }
    Diagnostic.Builder problem =
        Diagnostic.at(
                Code.ASSERTION_FAILED,
                assertion.origin(),
                "Categories do not keep the processes of " + names(free) + " apart.")
            .label("no constraint binds " + (free.size() == 1 ? "it" : "them"));
    String attribute = constrainingAttribute();
    if (attribute != null) {
      problem.note(
          "The policy's constraints bind the members of `"
              + attribute
              + "` only; between other types a category means nothing.");
      problem.help(
          "Let the type join it: `typeattribute " + name(free.get(0)) + " " + attribute + ";`.");
    }
    return problem.build();
  }

  private String names(List<Integer> types) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_TYPES, types.size()); i++) {
      out.append(i == 0 ? "`" : ", `").append(name(types.get(i))).append('`');
    }
    return types.size() > MOST_TYPES
        ? out + " and " + (types.size() - MOST_TYPES) + " more"
        : out.toString();
  }

  /** The attribute without which the constraint on reading files lets everything pass. */
  private @Nullable String constrainingAttribute() {
    int objectClass = policy.classes().names().id("file");
    if (objectClass < 0) {
      return null;
    }
    ObjectClass file = policy.classes().get(objectClass);
    for (Constraint constraint : file.constraints()) {
      if ((constraint.permissions() & file.mask("read")) != 0) {
        String found = exempted(constraint.expression());
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable String exempted(Expression expression) {
    if (expression instanceof Expression.Or or) {
      String left = exempted(or.left());
      return left == null ? exempted(or.right()) : left;
    }
    boolean others =
        expression instanceof Expression.OneOf oneOf
            && oneOf.side() == Constraint.Side.SOURCE
            && oneOf.part() == Constraint.Part.TYPE
            && oneOf.relation() == Constraint.Relation.NOT_EQUAL;
    return others ? name(((Expression.OneOf) expression).written().next(0)) : null;
  }

  // ---- flow

  private @Nullable Diagnostic flow(Assertion.Flow assertion) throws Undecided {
    IdSet trusted = assertion.through() == null ? IdSet.EMPTY : types(assertion.through());
    FlowLevels levels = levels(assertion);
    IdSet from = nodes(assertion.from(), trusted, levels);
    IdSet to = nodes(assertion.to(), trusted, levels);
    if (from.isEmpty() || to.isEmpty()) {
      throw new Undecided(
          "The types that are passed through are all that the flow is between.", "");
    }
    if (from.intersects(to)) {
      throw bothSides(from.and(to).next(0), levels);
    }
    trusted = levels == null ? trusted : levels.nodes(trusted).without(from).without(to);
    boolean open = false;
    for (Named named : states(assertion)) {
      StateSets states = named.states();
      int weight = Math.max(1, assertion.weight());
      InformationGraph graph =
          levels == null
              ? new FlowGraph(policy, weights(), weight, states)
              : new LevelFlowGraph(policy, weights(), weight, states, levels);
      PathSearch search = new PathSearch(graph, new PathQuestion(from, to, trusted, IdSet.EMPTY));
      TypePath path = search.states() == StateSets.NONE ? null : search.shortestPaths().next();
      if (path != null) {
        return leak(assertion, graph, path, named.on());
      }
      open |=
          assertion.only()
              && new PathSearch(graph, new PathQuestion(from, to, IdSet.EMPTY, trusted)).states()
                  != StateSets.NONE;
    }
    return assertion.only() && !open
        ? Diagnostic.at(
                Code.ASSERTION_FAILED,
                assertion.origin(),
                "There is no flow through what it says, either.")
            .label("no flow at all")
            .help("Write `assert no flow` where none is meant.")
            .build()
        : null;
  }

  private Undecided bothSides(int node, @Nullable FlowLevels levels) {
    String name = levels == null ? name(node) : levels.name(node);
    return new Undecided(
        "`" + name + "` is on both sides of the flow.",
        levels == null
            ? "Leave it out on one side: `{ ... -" + name + " }`."
            : "Leave the type out on one side, or give the sides different levels.");
  }

  /** The levels that are told apart, or null where types alone are looked at. */
  private @Nullable FlowLevels levels(Assertion.Flow assertion) throws Undecided {
    List<FlowLevels.Asked> asked = new ArrayList<>();
    for (Assertion.End end : List.of(assertion.from(), assertion.to())) {
      MlsRange range = range(end);
      if (range != null) {
        asked.add(new FlowLevels.Asked(types(end.types()), range));
      }
    }
    return asked.isEmpty() ? null : new FlowLevels(policy, asked);
  }

  private @Nullable MlsRange range(Assertion.End end) throws Undecided {
    LevelRange written = end.range();
    if (written == null) {
      return null;
    }
    String low = written.low().text();
    String high = written.high().text();
    ContextReading reading =
        new ContextReader(policy)
            .atLevel(types(end.types()).next(0), low.equals(high) ? low : low + "-" + high);
    if (reading instanceof ContextReading.Wrong wrong) {
      throw new Undecided(wrong.problem(), wrong.help());
    }
    return ((ContextReading.Valid) reading).context().range();
  }

  /** The nodes of an end: types that are trusted are in it only where it has a level. */
  private IdSet nodes(Assertion.End end, IdSet trusted, @Nullable FlowLevels levels)
      throws Undecided {
    IdSet types = types(end.types());
    MlsRange range = range(end);
    if (levels == null) {
      return types.without(trusted);
    }
    return range == null
        ? levels.nodes(types.without(trusted))
        : levels.nodes(types, levels.of(range));
  }

  private PermissionWeights weights() {
    PermissionWeights known = weights;
    if (known == null) {
      known = new PermissionWeights(policy.classes(), PermissionMap.shipped());
      weights = known;
    }
    return known;
  }

  /**
   * States to look at.
   *
   * @param on the booleans that are on in the one closest to the policy's own
   */
  private record Named(StateSets states, IdSet on) {}

  /** All states at once, or one set for each state that is named. */
  private List<Named> states(Assertion.Flow assertion) throws Undecided {
    if (assertion.states() == null) {
      return List.of(new Named(StateSets.any(policy), policy.booleans().on()));
    }
    BooleanExpression expression = States.of(assertion.states(), policy);
    List<Guard> guards = List.of(new Guard(expression, true));
    States named = new States(policy, guards);
    List<Named> sets = new ArrayList<>();
    IdSet fixed = named.booleans();
    for (IdSet on : named.where(guards)) {
      sets.add(new Named(new StateSets(policy, fixed.and(on), fixed.without(on)), on));
    }
    if (sets.size() > MOST_STATES) {
      throw new Undecided(
          "`when` names "
              + sets.size()
              + " states of its booleans, and svpc looks at "
              + MOST_STATES
              + " at most.",
          "Split the assertion.");
    }
    return sets;
  }

  /** The first rule that holds with these booleans. */
  private InformationGraph.Carrier carrier(List<InformationGraph.Carrier> carriers, IdSet on) {
    AccessDecisions here = decisions.withBooleans(on);
    for (InformationGraph.Carrier carrier : carriers) {
      if (here.holds(carrier.rule())) {
        return carrier;
      }
    }
    return carriers.get(0);
  }

  /**
   * @param usual the booleans that are on but for those that the path needs otherwise
   */
  private Diagnostic leak(
      Assertion.Flow assertion, InformationGraph graph, TypePath path, IdSet usual) {
    List<Integer> types = path.types();
    StringBuilder state = new StringBuilder();
    IdSet on = usual;
    for (StateSets.State each : graph.states().example(path.states())) {
      IdSet one = IdSet.of(each.bool());
      on = each.on() ? on.or(one) : on.without(one);
      state
          .append(state.isEmpty() ? " with `" : " and `")
          .append(policy.booleans().names().name(each.bool()))
          .append(each.on() ? "` on" : "` off");
    }
    Diagnostic.Builder problem =
        Diagnostic.at(
                Code.ASSERTION_FAILED,
                assertion.origin(),
                "Information flows from `"
                    + graph.name(types.get(0))
                    + "` to `"
                    + graph.name(types.get(types.size() - 1))
                    + "`"
                    + state
                    + ".")
            .label("it does flow");
    Set<Span> spans = new LinkedHashSet<>();
    for (int hop = 0; hop + 1 < types.size(); hop++) {
      int source = types.get(hop);
      int target = types.get(hop + 1);
      InformationGraph.Carrier carrier = carrier(graph.carriers(source, target, null), on);
      int objectClass = policy.rules().objectClass(carrier.rule());
      List<String> names = policy.classes().get(objectClass).names(carrier.permissions());
      problem.note(
          "`"
              + graph.name(source)
              + "` -> `"
              + graph.name(target)
              + "`: `"
              + String.join(" ", names)
              + "` of `"
              + text.rule(carrier.rule())
              + "`.");
      for (String permission : names) {
        int from = graph.type(source);
        int to = graph.type(target);
        spans.addAll(rules.granting(from, to, objectClass, permission, null));
        spans.addAll(rules.granting(to, from, objectClass, permission, null));
      }
    }
    for (Span span : spans) {
      problem.label(span, "a hop of it");
    }
    if (!graph.states().isExact()) {
      problem.note("The policy's conditions were too many to be exact: it may need other states.");
    }
    if (graph instanceof LevelFlowGraph levels && !levels.isExact()) {
      problem.note("The policy's constraints were too many to follow: they may deny a hop.");
    }
    return problem.build();
  }
}
