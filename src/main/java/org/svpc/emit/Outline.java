package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;

/**
 * What the texts of interfaces need to know of modules: the interfaces, and of the module's own
 * text the names that it declares and requires anywhere (of classes without permissions). With this
 * in its place the rest of a module, by far the most, need not be kept until all modules of a build
 * are known.
 */
public final class Outline {
  private final Set<Require> requires = new TreeSet<>();
  private final List<Node> declarations = new ArrayList<>();

  private Outline() {}

  /** The module with the rules of its body left out. */
  public static Module of(Module module) {
    Outline outline = new Outline();
    outline.add(module.body());
    return new Module(
        module.name(),
        module.version(),
        module.doc(),
        new Scope(List.copyOf(outline.requires), outline.declarations),
        module.fileContexts(),
        module.interfaces(),
        module.origin());
  }

  private void add(Scope scope) {
    for (Require require : scope.requires()) {
      requires.add(Require.of(require.kind(), require.name()));
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
