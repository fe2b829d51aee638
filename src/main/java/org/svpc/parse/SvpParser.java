package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpSyntax;
import org.svpc.grammar.SvpSyntax.HeaderContext;
import org.svpc.grammar.SvpSyntax.ItemContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.Documentation;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SourceUnit.Header;
import org.svpc.syntax.SourceUnit.Use;
import org.svpc.syntax.Statement;

/** Reads .svp files. */
public final class SvpParser {
  private final Tokens tokens;
  private final SvpSyntax syntax;
  private final TokenList input;
  private final Nodes nodes;
  private final Documents documents;
  private final StatementBuilder statements;

  private SvpParser(Tokens tokens, Diagnostics diagnostics) {
    this.tokens = tokens;
    input =
        new TokenList(tokens.visible(), 0, tokens.visible().size(), tokens.end(), tokens.source());
    syntax = new SvpSyntax(input);
    syntax.removeErrorListeners();
    syntax.setErrorHandler(new SyntaxFailure.Strategy());
    nodes = new Nodes(tokens.file(), diagnostics);
    documents = new Documents(tokens, diagnostics);
    statements = new StatementBuilder(nodes, documents);
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
    return new SvpParser(tokens, diagnostics).unit();
  }

  private SourceUnit unit() {
    List<Use> uses = new ArrayList<>();
    List<Statement> items = new ArrayList<>();
    Header header = null;
    boolean headed = input.LA(1) == SvpTokens.MODULE || input.LA(1) == SvpTokens.LIBRARY;
    boolean failed = false;
    try {
      if (headed) {
        header = header(readHeader());
      }
      while (input.LA(1) != Token.EOF) {
        add(readItem(), uses, items);
      }
    } catch (SyntaxFailure failure) {
      failed = true;
    }
    if (failed) {
      Recovery.diagnose(tokens, nodes.diagnostics());
    } else {
      if (!headed) {
        nodes.diagnostics().add(headerMissing(tokens.span(tokens.first())));
      }
      documents.reportDangling();
    }
    return new SourceUnit(tokens.file(), header, uses, items, tokens.comments());
  }

  private void add(ItemContext item, List<Use> uses, List<Statement> items) {
    if (item.use() != null) {
      uses.add(new Use(nodes.name(item.use().name()), nodes.span(item)));
    } else {
      items.add(statements.statement(item.statement()));
    }
  }

  static Diagnostic.Builder headerMissing(Span first) {
    return Diagnostic.at(
            Code.MODULE_HEADER,
            new Span(first.file(), first.start(), first.start()),
            "The file does not say which module it belongs to.")
        .help("Write `module NAME VERSION;` or `library NAME;` before all statements.");
  }

  private Header header(HeaderContext context) {
    Documentation doc = documents.before(context.start);
    return new Header(
        doc,
        context.start.getType() == SvpTokens.LIBRARY,
        nodes.name(context.name()),
        context.version() == null ? null : context.version().getText(),
        context.nameList() == null ? List.of() : List.copyOf(nodes.names(context.nameList())),
        nodes.span(context));
  }

  // ---- the fast prediction, which may refuse what is right, and where it does the full one

  private HeaderContext readHeader() {
    HeaderContext fast = fastHeader();
    return fast != null ? fast : syntax.header();
  }

  private @Nullable HeaderContext fastHeader() {
    syntax.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return syntax.header();
    } catch (SyntaxFailure refused) {
      startAgain(0);
      return null;
    }
  }

  private ItemContext readItem() {
    ItemContext fast = fastItem();
    return fast != null ? fast : syntax.item();
  }

  /** A statement, or null; what was built of it is given up before it is read again. */
  private @Nullable ItemContext fastItem() {
    int start = input.index();
    syntax.getInterpreter().setPredictionMode(PredictionMode.SLL);
    try {
      return syntax.item();
    } catch (SyntaxFailure refused) {
      startAgain(start);
      return null;
    }
  }

  private void startAgain(int start) {
    input.seek(start);
    syntax.getInterpreter().setPredictionMode(PredictionMode.LL);
  }
}
