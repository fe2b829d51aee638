package org.svpc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

final class SourceMarksTest {
  private final SourceFile source = new SourceFile("/some/where/a.svp", "1\n2\n3\n");
  private final SourceFile library = new SourceFile("lib.svp", "1\n");
  private final Origin second = Origin.at(new Span(source, 2, 3));
  private final Origin third = Origin.at(new Span(source, 4, 5));
  private final Origin called = new Origin(new Span(library, 0, 1), third);

  @Test
  void policiesEndWithTheLinesOfTheirSources() {
    List<Origin> origins = new ArrayList<>(List.of(second, third, called, second));
    origins.add(1, null);

    assertThat(SourceMarks.ofPolicy(new EmittedText("a\n\nb\nc\nd\n", origins)))
        .isEqualTo("\n#@ a.svp 1=2 3-4=3 5=2\n");
    assertThat(SourceMarks.ofPolicy(new EmittedText("a\n", new ArrayList<>()))).isEmpty();
  }

  @Test
  void longListsAreBroken() {
    List<Origin> origins = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      origins.add(i % 2 == 0 ? second : third);
    }
    String marks = SourceMarks.ofPolicy(new EmittedText("x\n".repeat(200), origins));

    assertThat(marks.lines().skip(1)).hasSizeGreaterThan(10);
    assertThat(marks.lines().skip(1))
        .allMatch(line -> line.startsWith("#@ a.svp ") && line.length() <= 100);
  }

  @Test
  void cilHasItsOwnMarksAroundWholeStatements() {
    String cil = "(type a)\n(optional o\n    (allow a a (file (read)))\n)\n; (x)\n(x \"(\")\n";
    EmittedText text =
        new EmittedText(cil, List.of(second, second, called, second, second, second));

    assertThat(SourceMarks.inCil(text))
        .isEqualTo(
            """
            ;;* lmx 2 a.svp
            (type a)
            ;;* lme
            (optional o
            ;;* lmx 3 a.svp
                (allow a a (file (read)))
            ;;* lme
            )
            ; (x)
            ;;* lmx 2 a.svp
            (x "(")
            ;;* lme
            """);
  }

  /** secilc 3.4 refuses line marks in a booleanif. */
  @Test
  void cilHasNoMarksInConditionals() {
    String cil =
        "(optional o\n  (booleanif (b)\n    (true\n(allow a a (file (read)))\n))\n(type a)\n)\n";
    List<Origin> origins = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      origins.add(second);
    }

    assertThat(SourceMarks.inCil(new EmittedText(cil, origins)))
        .isEqualTo(cil.replace("(type a)\n", ";;* lmx 2 a.svp\n(type a)\n;;* lme\n"));
  }

  @Test
  void aNameThatCouldEndAMarkGivesNone() {
    SourceFile odd = new SourceFile("a b.svp", "1\n");
    EmittedText text = new EmittedText("(type a)\n", List.of(Origin.at(new Span(odd, 0, 1))));
    assertThat(SourceMarks.inCil(text)).isEqualTo("(type a)\n");
    assertThat(SourceMarks.ofPolicy(text)).isEmpty();
  }
}
