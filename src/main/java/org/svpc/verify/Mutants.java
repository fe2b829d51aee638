package org.svpc.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.CategoryBinding;
import org.svpc.index.BooleanExpression;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.ir.Assertion;
import org.svpc.ir.Claims;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.TestCase;
import org.svpc.ir.TestCase.Label;
import org.svpc.ir.TestCase.Step;
import org.svpc.policydb.PolicyEdits;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.selinux.AccessKind;

/**
 * Finds the safeguards that modules and their tests speak of, and makes for each a policy without
 * it: the attribute by which categories bind a domain, the guard of a boolean, a rule on ioctl
 * commands, the keeping to a neverallow, the categories of objects.
 */
public final class Mutants {
  /** More than this many are not made: each is a policy of its own in the machine. */
  public static final int MOST = 24;

  private final byte[] bytes;
  private final Policy policy;
  private final PolicyEdits edits;
  private final List<Module> modules;
  private final List<Claims> claims;
  private final List<Mutant> found = new ArrayList<>();
  private int safeguards;

  private Mutants(
      byte[] bytes, Policy policy, PolicyEdits edits, List<Module> modules, List<Claims> claims) {
    this.bytes = bytes;
    this.policy = policy;
    this.edits = edits;
    this.modules = modules;
    this.claims = claims;
  }

  /**
   * The mutants of a policy.
   *
   * @param bytes of the policy, which can be read
   * @param claims what the modules say of it, in their order
   */
  public static Mutants of(byte[] bytes, List<Module> modules, List<Claims> claims) {
    PolicyEdits edits = PolicyEdits.of(bytes);
    Policy policy = read(bytes);
    if (edits == null || policy == null) {
      throw new IllegalArgumentException("no policy");
    }
    Mutants mutants = new Mutants(bytes, policy, edits, modules, claims);
    mutants.attributes();
    mutants.booleans();
    mutants.commands();
    mutants.neverallows();
    mutants.categories();
    return mutants;
  }

  private static @Nullable Policy read(byte[] bytes) {
    return PolicyReader.read(bytes) instanceof Reading.Read read ? read.policy() : null;
  }

  /** Those that were made. */
  public List<Mutant> found() {
    return List.copyOf(found);
  }

  /** How many safeguards there are, more than {@link #MOST} perhaps. */
  public int safeguards() {
    return safeguards;
  }

  private boolean isRoom() {
    return ++safeguards <= MOST;
  }

  private void add(String safeguard, byte[] changed) {
    Policy mutated = read(changed);
    if (mutated == null) {
      throw new IllegalStateException("an edit broke the policy: " + safeguard);
    }
    found.add(new Mutant(safeguard, changed, mutated, claims));
  }

  // ---- categories that bind domains

  private void attributes() {
    if (!policy.properties().mls() || policy.levels().categories().size() < 2) {
      return;
    }
    CategoryBinding binding = new CategoryBinding(new AccessDecisions(policy));
    for (String name : domains()) {
      int type = policy.types().names().id(name);
      if (type < 0 || policy.types().isAttribute(type) || !binding.binds(type)) {
        continue;
      }
      for (int attribute : constraining(type)) {
        byte[] changed = edits.withoutMembership(type, attribute);
        Policy mutated = read(changed);
        boolean bound =
            mutated == null || new CategoryBinding(new AccessDecisions(mutated)).binds(type);
        if (!bound && isRoom()) {
          add("`" + policy.types().names().name(attribute) + "` on `" + name + "`", changed);
        }
      }
    }
  }

  /** The types of processes that tests and assertions name. */
  private Set<String> domains() {
    Set<String> names = new LinkedHashSet<>();
    for (Claims each : claims) {
      for (Assertion assertion : each.assertions()) {
        if (assertion instanceof Assertion.McsConstrained constrained) {
          names.addAll(constrained.types().included());
        }
      }
      for (TestCase test : each.tests()) {
        for (Label label : test.labels()) {
          if (label instanceof TestCase.Context context && context.process()) {
            names.add(context.type().name());
          }
        }
      }
    }
    return names;
  }

  /** The attributes of a type that constraints name. */
  private Set<Integer> constraining(int type) {
    Set<Integer> named = new TreeSet<>();
    IdSet own = policy.types().attributesOf().get(type);
    int file = policy.classes().names().id("file");
    if (file >= 0) {
      for (Constraint constraint : policy.classes().get(file).constraints()) {
        collect(constraint.expression(), own, named);
      }
    }
    return named;
  }

