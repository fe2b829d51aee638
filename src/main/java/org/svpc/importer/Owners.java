package org.svpc.importer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.syntax.Argument;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Statement;

/** Says whose a statement is: the one type that it is about. */
final class Owners {
  private Owners() {}

  /** The type that is the source of all that a piece says, or null. */
  static @Nullable String of(Piece piece) {
    Statement statement = piece.statement();
    if (statement instanceof Statement.OptionalBlock || statement instanceof Statement.If) {
      return common(piece);
    }
    if (statement instanceof Statement.Ifdef) {
      return common(piece);
    }
    return statement == null ? null : of(statement);
  }

  private static @Nullable String of(Statement statement) {
    if (statement instanceof Statement.Access rule) {
      return only(rule.sources());
    }
    if (statement instanceof Statement.ExtendedAccess rule) {
      return only(rule.sources());
    }
    if (statement instanceof Statement.TypeRule rule) {
      return only(rule.sources());
    }
    if (statement instanceof Statement.RangeTransition rule) {
      return only(rule.sources());
    }
    if (statement instanceof Statement.TypeAttribute rule) {
      return only(rule.types());
    }
    if (statement instanceof Statement.Permissive rule) {
      return rule.type().text();
    }
    if (statement instanceof Statement.Call call && !call.arguments().isEmpty()) {
      return only(call.arguments().get(0));
    }
    return null;
  }

  /** The name that an argument is, if it is one. */
  static @Nullable String only(Argument argument) {
    return argument.value() instanceof Argument.Names names ? only(names.set()) : null;
  }

  private static @Nullable String only(NameSet set) {
    return !set.complement()
            && set.elements().size() == 1
            && set.elements().get(0) instanceof NameSet.Member member
            && !member.excluded()
        ? member.name().text()
        : null;
  }

  private static @Nullable String common(Piece piece) {
    String owner = common(piece.then(), null);
    if (owner == null || piece.otherwise().isEmpty()) {
      return piece.then().isEmpty() && !piece.otherwise().isEmpty()
          ? common(piece.otherwise(), null)
          : owner;
    }
    return common(piece.otherwise(), owner);
  }

  private static @Nullable String common(List<Piece> pieces, @Nullable String before) {
    String owner = before;
    for (Piece piece : pieces) {
      if (piece.statement() == null || piece.statement() instanceof Statement.Require) {
        continue;
      }
      String each = of(piece);
      if (each == null || (owner != null && !owner.equals(each))) {
        return null;
      }
      owner = each;
    }
    return owner;
  }
}
