package org.svpc.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/** What a project file means, and that no text harms who reads it. */
final class ProjectReaderTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private Project read(String text) {
    return ProjectReader.read(new SourceFile("svpc.toml", text), diagnostics);
  }

  private Project good(String text) {
    Project project = read(text);
    assertThat(diagnostics.sorted()).isEmpty();
    return Objects.requireNonNull(project);
  }

  @Test
  void allMayBeLeftOut() {
    Project project = good("");
    assertThat(project.sources()).containsExactly(Path.of(""));
    assertThat(project.output()).isEqualTo(Path.of("build"));
    assertThat(project.formats()).containsExactly("module");
    assertThat(project.packaging()).isNull();
    assertThat(project.targets()).isEmpty();
  }

  @Test
  void allIsRead() {
    Project project =
        good(
            """
            sources = ["a", "b/../c.svp"]
            libraries = "/usr/lib/svp"
            output = "out/here"
            formats = ["cil", "module", "cil"]
            package = "never"
            [targets.one]
            headers = "/h"
            base = "b"
            options = ["distro_redhat", "_x1"]
            digest = "d"
            [targets.two]
            """);
    assertThat(project.sources()).containsExactly(Path.of("a"), Path.of("c.svp"));
    assertThat(project.libraries()).containsExactly(Path.of("/usr/lib/svp"));
    assertThat(project.output()).isEqualTo(Path.of("out/here"));
    assertThat(project.formats()).containsExactly("cil", "module");
    assertThat(project.packaging()).isEqualTo("never");
    Project.ProjectTarget one = project.targets().get(0);
    assertThat(one.name()).isEqualTo("one");
    assertThat(one.headers()).isEqualTo(Path.of("/h"));
    assertThat(one.base()).isEqualTo(Path.of("b"));
    assertThat(one.options()).containsExactly("distro_redhat", "_x1");
    assertThat(project.targets().get(1).options()).isEmpty();
    assertThat(Objects.requireNonNull(one.pin()).place().text()).isEqualTo("\"d\"");
    assertThat(project.targets().get(1).headers()).isNull();
  }

  /** Columns of the library count characters, those of svpc UTF-16 code units. */
  @Test
  void placesAreRightBehindAnyCharacter() {
    read("\r\nformats = [\"\ud83d\udc3b\", \"\ud83d\udc3b\\\"x\", 'modul']\r\n");
    assertThat(diagnostics.sorted())
        .extracting(diagnostic -> Objects.requireNonNull(diagnostic.span()).text())
        .containsExactly("\"\ud83d\udc3b\"", "\"\ud83d\udc3b\\\"x\"", "'modul'");
    assertThat(Objects.requireNonNull(diagnostics.sorted().get(2).span()).column()).isEqualTo(27);
  }

  static List<String> outside() {
    return List.of("..", "../x", "a/../../x", "/", "/etc");
  }

  @ParameterizedTest
  @MethodSource("outside")
  void sourcesAndOutputStayInside(String path) {
    read("sources = ['" + path + "']\noutput = '" + path + "'\n");
    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::code)
        .containsExactly(Code.PROJECT_VALUE, Code.PROJECT_VALUE);
  }

  static List<String> hostile() {
    int most = ProjectReader.MOST;
    return List.of(
        "a = " + "[".repeat(most - 4),
        "a = " + "{a=".repeat(most / 4),
        "a" + ".a".repeat(most / 3) + " = 1",
        ("[" + "a.".repeat(20) + "a]\n").repeat(most / 50),
        "[[suppress]]\n".repeat(most / 13),
        "x = [" + "1,".repeat(most / 3) + "]",
        "a=1\n".repeat(most / 4),
        "=\n".repeat(most / 2),
        "'".repeat(most),
        "\"\"\"".repeat(most / 3),
        "a = " + "9".repeat(most - 4),
        "a = 1e" + "9".repeat(most - 6),
        "\0".repeat(most),
        "\ufeffsources = []",
        "a = \"\ud800\"",
        "\"\\u0000\" = 1",
        "sources = ['\\u0000', \"\\u0000\"]",
        "targets.'../x' = {}\ntargets.'' = {}\ntargets.'-o' = {}",
        "targets." + "x".repeat(70) + " = {}",
        "[targets.x]\nheaders = \"\"\ndigest = 3\n",
        " ".repeat(most + 1));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextIsToldInTime(String text) {
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> read(text));
    assertThat(diagnostics.hasErrors()).isTrue();
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      assertThat(diagnostic.message()).hasSizeLessThan(400);
    }
  }

  @Test
  void suppressionsMeetTheirPlaceOnly() {
    Checks checks =
        good("""
                [checks]
                SVP0502 = "error"
                SVP0109 = "off"
                [[suppress]]
                code = "SVP0502"
                file = "a"
                text = "that"
                reason = "It is."
                """)
            .checks();
    SourceFile inside = new SourceFile("/p/a/x.svp", "this\nthat\n");
    SourceFile beside = new SourceFile("/p/ab/x.svp", "that\n");
    Diagnostic met = Diagnostic.at(Code.UNESCAPED_DOT, new Span(inside, 5, 9), "1.").build();
    Diagnostic line = Diagnostic.at(Code.UNESCAPED_DOT, new Span(inside, 0, 4), "2.").build();
    Diagnostic other = Diagnostic.at(Code.UNESCAPED_DOT, new Span(beside, 0, 4), "3.").build();
    Diagnostic off = Diagnostic.at(Code.UNUSED_BOOLEAN, new Span(inside, 5, 9), "4.").build();
    Diagnostic raised = met.as(Severity.ERROR);
    Diagnostic none = Diagnostic.of(Code.UNESCAPED_DOT, "5.").build();
    Path folder = Path.of("/p");
    assertThat(checks.judge(List.of(met, line, other, off, none), folder, true))
        .containsExactly(
            line.as(Severity.ERROR), other.as(Severity.ERROR), none.as(Severity.ERROR));
    assertThat(checks.judge(List.of(raised), folder, false)).containsExactly(raised);
    assertThat(checks.judge(List.of(other), folder, true))
        .extracting(Diagnostic::code)
        .containsExactly(Code.UNESCAPED_DOT, Code.SUPPRESSION_UNUSED);
    assertThat(checks.judge(List.of(other), folder, false)).hasSize(1);
  }
}