  private static void collect(Expression expression, IdSet own, Set<Integer> named) {
    if (expression instanceof Expression.Not not) {
      collect(not.operand(), own, named);
    } else if (expression instanceof Expression.And and) {
      collect(and.left(), own, named);
      collect(and.right(), own, named);
    } else if (expression instanceof Expression.Or or) {
      collect(or.left(), own, named);
      collect(or.right(), own, named);
    } else if (expression instanceof Expression.OneOf oneOf
        && oneOf.part() == Constraint.Part.TYPE) {
      oneOf.written().and(own).forEach(named::add);
    }
  }

  // ---- guards of booleans

  private void booleans() {
    for (String name : declaredBooleans()) {
      int bool = policy.booleans().names().id(name);
      if (bool < 0) {
        continue;
      }
      for (boolean value : new boolean[] {true, false}) {
        IdSet conditions = guarding(bool, value);
        if (!conditions.isEmpty() && isRoom()) {
          add(
              "the guard of `" + name + "`" + (value ? "" : " where it is off"),
              edits.withConditions(conditions, value));
        }
      }
    }
  }

  /** The booleans that the modules declare; without any, those that their tests name. */
  private Set<String> declaredBooleans() {
    Set<String> names = new LinkedHashSet<>();
    for (Module module : modules) {
      for (Node node : module.body().nodes()) {
        if (node instanceof Node.BooleanDeclaration declaration) {
          names.add(declaration.name().name());
        }
      }
    }
    if (names.isEmpty()) {
      for (Claims each : claims) {
        for (TestCase test : each.tests()) {
          namedBooleans(test.steps(), names);
        }
      }
    }
    return names;
  }

  private static void namedBooleans(List<Step> steps, Set<String> names) {
    for (Step step : steps) {
      if (step instanceof TestCase.Choice choice) {
        named(choice.condition(), names);
        namedBooleans(choice.then(), names);
        namedBooleans(choice.otherwise(), names);
      }
    }
  }

  private static void named(org.svpc.ir.BooleanExpression expression, Set<String> names) {
    if (expression instanceof org.svpc.ir.BooleanExpression.Variable variable) {
      names.add(variable.name().name());
    } else if (expression instanceof org.svpc.ir.BooleanExpression.Not not) {
      named(not.operand(), names);
    } else if (expression instanceof org.svpc.ir.BooleanExpression.Binary binary) {
      named(binary.left(), names);
      named(binary.right(), names);
    }
  }

