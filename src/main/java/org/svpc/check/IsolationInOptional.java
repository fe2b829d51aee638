package org.svpc.check;

import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;

/**
 * Joining the attribute that the MCS constraints look at is what keeps guests apart. In an optional
 * whose other requirements are missing the statement vanishes without a word, and with it the
 * isolation; labels still look right.
 */
final class IsolationInOptional implements Check, Nodes.Visitor {
  /** The attributes that refpolicy's constraints in policy/mcs and policy/mls confine by. */
  private static final Set<String> ISOLATING = Set.of("mcs_constrained_type");

  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    Nodes.walk(subject.module().body().nodes(), this, diagnostics);
  }

  @Override
  public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
    // A type that is declared in the optional vanishes with its membership, which is safe.
    if (place.inOptional() && node instanceof Node.TypeAttribute membership) {
      report(membership.type(), membership.attributes(), diagnostics);
    }
  }

  private static void report(Symbol type, List<Symbol> attributes, Diagnostics diagnostics) {
    for (Symbol attribute : attributes) {
      if (ISOLATING.contains(attribute.name())) {
        diagnostics.add(
            Diagnostic.at(
                    Code.ISOLATION_IN_OPTIONAL,
                    attribute.origin(),
                    "`" + type.name() + "` is isolated only if this `optional` stays.")
                .label("vanishes where another requirement of the `optional` is missing")
                .note(
                    "Without `"
                        + attribute.name()
                        + "` no MCS constraint holds for the domain, and nothing says so.")
                .help("Move the statement out of the `optional`."));
      }
    }
  }
}
