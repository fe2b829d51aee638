package org.svpc.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.index.BooleanExpression;
import org.svpc.index.IdSet;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.RoleTable;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;

/**
 * Answers queries for the rules of one policy, with the lines that sesearch prints and in its
 * order: type enforcement rules by alphabet, then those on roles, then range transitions. Not for
 * several threads.
 */
public final class RuleSearch {
  private static final int MOST_COMMAND = 0xffff;

  private final Policy policy;
  private final RuleText text;
  private @Nullable RuleIndex index;

  public RuleSearch(Policy policy) {
    this.policy = policy;
    text = new RuleText(policy);
  }

  /** The rules that the query is for, or why it cannot be answered. */
  public Answer search(RuleQuery query) {
    Lookup lookup = new Lookup(policy);
    List<String> found = new ArrayList<>();
    boolean typeEnforcement = false;
    for (RuleChoice choice : query.choices()) {
      typeEnforcement |= choice.isTypeEnforcement();
    }
    if (typeEnforcement) {
      typeRules(query, lookup, found);
    }
    if (query.has(RuleChoice.ROLE_ALLOW) || query.has(RuleChoice.ROLE_TRANSITION)) {
      roleRules(query, lookup, found);
    }
    if (query.has(RuleChoice.RANGE_TRANSITION)) {
      rangeTransitions(query, lookup, found);
    }
    Answer.Refusal refusal = lookup.refusal();
    return refusal == null ? new Answer.Lines(found) : refusal;
  }

