package org.svpc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.testing.Golden;

final class HumanReportTest {
  private static final Golden GOLDEN = Golden.in("report/human");

  @Test
  void nothingToSayIsNoText() {
    assertThat(render()).isEmpty();
  }

  @Test
  void moreThanAnybodyReadsIsCounted() {
    SourceFile file = new SourceFile("a.svp", "x".repeat(1000));
    List<Diagnostic> many = new java.util.ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Code code = i < 50 ? Code.DANGLING_DOC : Code.SYNTAX;
      many.add(Diagnostic.at(code, new Span(file, i, i + 1), "Message " + i + ".").build());
    }
    String report = new HumanReport(false).render(many);
    assertThat(report)
        .contains("Message 50.", "Message 249.")
        .doesNotContain("Message 49.", "Message 250.")
        .endsWith(
            "100 more are not shown; `--report json` tells all.\n\n250 errors, 50 warnings\n");
  }

  @Test
  void allKindsOfDiagnostics() {
    GOLDEN.check("all.txt", new HumanReport(false).render(Samples.all()));
  }

  @Test
  void coloursOnlyWhenAsked() {
    String coloured = new HumanReport(true).render(Samples.all());
    GOLDEN.check("coloured.txt", coloured.replace("\u001b", "<ESC>"));
    assertThat(withoutColours(coloured)).isEqualTo(new HumanReport(false).render(Samples.all()));
  }

  @Test
  void severalMarksOnALine() {
    SourceFile file = new SourceFile("a.svp", "allow first_t second_t:file third;\n");
    GOLDEN.check(
        "several_marks.txt",
        render(
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "second_t"), "Several marks.")
                .label("the main one")
                .label(Samples.span(file, "first_t"), "the first")
                .label(Samples.span(file, "third"), "the third")
                .label(Samples.span(file, "file"), "")
                .build(),
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "first_t second_t"), "Overlapping.")
                .label("outer")
                .label(Samples.span(file, "second_t"), "inner")
                .label(Samples.span(file, "first_t second_t"), "the same place")
                .build()));
  }

  @Test
  void severalTallMarks() {
    SourceFile file =
        new SourceFile(
            "a.svp",
            """
            one {
              two (three {
                four
                five
                six
                seven
                eight
              }) nine
            }
            """);
    int two = file.text().indexOf("two");
    int three = file.text().indexOf("three");
    GOLDEN.check(
        "tall.txt",
        render(
            Diagnostic.at(Code.SYNTAX, Samples.span(file, file.text().strip()), "Tall.")
                .label("outer")
                .label(new Span(file, three, file.text().indexOf(") nine")), "inner")
                .label(Samples.span(file, "five"), "a word in it")
                .label(new Span(file, two, two + 3), "a word")
                .build()));
  }

  @Test
  void marksFarApart() {
    SourceFile file = new SourceFile("a.svp", "a\n".repeat(9) + "b\nc\nd\ne\n");
    GOLDEN.check(
        "far_apart.txt",
        render(
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "d"), "Far apart.")
                .label("here")
                .label(new Span(file, 0, 1), "and there")
                .label(Samples.span(file, "b"), "near")
                .build()));
  }

  @Test
  void tabsAndWideCharactersKeepTheirColumns() {
    SourceFile file =
        new SourceFile("a.svp", "\tallow \t/* 漢字😀e\u0301 */ x_t self:file read; // 漢字\n");
    GOLDEN.check(
        "wide.txt",
        render(
            at(file, "x_t"),
            at(file, "漢字"),
            at(file, "😀"),
            at(file, "e\u0301"),
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "x_t"), "Edited.")
                .fix("Write `漢`.", Samples.span(file, "x_t"), "漢")
                .build()));
  }

  @Test
  void longLinesAreCutRoundThePlace() {
    String words = "word ".repeat(100);
    SourceFile file =
        new SourceFile("a.svp", words + "here " + words + "\nend\n" + "😀".repeat(300));
    GOLDEN.check(
        "long_lines.txt",
        render(
            at(file, "word word"),
            at(file, "here"),
            at(file, "here " + words.strip()),
            at(file, "word \nend"),
            at(file, "😀")));
  }

  @Test
  void hugeLinesAreShownInBoundedSpace() {
    SourceFile file = new SourceFile("a.svp", "x".repeat(4_000_000) + "y" + "x".repeat(1000));
    assertThat(render(at(file, "y"))).contains("xxyxx").hasSizeLessThan(1000);
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    SourceFile file =
        new SourceFile("a\n\u001b[2J.svp", "a \u001b[31m\u0000 \u202e b\r\nc\u009b\n");
    String text =
        render(
            Diagnostic.at(Code.UNREADABLE_TEXT, new Span(file, 2, 3), "Found \u001b.")
                .note("A\u202enote.\u0007")
                .label(Samples.span(file, "\u009b"), "\u001b")
                .build());
    GOLDEN.check("controls.txt", text);
    assertThat(text.chars().filter(c -> c < ' ' && c != '\n').boxed()).isEmpty();
  }

  @Test
  void emptyPlaces() {
    SourceFile file = new SourceFile("a.svp", "one\n\ntwo");
    SourceFile empty = new SourceFile("empty.svp", "");
    SourceFile ended = new SourceFile("ended.svp", "one\n");
    GOLDEN.check(
        "empty_places.txt",
        render(
            Diagnostic.at(Code.SYNTAX, new Span(file, 0, 0), "At the start.").label("l").build(),
            Diagnostic.at(Code.SYNTAX, new Span(file, 3, 3), "At a line's end.").label("l").build(),
            Diagnostic.at(Code.SYNTAX, new Span(file, 3, 4), "A line end.").label("l").build(),
            Diagnostic.at(Code.SYNTAX, new Span(file, 4, 4), "An empty line.").label("l").build(),
            Diagnostic.at(Code.SYNTAX, new Span(file, 8, 8), "At the end.").label("l").build(),
            Diagnostic.at(Code.SYNTAX, new Span(empty, 0, 0), "Empty.").label("l").build(),
            Diagnostic.at(Code.SYNTAX, new Span(ended, 4, 4), "Behind the end.")
                .label("l")
                .build()));
  }

  @Test
  void fixes() {
    SourceFile file = new SourceFile("a.svp", "one;\ntwo\nthree;\n");
    SourceFile other = new SourceFile("b.svp", "four\n");
    Diagnostic.Builder several =
        Diagnostic.at(Code.SYNTAX, Samples.span(file, "two"), "Two ways.")
            .fix("Write `zwei`.", Samples.span(file, "two"), "zwei")
            .fix("Write `deux`.", Samples.span(file, "two"), "deux");
    GOLDEN.check(
        "fixes.txt",
        render(
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "two"), "Inserted.")
                .fix("Add `;`.", new Span(file, 8, 8), ";")
                .build(),
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "two"), "A line removed.")
                .fix("Remove it.", Samples.span(file, "two\n"), "")
                .build(),
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "two"), "A word removed.")
                .fix("Remove it.", Samples.span(file, ";\ntwo"), ";\n")
                .build(),
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "two"), "Lines added.")
                .fix("Put it in a block.", Samples.span(file, "two"), "optional {\n    two\n}")
                .build(),
            Diagnostic.at(Code.SYNTAX, Samples.span(file, "two"), "In another file.")
                .fix("Write `five`.", Samples.span(other, "four"), "five")
                .build(),
            several.build(),
            Diagnostic.of(Code.TOO_LARGE, "No place, a fix.")
                .fix("Write `five`.", Samples.span(other, "four"), "five")
                .build()));
  }

  @Test
  void theSummaryCounts() {
    assertThat(HumanReport.summary(Samples.all())).isEqualTo("4 errors, 1 warning");
    assertThat(HumanReport.summary(List.of(Samples.warning()))).isEqualTo("1 warning");
  }

  private static Diagnostic at(SourceFile file, String text) {
    return Diagnostic.at(Code.SYNTAX, Samples.span(file, text), "Found `" + text.length() + "`.")
        .label("here")
        .build();
  }

  private static String render(Diagnostic... diagnostics) {
    return new HumanReport(false).render(List.of(diagnostics));
  }

  private static String withoutColours(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
