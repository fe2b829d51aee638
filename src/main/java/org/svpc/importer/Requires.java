package org.svpc.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.Name;
import org.svpc.syntax.Statement;
import org.svpc.target.Target;

/**
 * Leaves out of {@code require} blocks what SVP finds out by itself: names that are known and that
 * the block's own scope uses. What only an inner scope uses, or nothing at all, stays: the scope
 * needs it all the same.
 */
final class Requires {
  private final Target target;
  private final Facts facts;
  private boolean inner = true;

  /** Names that the text leaves to its callers: where it requires one, it has to say so. */
  private Set<String> left = Set.of();

  /** The names that the module declares or that another of the same import does. */
  private final Declared declared;

  /** Whether a name is declared, and known as of a kind. */
  interface Declared {
    boolean contains(NameKind kind, String name);
  }

  Requires(Target target, Facts facts, Declared declared) {
    this.target = target;
    this.facts = facts;
    this.declared = declared;
  }

  /**
   * The pieces of a module's own text. In its inner scopes everything stays: there SVP finds out
   * only what no scope around requires already.
   */
  List<Piece> trimOutermost(List<Piece> scope) {
    inner = false;
    try {
      return trim(scope);
    } finally {
      inner = true;
    }
  }

  /**
   * The pieces of the body of an interface, with all scopes inside of it.
   *
   * @param leftNames the names that it leaves to its callers
   */
  List<Piece> trimBody(List<Piece> body, Set<String> leftNames) {
    left = leftNames;
    try {
      return trim(body);
    } finally {
      left = Set.of();
    }
  }

  private List<Piece> trim(List<Piece> scope) {
    Set<String> used = new HashSet<>();
    use(scope, used);
    return trim(scope, used);
  }

  private void use(List<Piece> pieces, Set<String> into) {
    for (Piece piece : pieces) {
      Statement statement = piece.statement();
      if (statement instanceof Statement.If conditional) {
        UsedNames.of(conditional.condition(), into);
        use(piece.then(), into);
        use(piece.otherwise(), into);
      } else if (statement instanceof Statement.Call call) {
        for (int i = 0; i < call.arguments().size(); i++) {
          if (facts.uses(call.name().text(), i)) {
            into.addAll(UsedNames.in(call.arguments().get(i)));
          }
        }
      } else if (statement != null) {
        UsedNames.of(statement, into);
      }
    }
  }

  private List<Piece> trim(List<Piece> pieces, Set<String> used) {
    List<Piece> trimmed = new ArrayList<>(pieces.size());
    List<String> left = new ArrayList<>();
    for (Piece piece : pieces) {
      Piece kept = trimmed(piece, used);
      if (kept == null) {
        left.addAll(piece.comments());
        continue;
      }
      if (!left.isEmpty()) {
        left.addAll(kept.comments());
        kept = kept.withComments(left);
        left = new ArrayList<>();
      }
      trimmed.add(kept);
    }
    if (!left.isEmpty()) {
      trimmed.add(new Piece(left, null, null, List.of(), List.of(), false));
    }
    return trimmed;
  }

  private @Nullable Piece trimmed(Piece piece, Set<String> used) {
    Statement statement = piece.statement();
    if (statement instanceof Statement.Require require) {
      Statement.Require rest = rest(require, used);
      return rest == null ? null : piece.with(rest);
    }
    if (statement instanceof Statement.If) {
      return piece.with(statement, trim(piece.then(), used), trim(piece.otherwise(), used));
    }
    if (statement instanceof Statement.OptionalBlock && inner) {
      return piece.with(statement, trim(piece.then()), List.of());
    }
    if (statement instanceof Statement.Ifdef && inner) {
      return piece.with(statement, trim(piece.then()), trim(piece.otherwise()));
    }
    return piece;
  }

  private Statement.@Nullable Require rest(Statement.Require require, Set<String> used) {
    List<Statement.Required> items = new ArrayList<>();
    for (Statement.Required item : require.items()) {
      if (item instanceof Statement.RequiredNames names) {
        List<Name> left = new ArrayList<>();
        for (Name name : names.names()) {
          if (!isFoundOut(names.kind(), name, used)) {
            left.add(name);
          }
        }
        if (!left.isEmpty()) {
          items.add(
              new Statement.RequiredNames(names.kind(), left, names.permissions(), names.span()));
        }
      }
    }
    return items.isEmpty() ? null : new Statement.Require(items, require.span());
  }

  private boolean isFoundOut(NameKind kind, Name name, Set<String> used) {
    if (kind == NameKind.CLASS) {
      return target.vocabulary().hasClass(name.text());
    }
    return !name.isPasted()
        && !left.contains(name.text())
        && used.contains(name.text())
        && (declared.contains(kind, name.text()) || target.kinds(name.text()).contains(kind));
  }
}
