package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;

/**
 * What the texts of interfaces need to know of modules: the interfaces, and of the module's own
 * text the names that it declares and requires anywhere. With this in its place the rest of a
 * module, by far the most, need not be kept until all modules of a build are known.
 */
public final class Outline {
  private final Map<Require, Set<String>> requires = new TreeMap<>();
  private final List<Node> declarations = new ArrayList<>();

  private Outline() {}

  /** The module with the rules of its body left out. */
  public static Module of(Module module) {
    Outline outline = new Outline();
    outline.add(module.body());
    List<Require> requires = new ArrayList<>(outline.requires.size());
    for (Map.Entry<Require, Set<String>> entry : outline.requires.entrySet()) {
      Require require = entry.getKey();
      requires.add(new Require(require.kind(), require.name(), List.copyOf(entry.getValue())));
    }
    return new Module(
        module.name(),
        module.version(),
        module.doc(),
        new Scope(requires, outline.declarations),
        module.fileContexts(),
        module.interfaces(),
        module.origin());
  }

  private void add(Scope scope) {
    for (Require require : scope.requires()) {
      Require key = Require.of(require.kind(), require.name());
      Set<String> permissions = requires.get(key);
      if (permissions == null) {
        permissions = new TreeSet<>();
        requires.put(key, permissions);
      }
      permissions.addAll(require.permissions());
    }
    addNodes(scope.nodes());
  }

  private void addNodes(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.Call call) {
        add(call.expansion());
      } else if (node instanceof Node.Optional optional) {
        add(optional.body());
      } else if (node instanceof Node.BuildChoice choice) {
        add(choice.then());
        add(choice.otherwise());
      } else if (node instanceof Node.Conditional conditional) {
        addNodes(conditional.then());
        addNodes(conditional.otherwise());
      } else if (DeclaredNames.isDeclaration(node)) {
        declarations.add(node);
      }
    }
  }
}
