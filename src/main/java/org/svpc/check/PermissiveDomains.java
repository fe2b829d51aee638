package org.svpc.check;

import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;

/**
 * A permissive domain is not confined at all, so the module's header has to say that it has one.
 */
final class PermissiveDomains implements Check {
  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    boolean announced = subject.words().contains(Subject.PERMISSIVE);
    Nodes.walk(subject.module().body().nodes(), new Report(announced), diagnostics);
  }

  private record Report(boolean announced) implements Nodes.Visitor {
    @Override
    public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
      if (node instanceof Node.Permissive permissive) {
        diagnostics.add(diagnostic(permissive, announced));
      }
    }
  }

  private static Diagnostic.Builder diagnostic(Node.Permissive permissive, boolean announced) {
    String name = permissive.type().name();
    if (announced) {
      return Diagnostic.at(
              Code.PERMISSIVE_NOTED,
              permissive.origin(),
              "The kernel will enforce nothing on `" + name + "`.")
          .label("permissive");
    }
    return Diagnostic.at(
            Code.PERMISSIVE_UNANNOUNCED,
            permissive.origin(),
            "`" + name + "` is made permissive, and the module's header does not say so.")
        .label("the kernel would enforce nothing on it")
        .help("Write `with " + Subject.PERMISSIVE + "` in the header if that is meant.");
  }
}
