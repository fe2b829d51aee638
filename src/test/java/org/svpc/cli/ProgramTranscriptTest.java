package org.svpc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.svpc.testing.Command;
import org.svpc.testing.Program;

/**
 * The same sessions with the tree of {@code make build}, whose svpc is compiled to a program: it
 * says and writes what svpc in this process does.
 */
final class ProgramTranscriptTest extends TranscriptTest {
  @BeforeAll
  static void isCompiled() {
    Program.isMade();
  }

  @Override
  Command.Result run(Map<String, String> variables, byte[] input, List<String> words)
      throws IOException {
    if (variables.containsKey("TTY")) {
      return super.run(variables, input, words);
    }
    Path given = Files.write(folder.resolveSibling(folder.getFileName() + ".input"), input);
    Command command = Command.of(Program.TREE.resolve("bin/svpc").toString()).and(words);
    return command.bare().with(variables).reading(given).run();
  }
}
