package org.svpc.target;

import java.util.List;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.syntax.Statement.InterfaceDeclaration;

/**
 * An interface, template or pattern of the target.
 *
 * @param declaration it in the words of SVP
 * @param module the module that defines it; empty for the patterns of the support files
 * @param ofBuild whether that module is built together with the one that calls, and not installed
 * @param required whether that module is in every policy, so that a call needs no {@code optional}
 * @param problems what of its body could not be read
 * @param text the definition as the headers have it; empty for one of the build
 */
public record TargetInterface(
    InterfaceDeclaration declaration,
    String module,
    boolean ofBuild,
    boolean required,
    List<Diagnostic> problems,
    String text) {
  public TargetInterface {
    problems = List.copyOf(problems);
  }
}
