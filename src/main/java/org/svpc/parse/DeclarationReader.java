package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.Membership;
import org.svpc.syntax.Statement.Required;

/** Reads declarations of names, and parameters. */
final class DeclarationReader {
  private final Cursor cursor;
  private final NameReader names;
  private final Documents documents;

  DeclarationReader(Cursor cursor, NameReader names, Documents documents) {
    this.cursor = cursor;
    this.names = names;
    this.documents = documents;
  }

  // ---- types, attributes, booleans, users

  /** {@code type} or {@code domain}, with a semicolon or a block. */
  Statement type(Token first, StatementReader blocks) {
    Documentation doc = documents.before(first);
    Name name = names.name();
    List<Name> aliases = cursor.accept(SvpTokens.ALIAS) ? names.bracedNames() : List.of();
    List<Membership> memberships = new ArrayList<>();
    while (cursor.accept(SvpTokens.COMMA)) {
      Name attribute = names.name();
      memberships.add(new Membership(attribute, null, attribute.span()));
    }
    if (cursor.accept(SvpTokens.IS)) {
      do {
        memberships.add(membership());
      } while (cursor.accept(SvpTokens.COMMA));
    }
    List<Statement> body = cursor.is(SvpTokens.LBRACE) ? blocks.block() : null;
    Span span = body == null ? cursor.end(first) : cursor.spanFrom(first);
    return new Statement.TypeDeclaration(
        doc,
        first.getType() == SvpTokens.DOMAIN,
        name,
        aliases,
        List.copyOf(memberships),
        body,
        span);
  }

  private Membership membership() {
    Token first = cursor.token();
    Name name = names.name();
    List<Argument> arguments = cursor.is(SvpTokens.LPAREN) ? names.arguments() : null;
    return new Membership(name, arguments, cursor.spanFrom(first));
  }

  Statement typeAlias(Token first) {
    Name type = names.name();
    cursor.take(SvpTokens.ALIAS);
    List<Name> aliases = names.bracedNames();
    return new Statement.TypeAlias(type, aliases, cursor.end(first));
  }

  Statement attribute(Token first) {
    Documentation doc = documents.before(first);
    List<Name> attributes = names.names();
    return new Statement.AttributeDeclaration(doc, attributes, cursor.end(first));
  }

  Statement attributeRole(Token first) {
    List<Name> attributes = names.names();
    return new Statement.RoleAttributeDeclaration(attributes, cursor.end(first));
  }

  /** {@code boolean b = true;}, {@code bool b true;}. */
  Statement bool(Token first) {
    Documentation doc = documents.before(first);
    Name name = names.name();
    if (first.getType() == SvpTokens.BOOLEAN) {
      cursor.take(SvpTokens.ASSIGN);
    }
    boolean on = cursor.accept(SvpTokens.TRUE);
    if (!on) {
      cursor.take(SvpTokens.FALSE);
    }
    return new Statement.BooleanDeclaration(doc, name, on, cursor.end(first));
  }

  Statement user(Token first) {
    Name user = names.name();
    cursor.take(SvpTokens.ROLES);
    NameSet roles = names.set();
    Range level = cursor.accept(SvpTokens.LEVEL) ? names.levelAsRange() : null;
    Range range = cursor.accept(SvpTokens.RANGE) ? names.range() : null;
    return new Statement.UserDeclaration(user, roles, level, range, cursor.end(first));
  }

  Statement customizable(Token first) {
    List<Name> types = names.names();
    return new Statement.Customizable(types, cursor.end(first));
  }

  // ---- what is declared elsewhere

  Statement extern(Token first) {
    if (cursor.accept(SvpTokens.CLASS)) {
      Name name = names.name();
      if (!cursor.is(SvpTokens.LBRACE)) {
        throw new Mismatch();
      }
      List<Name> permissions = names.bracedNames();
      return new Statement.Extern(
          false, NameKind.CLASS, List.of(name), List.copyOf(permissions), cursor.end(first));
    }
    boolean ofCaller = cursor.accept(SvpTokens.CALLER);
    NameKind kind = kind(cursor.take());
    if (kind == null || (ofCaller && (kind == NameKind.BOOLEAN || kind == NameKind.USER))) {
      throw new Mismatch();
    }
    List<Name> all = names.names();
    return new Statement.Extern(ofCaller, kind, all, List.of(), cursor.end(first));
  }

