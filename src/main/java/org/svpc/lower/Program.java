package org.svpc.lower;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Provider;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;

/**
 * The files that make one module and what they can see: the interfaces and templates of the module
 * and of the libraries it uses, and the names that are said to be declared elsewhere.
 *
 * @param header the header that bears the version
 * @param units the module's files, ordered by name
 * @param libraryUnits the files of all libraries that the module sees, ordered by name
 */
public record Program(
    SourceUnit.Header header, List<SourceUnit> units, List<SourceUnit> libraryUnits) {
  public Program {
    units = List.copyOf(units);
    libraryUnits = List.copyOf(libraryUnits);
  }

  /**
   * An interface or template and who defines it.
   *
   * @param problems what of its body could not be read
   */
  public record Callable(
      InterfaceDeclaration declaration, Provider provider, List<Diagnostic> problems) {}

  /** Every interface and template in sight; a module's own hide those of libraries. */
  public Map<String, Callable> callables(Diagnostics diagnostics) {
    Map<String, Callable> callables = new LinkedHashMap<>();
    for (SourceUnit unit : libraryUnits) {
      collect(unit, Provider.LIBRARY, callables, diagnostics);
    }
    for (SourceUnit unit : units) {
      collect(unit, Provider.MODULE, callables, diagnostics);
    }
    return callables;
  }

  private static void collect(
      SourceUnit unit,
      Provider provider,
      Map<String, Callable> callables,
      Diagnostics diagnostics) {
    for (Statement statement : unit.statements()) {
      if (statement instanceof InterfaceDeclaration declaration) {
        Callable before =
            callables.put(
                declaration.name().text(), new Callable(declaration, provider, List.of()));
        if (before != null && before.provider() == provider) {
          diagnostics.add(
              Diagnostic.at(
                      Code.DUPLICATE_DECLARATION,
                      declaration.name().span(),
                      "`" + declaration.name().text() + "` is defined twice.")
                  .label("defined again")
                  .label(before.declaration().name().span(), "first defined here")
                  .note("Interfaces and templates share one space of names; rename one of them."));
        }
      }
    }
  }
}
