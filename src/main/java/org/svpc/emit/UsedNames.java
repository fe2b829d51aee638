package org.svpc.emit;

import java.util.List;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;

/** Finds out whether a module gives a name that m4 knows as a set or a level to something else. */
final class UsedNames {
  private UsedNames() {}

  /** Whether the module declares or requires a type, role or the like of that name. */
  static boolean contains(Module module, String name) {
    if (DeclaredNames.of(module).contains(name)) {
      return true;
    }
    for (Interface callable : module.interfaces()) {
      if (contains(callable.body(), name)) {
        return true;
      }
    }
    return contains(module.body(), name);
  }

  private static boolean contains(Scope scope, String name) {
    for (Require require : scope.requires()) {
      if (require.name().equals(name)) {
        return true;
      }
    }
    return contains(scope.nodes(), name);
  }

  private static boolean contains(List<Node> nodes, String name) {
    for (Node node : nodes) {
      if (contains(node, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(Node node, String name) {
    if (node instanceof Node.Call call) {
      return contains(call.expansion(), name);
    }
    if (node instanceof Node.Optional optional) {
      return contains(optional.body(), name);
    }
    if (node instanceof Node.BuildChoice choice) {
      return contains(choice.then(), name) || contains(choice.otherwise(), name);
    }
    if (node instanceof Node.Conditional conditional) {
      return contains(conditional.then(), name) || contains(conditional.otherwise(), name);
    }
    return false;
  }
}
