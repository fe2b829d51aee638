package org.svpc.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.svpc.index.BooleanExpression;
import org.svpc.index.ClassTable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.Constraint.Levels;
import org.svpc.index.Constraint.Part;
import org.svpc.index.Constraint.Relation;
import org.svpc.index.Constraint.Side;
import org.svpc.index.Policy;
import org.svpc.index.RoleTable;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;

/**
 * A mistake of the evaluator, played by a policy in which what it would get wrong is replaced by
 * what it would take it for.
 */
record Mutation(String name, UnaryOperator<Policy> mistake) {

  /** One for each kind of rule, relation, operator and pair of levels, and each wrong reading. */
  static List<Mutation> all() {
    List<Mutation> all = new ArrayList<>();
    rules(all);
    booleans(all);
    comparisons(all);
    sets(all);
    levels(all);
    operators(all);
    return all;
  }

  private static void rules(List<Mutation> all) {
    for (RuleKind kind : List.of(RuleKind.ALLOW, RuleKind.AUDITALLOW, RuleKind.DONTAUDIT)) {
      all.add(without(kind.word() + " rules", kind, false));
      all.add(without("conditional " + kind.word() + " rules", kind, true));
    }
    all.add(
        new Mutation(
            "rules with a source attribute are not found",
            policy ->
                keeping(policy, rule -> !policy.types().isAttribute(policy.rules().source(rule)))));
    all.add(
        new Mutation(
            "rules with a target attribute are not found",
            policy ->
                keeping(policy, rule -> !policy.types().isAttribute(policy.rules().target(rule)))));
    all.add(new Mutation("else is taken for then", policy -> armed(policy, false)));
    all.add(new Mutation("then is taken for else", policy -> armed(policy, true)));
    all.add(
        new Mutation(
            "role allow is not looked at",
            policy -> {
              RoleTable roles = policy.roles();
              List<RoleTable.Allow> allows = new ArrayList<>();
              for (int from = 0; from < roles.names().size(); from++) {
                for (int to = 0; to < roles.names().size(); to++) {
                  allows.add(new RoleTable.Allow(from, to));
                }
              }
              return with(policy, allows);
            }));
    all.add(new Mutation("role allow rules are lost", policy -> with(policy, List.of())));
    all.add(
        new Mutation(
            "role allow is read backwards",
            policy -> {
              List<RoleTable.Allow> allows = new ArrayList<>();
              policy
                  .roles()
                  .allows()
                  .forEach(allow -> allows.add(new RoleTable.Allow(allow.to(), allow.from())));
              return with(policy, allows);
            }));
    all.add(
        new Mutation(
            "constraints are lost",
            policy -> with(policy, constraints -> List.of(), validations -> validations)));
    all.add(
        new Mutation(
            "validatetrans is lost",
            policy -> with(policy, constraints -> constraints, validations -> List.of())));
  }

  private static Mutation without(String name, RuleKind kind, boolean conditional) {
    return new Mutation(
        name + " are not found",
        policy ->
            keeping(
                policy,
                rule ->
                    policy.rules().kind(rule) != kind
                        || policy.rules().isConditional(rule) != conditional));
  }

  private static void booleans(List<Mutation> all) {
    for (BooleanExpression.Operator from : BooleanExpression.Operator.values()) {
      for (BooleanExpression.Operator to : BooleanExpression.Operator.values()) {
        // ^ and != are two spellings of one operator.
        boolean same =
            from.apply(true, true) == to.apply(true, true)
                && from.apply(true, false) == to.apply(true, false)
                && from.apply(false, true) == to.apply(false, true)
                && from.apply(false, false) == to.apply(false, false);
        if (!same) {
          all.add(
              new Mutation(
                  from.sign() + " of booleans as " + to.sign(),
                  policy -> conditions(policy, tree -> swapped(tree, from, to))));
        }
      }
    }
    all.add(
        new Mutation("! of booleans is lost", policy -> conditions(policy, Mutation::positive)));
  }

  private static BooleanExpression swapped(
      BooleanExpression tree, BooleanExpression.Operator from, BooleanExpression.Operator to) {
    if (tree instanceof BooleanExpression.Not not) {
      return new BooleanExpression.Not(swapped(not.operand(), from, to));
    }
    if (tree instanceof BooleanExpression.Binary binary) {
      return new BooleanExpression.Binary(
          binary.operator() == from ? to : binary.operator(),
          swapped(binary.left(), from, to),
          swapped(binary.right(), from, to));
    }
    return tree;
  }

