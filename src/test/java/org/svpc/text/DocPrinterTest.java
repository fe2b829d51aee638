package org.svpc.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DocPrinterTest {
  @Test
  void aGroupThatFitsStaysOnItsLine() {
    assertThat(DocPrinter.print(set("a", "b"), 9)).isEqualTo("{ a b }");
  }

  @Test
  void allLinesOfAGroupBreakTogether() {
    assertThat(DocPrinter.print(set("aaaa", "bbbb"), 9)).isEqualTo("{\n  aaaa\n  bbbb\n}");
  }

  @Test
  void whatFollowsAGroupCounts() {
    Doc doc = Doc.concat(set("a", "b"), Doc.text(";;;"));
    assertThat(DocPrinter.print(doc, 10)).isEqualTo("{ a b };;;");
    assertThat(DocPrinter.print(doc, 9)).isEqualTo("{\n  a\n  b\n};;;");
  }

  @Test
  void ofSeveralGroupsTheLastBreaksFirst() {
    Doc doc = Doc.concat(set("a", "b"), Doc.text(" "), set("c", "d"));
    assertThat(DocPrinter.print(doc, 10)).isEqualTo("{ a b } {\n  c\n  d\n}");
  }

  @Test
  void aFillBreaksWhereTheNextDoesNotFit() {
    List<Doc> parts = new ArrayList<>();
    for (String word : List.of("aa", "bb", "cc", "dd", "ee")) {
      if (!parts.isEmpty()) {
        parts.add(Doc.LINE);
      }
      parts.add(Doc.text(word));
    }
    assertThat(DocPrinter.print(Doc.fill(parts), 8)).isEqualTo("aa bb cc\ndd ee");
    assertThat(DocPrinter.print(Doc.concat(Doc.fill(parts), Doc.text(";;;;")), 8))
        .isEqualTo("aa bb cc\ndd\nee;;;;");
  }

  @Test
  void aHardLineBreaksTheGroupsAroundIt() {
    Doc doc =
        Doc.group(Doc.text("a"), Doc.LINE, Doc.group(Doc.text("b"), Doc.HARD_LINE, Doc.text("c")));
    assertThat(DocPrinter.print(doc, 80)).isEqualTo("a\nb\nc");
  }

  @Test
  void linesEndWithoutBlanks() {
    Doc doc =
        Doc.indent(4, Doc.concat(Doc.text("a "), Doc.HARD_LINE, Doc.HARD_LINE, Doc.text("b")));
    assertThat(DocPrinter.print(doc, 80)).isEqualTo("a\n\n    b");
  }

  @Test
  void verbatimTextKeepsItsLines() {
    Doc doc =
        Doc.indent(
            2,
            Doc.concat(
                Doc.HARD_LINE,
                Doc.group(new Doc.Verbatim("/* a\n b */"), Doc.LINE, Doc.text("c"))));
    assertThat(DocPrinter.print(doc, 80)).isEqualTo("\n  /* a\n b */\n  c");
  }

  @Test
  void aDocumentOfManyPartsIsPrintedInTime() {
    List<Doc> parts = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      if (i > 0) {
        parts.add(Doc.LINE);
      }
      parts.add(Doc.text("word"));
    }
    assertThat(DocPrinter.print(Doc.group(Doc.indent(2, Doc.fill(parts))), 100).lines())
        .hasSizeBetween(10_000, 11_000)
        .allMatch(line -> line.length() <= 100);
  }

  private static Doc set(String... members) {
    List<Doc> parts = new ArrayList<>();
    for (String member : members) {
      parts.add(Doc.LINE);
      parts.add(Doc.text(member));
    }
    return Doc.group(Doc.text("{"), Doc.indent(2, Doc.concat(parts)), Doc.LINE, Doc.text("}"));
  }
}
