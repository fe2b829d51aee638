package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;

/**
 * A scope as the target's build sees it: of each build-time choice the arm that the target takes,
 * of each call its expansion, and no text for readers. What these require belongs to the scope.
 *
 * @param requires each name once, sorted
 * @param nodes neither choices nor calls nor comments
 */
record FlatScope(List<Require> requires, List<Node> nodes) {
  static FlatScope of(Scope scope) {
    SortedMap<Require, Require> requires = new TreeMap<>();
    List<Node> nodes = new ArrayList<>();
    add(scope, requires, nodes);
    return new FlatScope(new ArrayList<>(requires.values()), nodes);
  }

  private static void add(Scope scope, SortedMap<Require, Require> requires, List<Node> nodes) {
    for (Require require : scope.requires()) {
      // Requires compare by kind and name.
      Require known = requires.get(require);
      requires.put(require, known == null ? require : known.and(require));
    }
    addNodes(scope.nodes(), requires, nodes);
  }

  private static void addNodes(
      List<Node> from, SortedMap<Require, Require> requires, List<Node> into) {
    for (Node node : from) {
      if (node instanceof Node.BuildChoice choice) {
        add(choice.arm(), requires, into);
      } else if (node instanceof Node.Call call) {
        add(call.expansion(), requires, into);
      } else if (node instanceof Node.Conditional conditional) {
        List<Node> then = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        addNodes(conditional.then(), requires, then);
        addNodes(conditional.otherwise(), requires, otherwise);
        into.add(
            new Node.Conditional(conditional.condition(), then, otherwise, conditional.origin()));
      } else if (!isForReaders(node)) {
        into.add(node);
      }
    }
  }

  private static boolean isForReaders(Node node) {
    return node instanceof Node.Comment
        || node instanceof Node.Section
        || node instanceof Node.Customizable;
  }
}
