package org.svpc.plain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.BaseStatements;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.TypeRuleKind;

/** Reads the statements of plain policy that end in {@code ;}. */
final class StatementReader {
  private static final String IMPLICIT_CLASS = "process";

  private final Cursor cursor;

  StatementReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Whether checkmodule lets the statement here stand in an arm of a conditional. */
  boolean mayStandUnderIf() {
    return switch (Keywords.lower(cursor.text())) {
      case "allow",
          "auditallow",
          "dontaudit",
          "auditdeny",
          "allowxperm",
          "auditallowxperm",
          "dontauditxperm",
          "type_transition",
          "type_change",
          "type_member" ->
          true;
      default -> false;
    };
  }

  /** The statement here; nothing, and a broken cursor, if it cannot be read. */
  List<Node> read() {
    if (!cursor.atWord()) {
      cursor.unexpected("a statement");
      return List.of();
    }
    int start = cursor.start();
    String word = Keywords.lower(cursor.text());
    List<Node> nodes =
        switch (word) {
          case "type" -> List.of(type(start));
          case "typealias" -> List.of(typeAlias(start));
          case "typeattribute" -> List.of(typeAttribute(start));
          case "attribute" -> List.of(attribute(start));
          case "attribute_role" -> List.of(roleAttributeDeclaration(start));
          case "roleattribute" -> List.of(roleAttribute(start));
          case "role" -> role(start);
          case "bool" -> List.of(bool(start));
          case "user" -> List.of(user(start));
          case "expandattribute" -> List.of(expandAttribute(start));
          case "typebounds" -> List.of(typeBounds(start));
          case "permissive" -> List.of(permissive(start));
          case "allow" -> List.of(allow(start));
          case "auditallow" -> List.of(access(AccessKind.AUDITALLOW, start));
          case "dontaudit" -> List.of(access(AccessKind.DONTAUDIT, start));
          case "neverallow" -> List.of(access(AccessKind.NEVERALLOW, start));
          case "allowxperm" -> List.of(extended(AccessKind.ALLOW, start));
          case "auditallowxperm" -> List.of(extended(AccessKind.AUDITALLOW, start));
          case "dontauditxperm" -> List.of(extended(AccessKind.DONTAUDIT, start));
          case "neverallowxperm" -> List.of(extended(AccessKind.NEVERALLOW, start));
          case "type_transition" -> List.of(typeRule(TypeRuleKind.TRANSITION, start));
          case "type_change" -> List.of(typeRule(TypeRuleKind.CHANGE, start));
          case "type_member" -> List.of(typeRule(TypeRuleKind.MEMBER, start));
          case "range_transition" -> List.of(rangeTransition(start));
          case "role_transition" -> List.of(roleTransition(start));
          default -> {
            refuse(word);
            yield List.of();
          }
        };
    cursor.expect(';');
    return nodes;
  }

  private void refuse(String word) {
    switch (word) {
      case "tunable", "auditdeny", "neveraudit" ->
          cursor.fail(
              Diagnostic.at(
                      Code.PLAIN_UNSUPPORTED,
                      cursor.span(),
                      "`" + word + "` is not carried over; no policy in use has it.")
                  .label("not carried over"));
      default -> {
        if (BaseStatements.isOneLine(word)) {
          cursor.failLine(onlyInBase(word));
        } else if (BaseStatements.isStatement(word)) {
          cursor.fail(onlyInBase(word));
        } else {
          cursor.unexpected("a statement");
        }
      }
    }
  }

  private Diagnostic.Builder onlyInBase(String word) {
    return Diagnostic.at(
            Code.NOT_IN_MODULE,
            cursor.span(),
            "A module may not hold `" + word + "`; only a base policy may.")
        .label("only in a base policy");
  }

  private Node type(int start) {
    cursor.advance();
    Symbol name = cursor.symbol();
    List<Symbol> aliases = cursor.accept("alias") ? cursor.plainNames() : List.of();
    List<Symbol> attributes = cursor.accept(',') ? cursor.symbols() : List.of();
    return new Node.TypeDeclaration(
        name, aliases, attributes, Documentation.NONE, cursor.originFrom(start));
  }

  private Node typeAlias(int start) {
    cursor.advance();
    Symbol type = cursor.symbol();
    cursor.expect("alias");
    return new Node.TypeAlias(type, cursor.plainNames(), cursor.originFrom(start));
  }

  private Node typeAttribute(int start) {
    cursor.advance();
    Symbol type = cursor.symbol();
    return new Node.TypeAttribute(type, cursor.symbols(), cursor.originFrom(start));
  }

  private Node attribute(int start) {
    cursor.advance();
    return new Node.AttributeDeclaration(
        cursor.symbol(), Documentation.NONE, cursor.originFrom(start));
  }

  private Node roleAttributeDeclaration(int start) {
    cursor.advance();
    return new Node.RoleAttributeDeclaration(cursor.symbol(), cursor.originFrom(start));
  }

  private Node roleAttribute(int start) {
    cursor.advance();
    Symbol role = cursor.symbol();
    return new Node.RoleAttribute(role, cursor.symbols(), cursor.originFrom(start));
  }

