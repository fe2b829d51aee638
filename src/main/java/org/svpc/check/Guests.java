package org.svpc.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.FileContext;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.AccessKind;
import org.svpc.target.Target;

/** What a module says of guests, the domains in which libvirt runs virtual machines. */
final class Guests implements Nodes.Visitor {
  private final Subject subject;
  private final Map<String, OwnType> types = new LinkedHashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Set<String> attributes = new HashSet<>();
  private final Map<String, Node.BooleanDeclaration> booleans = new LinkedHashMap<>();
  private final List<Node.RoleTypes> roles = new ArrayList<>();

  /** The names under which rules speak of guests. */
  private final Set<String> sources = new HashSet<>();

  private final List<OwnType> guests = new ArrayList<>();
  private final List<Node.Access> allowed = new ArrayList<>();
  private final List<GuestRule> rules = new ArrayList<>();

  private Guests(Subject subject) {
    this.subject = subject;
  }

  /** Reads the module, the arms of it that the target takes. */
  static Guests of(Subject subject) {
    Guests guests = new Guests(subject);
    List<Node> nodes = subject.module().body().nodes();
    Nodes.walk(nodes, guests, new Diagnostics());
    guests.nameSources();
    guests.readRules(nodes, true, List.of());
    return guests;
  }

  // ---- the first walk: what there is