  Statement require(Token first) {
    cursor.take(SvpTokens.LBRACE);
    List<Required> items = new ArrayList<>();
    while (!cursor.accept(SvpTokens.RBRACE)) {
      items.add(required());
    }
    return new Statement.Require(List.copyOf(items), cursor.spanFrom(first));
  }

  private Required required() {
    Token first = cursor.take();
    switch (first.getType()) {
      case SvpTokens.CLASS -> {
        Name name = names.name();
        List<Name> permissions = names.bracedNames();
        return new Statement.RequiredNames(
            NameKind.CLASS, List.of(name), permissions, cursor.end(first));
      }
      case SvpTokens.SENSITIVITY, SvpTokens.CATEGORY_KIND -> {
        List<Name> levels = names.names();
        return new Statement.RequiredLevels(
            first.getType() == SvpTokens.CATEGORY_KIND, levels, cursor.end(first));
      }
      default -> {
        NameKind kind = kind(first);
        if (kind == null) {
          throw new Mismatch();
        }
        List<Name> all = names.names();
        return new Statement.RequiredNames(kind, all, List.of(), cursor.end(first));
      }
    }
  }

  /** The kind of names that a word says; null where it says none. */
  private static @Nullable NameKind kind(Token word) {
    return switch (word.getType()) {
      case SvpTokens.TYPE -> NameKind.TYPE;
      case SvpTokens.ATTRIBUTE -> NameKind.ATTRIBUTE;
      case SvpTokens.ROLE -> NameKind.ROLE;
      case SvpTokens.ATTRIBUTE_ROLE -> NameKind.ROLE_ATTRIBUTE;
      case SvpTokens.BOOLEAN, SvpTokens.BOOL -> NameKind.BOOLEAN;
      case SvpTokens.USER -> NameKind.USER;
      default -> null;
    };
  }

  // ---- parameters

  /** Parameters with the parentheses around them. */
  List<Parameter> parameters() {
    cursor.take(SvpTokens.LPAREN);
    if (cursor.accept(SvpTokens.RPAREN)) {
      return List.of();
    }
    List<Parameter> parameters = new ArrayList<>();
    do {
      parameters.add(parameter());
    } while (cursor.accept(SvpTokens.COMMA));
    cursor.take(SvpTokens.RPAREN);
    return List.copyOf(parameters);
  }

  private Parameter parameter() {
    Token first = cursor.token();
    boolean optional = cursor.accept(SvpTokens.OPTIONAL);
    ParameterKind kind = parameterKind(cursor.take());
    Name name = names.name();
    boolean rest = cursor.accept(SvpTokens.ELLIPSIS);
    return new Parameter(kind, name, optional, rest, cursor.spanFrom(first));
  }

  private static ParameterKind parameterKind(Token word) {
    return switch (word.getType()) {
      case SvpTokens.DOMAIN -> ParameterKind.DOMAIN;
      case SvpTokens.TYPE -> ParameterKind.TYPE;
      case SvpTokens.TYPES -> ParameterKind.TYPES;
      case SvpTokens.DOMAINS -> ParameterKind.DOMAINS;
      case SvpTokens.ATTRIBUTE -> ParameterKind.ATTRIBUTE;
      case SvpTokens.NEW_TYPE -> ParameterKind.NEW_TYPE;
      case SvpTokens.ROLE -> ParameterKind.ROLE;
      case SvpTokens.ATTRIBUTE_ROLE -> ParameterKind.ROLE_ATTRIBUTE;
      case SvpTokens.CLASSES -> ParameterKind.CLASSES;
      case SvpTokens.PERMISSIONS -> ParameterKind.PERMISSIONS;
      case SvpTokens.BOOLEAN -> ParameterKind.BOOLEAN;
      case SvpTokens.STEM -> ParameterKind.STEM;
      case SvpTokens.FILE_NAME -> ParameterKind.FILE_NAME;
      case SvpTokens.RANGE -> ParameterKind.RANGE;
      case SvpTokens.STRING_KIND -> ParameterKind.STRING;
      default -> throw new Mismatch();
    };
  }
}
