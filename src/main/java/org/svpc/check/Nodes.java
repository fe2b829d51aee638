package org.svpc.check;

import java.util.List;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;

/** Walks a module's nodes, those of the arms that the target takes. */
final class Nodes {
  /** Where a node stands. */
  record Place(boolean inOptional, boolean inConditional) {
    static final Place MODULE = new Place(false, false);
  }

  /** Takes a node that is no scope, or a scope before what it holds. */
  interface Visitor {
    void visit(Node node, Place place, Diagnostics diagnostics);
  }

  private Nodes() {}

  static void walk(List<Node> nodes, Visitor visitor, Diagnostics diagnostics) {
    walk(nodes, Place.MODULE, visitor, diagnostics);
  }

  private static void walk(
      List<Node> nodes, Place place, Visitor visitor, Diagnostics diagnostics) {
    for (Node node : nodes) {
      visitor.visit(node, place, diagnostics);
      if (node instanceof Node.Optional optional) {
        walk(optional.body().nodes(), new Place(true, place.inConditional()), visitor, diagnostics);
      } else if (node instanceof Node.Conditional conditional) {
        Place inner = new Place(place.inOptional(), true);
        walk(conditional.then(), inner, visitor, diagnostics);
        walk(conditional.otherwise(), inner, visitor, diagnostics);
      } else if (node instanceof Node.BuildChoice choice) {
        walk(choice.arm().nodes(), place, visitor, diagnostics);
      } else if (node instanceof Node.Call call) {
        walk(call.expansion().nodes(), place, visitor, diagnostics);
      }
    }
  }
}