  /** {@code role r types t;}, {@code role r;} or {@code role r, attribute;}. */
  private List<Node> role(int start) {
    cursor.advance();
    Symbol role = cursor.symbol();
    if (cursor.accept("types")) {
      SymbolSet types = cursor.set();
      return List.of(new Node.RoleTypes(role, types, cursor.originFrom(start)));
    }
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.RoleDeclaration(role, cursor.originFrom(start)));
    if (cursor.accept(',')) {
      List<Symbol> attributes = cursor.symbols();
      nodes.add(new Node.RoleAttribute(role, attributes, cursor.originFrom(start)));
    }
    return nodes;
  }

  private Node bool(int start) {
    cursor.advance();
    Symbol name = cursor.symbol();
    boolean value = cursor.truth();
    return new Node.BooleanDeclaration(name, value, Documentation.NONE, cursor.originFrom(start));
  }

  private Node user(int start) {
    cursor.advance();
    Symbol name = cursor.symbol();
    cursor.expect("roles");
    SymbolSet roles = cursor.set();
    LevelRange level = null;
    LevelRange range = null;
    if (cursor.accept("level")) {
      level = LevelRange.of(cursor.level());
      cursor.expect("range");
      range = cursor.levelRange();
    }
    return new Node.UserDeclaration(name, roles, level, range, cursor.originFrom(start));
  }

  private Node expandAttribute(int start) {
    cursor.advance();
    List<Symbol> attributes = cursor.plainNames();
    boolean expand = cursor.truth();
    return new Node.ExpandAttribute(attributes, expand, cursor.originFrom(start));
  }

  private Node typeBounds(int start) {
    cursor.advance();
    Symbol parent = cursor.symbol();
    return new Node.TypeBounds(parent, cursor.symbols(), cursor.originFrom(start));
  }

  private Node permissive(int start) {
    cursor.advance();
    return new Node.Permissive(cursor.symbol(), cursor.originFrom(start));
  }

  /** {@code allow} between types, or between roles. */
  private Node allow(int start) {
    cursor.advance();
    SymbolSet sources = cursor.set();
    SymbolSet targets = cursor.set();
    if (cursor.atSign(';')) {
      return new Node.RoleAllow(sources, targets, cursor.originFrom(start));
    }
    return accessRest(AccessKind.ALLOW, sources, targets, start);
  }

  private Node access(AccessKind kind, int start) {
    cursor.advance();
    SymbolSet sources = cursor.set();
    return accessRest(kind, sources, cursor.set(), start);
  }

  private Node accessRest(AccessKind kind, SymbolSet sources, SymbolSet targets, int start) {
    cursor.expect(':');
    SymbolSet classes = cursor.set();
    SymbolSet permissions = cursor.set();
    return new Node.Access(kind, sources, targets, classes, permissions, cursor.originFrom(start));
  }

  private Node extended(AccessKind kind, int start) {
    cursor.advance();
    SymbolSet sources = cursor.set();
    SymbolSet targets = cursor.set();
    cursor.expect(':');
    SymbolSet classes = cursor.set();
    String operation = cursor.symbol().name();
    boolean complement = cursor.accept('~');
    List<Node.NumberRange> numbers = new ArrayList<>();
    int depth = 0;
    do {
      if (cursor.accept('{')) {
        depth++;
      } else if (cursor.accept('}')) {
        depth--;
      } else {
        int low = cursor.number();
        numbers.add(new Node.NumberRange(low, cursor.accept('-') ? cursor.number() : low));
      }
    } while (depth > 0 && !cursor.broken());
    return new Node.ExtendedAccess(
        kind,
        sources,
        targets,
        classes,
        new Node.ExtendedPermissions(operation, complement, numbers),
        cursor.originFrom(start));
  }

  private Node typeRule(TypeRuleKind kind, int start) {
    cursor.advance();
    SymbolSet sources = cursor.set();
    SymbolSet targets = cursor.set();
    cursor.expect(':');
    SymbolSet classes = cursor.set();
    Symbol result = cursor.symbol();
    @Nullable String objectName = null;
    if (!cursor.broken() && cursor.atString()) {
      String quoted = cursor.text();
      objectName = quoted.substring(1, quoted.length() - 1);
      cursor.advance();
    }
    return new Node.TypeRule(
        kind, sources, targets, classes, result, objectName, cursor.originFrom(start));
  }

  private Node rangeTransition(int start) {
    cursor.advance();
    SymbolSet sources = cursor.set();
    SymbolSet targets = cursor.set();
    SymbolSet classes = optionalClasses(targets);
    LevelRange range = cursor.levelRange();
    return new Node.RangeTransition(sources, targets, classes, range, cursor.originFrom(start));
  }

  private Node roleTransition(int start) {
    cursor.advance();
    SymbolSet roles = cursor.set();
    SymbolSet types = cursor.set();
    SymbolSet classes = optionalClasses(types);
    return new Node.RoleTransition(
        roles, types, classes, cursor.symbol(), cursor.originFrom(start));
  }

  private SymbolSet optionalClasses(SymbolSet before) {
    if (cursor.accept(':')) {
      return cursor.set();
    }
    return SymbolSet.of(new Symbol(IMPLICIT_CLASS, before.elements().get(0).origin()));
  }
}
