package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.svpc.testing.Command;

/** The same sessions with svpc compiled to a program: it says and writes what svpc in Java does. */
final class ProgramTranscriptTest extends TranscriptTest {
  private static final Path TREE = Path.of(System.getProperty("svpc.basedir"), "target/svpc");

  @BeforeAll
  static void isCompiled() {
    assertThat(TREE.resolve("lib/svpc/native/svpc"))
        .as("made by `make build` on x86-64 with JDK 17")
        .isExecutable();
  }

  @Override
  Command.Result run(Map<String, String> variables, byte[] input, List<String> words)
      throws IOException {
    if (variables.containsKey("TTY")) {
      return super.run(variables, input, words);
    }
    Path given = Files.write(folder.resolveSibling(folder.getFileName() + ".input"), input);
    Command command = Command.of(TREE.resolve("bin/svpc").toString()).and(words);
    return command.bare().with(variables).reading(given).run();
  }
}
