package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.Externs;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.Vocabulary;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;

/**
 * Finds what the sources say is declared elsewhere, wherever in a file that is said: by {@code
 * extern}, and by {@code require}, which says it of a class only if the target does not know it.
 */
final class ExternScan {
  /** Every target has it, and the word {@code domain} means it. */
  private static final String DOMAIN = "domain";

  private final Vocabulary vocabulary;
  private final Externs externs = new Externs();

  private ExternScan(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    externs.addAttribute(DOMAIN);
  }

  /** Scans a module and the libraries it sees; what the module says counts first. */
  static Externs scan(Program program, Vocabulary vocabulary) {
    ExternScan scan = new ExternScan(vocabulary);
    for (SourceUnit unit : program.units()) {
      scan.scan(unit.statements(), true, List.of());
    }
    for (SourceUnit unit : program.libraryUnits()) {
      scan.scan(unit.statements(), false, List.of());
    }
    return scan.externs;
  }

  /**
   * Scans statements.
   *
   * @param parameters those of the body that the statements stand in
   */
  private void scan(List<Statement> statements, boolean own, List<Parameter> parameters) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Extern extern) {
        for (Name name : extern.names()) {
          // What is left to callers the module may declare all the same.
          boolean foreign = own && !extern.ofCaller();
          add(extern.kind(), name, foreign, texts(extern.permissions()));
        }
      } else if (statement instanceof Statement.Require require) {
        require(require, parameters);
      } else if (statement instanceof Statement.AttributeDeclaration declaration) {
        for (Name name : declaration.names()) {
          externs.addAttribute(name.text());
        }
      } else if (statement instanceof Statement.TypeDeclaration block && block.body() != null) {
        scan(block.body(), own, parameters);
      } else if (statement instanceof Statement.Extend block) {
        scan(block.body(), own, parameters);
      } else if (statement instanceof Statement.OptionalBlock block) {
        scan(block.body(), own, parameters);
      } else if (statement instanceof Statement.If choice) {
        scan(choice.then(), own, parameters);
        scan(choice.otherwise(), own, parameters);
      } else if (statement instanceof Statement.Ifdef choice) {
        scan(choice.then(), own, parameters);
        scan(choice.otherwise(), own, parameters);
      } else if (statement instanceof Statement.InterfaceDeclaration declaration) {
        scan(declaration.body(), own, declaration.parameters());
      }
    }
  }

  private void require(Statement.Require require, List<Parameter> parameters) {
    for (Statement.Required item : require.items()) {
      if (!(item instanceof Statement.RequiredNames names)) {
        continue;
      }
      for (Name name : names.names()) {
        boolean known = names.kind() == NameKind.CLASS && vocabulary.hasClass(name.text());
        if (!known && !standsForOther(name, names.kind(), parameters)) {
          add(names.kind(), name, false, permissions(names));
        }
      }
    }
  }

  private static boolean standsForOther(Name name, NameKind kind, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (name.is(parameter.name().text())
          && (kind != NameKind.CLASS || Position.CLASSES.takes(parameter.kind()))) {
        return true;
      }
    }
    return name.isPasted() || name.is(Names.THIS);
  }

  /** The permissions that a class is required with, sets written out. */
  private List<String> permissions(Statement.RequiredNames names) {
    List<String> permissions = new ArrayList<>();
    for (String permission : texts(names.permissions())) {
      permissions.addAll(vocabulary.permissionSet(permission).orElse(List.of(permission)));
    }
    return permissions;
  }

  private void add(NameKind kind, Name name, boolean own, List<String> permissions) {
    externs.add(new Externs.Extern(kind, name.text(), name.span(), own, permissions));
  }

  private static List<String> texts(List<Name> names) {
    List<String> texts = new ArrayList<>(names.size());
    for (Name name : names) {
      texts.add(name.text());
    }
    return texts;
  }
}
