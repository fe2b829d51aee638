package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;
import org.svpc.usage.Request;
import org.svpc.usage.Words;
import org.svpc.workspace.Compilation;

/** What runs leave in the user's cache folder, in processes of their own. */
final class NoCacheTest {
  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void writeASource() throws IOException {
    source = folder.resolve("x.svp");
    Files.writeString(source, "module x 1.0.0;\ntype x_t;\nallow x_t etc_t:file read;\n");
  }

  private Command svpc(String... words) {
    return Svpc.command(words).with("XDG_CACHE_HOME", folder.resolve("cache").toString());
  }

  private List<String> kept() throws IOException {
    Path cache = folder.resolve("cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> cache.relativize(file).toString())
          .toList();
    }
  }

  @Test
  void nothingIsWrittenWithTheOption() throws IOException {
    svpc("check", source.toString(), "--no-cache").run().orFail();
    svpc("build", source.toString(), "--no-cache", "-o", folder.resolve("out").toString())
        .run()
        .orFail();
    svpc("explain", "no_such_name", "--no-cache").in(folder).run();
    assertThat(folder.resolve("cache")).doesNotExist();
    assertThat(folder.resolve("out/x.te")).exists();
  }

  @Test
  void nothingIsReadWithTheOption() throws IOException {
    svpc("check", source.toString()).run().orFail();
    assertThat(kept()).singleElement().asString().startsWith("svpc/headers/").endsWith(".index");
    Path index = folder.resolve("cache").resolve(kept().get(0));
    // Nothing can be opened by this user, root or not.
    Files.delete(index);
    Files.createSymbolicLink(index, index.getFileName());
    svpc("check", source.toString(), "--no-cache").run().orFail();
    assertThat(index).isSymbolicLink();
    svpc("check", source.toString()).run().orFail();
    assertThat(index).isRegularFile().isNotEmptyFile();
  }

  /** What the ticker shows on a terminal, once it has taken a second. */
  @Test
  void makingAnIndexIsALongStep() {
    for (String command : List.of("check", "build")) {
      List<String> steps = new ArrayList<>();
      Request.Run request = (Request.Run) Words.read(command, source.toString(), "--no-cache");
      Compilation compilation = new Compilation(request, steps::add);
      assertThat(Objects.requireNonNull(compilation.compiler()).compile(compilation.inputs()))
          .hasSize(1);
      assertThat(steps).containsExactly("Reading the headers of the policy");
    }
  }

  @Test
  void aReadOnlyFolderDoesNoHarm() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    List<String> line = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c"));
    line.add("mount -t tmpfs -o ro none " + cache + " && exec \"$@\"");
    line.add("sh");
    String out = folder.resolve("out").toString();
    for (Command run :
        List.of(svpc("check", source.toString()), svpc("build", source.toString(), "-o", out))) {
      Command.Result result = run.behind(line).run();
      assertThat(result.err()).isEmpty();
      assertThat(result.status()).isZero();
    }
    assertThat(folder.resolve("out/x.te")).exists();
  }
}
