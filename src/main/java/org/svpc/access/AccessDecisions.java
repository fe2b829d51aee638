package org.svpc.access;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RoleTable;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.index.SecurityContext;

/**
 * The access decisions of a policy with certain booleans on, as the kernel's security server
 * computes them ({@code context_struct_compute_av}): rules over the attributes of both types, those
 * with a condition where it holds, less what constraints, the rules on roles and type bounds take
 * away. Cheap to make; threads may share it.
 */
public final class AccessDecisions {
  /** The kernel refuses policies whose chains of bounds are longer. */
  static final int DEEPEST_BOUNDS = 4;

  private static final IdSet ALL_COMMANDS = allCommands();

  private final Policy policy;
  private final IdSet on;
  private final RulesByClass rules;
  private final Constraints constraints;

  /** For each condition its value. */
  private final boolean[] conditions;

  private final int processClass;
  private final int transitions;

  /** With the booleans as the policy is loaded. */
  public AccessDecisions(Policy policy) {
    this(policy, policy.booleans().on());
  }

  /**
   * With certain booleans on.
   *
   * @param on ids of the booleans that are on
   */
  public AccessDecisions(Policy policy, IdSet on) {
    this(policy, on, new RulesByClass(policy));
  }

  private AccessDecisions(Policy policy, IdSet on, RulesByClass rules) {
    this.policy = policy;
    this.on = on;
    this.rules = rules;
    constraints = new Constraints(policy.roles());
    conditions = new boolean[policy.conditions().size()];
    for (int condition = 0; condition < conditions.length; condition++) {
      conditions[condition] = policy.conditions().get(condition).expression().value(on);
    }
    processClass = policy.classes().names().id("process");
    transitions =
        processClass < 0
            ? 0
            : policy.classes().get(processClass).mask("transition")
                | policy.classes().get(processClass).mask("dyntransition");
  }

  /** The same policy with other booleans; what was found out about its rules is shared. */
  public AccessDecisions withBooleans(IdSet others) {
    return new AccessDecisions(policy, others, rules);
  }

  public Policy policy() {
    return policy;
  }

  /** The booleans that are on. */
  public IdSet on() {
    return on;
  }

  /** The whole answer for a class of the policy. */
  public AccessDecision decide(SecurityContext source, SecurityContext target, int objectClass) {
    return new AccessDecision(
        allowed(source, target, objectClass),
        ruled(RuleKind.AUDITALLOW, source.type(), target.type(), objectClass),
        ruled(RuleKind.DONTAUDIT, source.type(), target.type(), objectClass),
        policy.types().permissive().contains(source.type()));
  }

  /**
   * The answer for a class that the policy does not know. With {@code handle_unknown} reject the
   * kernel would not have loaded the policy; nothing is allowed.
   */
  public AccessDecision unknownClass(SecurityContext source) {
    int allowed =
        switch (policy.properties().unknown()) {
          case ALLOW -> -1;
          case DENY, REJECT -> 0;
        };
    return new AccessDecision(allowed, 0, 0, policy.types().permissive().contains(source.type()));
  }

  /** The permissions that are granted, as a mask. */
  public int allowed(SecurityContext source, SecurityContext target, int objectClass) {
    return allowed(source, target, objectClass, 0);
  }

  private int allowed(SecurityContext source, SecurityContext target, int objectClass, int depth) {
    int allowed = ruled(RuleKind.ALLOW, source.type(), target.type(), objectClass);
    if (allowed == 0) {
      return 0;
    }
    allowed &= ~constrained(source, target, objectClass, allowed);
    if (objectClass == processClass
        && (allowed & transitions) != 0
        && !roleMayChange(source.role(), target.role())) {
      allowed &= ~transitions;
    }
    Bound bound = allowed == 0 || depth == DEEPEST_BOUNDS ? null : bound(source, target);
    if (bound != null) {
      allowed &= allowed(bound.source(), bound.target(), objectClass, depth + 1);
    }
    return allowed;
  }

