package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svpc.ir.FileContext;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.source.Origin;

/**
 * Writes CIL that means what the tools make of the same module: equal, by docs/equality.md, to what
 * hll/pp writes for the .pp. Complex sets get attributes of their own, requires become members of
 * {@code cil_gen_require}.
 */
public final class CilEmitter {
  private static final String REQUIRE = "cil_gen_require";

  /** Roles that the base policy always declares; hll/pp leaves their declarations out. */
  private static final Set<String> BASE_ROLES =
      Set.of("user_r", "staff_r", "sysadm_r", "system_r", "unconfined_r", "auditadm_r", "secadm_r");

  private final String prefix;
  private final ClassPermissions permissions;
  private int optionals;
  private int attributes;

  private CilEmitter(Module module) {
    this.prefix = identifier(module.name());
    this.permissions = ClassPermissions.requiredBy(module.body());
  }

  /** The module and its file contexts. */
  public static EmittedText emit(Module module) {
    CilEmitter emitter = new CilEmitter(module);
    Lines lines = new Lines("    ");
    Block.writeAll(emitter.scope(FlatScope.of(module.body()), true), lines);
    Block.Group<String> contexts = new Block.Group<>();
    for (FileContext.Entry entry : FileContext.taken(module.fileContexts())) {
      contexts.add(entry.pattern(), Block.line(CilText.fileContext(entry), entry.origin()));
    }
    Block.writeAll(contexts.blocks(), lines);
    return lines.finished();
  }

