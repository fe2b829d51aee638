package org.svpc.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the real tools for tests. Output goes through files, so that no pipe can fill up. */
public final class Commands {
  private static final long LIMIT_SECONDS = 120;

  /** How a command ended: its exit status and what it wrote on both of its outputs. */
  public record Result(int status, String output) {
    public boolean succeeded() {
      return status == 0;
    }
  }

  private Commands() {}

  /** Runs a command in {@code folder}; its two outputs come back together. */
  public static Result run(Path folder, List<String> command) {
    try {
      Path output = Files.createTempFile("svpc-test", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = await(process, command);
        return new Result(status, Files.readString(output, StandardCharsets.UTF_8));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command whose standard output is {@code output}; it must succeed. */
  public static void runTo(Path output, Path folder, List<String> command) {
    try {
      Path errors = Files.createTempFile("svpc-test", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        int status = await(process, command);
        if (status != 0) {
          throw new IllegalStateException(
              String.join(" ", command) + " failed: " + Files.readString(errors));
        }
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command that must succeed and returns what it wrote. */
  public static String require(Path folder, List<String> command) {
    Result result = run(folder, command);
    if (!result.succeeded()) {
      throw new IllegalStateException(String.join(" ", command) + " failed: " + result.output());
    }
    return result.output();
  }

  private static int await(Process process, List<String> command) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", command) + " took too long");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