  /** The permissions that rules of a kind name, as a mask, before anything is taken away. */
  public int ruled(RuleKind kind, int sourceType, int targetType, int objectClass) {
    int mask = 0;
    ClassRules ofClass = rules.of(objectClass);
    RuleTable table = policy.rules();
    IdSet targets = policy.types().attributesOf().get(targetType);
    IdSet sources = policy.types().attributesOf().get(sourceType);
    for (int source = sourceType; source >= 0; source = next(sources, source, sourceType)) {
      int end = ofClass.start(source + 1);
      for (int place = ofClass.start(source); place < end; place++) {
        int target = ofClass.target(place);
        if (target == targetType || targets.contains(target)) {
          int rule = ofClass.rule(place);
          if (table.kind(rule) == kind && holds(rule)) {
            mask |= table.datum(rule);
          }
        }
      }
    }
    return mask;
  }

  /**
   * The result of the type rule on a pair, or -1 without one: one without condition first, else one
   * whose condition holds, as the kernel looks them up.
   */
  public int typeRule(RuleKind kind, int sourceType, int targetType, int objectClass) {
    TypeRules found = new TypeRules(kind);
    eachRule(sourceType, targetType, objectClass, found);
    return found.result;
  }

  private final class TypeRules implements IntConsumer {
    private final RuleKind kind;
    private boolean conditional = true;
    private int result = -1;

    TypeRules(RuleKind kind) {
      this.kind = kind;
    }

    @Override
    public void accept(int rule) {
      RuleTable table = policy.rules();
      if (table.kind(rule) == kind && conditional && holds(rule)) {
        conditional = table.isConditional(rule);
        result = result < 0 || !conditional ? table.datum(rule) : result;
      }
    }
  }

  /** After the type itself its attributes, in their order; -1 at the end. */
  private static int next(IdSet attributes, int last, int type) {
    return attributes.next(last == type ? 0 : last + 1);
  }

  /**
   * Calls with each rule on the types or their attributes, whether its condition holds or not: by
   * source, the type itself first, then in the order of the policy.
   */
  public void eachRule(int sourceType, int targetType, int objectClass, IntConsumer action) {
    ClassRules ofClass = rules.of(objectClass);
    IdSet targets = policy.types().attributesOf().get(targetType);
    IdSet sources = policy.types().attributesOf().get(sourceType);
    for (int source = sourceType; source >= 0; source = next(sources, source, sourceType)) {
      for (int place = ofClass.start(source); place < ofClass.start(source + 1); place++) {
        int target = ofClass.target(place);
        if (target == targetType || targets.contains(target)) {
          action.accept(ofClass.rule(place));
        }
      }
    }
  }

  /** Whether a rule's condition holds with these booleans; one without condition always does. */
  public boolean holds(int rule) {
    RuleTable table = policy.rules();
    return !table.isConditional(rule) || conditions[table.condition(rule)] == table.arm(rule);
  }

  /**
   * The permissions that constraints deny, whether a rule grants them or not, as a mask.
   *
   * @param asked the permissions looked at; constraints on others are not evaluated
   */
  public int constrained(
      SecurityContext source, SecurityContext target, int objectClass, int asked) {
    int denied = 0;
    List<Constraint> all = policy.classes().get(objectClass).constraints();
    for (int i = 0; i < all.size(); i++) {
      Constraint constraint = all.get(i);
      if ((constraint.permissions() & asked & ~denied) != 0
          && !constraints.holds(constraint.expression(), source, target, null)) {
        denied |= constraint.permissions() & asked;
      }
    }
    return denied;
  }

