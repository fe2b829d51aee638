package org.svpc.emit;

import java.util.List;
import org.svpc.ir.Node;
import org.svpc.ir.SymbolSet;

/** The statements of plain policy that fit on a line. */
final class Statements {
  private static final String IMPLICIT_CLASS = "process";

  private Statements() {}

  static String text(Node node) {
    if (node instanceof Node.Access access) {
      return access.kind().word()
          + rule(access.sources(), access.targets(), access.classes())
          + Sets.text(access.permissions())
          + ";";
    }
    if (node instanceof Node.TypeRule rule) {
      return rule.kind().word()
          + rule(rule.sources(), rule.targets(), rule.classes())
          + rule.result()
          + (rule.objectName() == null ? "" : " \"" + rule.objectName() + "\"")
          + ";";
    }
    if (node instanceof Node.ExtendedAccess access) {
      return extended(access);
    }
    if (node instanceof Node.TypeAttribute membership) {
      return "typeattribute "
          + membership.type()
          + " "
          + Sets.commas(membership.attributes())
          + ";";
    }
    if (node instanceof Node.RoleTypes membership) {
      return "role " + membership.role() + " types " + Sets.text(membership.types()) + ";";
    }
    if (node instanceof Node.RoleAttribute membership) {
      return "roleattribute "
          + membership.role()
          + " "
          + Sets.commas(membership.attributes())
          + ";";
    }
    if (node instanceof Node.RoleAllow allow) {
      return "allow " + Sets.text(allow.from()) + " " + Sets.text(allow.to()) + ";";
    }
    if (node instanceof Node.RangeTransition transition) {
      return "range_transition"
          + rule(transition.sources(), transition.targets(), transition.classes())
          + transition.range().text()
          + ";";
    }
    if (node instanceof Node.RoleTransition transition) {
      return roleTransition(transition);
    }
    return declaration(node);
  }

  private static String declaration(Node node) {
    if (node instanceof Node.TypeDeclaration type) {
      return "type "
          + type.name()
          + (type.aliases().isEmpty() ? "" : " alias " + Sets.braced(type.aliases()))
          + (type.attributes().isEmpty() ? "" : ", " + Sets.commas(type.attributes()))
          + ";";
    }
    if (node instanceof Node.AttributeDeclaration attribute) {
      return "attribute " + attribute.name() + ";";
    }
    if (node instanceof Node.BooleanDeclaration bool) {
      return "bool " + bool.name() + " " + bool.value() + ";";
    }
    if (node instanceof Node.TypeAlias alias) {
      return "typealias " + alias.type() + " alias " + Sets.braced(alias.aliases()) + ";";
    }
    if (node instanceof Node.RoleAttributeDeclaration attribute) {
      return "attribute_role " + attribute.name() + ";";
    }
    if (node instanceof Node.RoleDeclaration role) {
      return "role " + role.name() + ";";
    }
    if (node instanceof Node.ExpandAttribute expand) {
      return "expandattribute " + Sets.braced(expand.attributes()) + " " + expand.expand() + ";";
    }
    if (node instanceof Node.TypeBounds bounds) {
      return "typebounds " + bounds.parent() + " " + Sets.commas(bounds.children()) + ";";
    }
    if (node instanceof Node.Permissive permissive) {
      return "permissive " + permissive.type() + ";";
    }
    if (node instanceof Node.UserDeclaration user) {
      return user(user);
    }
    throw new IllegalStateException("not a statement of a line: " + node.getClass());
  }

  private static String rule(SymbolSet sources, SymbolSet targets, SymbolSet classes) {
    return " " + Sets.text(sources) + " " + Sets.text(targets) + ":" + Sets.text(classes) + " ";
  }

  private static String extended(Node.ExtendedAccess access) {
    Node.ExtendedPermissions permissions = access.permissions();
    return access.kind().word()
        + "xperm"
        + rule(access.sources(), access.targets(), access.classes())
        + permissions.operation()
        + (permissions.complement() ? " ~{ " : " { ")
        + ranges(permissions.numbers())
        + "};";
  }

  private static String ranges(List<Node.NumberRange> ranges) {
    StringBuilder text = new StringBuilder();
    for (Node.NumberRange range : ranges) {
      text.append(range(range)).append(' ');
    }
    return text.toString();
  }

  private static String range(Node.NumberRange range) {
    String low = hex(range.low());
    return range.low() == range.high() ? low : low + "-" + hex(range.high());
  }

  private static String hex(int number) {
    String digits = Integer.toHexString(number);
    return "0x" + "0000".substring(Math.min(4, digits.length())) + digits;
  }

  private static String roleTransition(Node.RoleTransition transition) {
    return "role_transition "
        + Sets.text(transition.roles())
        + " "
        + Sets.text(transition.types())
        + (isImplicit(transition.classes()) ? "" : ":" + Sets.text(transition.classes()))
        + " "
        + transition.result()
        + ";";
  }

  /** Older checkmodule knows no class here, and most transitions have the one it implies. */
  private static boolean isImplicit(SymbolSet classes) {
    return classes.included().size() == 1 && classes.included().get(0).equals(IMPLICIT_CLASS);
  }

  private static String user(Node.UserDeclaration user) {
    StringBuilder text = new StringBuilder("user ").append(user.name()).append(" roles ");
    text.append(Sets.text(user.roles()));
    if (user.level() != null && user.range() != null) {
      text.append(" level ").append(user.level().low().text());
      text.append(" range ").append(user.range().text());
    }
    return text.append(';').toString();
  }
}
