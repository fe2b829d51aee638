package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.selinux.NameKind;
import org.svpc.source.Span;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Name;
import org.svpc.syntax.Statement;

/** Reads what a scope requires: the inside of {@code require} and {@code gen_require}. */
final class Requires {
  private static final String CLASSES = "_class_perms";

  private final Parts parts;
  private final Lexer lexer;

  Requires(Parts parts) {
    this.parts = parts;
    this.lexer = parts.lexer();
  }

  /**
   * Adds a statement for what is required.
   *
   * @param start where the statement starts
   * @param inBraces whether a brace ends it, and not the end of the text
   */
  void read(int start, boolean inBraces, List<Statement> out) {
    List<Statement.Required> items = new ArrayList<>();
    while (lexer.token() != Token.END && !parts.broken()) {
      if (inBraces && lexer.isSign('}')) {
        break;
      }
      if (lexer.isSign(';')) {
        lexer.advance();
      } else if (lexer.isCalled()) {
        choice(out);
      } else if (lexer.token() == Token.NAME && lexer.text().endsWith(CLASSES)) {
        // Classes of the target, each with all that it has.
        lexer.advance();
      } else {
        item(items);
      }
    }
    if (!items.isEmpty()) {
      int end = Math.max(start, lexer.previousEnd());
      out.add(new Statement.Require(items, new Span(parts.reading().file(), start, end)));
    }
  }

  /** A build-time choice among what is required. */
  private void choice(List<Statement> out) {
    Reading reading = parts.reading();
    Span name = lexer.span();
    boolean not = lexer.isName("ifndef");
    List<Piece> pieces = not || lexer.isName("ifdef") ? lexer.arguments() : null;
    if (pieces == null) {
      parts.inexpressible(name, "`" + name.text() + "(` cannot stand among what is required.");
      return;
    }
    Piece condition = reading.unquoted(pieces, 0);
    String option = reading.textOf(condition);
    if (!Reading.isWord(option)) {
      parts.inexpressible(name, "`ifdef` asks for what is no name of a build option.");
      return;
    }
    BuildExpression asked =
        new BuildExpression.Option(
            new Name(option, new Span(reading.file(), condition.start(), condition.end())));
    Span span = lexer.spanFrom(name.start());
    Body.choice(
        not ? new BuildExpression.Not(asked, asked.span()) : asked,
        arm(pieces, 1),
        arm(pieces, 2),
        span,
        out);
  }

  private List<Statement> arm(List<Piece> pieces, int index) {
    List<Statement> arm = new ArrayList<>();
    Piece piece = parts.reading().unquoted(pieces, index);
    new Requires(new Parts(parts.reading(), piece.start(), piece.end()))
        .read(piece.start(), false, arm);
    return arm;
  }

  private void item(List<Statement.Required> items) {
    int from = lexer.start();
    if (parts.accept("sensitivity") || parts.accept("category")) {
      parts.names();
      parts.expect(';');
      return;
    }
    if (parts.accept("class")) {
      Name name = parts.name();
      List<Name> permissions = parts.plainNames();
      parts.expect(';');
      add(NameKind.CLASS, List.of(name), permissions, from, items);
      return;
    }
    NameKind kind = kind();
    if (kind == null) {
      parts.unexpected("a kind of name to require");
      return;
    }
    lexer.advance();
    List<Name> names = parts.names();
    // Upstream forgets a semicolon here and there before the end, which m4 does not mind.
    if (!lexer.isSign('}') && lexer.token() != Token.END) {
      parts.expect(';');
    }
    add(kind, names, List.of(), from, items);
  }

  private void add(
      NameKind kind,
      List<Name> names,
      List<Name> permissions,
      int from,
      List<Statement.Required> items) {
    if (!parts.broken()) {
      items.add(new Statement.RequiredNames(kind, names, permissions, lexer.spanFrom(from)));
    }
  }

  private @Nullable NameKind kind() {
    if (lexer.token() != Token.NAME) {
      return null;
    }
    return switch (lexer.text()) {
      case "type" -> NameKind.TYPE;
      case "attribute" -> NameKind.ATTRIBUTE;
      case "role" -> NameKind.ROLE;
      case "attribute_role" -> NameKind.ROLE_ATTRIBUTE;
      case "bool" -> NameKind.BOOLEAN;
      case "user" -> NameKind.USER;
      default -> null;
    };
  }
}
