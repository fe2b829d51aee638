package org.svpc.check;

import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;
import org.svpc.selinux.ReservedNames;

/** checkmodule would stumble over a declared name that is one of its own words. */
final class DeclaredNames implements Check, Nodes.Visitor {
  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    check(new Symbol(subject.module().name(), subject.module().origin()), "module", diagnostics);
    Nodes.walk(subject.module().body().nodes(), this, diagnostics);
  }

  @Override
  public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
    if (node instanceof Node.TypeDeclaration type) {
      check(type.name(), "type", diagnostics);
      check(type.aliases(), diagnostics);
    } else if (node instanceof Node.TypeAlias alias) {
      check(alias.aliases(), diagnostics);
    } else if (node instanceof Node.AttributeDeclaration attribute) {
      check(attribute.name(), "attribute", diagnostics);
    } else if (node instanceof Node.RoleDeclaration role) {
      check(role.name(), "role", diagnostics);
    } else if (node instanceof Node.RoleAttributeDeclaration attribute) {
      check(attribute.name(), "attribute_role", diagnostics);
    } else if (node instanceof Node.BooleanDeclaration bool) {
      check(bool.name(), "boolean", diagnostics);
    } else if (node instanceof Node.UserDeclaration user) {
      check(user.name(), "user", diagnostics);
    }
  }

  private static void check(List<Symbol> aliases, Diagnostics diagnostics) {
    for (Symbol alias : aliases) {
      check(alias, "alias", diagnostics);
    }
  }

  private static void check(Symbol symbol, String kind, Diagnostics diagnostics) {
    if (ReservedNames.contains(symbol.name())) {
      diagnostics.add(
          Diagnostic.at(
                  Code.RESERVED_NAME,
                  symbol.origin(),
                  "`" + symbol.name() + "` cannot be the name of a " + kind + ".")
              .label("a word of checkpolicy's own")
              .note(
                  "checkpolicy keeps the words of its statements and constraints to itself, in small"
                      + " letters and in capitals.")
              .help("Choose a longer name, such as `" + longer(symbol.name(), kind) + "`."));
    }
  }

  private static String longer(String name, String kind) {
    return switch (kind) {
      case "type", "alias" -> name + "_t";
      case "role" -> name + "_r";
      case "user" -> name + "_u";
      default -> "my_" + name;
    };
  }
}