  /** Whether an object of a class may change its label, as far as validatetrans decides. */
  public boolean mayRelabel(
      SecurityContext before, SecurityContext after, SecurityContext process, int objectClass) {
    for (Constraint validation : policy.classes().get(objectClass).validations()) {
      if (!constraints.holds(validation.expression(), before, after, process)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one constraint's expression holds between two contexts. */
  boolean holds(Constraint.Expression expression, SecurityContext source, SecurityContext target) {
    return constraints.holds(expression, source, target, null);
  }

  /** Whether a process of one role may become one of the other, as far as role allow decides. */
  public boolean roleMayChange(int from, int to) {
    if (from == to) {
      return true;
    }
    for (RoleTable.Allow allow : policy.roles().allows()) {
      if (allow.from() == from && allow.to() == to) {
        return true;
      }
    }
    return false;
  }

  /** Whether these are permissions that a change of role needs a role allow for. */
  boolean isTransition(int objectClass, int permissions) {
    return objectClass == processClass && (permissions & transitions) != 0;
  }

  /** What a bounded type must be allowed as well: the contexts of the types that bound. */
  record Bound(SecurityContext source, SecurityContext target) {}

  /** The contexts whose permissions bound those of a pair, or null where the source is free. */
  @Nullable Bound bound(SecurityContext source, SecurityContext target) {
    Map<Integer, Integer> bounds = policy.types().bounds();
    Integer above = bounds.get(source.type());
    if (above == null) {
      return null;
    }
    Integer targetAbove = bounds.get(target.type());
    return new Bound(
        withType(source, above), targetAbove == null ? target : withType(target, targetAbove));
  }

  private static SecurityContext withType(SecurityContext context, int type) {
    return new SecurityContext(context.user(), context.role(), type, context.range());
  }

  /**
   * The answer for an ioctl command. Where any rule on commands exists for the pair, of whatever
   * kind, {@code ioctl} is granted only for commands that an {@code allowxperm} has ({@code
   * avc_has_extended_perms}).
   *
   * @param command the command's number; its low 16 bits count
   */
  public IoctlDecision ioctl(
      SecurityContext source, SecurityContext target, int objectClass, int command) {
    ObjectClass known = policy.classes().get(objectClass);
    int ioctl = known.mask("ioctl");
    AccessDecision decision = decide(source, target, objectClass);
    Commands commands = new Commands(command & 0xffff);
    eachRule(source.type(), target.type(), objectClass, commands);
    boolean granted = (decision.allowed() & ioctl) != 0;
    return new IoctlDecision(
        granted && (!commands.restricted || commands.allowed),
        commands.restricted,
        (decision.auditallow() & ioctl) != 0 && (!commands.restricted || commands.audited),
        (decision.dontaudit() & ioctl) != 0 || commands.silent);
  }

  private static IdSet allCommands() {
    BitSet all = new BitSet();
    all.set(0, 1 << 16);
    return IdSet.of(all);
  }

  /** The ioctl commands that are granted, 0 to 0xffff. */
  public IdSet commands(SecurityContext source, SecurityContext target, int objectClass) {
    int ioctl = policy.classes().get(objectClass).mask("ioctl");
    if ((allowed(source, target, objectClass) & ioctl) == 0) {
      return IdSet.EMPTY;
    }
    return commandsOfRules(source.type(), target.type(), objectClass);
  }

  /** The ioctl commands that rules on commands leave to whoever has {@code ioctl}. */
  public IdSet commandsOfRules(int sourceType, int targetType, int objectClass) {
    Granted granted = new Granted();
    eachRule(sourceType, targetType, objectClass, granted);
    return granted.restricted ? granted.commands : ALL_COMMANDS;
  }

  /** Collects the commands of the allowxperm rules of a pair. */
  private final class Granted implements IntConsumer {
    private boolean restricted;
    private IdSet commands = IdSet.EMPTY;

    @Override
    public void accept(int rule) {
      RuleKind kind = policy.rules().kind(rule);
      if (kind.isExtended() && holds(rule)) {
        restricted = true;
        if (kind == RuleKind.ALLOWXPERM) {
          commands = commands.or(policy.rules().extended(rule).commands());
        }
      }
    }
  }

  /** Looks for one command among the xperm rules of a pair. */
  private final class Commands implements IntConsumer {
    private final int command;
    private boolean restricted;
    private boolean allowed;
    private boolean audited;
    private boolean silent;

    Commands(int command) {
      this.command = command;
    }

    @Override
    public void accept(int rule) {
      RuleTable table = policy.rules();
      RuleKind kind = table.kind(rule);
      if (!kind.isExtended() || !holds(rule)) {
        return;
      }
      restricted = true;
      if (!table.extended(rule).commands().contains(command)) {
        return;
      }
      allowed |= kind == RuleKind.ALLOWXPERM;
      audited |= kind == RuleKind.AUDITALLOWXPERM;
      silent |= kind == RuleKind.DONTAUDITXPERM;
    }
  }
}
