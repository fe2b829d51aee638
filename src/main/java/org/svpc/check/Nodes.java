package org.svpc.check;

import java.util.List;
import org.svpc.ir.Node;

/** Walks a module's nodes, those of the arms that the target takes. */
final class Nodes {
  /** Where a node stands. */
  record Place(boolean inOptional, boolean inConditional) {
    static final Place MODULE = new Place(false, false);
  }

  /** Takes a node that is no scope, or a scope before what it holds. */
  interface Visitor {
    void visit(Node node, Place place);
  }

  private Nodes() {}

  static void walk(List<Node> nodes, Visitor visitor) {
    walk(nodes, Place.MODULE, visitor);
  }

  private static void walk(List<Node> nodes, Place place, Visitor visitor) {
    for (Node node : nodes) {
      visitor.visit(node, place);
      if (node instanceof Node.Optional optional) {
        walk(optional.body().nodes(), new Place(true, place.inConditional()), visitor);
      } else if (node instanceof Node.Conditional conditional) {
        Place inner = new Place(place.inOptional(), true);
        walk(conditional.then(), inner, visitor);
        walk(conditional.otherwise(), inner, visitor);
      } else if (node instanceof Node.BuildChoice choice) {
        walk(choice.arm().nodes(), place, visitor);
      } else if (node instanceof Node.Call call) {
        walk(call.expansion().nodes(), place, visitor);
      }
    }
  }
}
