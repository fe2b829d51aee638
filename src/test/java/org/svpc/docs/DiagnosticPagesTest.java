package org.svpc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.compiler.Compiler;
import org.svpc.compiler.Imports;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.report.HumanReport;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.testing.Golden;
import org.svpc.testing.TestTarget;

/**
 * Every diagnostic has a page, and what the page shows is true: the bad example gives the code,
 * with the exact text kept beside the tests, and the good one builds without it.
 */
final class DiagnosticPagesTest {
  private static final Golden GOLDEN = Golden.in("diagnostics");
  private static final String EXPECTED = ".expected";
  private static final String SOURCE = ".svp";
  private static final List<String> SECTIONS = List.of("Example", "What to do", "Why");

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyCodeHasAPageOfOneForm(Code code) throws IOException {
    Path file = Pages.project().resolve(page(code));
    assertThat(file).exists();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("# " + code.id() + ": " + code.title());
    assertThat(lines.stream().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)))
        .containsExactlyElementsOf(SECTIONS);
    assertThat(lines).allMatch(line -> line.length() <= 140, "at most 140 characters");
  }

  /** The list of all pages ends their first one; {@code -Dgolden=update} writes it anew. */
  @Test
  void theFirstPageListsAll() throws IOException {
    Path first = Pages.project().resolve("docs/diagnostics/README.md");
    String text = Files.readString(first);
    StringBuilder list = new StringBuilder("## All of them\n\n");
    for (Code code : Code.values()) {
      list.append("* [")
          .append(code.id())
          .append("](")
          .append(code.id())
          .append(".md): ")
          .append(code.title())
          .append('\n');
    }
    int at = text.indexOf("## All of them");
    String wanted = (at < 0 ? text + "\n" : text.substring(0, at)) + list;
    if (Golden.updating()) {
      Files.writeString(first, wanted);
    }
    assertThat(text).isEqualTo(wanted);
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void theExamplesOfThePageAreTrue(Code code, @TempDir Path folder) throws IOException {
    StringBuilder told = new StringBuilder();
    Target target = PageTarget.of(page(code), folder);
    for (Example example : Example.of(page(code))) {
      Diagnostics diagnostics = compiled(sources(example), target);
      told.append(told(code, diagnostics, example, example.errors(), example.warnings()));
    }
    for (ImportExample example : ImportExample.of(page(code))) {
      Diagnostics diagnostics = new Diagnostics();
      Imports.run(List.of(example.source()), target, diagnostics);
      told.append(told(code, diagnostics, example, example.errors(), example.warnings()));
    }
    if (told.length() > 0) {
      GOLDEN.check(code.id() + EXPECTED, Golden.normalised(told.toString(), folder, "DIR"));
    }
  }

  /** What a user reads of an example that gives the code; nothing of others. */
  private static String told(
      Code code,
      Diagnostics diagnostics,
      Object example,
      Set<String> expectedErrors,
      Set<String> expectedOthers) {
    SortedSet<String> errors = new TreeSet<>();
    SortedSet<String> others = new TreeSet<>();
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      (diagnostic.severity() == Severity.ERROR ? errors : others).add(diagnostic.code().id());
    }
    assertThat(errors).as("errors of %s", example).isEqualTo(expectedErrors);
    assertThat(others).as("warnings and notes of %s", example).isEqualTo(expectedOthers);
    return errors.contains(code.id()) || others.contains(code.id())
        ? new HumanReport(false).render(diagnostics.sorted())
        : "";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void furtherCases(String name) {
    SourceFile source =
        new SourceFile(
            name.substring(name.lastIndexOf('/') + 1) + SOURCE, GOLDEN.read(name + SOURCE));
    Diagnostics diagnostics = compiled(List.of(source), TestTarget.get());
    GOLDEN.check(name + EXPECTED, new HumanReport(false).render(diagnostics.sorted()));
    assertThat(diagnostics.sorted().stream().map(diagnostic -> diagnostic.code().id()))
        .as("the code that the folder is named after")
        .contains(name.substring(0, name.indexOf('/')));
  }

  static List<String> cases() {
    return GOLDEN.inputs(SOURCE);
  }

  @Test
  void noExpectationIsAnOrphan() {
    List<String> ids = Stream.of(Code.values()).map(Code::id).toList();
    List<String> inputs = GOLDEN.inputs(SOURCE);
    assertThat(GOLDEN.inputs(EXPECTED))
        .allMatch(name -> ids.contains(name) || inputs.contains(name));
  }

  /** The text that a user sees for a code stands in some file beside the tests. */
  @Test
  void everyCodeHasAGolden() throws IOException {
    TreeMap<String, Code> missing = new TreeMap<>();
    for (Code code : Code.values()) {
      missing.put("[" + code.id() + "]", code);
    }
    try (Stream<Path> files = Files.walk(Pages.project().resolve("src/test/resources"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String text = textOf(file);
        missing.keySet().removeIf(text::contains);
      }
    }
    assertThat(missing.values()).as("codes that no golden shows").isEmpty();
  }

  @Test
  void everyPageBelongsToACode() throws IOException {
    List<String> known = Stream.of(Code.values()).map(code -> code.id() + ".md").toList();
    try (Stream<Path> files = Files.list(Pages.project().resolve("docs/diagnostics"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> known.contains(name) || name.equals("README.md"));
    }
  }

  private static String textOf(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return "";
    }
  }

  private static String page(Code code) {
    return "docs/diagnostics/" + code.id() + ".md";
  }

  private static List<SourceFile> sources(Example example) {
    List<SourceFile> sources = new ArrayList<>();
    example.files().forEach((name, text) -> sources.add(new SourceFile(name, text)));
    example.libraries().forEach((name, text) -> sources.add(new SourceFile(name, text)));
    return sources;
  }

  private static Diagnostics compiled(List<SourceFile> sources, Target target) {
    Diagnostics diagnostics = new Diagnostics();
    new Compiler(target, List.of(), diagnostics).compileFiles(sources);
    return diagnostics;
  }
}
