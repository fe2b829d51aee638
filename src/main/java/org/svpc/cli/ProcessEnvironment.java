package org.svpc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.svpc.console.Environment;

/** The environment of this process, on Linux. */
final class ProcessEnvironment implements Environment {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  @Override
  public @Nullable String variable(String name) {
    return System.getenv(name);
  }

  /** The JDK tells of terminals only where standard input and output are one too. */
  @Override
  public boolean onTerminal() {
    try {
      String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
