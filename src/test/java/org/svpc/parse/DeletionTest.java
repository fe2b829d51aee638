package org.svpc.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.parse.Sources.Piece;
import org.svpc.testing.Golden;

/**
 * One mistake, one diagnostic, on its line: a source of two hundred lines with all kinds of
 * statements of policy, and one of assertions and tests, lose each of its words and marks in turn.
 *
 * <p>Three things may come of it. What is left still parses: that is the matter of later stages.
 * There is one diagnostic on the line of what was taken. Or there is one diagnostic on another
 * line, for where a statement goes over several lines, or a brace stands alone on its own, the text
 * does not show where something is missing; these are listed in a file. Two diagnostics are never
 * right.
 */
final class DeletionTest {
  private static final Golden SOURCES = Golden.in("parse/deletion");

  @ParameterizedTest
  @CsvSource({"guests,''", "guests,' '", "claims,''", "claims,' '"})
  void aMissingTokenGivesOneDiagnosticOnItsLine(String name, String replacement) {
    String source = SOURCES.read(name + ".svp");
    List<Piece> pieces = Sources.pieces(source);
    assertThat(Sources.parse(source).diagnostics()).isEmpty();
    StringBuilder elsewhere = new StringBuilder();
    int parses = 0;
    int onItsLine = 0;
    for (Piece piece : pieces) {
      String less =
          source.substring(0, piece.start()) + replacement + source.substring(piece.end());
      List<Diagnostic> diagnostics = Sources.parse(less).diagnostics();
      assertThat(diagnostics)
          .as("line %d without %s", piece.line(), piece.text())
          .hasSizeLessThan(2);
      if (diagnostics.isEmpty()) {
        parses++;
        continue;
      }
      Diagnostic only = diagnostics.get(0);
      int line = only.span().line();
      if (line == piece.line()) {
        onItsLine++;
      } else {
        elsewhere.append(
            "line %d without `%s`: line %d, %s%n"
                .formatted(piece.line(), piece.text(), line, only.message())
                .replace(System.lineSeparator(), "\n"));
      }
    }
    assertThat(onItsLine).isGreaterThan(8 * (pieces.size() - parses) / 10);
    assertThat(onItsLine + parses).isGreaterThan(95 * pieces.size() / 100);
    SOURCES.check(name + ".elsewhere", elsewhere.toString());
  }
}
