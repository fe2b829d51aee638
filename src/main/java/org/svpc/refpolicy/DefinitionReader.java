package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.selinux.Documentation;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit.Comment;

/**
 * Finds what a file defines: the interfaces and templates of an {@code .if}, the macros of a
 * support file. Bodies are stepped over.
 */
public final class DefinitionReader {
  private static final int DEEPEST = 20;

  /** How much of what stands outside of all definitions is told; a file may hold nothing else. */
  private static final int MOST_TOLD = 20;

  private final SourceFile file;
  private final Set<String> options;
  private final Diagnostics diagnostics;
  private final List<Definition> found = new ArrayList<>();
  private final List<Comment> comments = new ArrayList<>();

  /** Behind the documentation of the whole file. */
  private final int header;

  private int outside;

  private DefinitionReader(SourceFile file, Set<String> options, Diagnostics diagnostics) {
    this.file = file;
    this.options = options;
    this.diagnostics = diagnostics;
    this.header = Documents.endOfHeader(file.text());
  }

  /**
   * What a file defines.
   *
   * @param definitions in their order
   * @param comments those outside of all bodies
   * @param documentation what stands at the top of the file and is no definition's
   */
  public record Definitions(
      List<Definition> definitions, List<Comment> comments, Documentation documentation) {}

  /**
   * Reads a file.
   *
   * @param options the build options that are on: a definition may stand in an {@code ifdef}
   */
  public static Definitions read(SourceFile file, Set<String> options, Diagnostics diagnostics) {
    DefinitionReader reader = new DefinitionReader(file, options, diagnostics);
    reader.read(0, file.text().length(), 0);
    return new Definitions(reader.found, reader.comments, reader.documentation());
  }

  private Documentation documentation() {
    return Documents.read(file.text(), 0, header).documentation();
  }

  private void read(int from, int to, int depth) {
    Reading reading = new Reading(file, Parameters.UNNAMED, comments, Set.of(), diagnostics);
    Lexer lexer = reading.lexer(from, to);
    while (lexer.token() != Token.END) {
      if (!lexer.isCalled()) {
        outside(lexer.span(), lexer.text());
        skipOutside(lexer);
        continue;
      }
      Span name = lexer.span();
      String word = lexer.text();
      List<Piece> pieces = lexer.arguments();
      if (pieces == null) {
        diagnostics.add(
            Diagnostic.at(
                    Code.REFPOLICY_SYNTAX,
                    name,
                    "The parenthesis or a quote of `" + word + "(` is never closed.")
                .label("opened here")
                .help("What stands behind it in this file cannot be read."));
        return;
      }
      macro(reading, word, name, pieces, depth);
    }
  }

  private void macro(Reading reading, String word, Span name, List<Piece> pieces, int depth) {
    switch (word) {
      case "interface" -> add(Definition.Kind.INTERFACE, reading, name, pieces);
      case "template" -> add(Definition.Kind.TEMPLATE, reading, name, pieces);
      case "define" -> add(Definition.Kind.PATTERN, reading, name, pieces);
      case "ifdef", "ifndef" -> {
        boolean holds =
            options.contains(reading.textOf(reading.unquoted(pieces, 0))) == word.equals("ifdef");
        Piece arm = reading.unquoted(pieces, holds ? 1 : 2);
        if (depth < DEEPEST) {
          read(arm.start(), arm.end(), depth + 1);
        }
      }
      case "refpolicywarn", "divert", "changequote", "changecom", "gen_require" -> {
        // Nothing is defined by these.
      }
      default -> outside(name, word);
    }
  }

  private void add(Definition.Kind kind, Reading reading, Span place, List<Piece> pieces) {
    String name = reading.textOf(reading.unquoted(pieces, 0));
    if (!Reading.isWord(name)) {
      diagnostics.add(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX, place, "A definition has no name that m4 could call.")
              .label("expected a name in quotes"));
      return;
    }
    Piece body = reading.unquoted(pieces, 1);
    int documented = Documents.start(file.text(), place.start());
    int start = Math.min(place.start(), Math.max(header, documented));
    Piece written = reading.unquoted(pieces, 0);
    Span span = new Span(file, written.start(), written.end());
    found.add(new Definition(name, kind, file, start, span, body.start(), body.end()));
  }

  private void outside(Span place, String word) {
    if (++outside > MOST_TOLD) {
      return;
    }
    diagnostics.add(
        Diagnostic.at(
                Code.REFPOLICY_SYNTAX, place, "`" + word + "` stands outside of every definition.")
            .label("expected an interface or a template"));
  }

  private static void skipOutside(Lexer lexer) {
    int line = lexer.start();
    while (lexer.token() != Token.END && !lexer.isBehindLineOf(line)) {
      lexer.advance();
    }
  }
}
