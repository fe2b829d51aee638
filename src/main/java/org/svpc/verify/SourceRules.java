package org.svpc.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.AccessKind;
import org.svpc.source.Span;
import org.svpc.verify.States.Guard;

/** The access rules of the sources, found again in the policy that they were linked into. */
final class SourceRules {
  private static final String SELF = "self";
  private static final String ALL = "*";

  private final Policy policy;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Node.ExtendedAccess> extended = new ArrayList<>();

  /**
   * A rule with the conditions around it.
   *
   * @param guards null where a boolean of theirs is not in the policy
   */
  record Rule(Node.Access access, @Nullable List<Guard> guards) {
    boolean holds(IdSet on) {
      if (guards == null) {
        return false;
      }
      for (Guard guard : guards) {
        if (guard.expression().value(on) != guard.wanted()) {
          return false;
        }
      }
      return true;
    }
  }

  SourceRules(Policy policy, List<Module> modules, AccessKind kind) {
    this.policy = policy;
    for (Module module : modules) {
      collect(module.body().nodes(), kind, List.of());
    }
  }

  SourceRules(Policy policy, Module module, AccessKind kind) {
    this(policy, List.of(module), kind);
  }

  /** The rules on ioctl commands. */
  List<Node.ExtendedAccess> extended() {
    return extended;
  }

  List<Rule> rules() {
    return rules;
  }

  private void collect(List<Node> nodes, AccessKind kind, @Nullable List<Guard> guards) {
    for (Node node : nodes) {
      if (node instanceof Node.Access rule) {
        if (rule.kind() == kind) {
          rules.add(new Rule(rule, guards));
        }
      } else if (node instanceof Node.ExtendedAccess rule) {
        if (rule.kind() == kind) {
          extended.add(rule);
        }
      } else if (node instanceof Node.Conditional conditional) {
        collect(conditional.then(), kind, with(guards, conditional.condition(), true));
        collect(conditional.otherwise(), kind, with(guards, conditional.condition(), false));
      } else if (node instanceof Node.Optional optional) {
        collect(optional.body().nodes(), kind, guards);
      } else if (node instanceof Node.BuildChoice choice) {
        collect(choice.arm().nodes(), kind, guards);
      } else if (node instanceof Node.Call call) {
        collect(call.expansion().nodes(), kind, guards);
      }
    }
  }

  private @Nullable List<Guard> with(
      @Nullable List<Guard> guards, BooleanExpression condition, boolean wanted) {
    if (guards == null) {
      return null;
    }
    try {
      List<Guard> all = new ArrayList<>(guards);
      all.add(new Guard(States.of(condition, policy), wanted));
      return all;
    } catch (Undecided unknownBoolean) {
      return null;
    }
  }

  /**
   * Where the sources grant a permission to a type on another: the author's own lines.
   *
   * @param on the booleans that are on; null for any state
   */
  List<Span> granting(
      int source, int target, int objectClass, String permission, @Nullable IdSet on) {
    List<Span> found = new ArrayList<>();
    String className = policy.classes().names().name(objectClass);
    for (Rule each : rules) {
      Node.Access rule = each.access();
      if ((on == null || each.holds(on))
          && rule.classes().included().contains(className)
          && rule.permissions().included().contains(permission)
          && types(rule.sources(), null).contains(source)
          && targets(rule, source).contains(target)) {
        Span span = rule.origin().outermost();
        if (!found.contains(span)) {
          found.add(span);
        }
      }
    }
    return found;
  }

  /** The types of a rule's targets for one of its sources. */
  IdSet targets(Node.Access rule, int source) {
    return types(rule.targets(), IdSet.of(source));
  }

  /**
   * The types of a set, attributes and complements written out.
   *
   * @param self what {@code self} stands for; null where it may not stand
   */
  IdSet types(SymbolSet set, @Nullable IdSet self) {
    IdSet included = IdSet.EMPTY;
    for (String name : set.included()) {
      included = included.or(members(name, self));
    }
    for (String name : set.excluded()) {
      included = included.without(members(name, self));
    }
    return set.complement() ? all().without(included) : included;
  }

  private IdSet members(String name, @Nullable IdSet self) {
    if (name.equals(SELF)) {
      return self == null ? IdSet.EMPTY : self;
    }
    if (name.equals(ALL)) {
      return all();
    }
    int id = policy.types().names().id(name);
    return id < 0 ? IdSet.EMPTY : policy.types().membersOf().get(id);
  }

  private IdSet all() {
    IdSet all = IdSet.EMPTY;
    for (int id = 0; id < policy.types().names().size(); id++) {
      if (policy.types().names().isUsed(id) && !policy.types().isAttribute(id)) {
        all = all.or(IdSet.of(id));
      }
    }
    return all;
  }
}
