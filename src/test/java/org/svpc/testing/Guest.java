package org.svpc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.svpc.toolchain.MachineSearch;
import org.svpc.toolchain.Tools;

/**
 * The program of the machine of {@code svpc test --kernel}, built from its source where it has to
 * be.
 */
public final class Guest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  private static boolean fetched;

  private Guest() {}

  /**
   * Sees to it that QEMU and a kernel are there, so that no later run has to fetch them and say so.
   */
  public static synchronized void fetchMachine() {
    try {
      if (!fetched) {
        MachineSearch.Result result =
            new MachineSearch(Tools.installed(), System.out::println)
                .find(null, null, System.getProperty("os.arch"));
        if (result.machine() == null) {
          throw new AssertionError(result.problem() + " " + result.advice());
        }
        fetched = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where it is, as the property says by which svpc finds it too. */
  public static synchronized Path program() {
    Path source = PROJECT.resolve("src/main/guest/guest.c");
    String named = System.getProperty("svpc.guest");
    Path program = named == null ? PROJECT.resolve("target/guest/guest") : Path.of(named);
    try {
      if (!Files.exists(program)
          || Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) < 0) {
        Command.of(PROJECT.resolve(".ci/guest").toString(), program.toString()).run().orFail();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.setProperty("svpc.guest", program.toString());
    return program;
  }
}