  /** The conditions on a boolean that guard allow rules where they have a value. */
  private IdSet guarding(int bool, boolean value) {
    RuleTable rules = policy.rules();
    IdSet conditions = IdSet.EMPTY;
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.isConditional(rule)
          && rules.kind(rule) == RuleKind.ALLOW
          && rules.arm(rule) == value
          && !conditions.contains(rules.condition(rule))
          && mentions(policy.conditions().get(rules.condition(rule)).expression(), bool)) {
        conditions = conditions.or(IdSet.of(rules.condition(rule)));
      }
    }
    return conditions;
  }

  private static boolean mentions(BooleanExpression expression, int bool) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return variable.bool() == bool;
    }
    if (expression instanceof BooleanExpression.Not not) {
      return mentions(not.operand(), bool);
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    return mentions(binary.left(), bool) || mentions(binary.right(), bool);
  }

  // ---- rules on ioctl commands, and neverallow

  private void commands() {
    SourceRules said = new SourceRules(policy, modules, AccessKind.ALLOW);
    Set<String> seen = new LinkedHashSet<>();
    for (Node.ExtendedAccess rule : said.extended()) {
      IdSet sources = ends(rule.sources().included(), said.types(rule.sources(), null));
      IdSet targets = ends(rule.targets().included(), said.types(rule.targets(), sources));
      List<String> classes = rule.classes().included();
      RuleTable rules = policy.rules();
      boolean any = false;
      for (int i = 0; i < rules.size() && !any; i++) {
        any = isOn(i, sources, targets, classes);
      }
      String statement = Verifier.statement(rule.origin().outermost());
      if (any && seen.add(sources + " " + targets + " " + classes) && isRoom()) {
        add("`" + statement + "`", edits.withoutRules(i -> isOn(i, sources, targets, classes)));
      }
    }
  }

  /** The names themselves, which may be attributes, and the types that they stand for. */
  private IdSet ends(List<String> names, IdSet types) {
    IdSet ends = types;
    for (String name : names) {
      int id = policy.types().names().id(name);
      ends = id < 0 ? ends : ends.or(IdSet.of(id));
    }
    return ends;
  }

  private boolean isOn(int rule, IdSet sources, IdSet targets, List<String> classes) {
    RuleTable rules = policy.rules();
    return rules.kind(rule).isExtended()
        && sources.contains(rules.source(rule))
        && targets.contains(rules.target(rule))
        && classes.contains(policy.classes().names().name(rules.objectClass(rule)));
  }

  private void neverallows() {
    SourceRules said = new SourceRules(policy, modules, AccessKind.NEVERALLOW);
    Set<String> seen = new LinkedHashSet<>();
    for (SourceRules.Rule each : said.rules()) {
      Node.Access rule = each.access();
      int source = said.types(rule.sources(), null).next(0);
      int target = source < 0 ? -1 : said.targets(rule, source).next(0);
      String statement = Verifier.statement(rule.origin().outermost());
      if (target < 0 || !seen.add(statement)) {
        continue;
      }
      for (String className : rule.classes().included()) {
        int objectClass = policy.classes().names().id(className);
        String permission = objectClass < 0 ? null : first(rule, objectClass);
        if (permission != null && isRoom()) {
          add(
              "keeping to `" + statement + "`",
              edits.withAllow(
                  source, target, objectClass, policy.classes().get(objectClass).mask(permission)));
          break;
        }
      }
    }
  }

  private @Nullable String first(Node.Access rule, int objectClass) {
    for (String permission : rule.permissions().included()) {
      if (policy.classes().get(objectClass).mask(permission) != 0) {
        return permission;
      }
    }
    return null;
  }

  // ---- the categories of objects

  private void categories() {
    Set<String> types = new LinkedHashSet<>();
    for (Claims each : claims) {
      for (TestCase test : each.tests()) {
        for (Label label : test.labels()) {
          if (hasCategories(label)) {
            types.add(((TestCase.Context) label).type().name());
          }
        }
      }
    }
    for (String type : types) {
      if (isRoom()) {
        List<Claims> changed = new ArrayList<>();
        for (Claims each : claims) {
          List<TestCase> tests = new ArrayList<>();
          for (TestCase test : each.tests()) {
            tests.add(without(test, type));
          }
          changed.add(new Claims(each.assertions(), tests));
        }
        found.add(
            new Mutant("the categories of objects of `" + type + "`", bytes, policy, changed));
      }
    }
  }

  private static boolean hasCategories(Label label) {
    return label instanceof TestCase.Context context
        && !context.process()
        && context.range() != null
        && !context.range().low().categories().isEmpty();
  }

  private static TestCase without(TestCase test, String type) {
    Map<Label, Label> changed = new LinkedHashMap<>();
    for (Label label : test.labels()) {
      if (hasCategories(label) && ((TestCase.Context) label).type().name().equals(type)) {
        TestCase.Context context = (TestCase.Context) label;
        changed.put(
            label,
            new TestCase.Context(
                context.name(), false, context.user(), context.role(), context.type(), null));
      }
    }
    return new TestCase(test.name(), test.labels(), without(test.steps(), changed), test.origin());
  }

  private static List<Step> without(List<Step> steps, Map<Label, Label> changed) {
    List<Step> all = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof TestCase.Access access) {
        all.add(
            new TestCase.Access(
                access.subject(),
                access.allowed(),
                access.permissions(),
                access.commands(),
                other(access.target(), changed),
                access.origin()));
      } else if (step instanceof TestCase.Creation creation) {
        all.add(
            new TestCase.Creation(
                creation.subject(),
                creation.objectClass(),
                creation.objectName(),
                other(creation.parent(), changed),
                creation.result(),
                creation.origin()));
      } else if (step instanceof TestCase.Choice choice) {
        all.add(
            new TestCase.Choice(
                choice.condition(),
                without(choice.then(), changed),
                without(choice.otherwise(), changed),
                choice.origin()));
      } else {
        all.add(step);
      }
    }
    return all;
  }

  private static Label other(Label label, Map<Label, Label> changed) {
    Label other = changed.get(label);
    return other == null ? label : other;
  }
}
