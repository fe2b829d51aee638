package org.svpc.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Severity;
import org.svpc.parse.Sources;
import org.svpc.parse.Sources.Parsed;
import org.svpc.parse.Sources.Piece;
import org.svpc.testing.Golden;

final class FormatterTest {
  private static final Golden LAYOUTS = Golden.in("format");
  private static final Golden CONSTRUCTS = Golden.in("parse/constructs");

  static List<String> layouts() {
    return LAYOUTS.inputs(".svp").stream().filter(name -> !name.endsWith(".formatted")).toList();
  }

  static Stream<String> sources() {
    return Stream.concat(
        layouts().stream().map(name -> LAYOUTS.read(name + ".svp")),
        CONSTRUCTS.inputs(".svp").stream().map(name -> CONSTRUCTS.read(name + ".svp")));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void laysOut(String name) {
    LAYOUTS.check(name + ".formatted.svp", formatted(LAYOUTS.read(name + ".svp")));
  }

  @Test
  void everyLayoutHasItsSource() {
    LAYOUTS.checkNoOrphans(".svp", ".formatted.svp");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void lineEndsOfOtherSystemsAreTheSame(String source) {
    assertThat(formatted(source.replace("\n", "\r\n"))).isEqualTo(formatted(source));
  }

  /** Wherever a comment stands, it stays, and so does all else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " /* c */ ",
        " // c\n",
        "\n// c\n",
        "\n\n/* c\n  d */\n\n",
        "\n/// d\n\n",
        " /// d\n",
        "// a\n // b\n",
        "/* a */ // b\n/* c */"
      })
  void aCommentMayStandAnywhere(String comment) {
    List<String> statements = sources().flatMap(FormatterTest::statements).toList();
    assertThat(statements).hasSizeGreaterThan(100);
    for (String statement : statements) {
      String source = "module m 1.0;\n" + statement + "\ntype z_t;\n";
      for (Piece piece : Sources.pieces(source)) {
        formatted(source.substring(0, piece.start()) + comment + source.substring(piece.start()));
      }
      formatted(source + comment);
    }
  }

  /** The statements of a source, one by one. */
  private static Stream<String> statements(String source) {
    return Sources.parse(source).unit().statements().stream()
        .map(statement -> statement.span().text());
  }

  @Test
  void keepsHundredColumnsWhereThatCanBe() {
    String names = "a_rather_long_name_of_a_type_t ".repeat(40);
    String text = formatted("module m 1.0;\nallow { " + names + "} { " + names + "}:file read;\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= Formatter.WIDTH);
  }

  /** Formats, and holds the result to all that is promised of it. */
  private static String formatted(String source) {
    Parsed before = Sources.parse(source);
    assertThat(errors(before)).as(source).isEmpty();
    String text = Formatter.format(before.unit());
    Parsed after = Sources.parse(text);
    assertThat(errors(after)).as(text).isEmpty();
    assertThat(SameTree.same(before.unit(), after.unit())).as("%s\n---\n%s", source, text).isTrue();
    assertThat(Formatter.format(after.unit())).isEqualTo(text);
    assertThat(text).endsWith("\n").doesNotContain("\n\n\n", " \n", "\t", "\r");
    return text;
  }

  private static List<Diagnostic> errors(Parsed parsed) {
    return parsed.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .toList();
  }
}
