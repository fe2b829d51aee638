package org.svpc.syntax;

import java.util.List;
import org.svpc.selinux.NameKind;

/**
 * The names that statements speak of with their kind: those that they declare, and those that
 * {@code require} and {@code extern} say to be declared elsewhere. Names with a piece to paste are
 * left out.
 */
public final class SpokenNames {
  /** Takes the names, some of them more than once. */
  public interface Sink {
    void take(NameKind kind, String name);
  }

  private final Sink sink;
  private final boolean saidAsWell;

  private SpokenNames(Sink sink, boolean saidAsWell) {
    this.sink = sink;
    this.saidAsWell = saidAsWell;
  }

  /** Gives all names, those inside of blocks, choices and interfaces as well. */
  public static void of(List<Statement> statements, Sink sink) {
    new SpokenNames(sink, true).all(statements);
  }

  /** Gives only the names that are declared. */
  public static void declaredIn(List<Statement> statements, Sink sink) {
    new SpokenNames(sink, false).all(statements);
  }

  private void all(List<Statement> statements) {
    for (Statement statement : statements) {
      if (!said(statement) && !declared(statement)) {
        inner(statement);
      }
    }
  }

  private boolean said(Statement statement) {
    if (!saidAsWell) {
      return statement instanceof Statement.Require || statement instanceof Statement.Extern;
    }
    if (statement instanceof Statement.Require require) {
      for (Statement.Required item : require.items()) {
        if (item instanceof Statement.RequiredNames required) {
          names(required.kind(), required.names());
        }
      }
    } else if (statement instanceof Statement.Extern extern) {
      names(extern.kind(), extern.names());
    } else {
      return false;
    }
    return true;
  }

  private boolean declared(Statement statement) {
    if (statement instanceof Statement.TypeDeclaration type) {
      name(NameKind.TYPE, type.name());
      names(NameKind.TYPE, type.aliases());
      List<Statement> body = type.body();
      if (body != null) {
        all(body);
      }
    } else if (statement instanceof Statement.TypeAlias alias) {
      names(NameKind.TYPE, alias.aliases());
    } else if (statement instanceof Statement.AttributeDeclaration attribute) {
      names(NameKind.ATTRIBUTE, attribute.names());
    } else if (statement instanceof Statement.RoleDeclaration role) {
      names(NameKind.ROLE, role.names());
    } else if (statement instanceof Statement.RoleAttributeDeclaration attribute) {
      names(NameKind.ROLE_ATTRIBUTE, attribute.names());
    } else if (statement instanceof Statement.BooleanDeclaration bool) {
      name(NameKind.BOOLEAN, bool.name());
    } else if (statement instanceof Statement.UserDeclaration user) {
      name(NameKind.USER, user.name());
    } else {
      return false;
    }
    return true;
  }

  private void inner(Statement statement) {
    if (statement instanceof Statement.Extend extend) {
      all(extend.body());
    } else if (statement instanceof Statement.OptionalBlock optional) {
      all(optional.body());
    } else if (statement instanceof Statement.Ifdef choice) {
      all(choice.then());
      all(choice.otherwise());
    } else if (statement instanceof Statement.If conditional) {
      all(conditional.then());
      all(conditional.otherwise());
    } else if (statement instanceof Statement.InterfaceDeclaration callable) {
      all(callable.body());
    }
  }

  private void names(NameKind kind, List<Name> names) {
    for (Name name : names) {
      name(kind, name);
    }
  }

  private void name(NameKind kind, Name name) {
    if (!name.isPasted()) {
      sink.take(kind, name.text());
    }
  }
}