  private void typeRules(RuleQuery query, Lookup lookup, List<String> found) {
    Set<RuleKind> kinds = EnumSet.noneOf(RuleKind.class);
    for (RuleChoice choice : query.choices()) {
      kinds.addAll(choice.kinds());
    }
    IdSet sources = sources(query, lookup);
    IdSet targets = targets(query, lookup);
    IdSet classes = classes(query, lookup);
    PermissionCriterion permissions = permissions(query, classes, lookup);
    IdSet commands = commands(query, lookup);
    IdSet results = results(query, lookup);
    IdSet conditions = conditions(query, lookup);
    if (lookup.refused()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    RuleTable rules = policy.rules();
    for (int rule : index().candidates(sources, targets)) {
      RuleKind kind = rules.kind(rule);
      if (kinds.contains(kind)
          && in(sources, rules.source(rule))
          && in(targets, rules.target(rule))
          && in(classes, rules.objectClass(rule))
          && (permissions == null || holds(permissions, kind, rule))
          && (commands == null || holds(commands, query, kind, rule))
          && (results == null || (kind.isTypeRule() && results.contains(rules.datum(rule))))
          && (conditions == null || conditions.contains(rules.condition(rule)))) {
        lines.add(text.of(rule));
      }
    }
    if (kinds.contains(RuleKind.TYPE_TRANSITION)
        && permissions == null
        && commands == null
        && conditions == null) {
      for (Policy.NameTransition rule : policy.nameTransitions()) {
        if (in(sources, rule.source())
            && in(targets, rule.target())
            && in(classes, rule.objectClass())
            && in(results, rule.result())) {
          lines.add(text.of(rule));
        }
      }
    }
    addSorted(lines, found);
  }

  private boolean holds(PermissionCriterion permissions, RuleKind kind, int rule) {
    RuleTable rules = policy.rules();
    return kind.isExtended()
        ? permissions.holdsOfExtended()
        : kind.isAccess() && permissions.holds(rules.objectClass(rule), rules.datum(rule));
  }

  private boolean holds(IdSet commands, RuleQuery query, RuleKind kind, int rule) {
    if (!kind.isExtended()) {
      return false;
    }
    IdSet granted = policy.rules().extended(rule).commands();
    return query.has(Mode.EXTENDED_EQUAL) ? granted.equals(commands) : granted.intersects(commands);
  }

  private void roleRules(RuleQuery query, Lookup lookup, List<String> found) {
    RoleTable roles = policy.roles();
    String source = query.value(Criterion.SOURCE);
    IdSet sources = source == null ? null : roles(source, query.has(Mode.SOURCE_PATTERN), lookup);
    String target = query.value(Criterion.TARGET);
    boolean pattern = query.has(Mode.TARGET_PATTERN);
    boolean isType = target != null && (pattern || lookup.isType(target));
    // A target that is the name of a type is none of a role.
    IdSet roleTargets =
        target == null ? null : isType && !pattern ? IdSet.EMPTY : roles(target, pattern, lookup);
    IdSet typeTargets = target == null || isType ? targets(query, lookup) : IdSet.EMPTY;
    IdSet classes = classes(query, lookup);
    String result = query.value(Criterion.RESULT);
    IdSet results = result == null ? null : roles(result, query.has(Mode.RESULT_PATTERN), lookup);
    if (lookup.refused()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    if (query.has(RuleChoice.ROLE_ALLOW) && classes == null && results == null) {
      for (RoleTable.Allow rule : roles.allows()) {
        if (in(sources, rule.from()) && in(roleTargets, rule.to())) {
          lines.add(text.of(rule));
        }
      }
    }
    if (query.has(RuleChoice.ROLE_TRANSITION)) {
      for (RoleTable.Transition rule : roles.transitions()) {
        if (in(sources, rule.role())
            && in(typeTargets, rule.type())
            && in(classes, rule.objectClass())
            && in(results, rule.result())) {
          lines.add(text.of(rule));
        }
      }
    }
    addSorted(lines, found);
  }

  private IdSet roles(String name, boolean pattern, Lookup lookup) {
    if (pattern) {
      return lookup.matching(policy.roles().names(), name);
    }
    int id = lookup.id(policy.roles().names(), name, "role", "role");
    return id < 0 ? IdSet.EMPTY : IdSet.of(id);
  }

  private void rangeTransitions(RuleQuery query, Lookup lookup, List<String> found) {
    IdSet sources = sources(query, lookup);
    IdSet targets = targets(query, lookup);
    IdSet classes = classes(query, lookup);
    String wanted = query.value(Criterion.RESULT);
    MlsRange range = wanted == null ? null : new LevelText(policy).range(wanted, lookup);
    if (lookup.refused()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (Policy.RangeTransition rule : policy.rangeTransitions()) {
      if (in(sources, rule.source())
          && in(targets, rule.target())
          && in(classes, rule.objectClass())
          && (range == null || range.equals(rule.range()))) {
        lines.add(text.of(rule));
      }
    }
    addSorted(lines, found);
  }

  private static boolean in(@Nullable IdSet wanted, int id) {
    return wanted == null || wanted.contains(id);
  }

  private static void addSorted(List<String> lines, List<String> found) {
    lines.sort(null);
    found.addAll(lines);
  }

  // Made when first asked: it serves one query about as fast as looking at every rule would.
  private RuleIndex index() {
    RuleIndex known = index;
    if (known == null) {
      known = new RuleIndex(policy.rules(), policy.types().names().size());
      index = known;
    }
    return known;
  }

  private @Nullable IdSet sources(RuleQuery query, Lookup lookup) {
    String name = query.value(Criterion.SOURCE);
    return name == null
        ? null
        : lookup.typesInRules(name, query.has(Mode.SOURCE_DIRECT), query.has(Mode.SOURCE_PATTERN));
  }

  private @Nullable IdSet targets(RuleQuery query, Lookup lookup) {
    String name = query.value(Criterion.TARGET);
    return name == null
        ? null
        : lookup.typesInRules(name, query.has(Mode.TARGET_DIRECT), query.has(Mode.TARGET_PATTERN));
  }

  private @Nullable IdSet classes(RuleQuery query, Lookup lookup) {
    String names = query.value(Criterion.CLASS);
    if (names == null) {
      return null;
    }
    return query.has(Mode.CLASS_PATTERN)
        ? lookup.matching(policy.classes().names(), names)
        : lookup.ids(policy.classes().names(), names, "class", "class");
  }

  private @Nullable PermissionCriterion permissions(
      RuleQuery query, @Nullable IdSet classes, Lookup lookup) {
    String names = query.value(Criterion.PERMISSIONS);
    if (names == null || lookup.refused()) {
      return null;
    }
    IdSet spelled = query.has(Mode.CLASS_PATTERN) ? null : classes;
    return PermissionCriterion.of(
        names,
        query.has(Mode.PERMISSIONS_EQUAL),
        query.has(Mode.PERMISSIONS_SUBSET),
        spelled,
        lookup,
        policy);
  }

  private @Nullable IdSet results(RuleQuery query, Lookup lookup) {
    String name = query.value(Criterion.RESULT);
    return name == null ? null : lookup.types(name, query.has(Mode.RESULT_PATTERN));
  }

  /** The places of the conditions that the booleans asked for stand in. */
  private @Nullable IdSet conditions(RuleQuery query, Lookup lookup) {
    String names = query.value(Criterion.BOOLEANS);
    if (names == null) {
      return null;
    }
    boolean pattern = query.has(Mode.BOOLEANS_PATTERN);
    IdSet booleans =
        pattern
            ? lookup.matching(policy.booleans().names(), names)
            : lookup.ids(policy.booleans().names(), names, "boolean", "bool");
    boolean equal = query.has(Mode.BOOLEANS_EQUAL) && !pattern;
    BitSet places = new BitSet();
    for (int place = 0; place < policy.conditions().size(); place++) {
      IdSet used = booleans(policy.conditions().get(place).expression());
      if (equal ? used.equals(booleans) : used.intersects(booleans)) {
        places.set(place);
      }
    }
    return IdSet.of(places);
  }

  static IdSet booleans(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return IdSet.of(variable.bool());
    }
    if (expression instanceof BooleanExpression.Not not) {
      return booleans(not.operand());
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    return booleans(binary.left()).or(booleans(binary.right()));
  }

  /** Reads {@code 0x5401,0x5403-0x5410}: hexadecimal with or without the prefix. */
  private static @Nullable IdSet commands(RuleQuery query, Lookup lookup) {
    String numbers = query.value(Criterion.EXTENDED);
    if (numbers == null) {
      return null;
    }
    BitSet commands = new BitSet();
    for (String part : Lookup.parts(numbers)) {
      int dash = part.indexOf('-');
      int first = command(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : command(part.substring(dash + 1));
      if (first < 0 || last < 0) {
        lookup.refuse(
            "`" + part + "` is no ioctl command and no range of them.",
            "A command is a hexadecimal number from 0x0 to 0xffff, a range two of them with `-`"
                + " between.");
        return IdSet.EMPTY;
      }
      commands.set(Math.min(first, last), Math.max(first, last) + 1);
    }
    return IdSet.of(commands);
  }

  private static int command(String text) {
    String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
    int number = digits.isEmpty() ? -1 : 0;
    for (int at = 0; at < digits.length() && number >= 0; at++) {
      int digit = Character.digit(digits.charAt(at), 16);
      number = digit < 0 ? -1 : number * 16 + digit;
      number = number > MOST_COMMAND ? -1 : number;
    }
    return number;
  }
}
