package org.svpc.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How pages are read: what is an example, what stands above it, what a command has to write. */
final class PagesTest {
  @Test
  void aBlockHasALanguageWordsAndText() {
    List<Snippet> snippets =
        Pages.read("p.md", "text\n```svp name=a error=SVP0101 alone\nx;\n\ny;\n```\n```\nz\n```\n");
    assertThat(snippets).hasSize(2);
    Snippet first = snippets.get(0);
    assertThat(first.place()).isEqualTo("p.md:2");
    assertThat(first.language()).isEqualTo("svp");
    assertThat(first.value("name")).isEqualTo("a");
    assertThat(first.flags()).containsExactly("alone");
    assertThat(first.text()).isEqualTo("x;\n\ny;\n");
    assertThat(snippets.get(1).language()).isEmpty();
  }

  @Test
  void aBlockThatIsNeverClosedIsTold() {
    assertThatThrownBy(() -> Pages.read("p.md", "a\n```svp\nb\n")).hasMessageContaining("p.md:2");
  }

  @Test
  void thePreludeStandsAboveFragmentsOnly() {
    List<Example> examples =
        Example.of(
            "p.md",
            Pages.read(
                "p.md",
                """
                ```svp prelude
                module example 1.0;
                extern type t;
                ```
                ```svp name=one error=SVP0101,SVP0102
                allow t u:file read;
                ```
                ```svp name=two
                /// Whole.
                module other 1.0;
                ```
                """));
    assertThat(examples).hasSize(2);
    assertThat(examples.get(0).files())
        .containsEntry("one.svp", "module one 1.0;\nextern type t;\n\nallow t u:file read;\n");
    assertThat(examples.get(0).errors()).containsExactly("SVP0101", "SVP0102");
    assertThat(examples.get(0).builds()).isFalse();
    assertThat(examples.get(1).name()).isEqualTo("other");
    assertThat(examples.get(1).files()).containsEntry("two.svp", "/// Whole.\nmodule other 1.0;\n");
  }

  @Test
  void blocksOfOneNameAreOneModuleAndLibrariesAreFound() {
    List<Example> examples =
        Example.of(
            "p.md",
            Pages.read(
                "p.md",
                """
                ```svp name=m file=lib/lib.svp
                library lib;
                ```
                ```svp name=m file=a.svp
                module m 1.0;
                ```
                ```svp name=m file=b.svp
                module m;
                ```
                """));
    assertThat(examples).hasSize(1);
    assertThat(examples.get(0).files()).containsOnlyKeys("a.svp", "b.svp");
    assertThat(examples.get(0).libraries()).containsOnlyKeys("lib/lib.svp");
  }

  @Test
  void aConsoleBlockIsCommandsWithTheirOutput() {
    List<Console.Step> steps =
        Console.steps(
            Pages.read("p.md", "```console\n$ svpc a \\\n    b\none\n$ svpc c\n```\n").get(0));
    assertThat(steps)
        .containsExactly(
            new Console.Step("p.md:2", "svpc a \\\n    b", List.of("one")),
            new Console.Step("p.md:5", "svpc c", List.of()));
  }

  @Test
  void dotsStandForLinesAndForCharacters() {
    List<String> actual = List.of("one", "two", "three took 17 ms");
    assertThat(
            Stream.of(
                List.of("one", "two", "three took 17 ms"),
                List.of("..."),
                List.of("one", "...", "three took ... ms"),
                List.of("one", "two", "...", "three ...")))
        .allMatch(expected -> Console.matches(expected, 0, actual, 0));
    assertThat(
            Stream.of(
                List.of("one", "two"),
                List.of("one", "three ..."),
                List.of("...", "two"),
                List.of("one", "two", "three took ... s"),
                List.<String>of()))
        .noneMatch(expected -> Console.matches(expected, 0, actual, 0));
  }
}
