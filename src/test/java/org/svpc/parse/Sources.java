package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SourceUnit;

/** What tests of reading and of layout share: sources cut up, and read. */
public final class Sources {
  private Sources() {}

  /** A word or mark of a source. */
  public record Piece(int start, int end, int line, String text) {}

  /** A source as read, and what was said about it. */
  public record Parsed(SourceUnit unit, List<Diagnostic> diagnostics) {}

  public static Parsed parse(String text) {
    Diagnostics diagnostics = new Diagnostics();
    SourceUnit unit = SvpParser.parse(new SourceFile("test.svp", text), diagnostics);
    return new Parsed(unit, diagnostics.sorted());
  }

  /** The words and marks of a source, comments left out. */
  public static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    SourceFile file = new SourceFile("test.svp", text);
    for (Token token : Tokens.of(file, new Diagnostics()).visible()) {
      pieces.add(
          new Piece(
              token.getStartIndex(), token.getStopIndex() + 1, token.getLine(), token.getText()));
    }
    return pieces;
  }

  /** A diagnostic in short, one fact to a line. */
  public static String shown(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder();
    var span = diagnostic.span();
    if (span != null) {
      text.append(span.line()).append(':').append(span.column()).append(' ');
      text.append(span.text().isEmpty() ? "(between)" : '`' + span.text() + '`').append(' ');
    }
    text.append(diagnostic.code().id()).append(' ').append(diagnostic.message()).append('\n');
    diagnostic
        .labels()
        .forEach(
            label ->
                text.append("    at ")
                    .append(label.span().line())
                    .append(':')
                    .append(label.span().column())
                    .append(": ")
                    .append(label.text())
                    .append('\n'));
    diagnostic.notes().forEach(note -> text.append("    note: ").append(note).append('\n'));
    diagnostic.helps().forEach(help -> text.append("    help: ").append(help).append('\n'));
    diagnostic.fixes().forEach(fix -> text.append("    fix: ").append(fix.title()).append('\n'));
    return text.toString();
  }
}
