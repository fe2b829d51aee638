package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.TypeRuleKind;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.Membership;
import org.svpc.syntax.Statement.NumberRange;

/** Reads the declarations and rules of checkpolicy's language, which end in a semicolon. */
final class Rules {
  private final Parts parts;
  private final Lexer lexer;

  Rules(Parts parts) {
    this.parts = parts;
    this.lexer = parts.lexer();
  }

  /** Adds what stands here; false where no word of a rule does. */
  boolean read(List<Statement> out) {
    int start = lexer.start();
    switch (lexer.text()) {
      case "allow" -> allow(start, out);
      case "auditallow" -> access(AccessKind.AUDITALLOW, start, out);
      case "dontaudit" -> access(AccessKind.DONTAUDIT, start, out);
      case "neverallow" -> access(AccessKind.NEVERALLOW, start, out);
      case "allowxperm" -> extended(AccessKind.ALLOW, start, out);
      case "auditallowxperm" -> extended(AccessKind.AUDITALLOW, start, out);
      case "dontauditxperm" -> extended(AccessKind.DONTAUDIT, start, out);
      case "neverallowxperm" -> extended(AccessKind.NEVERALLOW, start, out);
      case "type_transition" -> typeRule(TypeRuleKind.TRANSITION, start, out);
      case "type_change" -> typeRule(TypeRuleKind.CHANGE, start, out);
      case "type_member" -> typeRule(TypeRuleKind.MEMBER, start, out);
      case "range_transition" -> rangeTransition(start, out);
      case "role_transition" -> roleTransition(start, out);
      case "type" -> type(start, out);
      case "typealias" -> typeAlias(start, out);
      case "attribute" -> attribute(start, out);
      case "typeattribute" -> typeAttribute(start, out);
      case "attribute_role" -> roleAttributes(start, out);
      case "roleattribute" -> roleAttribute(start, out);
      case "role" -> role(start, out);
      case "bool" -> bool(start, out);
      case "expandattribute" -> expandAttribute(start, out);
      case "typebounds" -> typeBounds(start, out);
      case "permissive" -> permissive(start, out);
      case "user" -> user(start, out);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void add(Statement statement, List<Statement> out) {
    if (!parts.broken()) {
      out.add(statement);
    }
  }

  private void end() {
    parts.expect(';');
  }

  private void allow(int start, List<Statement> out) {
    lexer.advance();
    NameSet sources = parts.set();
    NameSet targets = parts.set();
    if (lexer.isSign(';')) {
      end();
      add(new Statement.RoleAllow(sources, targets, lexer.spanFrom(start)), out);
    } else {
      accessRest(AccessKind.ALLOW, sources, targets, start, out);
    }
  }

  private void access(AccessKind kind, int start, List<Statement> out) {
    lexer.advance();
    NameSet sources = parts.set();
    NameSet targets = parts.set();
    accessRest(kind, sources, targets, start, out);
  }

  private void accessRest(
      AccessKind kind, NameSet sources, NameSet targets, int start, List<Statement> out) {
    parts.expect(':');
    NameSet classes = parts.set();
    NameSet permissions = parts.set();
    end();
    add(
        new Statement.Access(kind, sources, targets, classes, permissions, lexer.spanFrom(start)),
        out);
  }

  private void extended(AccessKind kind, int start, List<Statement> out) {
    lexer.advance();
    NameSet sources = parts.set();
    NameSet targets = parts.set();
    parts.expect(':');
    NameSet classes = parts.set();
    Name operation = parts.name();
    boolean complement = parts.accept('~');
    List<NumberRange> numbers = parts.numbers();
    end();
    add(
        new Statement.ExtendedAccess(
            kind, sources, targets, classes, operation, complement, numbers, lexer.spanFrom(start)),
        out);
  }

  private void typeRule(TypeRuleKind kind, int start, List<Statement> out) {
    lexer.advance();
    NameSet sources = parts.set();
    NameSet targets = parts.set();
    parts.expect(':');
    NameSet classes = parts.set();
    Name result = parts.name();
    Argument.@Nullable Value objectName = null;
    if (!parts.broken() && lexer.token() == Token.STRING) {
      objectName = parts.string();
    } else if (!parts.broken() && lexer.token() == Token.NAME) {
      Name name = parts.name();
      objectName = new Argument.Names(Parts.single(name, name.span()));
    }
    end();
    add(
        new Statement.TypeRule(
            kind, sources, targets, classes, result, objectName, lexer.spanFrom(start)),
        out);
  }

  private void rangeTransition(int start, List<Statement> out) {
    lexer.advance();
    NameSet sources = parts.set();
    NameSet targets = parts.set();
    NameSet classes = parts.accept(':') ? parts.set() : null;
    Range range = parts.range();
    end();
    add(
        new Statement.RangeTransition(sources, targets, classes, range, lexer.spanFrom(start)),
        out);
  }

  private void roleTransition(int start, List<Statement> out) {
    lexer.advance();
    NameSet roles = parts.set();
    NameSet types = parts.set();
    NameSet classes = parts.accept(':') ? parts.set() : null;
    Name result = parts.name();
    end();
    add(new Statement.RoleTransition(roles, types, classes, result, lexer.spanFrom(start)), out);
  }

  // ---- declarations and memberships

  private void type(int start, List<Statement> out) {
    lexer.advance();
    Name name = parts.name();
    List<Name> aliases = parts.accept("alias") ? parts.plainNames() : List.of();
    List<Membership> memberships = new ArrayList<>();
    while (parts.accept(',')) {
      Name attribute = parts.name();
      memberships.add(new Membership(attribute, null, attribute.span()));
    }
    end();
    add(
        new Statement.TypeDeclaration(
            Documentation.NONE, false, name, aliases, memberships, null, lexer.spanFrom(start)),
        out);
  }

  private void typeAlias(int start, List<Statement> out) {
    lexer.advance();
    Name type = parts.name();
    parts.expect("alias");
    List<Name> aliases = parts.plainNames();
    end();
    add(new Statement.TypeAlias(type, aliases, lexer.spanFrom(start)), out);
  }

  private void attribute(int start, List<Statement> out) {
    lexer.advance();
    List<Name> names = parts.names();
    end();
    add(new Statement.AttributeDeclaration(Documentation.NONE, names, lexer.spanFrom(start)), out);
  }

  private void typeAttribute(int start, List<Statement> out) {
    lexer.advance();
    NameSet types = parts.set();
    List<Name> attributes = parts.names();
    end();
    add(new Statement.TypeAttribute(types, attributes, lexer.spanFrom(start)), out);
  }

  private void roleAttributes(int start, List<Statement> out) {
    lexer.advance();
    List<Name> names = parts.names();
    end();
    add(new Statement.RoleAttributeDeclaration(names, lexer.spanFrom(start)), out);
  }

  private void roleAttribute(int start, List<Statement> out) {
    lexer.advance();
    Name role = parts.name();
    List<Name> attributes = parts.names();
    end();
    add(new Statement.RoleAttribute(role, attributes, lexer.spanFrom(start)), out);
  }

  /** {@code role r;}, {@code role r types t;} or {@code role r, attribute;}. */
  private void role(int start, List<Statement> out) {
    lexer.advance();
    Name role = parts.name();
    if (parts.accept("types")) {
      NameSet types = parts.set();
      end();
      add(new Statement.RoleTypes(role, types, lexer.spanFrom(start)), out);
      return;
    }
    List<Name> attributes = parts.accept(',') ? parts.names() : List.of();
    end();
    add(new Statement.RoleDeclaration(List.of(role), lexer.spanFrom(start)), out);
    if (!attributes.isEmpty()) {
      add(new Statement.RoleAttribute(role, attributes, lexer.spanFrom(start)), out);
    }
  }

  private void bool(int start, List<Statement> out) {
    lexer.advance();
    Name name = parts.name();
    boolean value = parts.truth();
    end();
    add(
        new Statement.BooleanDeclaration(Documentation.NONE, name, value, lexer.spanFrom(start)),
        out);
  }

  private void expandAttribute(int start, List<Statement> out) {
    lexer.advance();
    NameSet attributes = parts.set();
    boolean expand = parts.truth();
    end();
    add(new Statement.ExpandAttribute(attributes, expand, lexer.spanFrom(start)), out);
  }

  private void typeBounds(int start, List<Statement> out) {
    lexer.advance();
    Name parent = parts.name();
    List<Name> children = parts.names();
    end();
    add(new Statement.TypeBounds(parent, children, lexer.spanFrom(start)), out);
  }

  private void permissive(int start, List<Statement> out) {
    lexer.advance();
    Name type = parts.name();
    end();
    add(new Statement.Permissive(type, lexer.spanFrom(start)), out);
  }

  private void user(int start, List<Statement> out) {
    lexer.advance();
    Name name = parts.name();
    parts.expect("roles");
    NameSet roles = parts.set();
    Range level = null;
    Range range = null;
    if (parts.accept("level")) {
      level = parts.range();
      parts.expect("range");
      range = parts.range();
    }
    end();
    add(new Statement.UserDeclaration(name, roles, level, range, lexer.spanFrom(start)), out);
  }
}
