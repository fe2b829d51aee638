package org.svpc.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;

/** The names that a module declares, aliases included. */
final class DeclaredNames {
  private DeclaredNames() {}

  static Set<String> of(Module module) {
    Set<String> names = new HashSet<>();
    names.add(module.name());
    collect(module.body().nodes(), names);
    for (Interface callable : module.interfaces()) {
      collect(callable.body().nodes(), names);
    }
    return names;
  }

  /** The booleans that a scope declares itself, through calls and build-time choices as well. */
  static Set<String> booleans(List<Node> nodes) {
    Set<String> names = new HashSet<>();
    collectBooleans(nodes, names);
    return names;
  }

  private static void collectBooleans(List<Node> nodes, Set<String> into) {
    for (Node node : nodes) {
      if (node instanceof Node.BooleanDeclaration bool) {
        into.add(bool.name().name());
      } else if (node instanceof Node.Call call) {
        collectBooleans(call.expansion().nodes(), into);
      } else if (node instanceof Node.BuildChoice choice) {
        collectBooleans(choice.then().nodes(), into);
        collectBooleans(choice.otherwise().nodes(), into);
      }
    }
  }

  private static void collect(List<Node> nodes, Set<String> into) {
    for (Node node : nodes) {
      if (node instanceof Node.Call call) {
        collect(call.expansion().nodes(), into);
      } else if (node instanceof Node.Optional optional) {
        collect(optional.body().nodes(), into);
      } else if (node instanceof Node.BuildChoice choice) {
        collect(choice.then().nodes(), into);
        collect(choice.otherwise().nodes(), into);
      } else {
        declared(node, into);
      }
    }
  }

  /** Whether the node declares a name of a type, a role or the like. */
  static boolean isDeclaration(Node node) {
    Set<String> names = new HashSet<>();
    declared(node, names);
    return !names.isEmpty();
  }

  private static void declared(Node node, Set<String> into) {
    if (node instanceof Node.TypeDeclaration type) {
      into.add(type.name().name());
      addAll(type.aliases(), into);
    } else if (node instanceof Node.TypeAlias alias) {
      addAll(alias.aliases(), into);
    } else if (node instanceof Node.AttributeDeclaration attribute) {
      into.add(attribute.name().name());
    } else if (node instanceof Node.RoleAttributeDeclaration attribute) {
      into.add(attribute.name().name());
    } else if (node instanceof Node.RoleDeclaration role) {
      into.add(role.name().name());
    } else if (node instanceof Node.BooleanDeclaration bool) {
      into.add(bool.name().name());
    } else if (node instanceof Node.UserDeclaration user) {
      into.add(user.name().name());
    }
  }

  private static void addAll(List<Symbol> symbols, Set<String> into) {
    for (Symbol symbol : symbols) {
      into.add(symbol.name());
    }
  }
}