  private static BooleanExpression positive(BooleanExpression tree) {
    if (tree instanceof BooleanExpression.Not not) {
      return positive(not.operand());
    }
    if (tree instanceof BooleanExpression.Binary binary) {
      return new BooleanExpression.Binary(
          binary.operator(), positive(binary.left()), positive(binary.right()));
    }
    return tree;
  }

  private static void comparisons(List<Mutation> all) {
    for (Part part : Part.values()) {
      for (Relation from : relations(part)) {
        for (Relation to : relations(part)) {
          if (from != to) {
            all.add(
                leaf(
                    part + " " + from.word() + " as " + to.word(),
                    test ->
                        test instanceof Expression.Both both
                                && both.part() == part
                                && both.relation() == from
                            ? new Expression.Both(part, to)
                            : test));
          }
        }
      }
    }
  }

  private static List<Relation> relations(Part part) {
    return switch (part) {
      case ROLE -> List.of(Relation.values());
      case USER, TYPE -> List.of(Relation.EQUAL, Relation.NOT_EQUAL);
    };
  }

  private static void sets(List<Mutation> all) {
    for (Part part : Part.values()) {
      for (Relation from : List.of(Relation.EQUAL, Relation.NOT_EQUAL)) {
        Relation to = from == Relation.EQUAL ? Relation.NOT_EQUAL : Relation.EQUAL;
        all.add(
            leaf(
                part + " " + from.word() + " a set as " + to.word(),
                test ->
                    test instanceof Expression.OneOf one
                            && one.part() == part
                            && one.relation() == from
                        ? new Expression.OneOf(one.side(), part, to, one.members(), one.written())
                        : test));
      }
      for (Side from : Side.values()) {
        for (Side to : Side.values()) {
          if (from != to && to != Side.PROCESS) {
            all.add(
                leaf(
                    part + " of the " + from + " taken of the " + to,
                    test ->
                        test instanceof Expression.OneOf one
                                && one.part() == part
                                && one.side() == from
                            ? new Expression.OneOf(
                                to, part, one.relation(), one.members(), one.written())
                            : test));
          }
        }
      }
    }
    all.add(
        leaf(
            "attributes in sets are not expanded",
            test ->
                test instanceof Expression.OneOf one
                    ? new Expression.OneOf(
                        one.side(), one.part(), one.relation(), one.written(), one.written())
                    : test));
  }

  private static void levels(List<Mutation> all) {
    for (Relation from : Relation.values()) {
      for (Relation to : Relation.values()) {
        if (from != to) {
          all.add(
              leaf(
                  "levels " + from.word() + " as " + to.word(),
                  test ->
                      test instanceof Expression.Level level && level.relation() == from
                          ? new Expression.Level(level.levels(), to)
                          : test));
        }
      }
    }
    for (Levels from : Levels.values()) {
      for (Levels to : Levels.values()) {
        if (from != to) {
          all.add(
              leaf(
                  from + " taken for " + to,
                  test ->
                      test instanceof Expression.Level level && level.levels() == from
                          ? new Expression.Level(to, level.relation())
                          : test));
        }
      }
    }
  }

  private static void operators(List<Mutation> all) {
    all.add(
        new Mutation(
            "and as or",
            policy ->
                rebuilt(
                    policy,
                    tree ->
                        tree instanceof Expression.And and
                            ? new Expression.Or(and.left(), and.right())
                            : tree)));
    all.add(
        new Mutation(
            "or as and",
            policy ->
                rebuilt(
                    policy,
                    tree ->
                        tree instanceof Expression.Or or
                            ? new Expression.And(or.left(), or.right())
                            : tree)));
    all.add(
        new Mutation(
            "not is lost",
            policy ->
                rebuilt(
                    policy, tree -> tree instanceof Expression.Not not ? not.operand() : tree)));
  }

  private static Mutation leaf(String name, UnaryOperator<Expression> change) {
    return new Mutation(name, policy -> rebuilt(policy, change));
  }

