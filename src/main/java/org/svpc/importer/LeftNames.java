package org.svpc.importer;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.SpokenNames;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.Target;

/**
 * Finds the names that the body of an interface uses in a scope and requires neither there nor
 * around it: with m4 that is left to whoever calls it, and SVP has to be told, since there a body
 * requires what it uses.
 */
final class LeftNames {
  private static final List<NameKind> KINDS =
      List.of(NameKind.TYPE, NameKind.ATTRIBUTE, NameKind.ROLE, NameKind.ROLE_ATTRIBUTE);

  /** Every module requires the first; the other no module can require. */
  private static final Set<String> EVERYWHERE = Set.of("system_r", "object_r");

  private final Target target;
  private final Facts facts;
  private final Requires.Declared declared;
  private final Set<String> others = new HashSet<>();
  private final Map<NameKind, Set<String>> required = new EnumMap<>(NameKind.class);
  private final Map<NameKind, SortedSet<String>> left = new EnumMap<>(NameKind.class);

  private LeftNames(Target target, Facts facts, Requires.Declared declared) {
    this.target = target;
    this.facts = facts;
    this.declared = declared;
  }

  /**
   * The names by kind.
   *
   * @param pieces those of the body
   */
  static Map<NameKind, SortedSet<String>> of(
      InterfaceDeclaration declaration,
      List<Piece> pieces,
      Target target,
      Facts facts,
      Requires.Declared declared) {
    LeftNames names = new LeftNames(target, facts, declared);
    names.others.addAll(EVERYWHERE);
    for (Parameter parameter : declaration.parameters()) {
      names.others.add(parameter.name().text());
    }
    SpokenNames.declaredIn(declaration.body(), (kind, name) -> names.others.add(name));
    SpokenNames.of(
        declaration.body(),
        (kind, name) -> names.required.computeIfAbsent(kind, each -> new HashSet<>()).add(name));
    names.scope(pieces, Set.of());
    return names.left;
  }

  private void scope(List<Piece> pieces, Set<String> around) {
    Set<String> covered = new HashSet<>(around);
    cover(pieces, covered);
    uses(pieces, covered);
  }

  private static void cover(List<Piece> pieces, Set<String> into) {
    for (Piece piece : pieces) {
      if (piece.statement() instanceof Statement.Require require) {
        for (Statement.Required item : require.items()) {
          item.names().forEach(name -> into.add(name.text()));
        }
      } else if (piece.statement() instanceof Statement.If) {
        cover(piece.then(), into);
        cover(piece.otherwise(), into);
      }
    }
  }

  private void uses(List<Piece> pieces, Set<String> covered) {
    for (Piece piece : pieces) {
      Statement statement = piece.statement();
      if (statement instanceof Statement.If) {
        uses(piece.then(), covered);
        uses(piece.otherwise(), covered);
      } else if (statement instanceof Statement.OptionalBlock
          || statement instanceof Statement.Ifdef) {
        scope(piece.then(), covered);
        scope(piece.otherwise(), covered);
      } else if (statement instanceof Statement.Call call) {
        arguments(call, covered);
      } else if (statement != null) {
        leave(UsedNames.of(statement), covered);
      }
    }
  }

  private void arguments(Statement.Call call, Set<String> covered) {
    InterfaceDeclaration callee = facts.find(call.name().text());
    if (callee == null) {
      return;
    }
    List<Parameter> parameters = callee.parameters();
    List<Argument> arguments = call.arguments();
    for (int i = 0; i < Math.min(parameters.size(), arguments.size()); i++) {
      switch (parameters.get(i).kind()) {
        case DOMAIN, DOMAINS, TYPE, TYPES, ATTRIBUTE, ROLE, ROLE_ATTRIBUTE ->
            leave(UsedNames.in(arguments.get(i)), covered);
        case NEW_TYPE, CLASSES, PERMISSIONS, BOOLEAN, STEM, FILE_NAME, RANGE, STRING -> {}
      }
    }
  }

  private void leave(Set<String> names, Set<String> covered) {
    for (String name : names) {
      NameKind kind = covered.contains(name) || others.contains(name) ? null : kind(name);
      if (kind != null) {
        left.computeIfAbsent(kind, each -> new TreeSet<>()).add(name);
      }
    }
  }

  /** What a name is; null where it is nothing known, or is pasted of what the caller gives. */
  private @Nullable NameKind kind(String name) {
    for (NameKind kind : KINDS) {
      if (required.getOrDefault(kind, Set.of()).contains(name) || declared.contains(kind, name)) {
        return kind;
      }
    }
    Set<NameKind> kinds = target.kinds(name);
    for (NameKind kind : KINDS) {
      if (kinds.contains(kind)) {
        return kind;
      }
    }
    return null;
  }
}
