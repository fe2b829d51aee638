package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.Documentation;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SourceUnit.Header;
import org.svpc.syntax.SourceUnit.Use;
import org.svpc.syntax.Statement;

/** Reads .svp files. */
public final class SvpParser {
  private final Tokens tokens;
  private final Cursor cursor;
  private final NameReader names;
  private final Documents documents;
  private final StatementReader statements;

  private final List<Use> uses = new ArrayList<>();
  private final List<Statement> items = new ArrayList<>();
  private @Nullable Header header;
  private int whole;

  private SvpParser(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    cursor = new Cursor(tokens);
    names = new NameReader(cursor);
    documents = new Documents(tokens, diagnostics);
    statements = new StatementReader(cursor, names, documents, diagnostics);
  }

  /**
   * Reads a file. Where {@code diagnostics} holds errors afterwards, what is returned lacks the
   * statements that could not be read, and no later stage should judge the file.
   */
  public static SourceUnit parse(SourceFile file, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    SourceUnit unit = read(file, found);
    diagnostics.addAll(found);
    return unit;
  }

  private static SourceUnit read(SourceFile file, Diagnostics diagnostics) {
    if (!TextCheck.passes(file, diagnostics)) {
      return new SourceUnit(file, null, List.of(), List.of(), List.of());
    }
    Tokens tokens = Tokens.of(file, diagnostics);
    if (diagnostics.hasErrors()) {
      return new SourceUnit(file, null, List.of(), List.of(), tokens.comments());
    }
    Diagnostics told = new Diagnostics();
    SvpParser parser = new SvpParser(tokens, told);
    if (parser.readUpTo(Integer.MAX_VALUE)) {
      parser.finish(told);
    } else {
      // What was told of the statement that is not whole is part of that mistake.
      Token failed = parser.cursor.token();
      told = new Diagnostics();
      SvpParser again = new SvpParser(tokens, told);
      again.readUpTo(parser.whole);
      parser = again;
      Recovery.diagnose(tokens, told);
      if (!told.hasErrors()) {
        told.add(
            Diagnostic.at(
                Code.SYNTAX, tokens.span(failed), Words.found(failed) + " is not expected here."));
      }
    }
    diagnostics.addAll(told);
    return new SourceUnit(file, parser.header, parser.uses, parser.items, tokens.comments());
  }

  /**
   * Reads the header and statements, up to so many of them all.
   *
   * @return false where one is not whole
   */
  private boolean readUpTo(int most) {
    try {
      if (whole < most && (cursor.is(SvpTokens.MODULE) || cursor.is(SvpTokens.LIBRARY))) {
        header = header();
        whole++;
      }
      while (whole < most && !cursor.is(Token.EOF)) {
        if (cursor.is(SvpTokens.USE)) {
          uses.add(use());
        } else {
          items.add(statements.statement());
        }
        whole++;
      }
      return true;
    } catch (Mismatch mismatch) {
      return false;
    }
  }

  private void finish(Diagnostics diagnostics) {
    if (header == null) {
      diagnostics.add(headerMissing(tokens.span(tokens.first())));
    }
    documents.reportDangling();
  }

  static Diagnostic.Builder headerMissing(Span first) {
    return Diagnostic.at(
            Code.MODULE_HEADER,
            new Span(first.file(), first.start(), first.start()),
            "The file does not say which module it belongs to.")
        .help("Write `module NAME VERSION;` or `library NAME;` before all statements.");
  }

  private Header header() {
    Token first = cursor.take();
    Documentation doc = documents.before(first);
    boolean library = first.getType() == SvpTokens.LIBRARY;
    Name name = names.name();
    String version = null;
    List<Name> words = List.of();
    if (!library) {
      if (cursor.is(SvpTokens.NUMBER) || cursor.is(SvpTokens.VERSION)) {
        version = cursor.take().getText();
      }
      if (cursor.accept(SvpTokens.WITH)) {
        words = List.copyOf(names.names());
      }
    }
    cursor.take(SvpTokens.SEMICOLON);
    return new Header(doc, library, name, version, words, cursor.spanFrom(first));
  }

  private Use use() {
    Token first = cursor.take();
    Name library = names.name();
    cursor.take(SvpTokens.SEMICOLON);
    return new Use(library, cursor.spanFrom(first));
  }
}
