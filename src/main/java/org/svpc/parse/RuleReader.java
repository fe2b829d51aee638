package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.TypeRuleKind;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;

/** Reads rules: who may do what, which type a new object gets, who belongs to whom. */
final class RuleReader {
  /** The largest number of an extended permission: sixteen bits in libsepol. */
  private static final int MAX_NUMBER = 0xffff;

  private final Cursor cursor;
  private final NameReader names;
  private final Diagnostics diagnostics;

  RuleReader(Cursor cursor, NameReader names, Diagnostics diagnostics) {
    this.cursor = cursor;
    this.names = names;
    this.diagnostics = diagnostics;
  }

  // ---- access

  /** {@code allow} of types where a class follows, of roles where none does. */
  Statement allow(Token first) {
    NameSet sources = names.set();
    NameSet targets = names.set();
    return cursor.is(SvpTokens.COLON)
        ? access(AccessKind.ALLOW, sources, targets, first)
        : new Statement.RoleAllow(sources, targets, cursor.end(first));
  }

  Statement access(AccessKind kind, Token first) {
    NameSet sources = names.set();
    NameSet targets = names.set();
    return access(kind, sources, targets, first);
  }

  private Statement access(AccessKind kind, NameSet sources, NameSet targets, Token first) {
    NameSet classes = classes();
    NameSet permissions = names.set();
    return new Statement.Access(kind, sources, targets, classes, permissions, cursor.end(first));
  }

  private NameSet classes() {
    cursor.take(SvpTokens.COLON);
    return names.set();
  }

  /** The classes of a rule that may leave them out. */
  private @Nullable NameSet anyClasses() {
    return cursor.accept(SvpTokens.COLON) ? names.set() : null;
  }

  Statement extendedAccess(AccessKind kind, Token first) {
    NameSet sources = names.set();
    NameSet targets = names.set();
    NameSet classes = classes();
    Name operation = names.name();
    boolean complement = cursor.accept(SvpTokens.TILDE);
    List<Statement.NumberRange> numbers = numbers();
    return new Statement.ExtendedAccess(
        kind, sources, targets, classes, operation, complement, numbers, cursor.end(first));
  }

  /** Ranges of ioctl numbers, one or several in braces. */
  List<Statement.NumberRange> numbers() {
    if (!cursor.accept(SvpTokens.LBRACE)) {
      return List.of(numberRange());
    }
    List<Statement.NumberRange> numbers = new ArrayList<>();
    do {
      numbers.add(numberRange());
    } while (!cursor.accept(SvpTokens.RBRACE));
    return List.copyOf(numbers);
  }

  /** A range that ends before it starts is told. */
  private Statement.NumberRange numberRange() {
    Token first = cursor.take(SvpTokens.NUMBER);
    Token last = cursor.accept(SvpTokens.MINUS) ? cursor.take(SvpTokens.NUMBER) : null;
    Span span = cursor.spanFrom(first);
    int from = number(first);
    int to = last == null ? from : number(last);
    if (to < from) {
      diagnostics.add(
          Diagnostic.at(Code.SYNTAX, span, "The range `" + span.text() + "` ends before it starts.")
              .help("Write the smaller number first."));
    }
    return new Statement.NumberRange(from, to, span);
  }

  private int number(Token token) {
    String text = token.getText();
    boolean hex = text.length() > 1 && (text.charAt(1) == 'x' || text.charAt(1) == 'X');
    int value = 0;
    for (int i = hex ? 2 : 0; i < text.length() && value <= MAX_NUMBER; i++) {
      value = value * (hex ? 16 : 10) + Character.digit(text.charAt(i), 16);
    }
    if (value > MAX_NUMBER) {
      diagnostics.add(
          Diagnostic.at(
                  Code.SYNTAX, cursor.span(token), Words.shortened(text) + " is more than 0xffff.")
              .note("An extended permission is a number of sixteen bits, 0 to 0xffff."));
      return MAX_NUMBER;
    }
    return value;
  }

  // ---- what new objects get

  Statement typeRule(TypeRuleKind kind, Token first) {
    NameSet sources = names.set();
    NameSet targets = names.set();
    NameSet classes = classes();
    Name result = names.name();
    Argument.Value objectName = null;
    if (cursor.is(SvpTokens.STRING)) {
      objectName = names.string(cursor.take());
    } else if (!cursor.is(SvpTokens.SEMICOLON)) {
      objectName = new Argument.Names(names.single(cursor.takeName()));
    }
    return new Statement.TypeRule(
        kind, sources, targets, classes, result, objectName, cursor.end(first));
  }

  Statement rangeTransition(Token first) {
    NameSet sources = names.set();
    NameSet targets = names.set();
    NameSet classes = anyClasses();
    Range range = names.range();
    return new Statement.RangeTransition(sources, targets, classes, range, cursor.end(first));
  }

  Statement roleTransition(Token first) {
    NameSet roles = names.set();
    NameSet types = names.set();
    NameSet classes = anyClasses();
    Name result = names.name();
    return new Statement.RoleTransition(roles, types, classes, result, cursor.end(first));
  }

  // ---- who belongs to whom

  Statement typeAttribute(Token first) {
    NameSet types = names.set();
    List<Name> attributes = names.names();
    return new Statement.TypeAttribute(types, attributes, cursor.end(first));
  }

  Statement roleAttribute(Token first) {
    Name role = names.name();
    List<Name> attributes = names.names();
    return new Statement.RoleAttribute(role, attributes, cursor.end(first));
  }

  /** {@code role r, s;} declares, {@code role r types t;} gives types. */
  Statement role(Token first) {
    Name role = names.name();
    if (cursor.accept(SvpTokens.TYPES)) {
      NameSet types = names.set();
      return new Statement.RoleTypes(role, types, cursor.end(first));
    }
    List<Name> roles = new ArrayList<>();
    roles.add(role);
    while (cursor.accept(SvpTokens.COMMA)) {
      roles.add(names.name());
    }
    return new Statement.RoleDeclaration(roles, cursor.end(first));
  }

  Statement expandAttribute(Token first) {
    NameSet attributes = names.set();
    boolean expand = cursor.accept(SvpTokens.TRUE);
    if (!expand) {
      cursor.take(SvpTokens.FALSE);
    }
    return new Statement.ExpandAttribute(attributes, expand, cursor.end(first));
  }

  Statement typeBounds(Token first) {
    Name parent = names.name();
    List<Name> children = names.names();
    return new Statement.TypeBounds(parent, children, cursor.end(first));
  }

  Statement permissive(Token first) {
    Name type = names.name();
    return new Statement.Permissive(type, cursor.end(first));
  }
}
