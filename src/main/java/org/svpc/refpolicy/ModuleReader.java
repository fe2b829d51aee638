package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.selinux.Documentation;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SourceUnit.Comment;

/** Reads a module's {@code .te}: one of refpolicy or one in checkmodule's plain language. */
public final class ModuleReader {
  /** The version that policy_module gives to a module that names none. */
  private static final String DEFAULT_VERSION = "1";

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final Reading reading;
  private final Lexer lexer;

  private ModuleReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.reading =
        new Reading(
            file,
            Parameters.UNNAMED,
            new ArrayList<>(),
            new HashSet<>(),
            DefinedSets.ofModule(),
            diagnostics);
    this.lexer = reading.lexer(0, file.text().length());
  }

  /** Reads a module; what cannot be read is told and left out. */
  public static SourceUnit read(SourceFile file, Diagnostics diagnostics) {
    return new ModuleReader(file, diagnostics).read();
  }

  private SourceUnit read() {
    SourceUnit.Header header =
        lexer.isName("policy_module") && lexer.isCalled()
            ? policyModule()
            : lexer.isName("module") ? plainHeader() : noHeader();
    int from = header == null ? lexer.previousEnd() : header.span().end();
    List<Comment> before = new ArrayList<>();
    for (Comment comment : reading.comments()) {
      if (comment.span().start() < from) {
        before.add(comment);
      }
    }
    reading.comments().clear();
    var statements = Body.read(reading, from, file.text().length());
    before.addAll(reading.comments());
    before.sort(Comparator.comparing(Comment::span));
    return new SourceUnit(file, header, List.of(), statements, before);
  }

  private SourceUnit.@Nullable Header policyModule() {
    Span name = lexer.span();
    List<Piece> pieces = lexer.arguments();
    if (pieces == null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX,
                  name,
                  "The parenthesis or a quote of `policy_module(` is never closed.")
              .label("opened here"));
      return null;
    }
    Piece module = reading.unquoted(pieces, 0);
    String version = reading.textOf(reading.unquoted(pieces, 1));
    return header(
        reading.textOf(module),
        new Span(file, module.start(), module.end()),
        version.isEmpty() ? DEFAULT_VERSION : version,
        lexer.spanFrom(name.start()));
  }

  private SourceUnit.@Nullable Header plainHeader() {
    int start = lexer.start();
    lexer.advance();
    String name = lexer.text();
    Span span = lexer.span();
    lexer.advance();
    String version = lexer.token() == Token.NUMBER ? lexer.text() : DEFAULT_VERSION;
    while (lexer.token() != Token.END && !lexer.isSign(';')) {
      lexer.advance();
    }
    int end = lexer.end();
    return header(name, span, version, new Span(file, start, end));
  }

  private SourceUnit.@Nullable Header header(
      String name, Span nameSpan, String version, Span span) {
    if (!isName(name)) {
      diagnostics.add(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX,
                  name.isEmpty() ? span : nameSpan,
                  name.isEmpty() ? "The module has no name." : "`" + name + "` is no module name.")
              .label("expected a word of letters, digits, `_`, `-` and `.`"));
      return null;
    }
    if (!isVersion(version)) {
      diagnostics.add(
          Diagnostic.at(Code.REFPOLICY_SYNTAX, span, "`" + version + "` is no version of a module.")
              .label("expected numbers with dots between, such as `1.0.0`"));
      return null;
    }
    return new SourceUnit.Header(
        Documentation.NONE, false, new Name(name, nameSpan), version, List.of(), span);
  }

  /** A name as checkpolicy's policy_scan.l has it: it is to be the name of a file, too. */
  private static boolean isName(String text) {
    boolean behindWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = Lexer.isWord(c) && !(i == 0 && (Lexer.isDigit(c) || c == '_'));
      if (!word && !(behindWord && (c == '-' || c == '.'))) {
        return false;
      }
      behindWord = word;
    }
    return behindWord;
  }

  private static boolean isVersion(String text) {
    boolean behindDigit = false;
    for (int i = 0; i < text.length(); i++) {
      boolean digit = Lexer.isDigit(text.charAt(i));
      if (!digit && !(behindDigit && text.charAt(i) == '.')) {
        return false;
      }
      behindDigit = digit;
    }
    return behindDigit;
  }

  private SourceUnit.@Nullable Header noHeader() {
    diagnostics.add(
        Diagnostic.at(
                Code.REFPOLICY_SYNTAX,
                lexer.span(),
                "A module begins with `policy_module(name, version)` or `module name version;`.")
            .label("expected the module's header"));
    return null;
  }
}
