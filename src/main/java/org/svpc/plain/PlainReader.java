package org.svpc.plain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.FileContext;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Scope;
import org.svpc.ir.Symbol;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;

/**
 * Reads a plain module, by the module grammar of checkpolicy's policy_parse.y. Requires of
 * sensitivities and categories are passed over: the levels that rules use say what is needed.
 */
public final class PlainReader {
  /** Optionals and conditionals within each other; upstream needs 14. */
  private static final int DEEPEST = 200;

  private final Cursor cursor;
  private final StatementReader statements;

  private PlainReader(SourceFile te, @Nullable Origin via, Diagnostics diagnostics) {
    this.cursor = new Cursor(te, via, diagnostics);
    this.statements = new StatementReader(cursor);
  }

  /**
   * Reads a module without file contexts. What cannot be read is reported and left out; the module
   * is whole where {@code diagnostics} has no error.
   */
  public static Module read(SourceFile te, Diagnostics diagnostics) {
    return new PlainReader(te, null, diagnostics).module(List.of());
  }

  /** Reads a module with its file contexts. */
  public static Module read(SourceFile te, SourceFile fc, Diagnostics diagnostics) {
    List<FileContext> contexts = FileContextReader.read(fc, diagnostics);
    return new PlainReader(te, null, diagnostics).module(contexts);
  }

  /**
   * Reads statements without a module around them: what a macro stands for.
   *
   * @param via the call that they came from
   */
  public static Scope readScope(SourceFile text, Origin via, Diagnostics diagnostics) {
    return new PlainReader(text, via, diagnostics).all();
  }

  private Scope all() {
    ScopeBuilder scope = new ScopeBuilder();
    block(scope, 0);
    while (!cursor.atEnd() && !cursor.hopeless()) {
      cursor.unexpected("a statement");
      cursor.advance();
      cursor.forgive();
      block(scope, 0);
    }
    return scope.build();
  }

  private Module module(List<FileContext> contexts) {
    int start = cursor.start();
    cursor.expect("module");
    String name = cursor.symbol().name();
    String version = cursor.version();
    cursor.expect(';');
    Origin origin = cursor.originFrom(start);
    if (cursor.broken()) {
      cursor.recover();
    }
    return new Module(name, version, Documentation.NONE, all(), contexts, List.of(), origin);
  }

  /** Statements up to the end of the block or file. */
  private void block(ScopeBuilder scope, int depth) {
    while (!cursor.atEnd() && !cursor.atSign('}') && !cursor.hopeless()) {
      cursor.begin();
      if (cursor.accept(';')) {
        continue;
      }
      if (cursor.atWord("require") || cursor.atWord("REQUIRE")) {
        require(scope);
      } else if (cursor.atWord("optional") || cursor.atWord("OPTIONAL")) {
        optional(scope, depth);
      } else if (cursor.atWord("if") || cursor.atWord("IF")) {
        conditional(scope);
      } else {
        statement(scope);
      }
      if (cursor.broken()) {
        cursor.recover();
      }
    }
  }

  private void statement(ScopeBuilder scope) {
    List<Node> nodes = statements.read();
    if (!cursor.broken()) {
      nodes.forEach(scope::add);
    }
  }

  private void optional(ScopeBuilder scope, int depth) {
    int start = cursor.start();
    if (depth == DEEPEST) {
      cursor.fail(
          Diagnostic.at(
              Code.TOO_DEEP, cursor.span(), "Optionals nest deeper than " + DEEPEST + " levels."));
      return;
    }
    cursor.advance();
    cursor.expect('{');
    if (cursor.broken()) {
      return;
    }
    Origin origin = cursor.originFrom(start);
    ScopeBuilder inner = new ScopeBuilder();
    block(inner, depth + 1);
    cursor.expect('}');
    if (cursor.atWord("else")) {
      cursor.fail(
          Diagnostic.at(
                  Code.PLAIN_UNSUPPORTED,
                  cursor.span(),
                  "An optional has an `else`, which no linker honours.")
              .label("`else` of an optional")
              .note("The tools that turn a module into CIL drop it; write a second optional."));
    }
    scope.add(new Node.Optional(inner.build(), origin));
  }

  private void conditional(ScopeBuilder scope) {
    int start = cursor.start();
    cursor.advance();
    BooleanExpression condition = new ConditionReader(cursor).read();
    Origin origin = cursor.originFrom(start);
    ScopeBuilder then = new ScopeBuilder();
    ScopeBuilder otherwise = new ScopeBuilder();
    arm(scope, then);
    if (cursor.accept("else") || cursor.accept("ELSE")) {
      arm(scope, otherwise);
    }
    if (!cursor.broken()) {
      scope.add(
          new Node.Conditional(condition, then.build().nodes(), otherwise.build().nodes(), origin));
    }
  }

  private void arm(ScopeBuilder scope, ScopeBuilder nodes) {
    cursor.expect('{');
    while (!cursor.broken() && !cursor.atEnd() && !cursor.atSign('}') && !cursor.hopeless()) {
      cursor.begin();
      if (cursor.atWord("require") || cursor.atWord("REQUIRE")) {
        require(scope);
      } else if (statements.mayStandUnderIf()) {
        statement(nodes);
      } else {
        cursor.fail(
            Diagnostic.at(
                    Code.NOT_IN_CONDITIONAL,
                    cursor.span(),
                    "`" + cursor.text() + "` may not stand under `if`.")
                .label("expected a rule"));
      }
      if (cursor.broken()) {
        cursor.recover();
      }
    }
    cursor.expect('}');
  }

  private void require(ScopeBuilder scope) {
    cursor.advance();
    cursor.expect('{');
    while (!cursor.broken() && !cursor.atEnd() && !cursor.atSign('}') && !cursor.hopeless()) {
      cursor.begin();
      if (cursor.accept("class") || cursor.accept("CLASS")) {
        requireClass(scope);
      } else {
        requireNames(scope);
      }
      if (cursor.broken()) {
        cursor.recover();
      }
    }
    cursor.expect('}');
  }

  private void requireClass(ScopeBuilder scope) {
    String name = cursor.symbol().name();
    List<String> permissions = cursor.plainNames().stream().map(Symbol::name).toList();
    cursor.expect(';');
    if (!cursor.broken()) {
      scope.requireClass(name, permissions);
    }
  }

  private void requireNames(ScopeBuilder scope) {
    if (cursor.accept("sensitivity") || cursor.accept("category")) {
      cursor.symbols();
      cursor.expect(';');
      return;
    }
    NameKind kind =
        switch (cursor.atWord() ? Keywords.lower(cursor.text()) : "") {
          case "type" -> NameKind.TYPE;
          case "attribute" -> NameKind.ATTRIBUTE;
          case "role" -> NameKind.ROLE;
          case "attribute_role" -> NameKind.ROLE_ATTRIBUTE;
          case "bool" -> NameKind.BOOLEAN;
          case "user" -> NameKind.USER;
          default -> null;
        };
    if (kind == null) {
      cursor.unexpected("a kind of name to require");
      return;
    }
    cursor.advance();
    for (Symbol symbol : cursor.symbols()) {
      if (!cursor.broken()) {
        scope.require(kind, symbol.name());
      }
    }
    cursor.expect(';');
  }
}
