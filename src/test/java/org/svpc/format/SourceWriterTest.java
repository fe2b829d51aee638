package org.svpc.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.docs.Example;
import org.svpc.equality.RandomModule;
import org.svpc.parse.Sources;
import org.svpc.parse.Sources.Parsed;
import org.svpc.selinux.Documentation;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.LabelEntry;
import org.svpc.syntax.Statement.PathForm;

/** What is written from syntax reads back as the same syntax, wherever it came from. */
final class SourceWriterTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();
  private static final int RANDOM_MODULES = 40;

  /** Every source of the project that reads without errors. */
  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String folder : List.of("examples", "policies", "src/test/resources")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
        for (Path file :
            (Iterable<Path>) files.filter(path -> path.toString().endsWith(".svp"))::iterator) {
          sources.add(Files.readString(file));
        }
      }
    }
    for (Example example : Example.of("docs/language.md")) {
      sources.addAll(example.files().values());
      sources.addAll(example.libraries().values());
    }
    for (int seed = 0; seed < RANDOM_MODULES; seed++) {
      sources.add(RandomModule.source("made" + seed, RandomModule.statements("made" + seed, seed)));
    }
    sources.removeIf(
        source -> {
          Parsed parsed = Sources.parse(source);
          return !parsed.diagnostics().isEmpty() || parsed.unit().header() == null;
        });
    return sources;
  }

  @Test
  void everySourceReadsBackFromItsTree() throws IOException {
    List<String> sources = sources();
    assertThat(sources).hasSizeGreaterThan(130);
    for (String source : sources) {
      SourceUnit unit = Sources.parse(source).unit();
      SourceUnit.Header header = Placeless.copy(Objects.requireNonNull(unit.header()));
      String text =
          SourceWriter.write(
              List.of(),
              header,
              Placeless.copy(unit.uses()),
              SourceLine.of(Placeless.copy(unit.statements())));
      assertSame(unit, text);
      assertFormats(text);
    }
  }

  /** A comment before, behind and at the end of everything that lines can be given for. */
  @Test
  void commentsStandWhereTheyWerePut() throws IOException {
    for (String source : sources()) {
      SourceUnit unit = Sources.parse(source).unit();
      List<String> expected = new ArrayList<>();
      expected.add("// first");
      Commenting commenting = new Commenting(expected);
      List<SourceLine> lines = commenting.statements(Placeless.copy(unit.statements()));
      String text =
          SourceWriter.write(
              List.of("first"),
              Placeless.copy(Objects.requireNonNull(unit.header())),
              Placeless.copy(unit.uses()),
              lines);
      SourceUnit read = assertSame(unit, text);
      assertThat(
              read.comments().stream()
                  .filter(comment -> !comment.documentation())
                  .map(SourceUnit.Comment::text))
          .containsExactlyElementsOf(expected);
      assertThat(
              read.comments().stream()
                  .filter(comment -> !comment.documentation() && !comment.ownLine())
                  .map(SourceUnit.Comment::text))
          .allMatch(comment -> comment.startsWith("// behind"))
          .hasSize(commenting.behind);
      assertFormats(text);
    }
  }

  /** Gives each line a comment before it and one behind, and each block one at its end. */
  private static final class Commenting {
    private final List<String> expected;
    private int behind;
    private int count;

    Commenting(List<String> expected) {
      this.expected = expected;
    }

    private SourceLine before() {
      String text = "/ before " + count++;
      expected.add("// " + text);
      expected.add("//");
      expected.add("// two */ /* three");
      return new SourceLine.Comment(List.of(text, "", "two */ /* three"));
    }

    private String behind() {
      String text = "behind " + count++;
      expected.add("// " + text);
      behind++;
      return text;
    }

    List<SourceLine> statements(List<Statement> statements) {
      List<SourceLine> lines = new ArrayList<>();
      for (Statement statement : statements) {
        lines.add(before());
        lines.add(new SourceLine.Gap());
        lines.add(before());
        lines.add(statement(statement));
      }
      lines.add(before());
      return lines;
    }

    private SourceLine statement(Statement statement) {
      if (statement instanceof Statement.Labels labels) {
        return block(statement, labels(labels.items()), List.of());
      }
      if (statement instanceof Statement.TypeDeclaration type && type.body() != null) {
        return block(statement, statements(type.body()), List.of());
      }
      if (statement instanceof Statement.Extend extend) {
        return block(statement, statements(extend.body()), List.of());
      }
      if (statement instanceof Statement.OptionalBlock optional) {
        return block(statement, statements(optional.body()), List.of());
      }
      if (statement instanceof Statement.InterfaceDeclaration declaration) {
        return block(statement, statements(declaration.body()), List.of());
      }
      if (statement instanceof Statement.If choice) {
        return block(statement, statements(choice.then()), statements(choice.otherwise()));
      }
      if (statement instanceof Statement.Ifdef choice) {
        return block(statement, statements(choice.then()), statements(choice.otherwise()));
      }
      return new SourceLine.Single(statement, behind());
    }

    private SourceLine block(Statement head, List<SourceLine> then, List<SourceLine> otherwise) {
      return new SourceLine.Block(head, then, otherwise, behind());
    }

    private List<SourceLine> labels(List<Statement.LabelItem> items) {
      List<SourceLine> lines = new ArrayList<>();
      for (Statement.LabelItem item : items) {
        lines.add(before());
        if (item instanceof LabelEntry entry) {
          lines.add(new SourceLine.Label(entry, behind()));
        } else {
          Statement.LabelChoice choice = (Statement.LabelChoice) item;
          List<SourceLine> then = labels(choice.then());
          List<SourceLine> otherwise = labels(choice.otherwise());
          lines.add(new SourceLine.LabelChoice(choice.condition(), then, otherwise, behind()));
        }
      }
      lines.add(before());
      return lines;
    }
  }

  @Test
  void commentsCannotEndEarlyNorHoldWhatNoSourceMay() {
    String text =
        module(
            List.of(
                new SourceLine.Comment(List.of("one\ntype a_t;", "", "/", "\u0000\ttab  ")),
                new SourceLine.Single(permissive("b_t"), "/ behind\r\npermissive c_t;")));
    assertThat(text)
        .isEqualTo(
            """
            module m 1.0;
            // one type a_t;
            //
            // /
            //  \ttab
            permissive b_t; // / behind  permissive c_t;
            """);
    assertThat(read(text).statements()).hasSize(1);
  }

  @Test
  void documentationReadsBack() {
    String words = "word ".repeat(60).strip();
    List<Documentation> docs =
        List.of(
            Documentation.NONE,
            new Documentation("Short.", List.of(), List.of(), null, false),
            new Documentation(
                words + " @word " + words,
                List.of(
                    words + "  two blanks\tand a tab " + words,
                    "x".repeat(300),
                    "w".repeat(94) + " @word " + words,
                    "/ slash"),
                List.of(
                    new Documentation.Parameter("who", words),
                    new Documentation.Parameter("what", ""),
                    new Documentation.Parameter("n".repeat(120), words)),
                new Documentation.Infoflow("both", 3),
                true),
            new Documentation(
                "", List.of(), List.of(), new Documentation.Infoflow("none", 10), false),
            new Documentation(
                "", List.of(), List.of(new Documentation.Parameter("a", "@b")), null, false));
    for (Documentation doc : docs) {
      String text =
          module(
              List.of(
                  new SourceLine.Comment(List.of("before")),
                  new SourceLine.Single(
                      new Statement.BooleanDeclaration(doc, name("x"), true, nowhere()), null)));
      Statement.BooleanDeclaration read =
          (Statement.BooleanDeclaration) read(text).statements().get(0);
      assertThat(read.doc()).isEqualTo(doc);
      assertThat(text.lines().filter(line -> !line.matches(".*(xxx|nnn|www).*")))
          .allMatch(line -> line.length() <= Formatter.WIDTH);
    }
  }

  /** What documentation cannot hold comes as near as it can. */
  @Test
  void documentationFromElsewhereIsNoTagAndHasNoLineEnds() {
    String text =
        module(
            List.of(
                new SourceLine.Single(
                    new Statement.BooleanDeclaration(
                        new Documentation(
                            "@param is no tag\nhere",
                            List.of(" ", "b\u0001"),
                            List.of(),
                            null,
                            false),
                        name("x"),
                        true,
                        nowhere()),
                    null)));
    assertThat(((Statement.BooleanDeclaration) read(text).statements().get(0)).doc())
        .isEqualTo(
            new Documentation("`@`param is no tag here", List.of("b"), List.of(), null, false));
  }

  @Test
  void quotesHoldTextAsItIs() {
    for (String text :
        List.of("", "a b", "\"", "a\"b\"", "\\\\", "\\\\\"", "\\n", "\\.\\\\x", "# // /* */ '`")) {
      assertThat(Quotes.canHold(text)).as(text).isTrue();
      Statement call =
          new Statement.Call(
              name("f"),
              List.of(new Argument(null, new Argument.Text(text, nowhere()), nowhere())),
              nowhere());
      Statement read = read(module(List.of(new SourceLine.Single(call, null)))).statements().get(0);
      assertThat(Shape.of(read)).isEqualTo(Shape.of(call));
    }
    for (String text : List.of("\\", "a\\\"", "a\nb", "a\\\n", "\\\\\\", "\u007f")) {
      assertThat(Quotes.canHold(text)).as(text).isFalse();
    }
    for (PathForm form : PathForm.values()) {
      for (String text : List.of("/a b", "/a\\\"b", "/\\.x\\\\", "/[^/]+\\\\\\\"")) {
        assertThat(Quotes.canHold(form, text)).as(text).isTrue();
        assertThat(label(form, text)).isEqualTo(text);
      }
      for (String text : List.of("/\\", "/a\nb", "/\\\\\\", "/\u0001")) {
        assertThat(Quotes.canHold(form, text)).as(text).isFalse();
        assertThatThrownBy(() -> label(form, text)).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(label(PathForm.REGEX, "/a\"b\\\\\"")).isEqualTo("/a\\\"b\\\\\\\"");
    assertThat(Quotes.canHold(PathForm.PATH, "/a\"b")).isFalse();
  }

  private static String label(PathForm form, String text) {
    LabelEntry entry = new LabelEntry(form, text, nowhere(), List.of(), null, nowhere());
    String source =
        module(
            List.of(
                new SourceLine.Block(
                    new Statement.Labels(name("a_t"), List.of(), nowhere()),
                    List.of(new SourceLine.Label(entry, null)),
                    List.of(),
                    null)));
    Statement.Labels labels = (Statement.Labels) read(source).statements().get(0);
    return ((LabelEntry) labels.items().get(0)).text();
  }

  @Test
  void linesThatFitNowhereAreRefused() {
    List<SourceLine> inside = List.of(new SourceLine.Single(permissive("a_t"), null));
    assertThatThrownBy(
            () -> module(List.of(new SourceLine.Block(permissive("a_t"), inside, List.of(), null))))
        .isInstanceOf(IllegalArgumentException.class);
    Statement optional = new Statement.OptionalBlock(List.of(), nowhere());
    assertThatThrownBy(() -> module(List.of(new SourceLine.Block(optional, inside, inside, null))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SourceWriter.write(List.of(new SourceLine.Block(optional, inside, List.of(), "x"))))
        .isEqualTo("optional {\n    permissive a_t;\n} // x\n");
  }

  // ---- helpers

  private static String module(List<SourceLine> lines) {
    return SourceWriter.write(
        List.of(),
        new SourceUnit.Header(Documentation.NONE, false, name("m"), "1.0", List.of(), nowhere()),
        List.of(),
        lines);
  }

  private static SourceUnit read(String text) {
    Parsed parsed = Sources.parse(text);
    assertThat(parsed.diagnostics()).as(text).isEmpty();
    return parsed.unit();
  }

  private static SourceUnit assertSame(SourceUnit unit, String text) {
    SourceUnit read = read(text);
    assertThat(shape(read)).as(text).isEqualTo(shape(unit));
    return read;
  }

  private static List<@Nullable Object> shape(SourceUnit unit) {
    List<@Nullable Object> shape = new ArrayList<>();
    shape.add(Shape.of(unit.header()));
    shape.add(Shape.of(unit.uses()));
    shape.add(Shape.of(unit.statements()));
    return shape;
  }

  private static void assertFormats(String text) {
    SourceUnit written = read(text);
    String formatted = Formatter.format(written);
    List<Diagnostic> diagnostics = Sources.parse(formatted).diagnostics();
    assertThat(diagnostics).as(formatted).isEmpty();
    assertThat(SameTree.same(written, read(formatted))).isTrue();
    assertThat(Formatter.format(read(formatted))).isEqualTo(formatted);
  }

  private static Statement permissive(String type) {
    return new Statement.Permissive(name(type), nowhere());
  }

  private static Name name(String text) {
    return new Name(text, nowhere());
  }

  private static Span nowhere() {
    return new Span(new SourceFile("nowhere", ""), 0, 0);
  }
}
