package org.svpc.check;

import java.util.HashSet;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Interface;
import org.svpc.ir.Node;
import org.svpc.ir.Provider;
import org.svpc.target.TargetInterface;

/**
 * What an interface requires has to be there, or the whole module does not link. Modules of
 * refpolicy outside of its layers {@code kernel} and {@code system} may be left out or removed,
 * unless their headers say {@code <required val="true">}; its own rule of style is to call them
 * from an {@code optional_policy}.
 */
final class OptionalModules implements Check {
  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    if (subject.library()) {
      // Whoever calls a library's interface can do so in an optional.
      return;
    }
    Visit visit = new Visit(subject, new HashSet<>());
    Nodes.walk(subject.module().body().nodes(), visit, diagnostics);
    for (Interface each : subject.module().interfaces()) {
      Nodes.walk(each.body().nodes(), visit, diagnostics);
    }
  }

  /**
   * One check of a module.
   *
   * @param told the modules that were told of
   */
  private record Visit(Subject subject, Set<String> told) implements Nodes.Visitor {
    @Override
    public void visit(Node node, Nodes.Place place, Diagnostics diagnostics) {
      if (place.inOptional()
          || !(node instanceof Node.Call call)
          || call.provider() != Provider.TARGET) {
        return;
      }
      TargetInterface callee = subject.target().findInterface(call.name());
      if (callee != null && !isAlwaysThere(callee) && told.add(callee.module())) {
        diagnostics.add(diagnostic(call, callee.module()));
      }
    }

    private boolean isAlwaysThere(TargetInterface callee) {
      return callee.required()
          || callee.ofBuild()
          || callee.module().isEmpty()
          || callee.module().equals(subject.module().name());
    }
  }

  private static Diagnostic.Builder diagnostic(Node.Call call, String module) {
    return Diagnostic.at(
            Code.NEEDS_OPTIONAL_MODULE,
            call.origin(),
            "`"
                + call.name()
                + "` needs the module `"
                + module
                + "`, and without it this module does not link.")
        .label("called outside of every `optional`")
        .help("Put the call into `optional { }`.");
  }
}