  /** All constraints with a change made at each place, the operands first. */
  private static Policy rebuilt(Policy policy, UnaryOperator<Expression> change) {
    UnaryOperator<List<Constraint>> map =
        constraints -> {
          List<Constraint> changed = new ArrayList<>();
          for (Constraint constraint : constraints) {
            changed.add(
                new Constraint(constraint.permissions(), rebuilt(constraint.expression(), change)));
          }
          return changed;
        };
    return with(policy, map, map);
  }

  private static Expression rebuilt(Expression tree, UnaryOperator<Expression> change) {
    if (tree instanceof Expression.Not not) {
      return change.apply(new Expression.Not(rebuilt(not.operand(), change)));
    }
    if (tree instanceof Expression.And and) {
      return change.apply(
          new Expression.And(rebuilt(and.left(), change), rebuilt(and.right(), change)));
    }
    if (tree instanceof Expression.Or or) {
      return change.apply(
          new Expression.Or(rebuilt(or.left(), change), rebuilt(or.right(), change)));
    }
    return change.apply(tree);
  }

  /** The conditional rules of one arm are taken for those of the other. */
  private static Policy armed(Policy policy, boolean wrong) {
    RuleTable.Builder rules = RuleTable.builder();
    for (int rule = 0; rule < policy.rules().size(); rule++) {
      boolean mistaken = policy.rules().isConditional(rule) && policy.rules().arm(rule) == wrong;
      add(policy.rules(), rule, rules, mistaken);
    }
    return with(policy, rules.build(), policy.conditions());
  }

  private static Policy keeping(Policy policy, IntPredicate kept) {
    RuleTable.Builder rules = RuleTable.builder();
    for (int rule = 0; rule < policy.rules().size(); rule++) {
      if (kept.test(rule)) {
        add(policy.rules(), rule, rules, false);
      }
    }
    return with(policy, rules.build(), policy.conditions());
  }

  private static void add(RuleTable from, int rule, RuleTable.Builder to, boolean otherArm) {
    if (from.kind(rule).isExtended()) {
      to.add(
          from.kind(rule),
          from.source(rule),
          from.target(rule),
          from.objectClass(rule),
          from.extended(rule));
    } else {
      to.add(
          from.kind(rule),
          from.source(rule),
          from.target(rule),
          from.objectClass(rule),
          from.datum(rule),
          from.condition(rule),
          from.arm(rule) != otherArm);
    }
  }

  private static Policy conditions(Policy policy, UnaryOperator<BooleanExpression> change) {
    List<Policy.Condition> conditions = new ArrayList<>();
    for (Policy.Condition condition : policy.conditions()) {
      conditions.add(new Policy.Condition(change.apply(condition.expression())));
    }
    return with(policy, policy.rules(), conditions);
  }

  private static Policy with(
      Policy policy,
      UnaryOperator<List<Constraint>> constraints,
      UnaryOperator<List<Constraint>> validations) {
    List<ObjectClass> classes = new ArrayList<>();
    for (ObjectClass known : policy.classes().classes()) {
      classes.add(
          new ObjectClass(
              known.name(),
              known.common(),
              known.permissions(),
              constraints.apply(known.constraints()),
              validations.apply(known.validations()),
              known.defaultUser(),
              known.defaultRole(),
              known.defaultType(),
              known.defaultRange()));
    }
    ClassTable table =
        new ClassTable(policy.classes().names(), policy.classes().commons(), classes);
    return copy(policy, table, policy.roles(), policy.conditions(), policy.rules());
  }

  private static Policy with(Policy policy, List<RoleTable.Allow> allows) {
    RoleTable roles = policy.roles();
    RoleTable changed =
        new RoleTable(
            roles.names(),
            roles.typesOf(),
            roles.dominatesOf(),
            roles.bounds(),
            allows,
            roles.transitions());
    return copy(policy, policy.classes(), changed, policy.conditions(), policy.rules());
  }

  private static Policy with(Policy policy, RuleTable rules, List<Policy.Condition> conditions) {
    return copy(policy, policy.classes(), policy.roles(), conditions, rules);
  }

  private static Policy copy(
      Policy policy,
      ClassTable classes,
      RoleTable roles,
      List<Policy.Condition> conditions,
      RuleTable rules) {
    return new Policy(
        policy.properties(),
        classes,
        policy.types(),
        roles,
        policy.users(),
        policy.levels(),
        policy.booleans(),
        conditions,
        rules,
        policy.nameTransitions(),
        policy.rangeTransitions(),
        policy.contexts());
  }
}
