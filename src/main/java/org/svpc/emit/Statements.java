package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;

/** The statements of plain policy that fit on a line. */
final class Statements {
  private static final String IMPLICIT_CLASS = "process";

  private final Words words;

  Statements(Words words) {
    this.words = words;
  }

  String text(Node node) {
    if (node instanceof Node.Access access) {
      return access.kind().word()
          + rule(access.sources(), access.targets(), access.classes())
          + words.permissions(access.permissions())
          + ";";
    }
    if (node instanceof Node.TypeRule rule) {
      return rule.kind().word()
          + rule(rule.sources(), rule.targets(), rule.classes())
          + words.name(rule.result().name())
          + (rule.objectName() == null ? "" : " " + words.objectName(rule.objectName()))
          + ";";
    }
    if (node instanceof Node.ExtendedAccess access) {
      return extended(access);
    }
    if (node instanceof Node.TypeAttribute membership) {
      return "typeattribute "
          + words.name(membership.type().name())
          + " "
          + commas(membership.attributes())
          + ";";
    }
    if (node instanceof Node.RoleTypes membership) {
      return "role "
          + words.name(membership.role().name())
          + " types "
          + words.set(membership.types())
          + ";";
    }
    if (node instanceof Node.RoleAttribute membership) {
      return "roleattribute "
          + words.name(membership.role().name())
          + " "
          + commas(membership.attributes())
          + ";";
    }
    if (node instanceof Node.RoleAllow allow) {
      return "allow " + words.set(allow.from()) + " " + words.set(allow.to()) + ";";
    }
    if (node instanceof Node.RangeTransition transition) {
      return "range_transition"
          + rule(transition.sources(), transition.targets(), transition.classes())
          + words.range(transition.range())
          + ";";
    }
    if (node instanceof Node.RoleTransition transition) {
      return roleTransition(transition);
    }
    return declaration(node);
  }

  private String declaration(Node node) {
    if (node instanceof Node.TypeDeclaration type) {
      return "type "
          + words.name(type.name().name())
          + (type.aliases().isEmpty() ? "" : " alias " + braced(type.aliases()))
          + (type.attributes().isEmpty() ? "" : ", " + commas(type.attributes()))
          + ";";
    }
    if (node instanceof Node.AttributeDeclaration attribute) {
      return "attribute " + words.name(attribute.name().name()) + ";";
    }
    if (node instanceof Node.BooleanDeclaration bool) {
      return "bool " + words.name(bool.name().name()) + " " + bool.value() + ";";
    }
    if (node instanceof Node.TypeAlias alias) {
      return "typealias "
          + words.name(alias.type().name())
          + " alias "
          + braced(alias.aliases())
          + ";";
    }
    if (node instanceof Node.RoleAttributeDeclaration attribute) {
      return "attribute_role " + words.name(attribute.name().name()) + ";";
    }
    if (node instanceof Node.RoleDeclaration role) {
      return "role " + words.name(role.name().name()) + ";";
    }
    if (node instanceof Node.ExpandAttribute expand) {
      return "expandattribute " + braced(expand.attributes()) + " " + expand.expand() + ";";
    }
    if (node instanceof Node.TypeBounds bounds) {
      return "typebounds "
          + words.name(bounds.parent().name())
          + " "
          + commas(bounds.children())
          + ";";
    }
    if (node instanceof Node.Permissive permissive) {
      return "permissive " + words.name(permissive.type().name()) + ";";
    }
    if (node instanceof Node.UserDeclaration user) {
      return user(user);
    }
    throw new IllegalStateException("not a statement of a line: " + node.getClass());
  }

  private String rule(SymbolSet sources, SymbolSet targets, SymbolSet classes) {
    return " " + words.set(sources) + " " + words.set(targets) + ":" + words.set(classes) + " ";
  }

  private String extended(Node.ExtendedAccess access) {
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

  private String roleTransition(Node.RoleTransition transition) {
    return "role_transition "
        + words.set(transition.roles())
        + " "
        + words.set(transition.types())
        + (isImplicit(transition.classes()) ? "" : ":" + words.set(transition.classes()))
        + " "
        + words.name(transition.result().name())
        + ";";
  }

  /** Older checkmodule knows no class here, and most transitions have the one it implies. */
  private static boolean isImplicit(SymbolSet classes) {
    return classes.included().size() == 1 && classes.included().get(0).equals(IMPLICIT_CLASS);
  }

  private String user(Node.UserDeclaration user) {
    StringBuilder text =
        new StringBuilder("user ").append(words.name(user.name().name())).append(" roles ");
    text.append(words.set(user.roles()));
    if (user.level() != null && user.range() != null) {
      text.append(" level ").append(words.range(user.level()));
      text.append(" range ").append(words.range(user.range()));
    }
    return text.append(';').toString();
  }

  /** Names with commas between. */
  private String commas(List<Symbol> names) {
    return String.join(", ", sorted(names));
  }

  /** {@code a}, or {@code { a b }}. */
  private String braced(List<Symbol> names) {
    List<String> sorted = sorted(names);
    return sorted.size() == 1 ? sorted.get(0) : "{ " + String.join(" ", sorted) + " }";
  }

  private List<String> sorted(List<Symbol> names) {
    List<String> written = new ArrayList<>(names.size());
    for (Symbol name : names) {
      written.add(words.name(name.name()));
    }
    return Sets.sorted(written);
  }
}