  @Override
  public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
    if (node instanceof Node.TypeDeclaration type) {
      declare(type.name());
      name(type.name().name(), type.aliases());
      join(type.name().name(), type.attributes());
    } else if (node instanceof Node.TypeAlias alias) {
      name(alias.type().name(), alias.aliases());
    } else if (node instanceof Node.TypeAttribute membership) {
      join(membership.type().name(), membership.attributes());
    } else if (node instanceof Node.AttributeDeclaration attribute) {
      attributes.add(attribute.name().name());
    } else if (node instanceof Node.BooleanDeclaration bool) {
      booleans.put(bool.name().name(), bool);
    } else if (node instanceof Node.RoleTypes role) {
      roles.add(role);
    }
  }

  private OwnType of(String name) {
    String real = aliases.getOrDefault(name, name);
    OwnType type = types.get(real);
    if (type == null) {
      type = new OwnType(real, new HashSet<>(Set.of(real)), null, new LinkedHashMap<>());
      types.put(real, type);
    }
    return type;
  }

  private void declare(Symbol name) {
    OwnType type = of(name.name());
    types.put(type.name(), new OwnType(type.name(), type.names(), name, type.attributes()));
  }

  private void name(String type, List<Symbol> others) {
    for (Symbol alias : others) {
      of(type).names().add(alias.name());
      aliases.putIfAbsent(alias.name(), of(type).name());
    }
  }

  private void join(String type, List<Symbol> joined) {
    for (Symbol attribute : joined) {
      of(type).attributes().putIfAbsent(attribute.name(), attribute);
    }
  }

  private void nameSources() {
    sources.add(VirtNames.GUESTS);
    for (OwnType type : types.values()) {
      if (type.isGuest()) {
        guests.add(type);
        sources.addAll(type.names());
        for (String attribute : type.attributes().keySet()) {
          if (attributes.contains(attribute)) {
            sources.add(attribute);
          }
        }
      }
    }
    for (String known : VirtNames.KNOWN_GUESTS) {
      if (!types.containsKey(known)) {
        sources.add(known);
      }
    }
  }

  // ---- the second walk: rules

  private void readRules(List<Node> nodes, boolean inForce, List<BooleanExpression> conditions) {
    for (Node node : nodes) {
      if (node instanceof Node.Access access) {
        read(access, inForce, conditions);
      } else if (node instanceof Node.Conditional conditional) {
        List<BooleanExpression> inner = new ArrayList<>(conditions);
        inner.add(conditional.condition());
        Known known = known(conditional.condition());
        readRules(conditional.then(), inForce && known == Known.TRUE, inner);
        readRules(conditional.otherwise(), inForce && known == Known.FALSE, inner);
      } else if (node instanceof Node.Optional optional) {
        readRules(optional.body().nodes(), inForce, conditions);
      } else if (node instanceof Node.BuildChoice choice) {
        readRules(choice.arm().nodes(), inForce, conditions);
      } else if (node instanceof Node.Call call) {
        readRules(call.expansion().nodes(), inForce, conditions);
      }
    }
  }

  private void read(Node.Access access, boolean inForce, List<BooleanExpression> conditions) {
    if (access.kind() == AccessKind.ALLOW) {
      allowed.add(access);
    }
    String guest = guest(access.sources());
    if (guest != null && access.kind() != AccessKind.NEVERALLOW) {
      List<String> targets = new ArrayList<>(access.targets().included());
      targets.removeAll(new HashSet<>(access.targets().excluded()));
      rules.add(new GuestRule(access, guest, targets, inForce, conditions));
    }
  }

  private @Nullable String guest(SymbolSet set) {
    Set<String> excluded = new HashSet<>(set.excluded());
    for (String name : set.included()) {
      if (sources.contains(name) && !excluded.contains(name)) {
        return name;
      }
    }
    return null;
  }

  /** What is known of a condition where the module's booleans have their default values. */
  private enum Known {
    TRUE,
    FALSE,
    NOTHING;

    static Known of(boolean value) {
      return value ? TRUE : FALSE;
    }

    Known not() {
      return switch (this) {
        case TRUE -> FALSE;
        case FALSE -> TRUE;
        case NOTHING -> NOTHING;
      };
    }
  }

  private Known known(BooleanExpression condition) {
    if (condition instanceof BooleanExpression.Variable variable) {
      Node.BooleanDeclaration bool = booleans.get(variable.name().name());
      return bool == null ? Known.NOTHING : Known.of(bool.value());
    }
    if (condition instanceof BooleanExpression.Not not) {
      return known(not.operand()).not();
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) condition;
    Known left = known(binary.left());
    Known right = known(binary.right());
    return switch (binary.operator()) {
      case AND -> both(left, right);
      case OR -> both(left.not(), right.not()).not();
      case EQ -> equal(left, right);
      case XOR, NEQ -> equal(left, right).not();
    };
  }

  private static Known both(Known left, Known right) {
    if (left == Known.FALSE || right == Known.FALSE) {
      return Known.FALSE;
    }
    return left == Known.TRUE ? right : left;
  }

  private static Known equal(Known left, Known right) {
    return left == Known.NOTHING || right == Known.NOTHING
        ? Known.NOTHING
        : Known.of(left == right);
  }

  // ---- what checks ask

  /** Whether the module says anything of guests or their images. */
  boolean areSpokenOf() {
    if (!guests.isEmpty() || !rules.isEmpty()) {
      return true;
    }
    for (OwnType type : types.values()) {
      if (type.joins(VirtNames.IMAGES)) {
        return true;
      }
    }
    for (FileContext.Entry entry : FileContext.taken(subject.module().fileContexts())) {
      if (entry.context() != null && isImage(entry.context().type().name())) {
        return true;
      }
    }
    return false;
  }

  Subject subject() {
    return subject;
  }

  /** Whether the target's headers speak of a name. */
  boolean targetHas(String name) {
    return !subject.target().kinds(name).isEmpty();
  }

  /** Whether the target's headers speak of guests and not of this name. */
  boolean targetLacks(String name) {
    return targetHas(VirtNames.GUESTS) && !targetHas(name);
  }

  Target target() {
    return subject.target();
  }

  /** Every type that the module declares or has join an attribute. */
  Collection<OwnType> types() {
    return types.values();
  }

  @Nullable OwnType type(String name) {
    return types.get(aliases.getOrDefault(name, name));
  }

  /** The guest domains that the module declares or makes. */
  List<OwnType> guests() {
    return guests;
  }

  /** Whether a name of a rule is that of a guest, or of an attribute of guests. */
  boolean isGuest(String name) {
    return sources.contains(name);
  }

  boolean declaresAttribute(String name) {
    return attributes.contains(name);
  }

  /** The module's booleans by their names. */
  Map<String, Node.BooleanDeclaration> booleans() {
    return booleans;
  }

  /** The rules whose source is a guest. */
  List<GuestRule> rules() {
    return rules;
  }

  /** What rules in force let guests do, of some permissions on some classes. */
  List<GuestAccess> allowed(Set<String> classes, Set<String> permissions) {
    List<GuestAccess> allowed = new ArrayList<>();
    for (GuestRule rule : rules) {
      List<String> held =
          rule.allows() && rule.isOnClass(classes) ? rule.permissions(permissions) : List.of();
      if (!held.isEmpty()) {
        for (String target : rule.targets()) {
          allowed.add(new GuestAccess(rule, target, held));
        }
      }
    }
    return allowed;
  }

  /** Whether a type is one of disk images. */
  boolean isImage(String name) {
    OwnType type = type(name);
    return VirtNames.isImage(name)
        || name.equals(VirtNames.IMAGES)
        || (type != null && type.joins(VirtNames.IMAGES));
  }

  /** The types that the module's rules, in force or not, let do this to a target. */
  HeldTypes sourcesOf(String permission, String target) {
    HeldTypes held = new HeldTypes();
    for (Node.Access rule : allowed) {
      if (rule.permissions().included().contains(permission)
          && rule.targets().included().contains(target)) {
        held.add(rule.sources());
      }
    }
    return held;
  }

  /** The types for which the module's rules name programs to start with. */
  HeldTypes entered() {
    HeldTypes held = new HeldTypes();
    for (Node.Access rule : allowed) {
      if (rule.permissions().included().contains("entrypoint")) {
        held.add(rule.sources());
      }
    }
    return held;
  }

  /** The types in which the module's rules let another domain start processes. */
  HeldTypes startedBy(String source) {
    HeldTypes held = new HeldTypes();
    for (Node.Access rule : allowed) {
      if (rule.sources().included().contains(source)
          && rule.permissions().included().contains("transition")) {
        held.add(rule.targets());
      }
    }
    return held;
  }

  /** The types that the module gives a role. */
  HeldTypes inRoles() {
    HeldTypes held = new HeldTypes();
    for (Node.RoleTypes role : roles) {
      held.add(role.types());
    }
    return held;
  }
}
