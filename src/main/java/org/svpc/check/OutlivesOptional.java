package org.svpc.check;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;

/**
 * A binary module keeps its permissive types and type bounds in tables of the whole module, so when
 * semodule turns a .pp into CIL these statements stand outside of the optional they were written in
 * (libsepol's module_to_cil, measured with 3.4).
 */
final class OutlivesOptional implements Check, Nodes.Visitor {
  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    Nodes.walk(subject.module().body().nodes(), this, diagnostics);
  }

  @Override
  public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
    String word = place.inOptional() ? word(node) : null;
    if (word != null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.OUTLIVES_OPTIONAL,
                  node.origin(),
                  "A `" + word + "` holds even where its `optional` does not.")
              .label("stands in an `optional`")
              .note("A `.pp` keeps it for the whole module.")
              .help("Move it out of the `optional`, which is what happens to it anyway."));
    }
  }

  private static @Nullable String word(Node node) {
    if (node instanceof Node.Permissive) {
      return "permissive";
    }
    return node instanceof Node.TypeBounds ? "typebounds" : null;
  }
}
