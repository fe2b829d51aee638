package org.svpc.robustness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.svpc.cli.InProcess;
import org.svpc.testing.Command;

/**
 * Checks every file of a folder, one after the other, in one small JVM: a program for {@link
 * HostileSourcesTest}. It writes a line for each file, with the time it took, and ends with status
 * 1 if one of them was answered with anything but diagnostics.
 */
public final class HostileRun {
  /** Fine, errors in the source, a file that cannot be used. */
  private static final Set<Integer> EXPECTED = Set.of(0, 1, 3);

  private static final int SHOWN = 2_000;

  private HostileRun() {}

  public static void main(String[] words) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean fine = true;
    List<Path> files;
    try (Stream<Path> paths = Files.list(Path.of(words[0]))) {
      files = paths.sorted().toList();
    }
    for (Path file : files) {
      long started = System.nanoTime();
      Command.Result result = InProcess.run("check", file.toString());
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      String told = result.out() + result.err();
      boolean expected =
          EXPECTED.contains(result.status())
              && (result.status() == 0 || told.contains("SVP"))
              && !told.contains("\tat ");
      out.println(
          (expected ? "fine " : "BAD ") + file.getFileName() + " " + result.status() + " " + took);
      if (!expected) {
        fine = false;
        out.println(told.length() > SHOWN ? told.substring(0, SHOWN) : told);
      }
    }
    System.exit(fine ? 0 : 1);
  }
}
