package org.svpc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Severity;
import org.svpc.testing.Checked;

/**
 * Every example of every page compiles, or fails as the page says; every command writes what the
 * page shows. The pages of diagnostics have examples of their own kind and a test of their own.
 */
final class DocumentationTest {
  private static final String DIAGNOSTICS = "docs/diagnostics/";

  @TempDir private Path folder;

  /** All pages, or with {@code -Dpage=docs/flow.md} that one, for whoever writes it. */
  private static List<String> pages() {
    String wanted = System.getProperty("page", "");
    return Pages.all().stream()
        .filter(page -> !page.startsWith(DIAGNOSTICS) && page.startsWith(wanted))
        .toList();
  }

  @Test
  void theReferenceIsAmongThePages() {
    assertThat(pages()).contains("docs/language.md");
    assertThat(Example.of("docs/language.md")).hasSizeGreaterThan(60);
  }

  /** What these pages say of imports is held by the commands that they run. */
  @Test
  void thePagesOnImportsRunIt() {
    for (String page : List.of("docs/from-te.md", "examples/migrate/README.md")) {
      assertThat(pages()).contains(page);
      assertThat(
              Pages.snippets(page).stream()
                  .filter(Console::runs)
                  .flatMap(snippet -> Console.steps(snippet).stream())
                  .map(Console.Step::command))
          .as(page)
          .anyMatch(command -> command.startsWith("svpc import "))
          .anyMatch(command -> command.startsWith("svpc build "));
    }
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String page : pages()) {
      for (Example example : Example.of(page)) {
        tests.add(DynamicTest.dynamicTest(example.toString(), () -> check(example)));
      }
    }
    return tests.stream();
  }

  private void check(Example example) {
    Path place = folder.resolve(example.place().replace('/', '_')).resolve(example.name());
    List<Diagnostic> diagnostics = Checked.files(example.writeTo(place)).diagnostics();
    assertThat(codes(diagnostics, Severity.ERROR))
        .as("errors, of " + diagnostics)
        .isEqualTo(example.errors());
    assertThat(codes(diagnostics, Severity.WARNING))
        .as("warnings, of " + diagnostics)
        .isEqualTo(example.warnings());
  }

  private static Set<String> codes(List<Diagnostic> diagnostics, Severity severity) {
    Set<String> codes = new TreeSet<>();
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == severity) {
        codes.add(diagnostic.code().id());
      }
    }
    return codes;
  }

  @TestFactory
  Stream<DynamicTest> commands() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String page : pages()) {
      List<Snippet> snippets = Pages.snippets(page);
      List<Console.Step> steps =
          snippets.stream().filter(Console::runs).flatMap(s -> Console.steps(s).stream()).toList();
      if (!steps.isEmpty()) {
        tests.add(
            DynamicTest.dynamicTest(
                page,
                () -> {
                  Console console = new Console(folder.resolve(page.replace('/', '_')), snippets);
                  steps.forEach(console::run);
                }));
      }
    }
    return tests.stream();
  }
}
