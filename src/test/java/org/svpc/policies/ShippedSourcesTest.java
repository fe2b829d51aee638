package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.format.Formatter;
import org.svpc.headers.HeaderReader;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;

/** What svpc ships is laid out by its own formatter, and compiles without a word. */
final class ShippedSourcesTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  @Test
  void allAreLaidOutByTheFormatter() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThanOrEqualTo(11);
    for (Path source : sources) {
      String text = Files.readString(source);
      Diagnostics diagnostics = new Diagnostics();
      String formatted =
          Formatter.format(SvpParser.parse(new SourceFile(source.toString(), text), diagnostics));
      assertThat(diagnostics.sorted()).as(source.toString()).isEmpty();
      assertThat(formatted).as(source.toString()).isEqualTo(text);
    }
  }

  /** All but virt, of which {@link VirtPolicyTest} says what is told. */
  @Test
  void allCompileWithoutAWarning() throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    Target target = HeaderReader.readInstalled(diagnostics).orElseThrow();
    List<CompiledModule> modules =
        new Compiler(target, List.of(), diagnostics).compile(allButVirt());
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(modules.stream().filter(module -> !module.library()))
        .extracting(module -> module.module().name())
        .containsExactlyInAnyOrder(
            "svirt_booleans", "svirt_gpu", "svirt_nfs", "svirt_sealed", "vtpm");
  }

  private static List<Path> allButVirt() throws IOException {
    try (Stream<Path> folders = Files.list(PROJECT.resolve("policies"))) {
      return Stream.concat(
              folders.filter(folder -> Files.isDirectory(folder) && !folder.endsWith("virt")),
              Stream.of(PROJECT.resolve("examples")))
          .toList();
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : List.of("examples", "policies")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".svp")).sorted().forEach(sources::add);
      }
    }
    return sources;
  }
}
