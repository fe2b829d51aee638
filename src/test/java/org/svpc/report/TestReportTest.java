package org.svpc.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Outcome;
import org.svpc.diagnostic.TestRun;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** JUnit's XML is well formed whatever a test is called, and counts what it holds. */
final class TestReportTest {
  private static final SourceFile FILE = new SourceFile("a & b.svp", "one can read disk:file;\n");
  private static final Span SPAN = new Span(FILE, 0, 23);

  private static Outcome outcome(String name, Code... codes) {
    List<Diagnostic> problems =
        List.of(codes).stream()
            .map(code -> Diagnostic.at(code, SPAN, "What `<&>` \"is\" \u0001.").build())
            .toList();
    return new Outcome("test", "m", name, SPAN, problems);
  }

  @Test
  void xmlIsWellFormedAndComplete() throws Exception {
    String xml =
        TestReport.junit(
            new TestRun(
                List.of(
                    outcome("fine"),
                    outcome("<&>\"' \u0001 \ud800 \ud83d\ude00", Code.TEST_FAILED),
                    outcome("unjudged", Code.UNDECIDED)),
                null,
                List.of(),
                List.of()));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    Element suites = document.getDocumentElement();
    assertThat(suites.getAttribute("tests")).isEqualTo("3");
    assertThat(suites.getAttribute("failures")).isEqualTo("1");
    assertThat(suites.getAttribute("errors")).isEqualTo("1");
    Element bad = (Element) document.getElementsByTagName("testcase").item(1);
    assertThat(bad.getAttribute("name")).isEqualTo("<&>\"' ? ? \ud83d\ude00");
    assertThat(bad.getAttribute("file")).isEqualTo("a & b.svp");
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("What `<&>` \"is\" ?.");
    assertThat(failure.getTextContent()).contains("one can read disk:file;");
    assertThat(document.getElementsByTagName("error").getLength()).isEqualTo(1);
  }
}
