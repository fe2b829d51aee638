package org.svpc.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.format.SourceLine;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.Argument;
import org.svpc.syntax.SpokenNames;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.Membership;

/**
 * Puts a module in order: first what it declares, in the order of its author, labels with their
 * types; then a block for each domain with the rules it is the source of; then the rest.
 */
final class Arrangement {
  private static final String DOMAIN = "domain";

  private final Facts facts;
  private final Lines lines;
  private final Map<String, List<SourceLine>> labels;
  private final Map<String, Type> types = new LinkedHashMap<>();
  private final List<Piece> declarations = new ArrayList<>();
  private final List<Piece> rest = new ArrayList<>();

  /** A type that the module declares at its top level, and what is said of it. */
  private static final class Type {
    private final Piece piece;
    private final Statement.TypeDeclaration declaration;
    private final List<Membership> memberships = new ArrayList<>();
    private final List<Piece> body = new ArrayList<>();
    private boolean domain;

    Type(Piece piece, Statement.TypeDeclaration declaration) {
      this.piece = piece;
      this.declaration = declaration;
    }
  }

  /**
   * @param labels the lines of labels by the name of the type; those that are taken are removed
   */
  Arrangement(Facts facts, Lines lines, Map<String, List<SourceLine>> labels) {
    this.facts = facts;
    this.lines = lines;
    this.labels = labels;
  }

  List<SourceLine> of(List<Piece> pieces) {
    Set<String> ambiguous = attributes(pieces);
    for (Piece piece : pieces) {
      if (piece.statement() instanceof Statement.TypeDeclaration declaration
          && !types.containsKey(declaration.name().text())) {
        types.put(declaration.name().text(), new Type(piece, declaration));
      }
    }
    for (Piece piece : pieces) {
      sort(piece, ambiguous);
    }
    List<SourceLine> out = new ArrayList<>();
    declarations(out);
    for (Type type : types.values()) {
      if (isBlock(type)) {
        gap(out);
        comments(type.piece, out);
        out.add(block(type));
        labelsOf(type, out);
      }
    }
    List<SourceLine> end = lines.of(rest);
    if (!end.isEmpty()) {
      gap(out);
      out.addAll(end);
    }
    return out;
  }

  private static Set<String> attributes(List<Piece> pieces) {
    Set<String> names = new HashSet<>();
    List<Statement> statements = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.statement() != null) {
        statements.add(piece.statement());
      }
    }
    SpokenNames.of(
        statements,
        (kind, name) -> {
          if (kind == NameKind.ATTRIBUTE) {
            names.add(name);
          }
        });
    return names;
  }

  private void sort(Piece piece, Set<String> ambiguous) {
    Statement statement = piece.statement();
    if (statement instanceof Statement.TypeDeclaration declaration) {
      Type type = types.get(declaration.name().text());
      declarations.add(piece);
      if (type != null && type.piece.equals(piece)) {
        for (Membership membership : declaration.memberships()) {
          join(type, membership);
        }
      }
      return;
    }
    if (statement == null || isDeclaration(statement)) {
      (statement == null ? rest : declarations).add(piece);
      return;
    }
    String owner = Owners.of(piece);
    Type type = owner == null ? null : types.get(owner);
    if (type == null) {
      rest.add(piece);
    } else if (statement instanceof Statement.Call call
        && makesKind(type, call, piece, ambiguous)) {
      type.domain |= facts.joinedByFirst(call.name().text()).contains(DOMAIN);
    } else {
      type.body.add(piece);
    }
  }

  private static boolean isDeclaration(Statement statement) {
    return statement instanceof Statement.AttributeDeclaration
        || statement instanceof Statement.RoleDeclaration
        || statement instanceof Statement.RoleAttributeDeclaration
        || statement instanceof Statement.BooleanDeclaration
        || statement instanceof Statement.TypeAlias
        || statement instanceof Statement.Require;
  }

  private static void join(Type type, Membership membership) {
    if (membership.name().is(DOMAIN)) {
      type.domain = true;
    } else {
      type.memberships.add(membership);
    }
  }

  /** Whether a call says what the type is, so that it can stand behind {@code is}. */
  private boolean makesKind(Type type, Statement.Call call, Piece piece, Set<String> ambiguous) {
    String name = call.name().text();
    if (!piece.comments().isEmpty()
        || piece.remark() != null
        || facts.joinedByFirst(name).isEmpty()) {
      return false;
    }
    List<Argument> others =
        new ThisNames(type.declaration.name().text())
            .arguments(call.arguments().subList(1, call.arguments().size()));
    List<Argument> arguments = lines.arguments(call.name(), others, 1);
    if (usesThis(arguments)) {
      return false;
    }
    boolean bare = arguments.isEmpty() && !ambiguous.contains(name);
    type.memberships.add(new Membership(call.name(), bare ? null : arguments, call.span()));
    return true;
  }

  /** What stands behind {@code is} belongs to the scope around, where there is no {@code this}. */
  private static boolean usesThis(List<Argument> arguments) {
    for (Argument argument : arguments) {
      if (UsedNames.in(argument).contains("this")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlock(Type type) {
    return !type.body.isEmpty();
  }

  // ---- lines

  private void declarations(List<SourceLine> out) {
    boolean first = true;
    boolean gap = false;
    for (Piece piece : declarations) {
      // An empty line before what goes elsewhere parts what stays all the same.
      gap |= piece.gap();
      Type type =
          piece.statement() instanceof Statement.TypeDeclaration declaration
              ? types.get(declaration.name().text())
              : null;
      if (type != null && isBlock(type) && type.piece.equals(piece)) {
        continue;
      }
      if (!first && gap) {
        gap(out);
      }
      first = false;
      gap = false;
      if (type != null && type.piece.equals(piece)) {
        comments(piece, out);
        out.add(new SourceLine.Single(head(type, null), piece.remark()));
        labelsOf(type, out);
      } else {
        out.addAll(lines.of(List.of(piece)));
      }
    }
  }

  private static void gap(List<SourceLine> out) {
    if (!out.isEmpty() && !(out.get(out.size() - 1) instanceof SourceLine.Gap)) {
      out.add(new SourceLine.Gap());
    }
  }

  private static void comments(Piece piece, List<SourceLine> out) {
    if (!piece.comments().isEmpty()) {
      out.add(new SourceLine.Comment(piece.comments()));
    }
  }

  private SourceLine block(Type type) {
    String name = type.declaration.name().text();
    List<SourceLine> body = lines.of(new ThisNames(name).in(type.body));
    return new SourceLine.Block(head(type, List.of()), body, List.of(), type.piece.remark());
  }

  private static Statement.TypeDeclaration head(Type type, @Nullable List<Statement> body) {
    Statement.TypeDeclaration declaration = type.declaration;
    return new Statement.TypeDeclaration(
        declaration.doc(),
        type.domain,
        declaration.name(),
        declaration.aliases(),
        type.memberships,
        body,
        declaration.span());
  }

  private void labelsOf(Type type, List<SourceLine> out) {
    List<SourceLine> found = labels.remove(type.declaration.name().text());
    if (found != null) {
      out.addAll(found);
    }
  }
}