  /** A module's name with everything but letters and digits replaced, as hll/pp does. */
  private static String identifier(String name) {
    StringBuilder identifier = new StringBuilder(name);
    for (int i = 0; i < identifier.length(); i++) {
      char c = identifier.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        identifier.setCharAt(i, '_');
      }
    }
    return identifier.toString();
  }

  private List<Block> scope(FlatScope scope, boolean outermost) {
    Block.Group<Rank> group = new Block.Group<>();
    Generated generated = new Generated();
    List<Node.Optional> inner = new ArrayList<>();
    for (Node node : ModuleEmitter.sorted(scope.nodes())) {
      if (node instanceof Node.Optional optional) {
        inner.add(optional);
      } else if (node instanceof Node.Conditional conditional) {
        group.add(Rank.CONDITIONAL, conditional(conditional, generated));
      } else {
        statement(node, generated, group);
      }
    }
    List<Block> all = new ArrayList<>(requires(scope, outermost));
    all.addAll(group.blocks());
    all.addAll(generated.blocks);
    for (Node.Optional optional : inner) {
      all.add(optional(optional));
    }
    return all;
  }

  private void statement(Node node, Generated generated, Block.Group<Rank> group) {
    Statement statement = new Statement(generated, node.origin());
    statement.add(node);
    Rank rank = Rank.of(node);
    for (Block block : statement.blocks) {
      group.add(rank, block);
    }
  }

  private Block optional(Node.Optional optional) {
    optionals++;
    String head = "(optional " + prefix + "_optional_" + optionals;
    return Block.of(head, scope(FlatScope.of(optional.body()), false), ")", optional.origin());
  }

  /**
   * What the scope requires. In an optional hll/pp also lists the attributes and roles that the
   * optional adds to.
   */
  private static List<Block> requires(FlatScope scope, boolean outermost) {
    Block.Group<String> group = new Block.Group<>();
    for (Require require : scope.requires()) {
      switch (require.kind()) {
        case TYPE, ATTRIBUTE -> group.add("type", require("type", require.name()));
        case ROLE, ROLE_ATTRIBUTE -> group.add("role", require("role", require.name()));
        case BOOLEAN, CLASS, USER -> {
          // Nothing in CIL stands for these; a use of the name is a need for it.
        }
      }
    }
    if (!outermost) {
      for (Node node : scope.nodes()) {
        if (node instanceof Node.TypeAttribute membership) {
          requireAll("type", membership.attributes(), group);
        } else if (node instanceof Node.TypeDeclaration type) {
          requireAll("type", type.attributes(), group);
        } else if (node instanceof Node.RoleAttribute membership) {
          requireAll("role", membership.attributes(), group);
        } else if (node instanceof Node.RoleTypes types) {
          group.add("role", require("role", types.role().name()));
        } else if (node instanceof Node.RoleDeclaration role) {
          group.add("role", require("role", role.name().name()));
        }
      }
    }
    return group.blocks();
  }

  private static void requireAll(String kind, List<Symbol> names, Block.Group<String> group) {
    for (Symbol name : names) {
      group.add(kind, require(kind, name.name()));
    }
  }

  private static Block require(String kind, String name) {
    return Block.line("(" + kind + "attributeset " + REQUIRE + " " + name + ")", null);
  }

  private Block conditional(Node.Conditional conditional, Generated generated) {
    List<Block> arms = new ArrayList<>();
    addArm("(true", conditional.then(), generated, conditional.origin(), arms);
    addArm("(false", conditional.otherwise(), generated, conditional.origin(), arms);
    return Block.of(
        "(booleanif " + CilText.condition(conditional.condition()),
        arms,
        ")",
        conditional.origin());
  }

  private void addArm(
      String head, List<Node> nodes, Generated generated, Origin origin, List<Block> arms) {
    if (nodes.isEmpty()) {
      return;
    }
    Block.Group<Rank> group = new Block.Group<>();
    for (Node node : ModuleEmitter.sorted(nodes)) {
      statement(node, generated, group);
    }
    arms.add(Block.of(head, group.blocks(), ")", origin));
  }

  /** The attributes that a scope needs for its complex sets. */
  private final class Generated {
    private final Map<String, String> names = new HashMap<>();
    private final List<Block> blocks = new ArrayList<>();

    /** The name for what {@code expression} says of types or roles. */
    String name(String kind, String expression, Origin origin) {
      String known = names.get(kind + expression);
      if (known != null) {
        return known;
      }
      attributes++;
      String name = prefix + "_" + kind + "attr_" + attributes;
      names.put(kind + expression, name);
      blocks.add(Block.line("(" + kind + "attribute " + name + ")", origin));
      blocks.add(Block.line("(" + kind + "attributeset " + name + " " + expression + ")", origin));
      return name;
    }
  }

  /** The lines of CIL that one statement becomes. */
  private final class Statement {
    private final Generated generated;
    private final Origin origin;
    private final List<Block> blocks = new ArrayList<>();

    Statement(Generated generated, Origin origin) {
      this.generated = generated;
      this.origin = origin;
    }

    private void line(String text) {
      blocks.add(Block.line(text, origin));
    }

    void add(Node node) {
      if (node instanceof Node.Access access) {
        access(access);
      } else if (node instanceof Node.ExtendedAccess access) {
        extended(access);
      } else if (node instanceof Node.TypeRule rule) {
        String name = rule.objectName() == null ? "" : "\"" + rule.objectName() + "\" ";
        each(
            rule.kind().cil(),
            rule.sources(),
            rule.targets(),
            rule.classes(),
            name + rule.result());
      } else if (node instanceof Node.RangeTransition transition) {
        each(
            "rangetransition",
            transition.sources(),
            transition.targets(),
            transition.classes(),
            CilText.range(transition.range()));
      } else if (node instanceof Node.RoleTransition transition) {
        for (String role : members("role", transition.roles())) {
          for (String type : members("type", transition.types())) {
            for (String name : Sets.sorted(transition.classes().included())) {
              line(
                  "(roletransition "
                      + role
                      + " "
                      + type
                      + " "
                      + name
                      + " "
                      + transition.result()
                      + ")");
            }
          }
        }
      } else if (node instanceof Node.RoleAllow allow) {
        for (String from : members("role", allow.from())) {
          for (String to : members("role", allow.to())) {
            line("(roleallow " + from + " " + to + ")");
          }
        }
      } else {
        membership(node);
      }
    }

    private void membership(Node node) {
      if (node instanceof Node.TypeAttribute membership) {
        attributes("type", membership.type(), membership.attributes());
      } else if (node instanceof Node.RoleAttribute membership) {
        attributes("role", membership.role(), membership.attributes());
      } else if (node instanceof Node.RoleTypes membership) {
        for (String type : members("type", membership.types())) {
          line("(roletype " + membership.role() + " " + type + ")");
        }
      } else if (node instanceof Node.TypeBounds bounds) {
        for (String child : Sets.sortedNames(bounds.children())) {
          line("(typebounds " + bounds.parent() + " " + child + ")");
        }
      } else if (node instanceof Node.ExpandAttribute expand) {
        String names = String.join(" ", Sets.sortedNames(expand.attributes()));
        line("(expandtypeattribute (" + names + ") " + expand.expand() + ")");
      } else if (node instanceof Node.Permissive permissive) {
        line("(typepermissive " + permissive.type() + ")");
      } else {
        declaration(node);
      }
    }

    private void declaration(Node node) {
      if (node instanceof Node.TypeDeclaration type) {
        line("(type " + type.name() + ")");
        line("(roletype object_r " + type.name() + ")");
        aliases(type.name(), type.aliases());
        attributes("type", type.name(), type.attributes());
      } else if (node instanceof Node.TypeAlias alias) {
        aliases(alias.type(), alias.aliases());
      } else if (node instanceof Node.AttributeDeclaration attribute) {
        line("(typeattribute " + attribute.name() + ")");
      } else if (node instanceof Node.RoleAttributeDeclaration attribute) {
        line("(roleattribute " + attribute.name() + ")");
      } else if (node instanceof Node.RoleDeclaration role) {
        if (!BASE_ROLES.contains(role.name().name())) {
          line("(role " + role.name() + ")");
        }
      } else if (node instanceof Node.BooleanDeclaration bool) {
        line("(boolean " + bool.name() + " " + bool.value() + ")");
      } else if (node instanceof Node.UserDeclaration user) {
        user(user);
      } else {
        throw new IllegalStateException("not a statement of CIL: " + node.getClass());
      }
    }

    private void user(Node.UserDeclaration user) {
      line("(user " + user.name() + ")");
      line("(userrole " + user.name() + " object_r)");
      for (String role : members("role", user.roles())) {
        line("(userrole " + user.name() + " " + role + ")");
      }
      line("(userlevel " + user.name() + " " + CilText.lowLevel(user.level()) + ")");
      line("(userrange " + user.name() + " " + CilText.range(user.range()) + ")");
    }

    private void aliases(Symbol type, List<Symbol> aliases) {
      for (String alias : Sets.sortedNames(aliases)) {
        line("(typealias " + alias + ")");
        line("(typealiasactual " + alias + " " + type + ")");
      }
    }

    private void attributes(String kind, Symbol member, List<Symbol> attributes) {
      for (String attribute : Sets.sortedNames(attributes)) {
        line("(" + kind + "attributeset " + attribute + " (" + member + "))");
      }
    }

    private void access(Node.Access access) {
      for (String name : Sets.sorted(access.classes().included())) {
        String allowed = String.join(" ", permissions.of(name, access.permissions()));
        if (!allowed.isEmpty()) {
          pairs(
              access.kind().word(),
              access.sources(),
              access.targets(),
              "(" + name + " (" + allowed + "))");
        }
      }
    }

    private void extended(Node.ExtendedAccess access) {
      String numbers = CilText.numbers(access.permissions());
      for (String name : Sets.sorted(access.classes().included())) {
        pairs(
            access.kind().word() + "x",
            access.sources(),
            access.targets(),
            "(" + access.permissions().operation() + " " + name + " " + numbers + ")");
      }
    }

    private void each(
        String word, SymbolSet sources, SymbolSet targets, SymbolSet classes, String rest) {
      for (String name : Sets.sorted(classes.included())) {
        pairs(word, sources, targets, name + " " + rest);
      }
    }

    private void pairs(String word, SymbolSet sources, SymbolSet targets, String rest) {
      List<String> to = members("type", targets);
      for (String source : members("type", sources)) {
        for (String target : to) {
          line("(" + word + " " + source + " " + target + " " + rest + ")");
        }
      }
    }

    /** The names of a set; a name made up for it where it is more than a list. */
    private List<String> members(String kind, SymbolSet set) {
      List<String> included = Sets.sorted(set.included());
      List<String> excluded = Sets.sorted(set.excluded());
      if (!set.complement() && excluded.isEmpty() && !Sets.isAll(set)) {
        return included;
      }
      List<String> names = new ArrayList<>();
      List<String> types = new ArrayList<>(included);
      if (types.remove("self")) {
        names.add("self");
      }
      String expression =
          Sets.isAll(set) ? "(all)" : CilText.set(types, excluded, set.complement());
      names.add(generated.name(kind, expression, origin));
      return names;
    }
  }
}
