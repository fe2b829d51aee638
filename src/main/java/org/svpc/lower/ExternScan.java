package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.Externs;
import org.svpc.syntax.Name;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;

/** Finds what the sources say is declared elsewhere, wherever in a file that is said. */
final class ExternScan {
  /** Every target has it, and the word {@code domain} means it. */
  private static final String DOMAIN = "domain";

  private final Externs externs = new Externs();

  private ExternScan() {
    externs.addAttribute(DOMAIN);
  }

  /** Scans a module and the libraries it sees; what the module says counts first. */
  static Externs scan(Program program) {
    ExternScan scan = new ExternScan();
    for (SourceUnit unit : program.units()) {
      scan.scan(unit.statements(), true);
    }
    for (SourceUnit unit : program.libraryUnits()) {
      scan.scan(unit.statements(), false);
    }
    return scan.externs;
  }

  private void scan(List<Statement> statements, boolean own) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Extern extern) {
        List<String> permissions = new ArrayList<>();
        for (Name permission : extern.permissions()) {
          permissions.add(permission.text());
        }
        for (Name name : extern.names()) {
          externs.add(
              new Externs.Extern(extern.kind(), name.text(), name.span(), own, permissions));
        }
      } else if (statement instanceof Statement.AttributeDeclaration declaration) {
        for (Name name : declaration.names()) {
          externs.addAttribute(name.text());
        }
      } else if (statement instanceof Statement.TypeDeclaration block && block.body() != null) {
        scan(block.body(), own);
      } else if (statement instanceof Statement.Extend block) {
        scan(block.body(), own);
      } else if (statement instanceof Statement.OptionalBlock block) {
        scan(block.body(), own);
      } else if (statement instanceof Statement.Ifdef choice) {
        scan(choice.then(), own);
        scan(choice.otherwise(), own);
      } else if (statement instanceof Statement.InterfaceDeclaration declaration) {
        scan(declaration.body(), own);
      }
    }
  }
}
