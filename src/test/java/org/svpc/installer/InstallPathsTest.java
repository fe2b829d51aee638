package org.svpc.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svpc.ir.FileContext;
import org.svpc.ir.Symbol;
import org.svpc.selinux.FileKind;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.testing.Command;

/** The files that the script finds are those that a pattern of file_contexts(5) means. */
final class InstallPathsTest {
  private static final List<String> FILES =
      List.of("a", "ab", "abc", "a.b", "a b", "a'b", "d/a", "d/a.img", "d/e/a.img", "x{1}", "-n");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "/a; a",
        "/d(/.*)?; d d/a d/a.img d/e d/e/a.img",
        "/a\\.b; a.b",
        "/a.b; a.b a'b a b",
        "/abc?; ab abc",
        "/a(b|bc)?; a ab abc",
        "/a\\sb; a b",
        "/a'b; a'b",
        "/x\\{1\\}; x{1}",
        "/.*\\.img; d/a.img d/e/a.img",
        "/d/[^/]+\\.img; d/a.img",
        "/-n; -n",
        "/d(/.*\\.img)?; d d/a.img d/e/a.img",
        // What find does not know: all that begins so.
        "/d/a(?:\\.img); d/a d/a.img",
        "/ab(?=c)c; ab abc",
        "/nowhere(/.*)?; ''"
      })
  void find(String pattern, String found, @TempDir Path folder) throws IOException {
    for (String name : FILES) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    SourceFile source = new SourceFile("x.svp", "x");
    Origin origin = Origin.at(new Span(source, 0, 1));
    FileContext.Entry entry =
        new FileContext.Entry(
            folder + pattern,
            FileKind.ANY,
            FileContext.Context.ofFile(new Symbol("x_t", origin), null),
            origin);
    String script = InstallScript.render(Map.of("x", List.of(entry)), "pp", Map.of());
    String functions = script.substring(0, script.indexOf("say() {"));
    String out = Command.of("sh", "-c", functions + "paths").run().orFail().out();
    TreeSet<String> names = new TreeSet<>();
    for (String path : out.split("\0", -1)) {
      if (!path.isEmpty()) {
        names.add(folder.relativize(Path.of(path)).toString());
      }
    }
    TreeSet<String> expected = new TreeSet<>();
    for (String name : List.of("d", "d/e")) {
      if ((" " + found + " ").contains(" " + name + " ")) {
        expected.add(name);
      }
    }
    for (String name : FILES) {
      if ((" " + found.replace("a b", "a_b") + " ").contains(" " + name.replace(' ', '_') + " ")) {
        expected.add(name);
      }
    }
    assertThat(names).isEqualTo(expected);
  }
}
