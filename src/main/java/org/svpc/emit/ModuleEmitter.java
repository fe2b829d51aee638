package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.selinux.NameKind;

/**
 * Writes plain .te, the direct input of checkmodule: no m4, requires in blocks of their scopes,
 * declarations before what uses them, users last. Each line can be traced to its origin.
 *
 * <p>Users are never required: nothing in a module can use one that it does not declare, and hll/pp
 * 3.4 crashes on such a require. A scope that requires nothing gets a class require, since
 * checkmodule refuses a scope without any; class requires leave no trace in what is linked.
 */
public final class ModuleEmitter {
  /** A class and a permission that every policy has. */
  private static final String ANY_REQUIRE = "class process fork;";

  private final Statements statements = new Statements(new PlainWords());

  ModuleEmitter() {}

  public static EmittedText emit(Module module) {
    Lines lines = new Lines("\t");
    lines.add("module " + module.name() + " " + module.version() + ";", module.origin());
    FlatScope scope = FlatScope.of(module.body());
    lines.blank();
    requires(scope, LevelNames.of(module.body())).write(lines);
    for (List<Block> rank : new ModuleEmitter().group(scope.nodes()).byRank()) {
      lines.blank();
      Block.writeAll(rank, lines);
    }
    return lines.finished();
  }

  /** The nodes in the order that they are written in, none there twice. */
  static List<Node> sorted(List<Node> nodes) {
    ModuleEmitter emitter = new ModuleEmitter();
    IdentityHashMap<Block, Node> written = new IdentityHashMap<>();
    Block.Group<Rank> group = new Block.Group<>();
    for (Node node : nodes) {
      Block block = emitter.block(node);
      written.put(block, node);
      group.add(Rank.of(node), block);
    }
    List<Node> sorted = new ArrayList<>(nodes.size());
    for (Block block : group.blocks()) {
      Node node = written.get(block);
      if (node != null) {
        sorted.add(node);
      }
    }
    return sorted;
  }

  /** The block of a scope's requires. */
  static Block requires(FlatScope scope, @Nullable LevelNames levels) {
    Set<String> booleans = booleans(scope);
    List<Block> inside = new ArrayList<>();
    for (Require require : scope.requires()) {
      if (require.kind() != NameKind.USER
          && (require.kind() != NameKind.BOOLEAN || !booleans.contains(require.name()))) {
        inside.add(Block.line(requireText(require), null));
      }
    }
    if (levels != null) {
      for (String name : levels.sensitivities()) {
        inside.add(Block.line("sensitivity " + name + ";", null));
      }
      for (String name : levels.categories()) {
        inside.add(Block.line("category " + name + ";", null));
      }
    }
    if (inside.isEmpty()) {
      inside.add(Block.line(ANY_REQUIRE, null));
    }
    return Block.of("require {", inside, "}", null);
  }

  /**
   * The booleans that a scope declares. Where a require of one comes before its declaration,
   * checkmodule forgets the declared value and takes false.
   */
  private static Set<String> booleans(FlatScope scope) {
    Set<String> names = new HashSet<>();
    for (Node node : scope.nodes()) {
      if (node instanceof Node.BooleanDeclaration declaration) {
        names.add(declaration.name().name());
      }
    }
    return names;
  }

  private static String requireText(Require require) {
    String name = require.name();
    if (require.kind() != NameKind.CLASS) {
      return word(require.kind()) + " " + name + ";";
    }
    List<String> permissions = require.permissions();
    return permissions.size() == 1
        ? "class " + name + " " + permissions.get(0) + ";"
        : "class " + name + " { " + String.join(" ", permissions) + " };";
  }

  private static String word(NameKind kind) {
    return switch (kind) {
      case BOOLEAN -> "bool";
      case TYPE, ATTRIBUTE, ROLE, ROLE_ATTRIBUTE, CLASS, USER -> kind.word();
    };
  }

  private Block.Group<Rank> group(List<Node> nodes) {
    Block.Group<Rank> group = new Block.Group<>();
    for (Node node : nodes) {
      group.add(Rank.of(node), block(node));
    }
    return group;
  }

  /** The lines of a node. */
  Block block(Node node) {
    if (node instanceof Node.Optional optional) {
      return optional(optional);
    }
    return node instanceof Node.Conditional conditional
        ? conditional(conditional)
        : Block.line(statements.text(node), node.origin());
  }

  private Block optional(Node.Optional optional) {
    FlatScope scope = FlatScope.of(optional.body());
    List<Block> inside = new ArrayList<>();
    inside.add(requires(scope, null));
    inside.addAll(group(scope.nodes()).blocks());
    return Block.of("optional {", inside, "}", optional.origin());
  }

  private Block conditional(Node.Conditional conditional) {
    Block end = Block.line("}", conditional.origin());
    if (!conditional.otherwise().isEmpty()) {
      end =
          Block.of("} else {", group(conditional.otherwise()).blocks(), end, conditional.origin());
    }
    return Block.of(
        "if (" + condition(conditional.condition()) + ") {",
        group(conditional.then()).blocks(),
        end,
        conditional.origin());
  }

  private static String condition(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return variable.name().name();
    }
    if (expression instanceof BooleanExpression.Not not) {
      return "!" + operand(not.operand());
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    return operand(binary.left()) + " " + binary.operator().sign() + " " + operand(binary.right());
  }

  private static String operand(BooleanExpression expression) {
    return expression instanceof BooleanExpression.Binary
        ? "(" + condition(expression) + ")"
        : condition(expression);
  }
}
