package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Program;
import org.svpc.testing.Svpc;

/** Builds that are told to end: of what was under way nothing is left in any folder. */
final class EndedBuildTest {
  private static final int MODULES = 200;
  private static final int ENDS = 4;
  private static final long LIMIT_SECONDS = 60;

  /** Of this run alone: an earlier one may have left what this test is about. */
  private final String prefix = "ended_" + Long.toString(System.nanoTime(), 36) + "_";

  @TempDir private Path folder;

  @BeforeEach
  void writeModules() throws IOException {
    Files.createDirectories(folder.resolve("sources"));
    for (int i = 0; i < MODULES; i++) {
      String module = prefix + i;
      Files.writeString(
          folder.resolve("sources/" + module + ".svp"),
          "module %1$s 1.0;\ndomain %1$s_t;\nallow %1$s_t self:file read;\n".formatted(module));
    }
  }

  /** The temporary folders of svpc in which a module of this test is packed. */
  private List<Path> underWay() throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/tmp"), "svpc-*")) {
      for (Path each : folders) {
        String[] files = each.toFile().list(); // null where it has gone meanwhile, or is a file
        for (String file : files == null ? new String[0] : files) {
          if (file.startsWith(prefix)) {
            found.add(each.resolve(file));
          }
        }
      }
    }
    return found;
  }

  private void assertEndsWell(Command build) throws Exception {
    for (int i = 0; i < ENDS; i++) {
      Process process = build.start();
      while (underWay().isEmpty()) {
        assertThat(process.isAlive()).as("before the first module is packed").isTrue();
      }
      Thread.sleep(10L * i);
      process.destroy();
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("128 and SIGTERM").isEqualTo(143);
      assertThat(underWay()).isEmpty();
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }

  @Test
  void withJava() throws Exception {
    assertEndsWell(Svpc.command("build", folder + "/sources", "-o", folder + "/out"));
  }

  @Test
  void asProgram() throws Exception {
    Program.isMade();
    String svpc = Program.TREE.resolve("bin/svpc").toString();
    assertEndsWell(Command.of(svpc, "build", folder + "/sources", "-o", folder + "/out"));
  }
}
