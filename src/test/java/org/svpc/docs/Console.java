package org.svpc.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.svpc.testing.Command;
import org.svpc.testing.Guest;

/**
 * The {@code console} blocks of a page, run in one temporary folder in their order.
 *
 * <p>A line {@code $ words} is a command for the shell, in which {@code svpc} is the real program;
 * a {@code \} at its end continues it. The lines below it are what the command has to write, on
 * standard output and standard error together. A line {@code ...} stands for any lines, {@code ...}
 * in a line for any characters. The folder holds the page's blocks that say {@code file=NAME}, and
 * the project's {@code examples} and {@code policies}. A block that says {@code norun} shows
 * commands that a test cannot run: installing a package, loading a policy.
 */
final class Console {
  /** A command and the lines that it is to write. */
  record Step(String place, String command, List<String> expected) {}

  private static final String ELISION = "...";

  private final Path folder;
  private final Path bin;

  Console(Path temporary, List<Snippet> page) {
    try {
      folder = Files.createDirectories(temporary.resolve("work"));
      bin = Files.createDirectories(temporary.resolve("bin"));
      for (String shared : List.of("examples", "policies")) {
        Path target = Pages.project().resolve(shared);
        if (Files.exists(target)) {
          FileUtils.copyDirectory(target.toFile(), folder.resolve(shared).toFile());
        }
      }
      for (Snippet snippet : page) {
        String file = snippet.value("file");
        if (!file.isEmpty()) {
          Path path = folder.resolve(file);
          Files.createDirectories(path.getParent());
          Files.writeString(path, snippet.text());
        }
      }
      if (page.stream().anyMatch(snippet -> snippet.text().contains("svpc test --kernel"))) {
        Guest.fetchMachine();
      }
      putSvpc(bin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a program {@code svpc} into a folder: the classes that are tested. */
  static void putSvpc(Path bin) throws IOException {
    Path svpc = bin.resolve("svpc");
    Files.writeString(
        svpc,
        "#!/bin/sh\nexec "
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC '-Dsvpc.policies="
            + Pages.project().resolve("policies")
            + "' '-Dsvpc.guest="
            + Guest.program()
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' org.svpc.cli.Main \"$@\"\n");
    Files.setPosixFilePermissions(svpc, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Whether a block holds commands for a test. */
  static boolean runs(Snippet snippet) {
    return snippet.language().equals("console") && !snippet.flags().contains("norun");
  }

  /** The commands of a block. */
  static List<Step> steps(Snippet snippet) {
    List<Step> steps = new ArrayList<>();
    String command = null;
    List<String> expected = new ArrayList<>();
    int number = snippet.line();
    int start = number;
    for (String line : snippet.text().lines().toList()) {
      number++;
      if (command != null && command.endsWith("\\") && expected.isEmpty()) {
        command += "\n" + line;
      } else if (line.startsWith("$ ")) {
        if (command != null) {
          steps.add(new Step(snippet.page() + ":" + start, command, List.copyOf(expected)));
        }
        command = line.substring(2);
        expected.clear();
        start = number;
      } else if (command == null) {
        throw new IllegalStateException(snippet.place() + ": the block begins without `$ `");
      } else {
        expected.add(line);
      }
    }
    if (command != null) {
      steps.add(new Step(snippet.page() + ":" + start, command, List.copyOf(expected)));
    }
    return steps;
  }

  /** Runs a command and fails where it writes something else than the page says. */
  void run(Step step) {
    Command.Result result =
        Command.of("sh", "-c", "exec 2>&1; " + step.command())
            .in(folder)
            .with("PATH", bin + ":" + System.getenv("PATH"))
            .with("LC_ALL", "C.UTF-8")
            .with("NO_COLOR", "1")
            .run();
    List<String> actual = result.out().lines().map(String::stripTrailing).toList();
    if (!matches(step.expected(), 0, actual, 0)) {
      throw new AssertionError(step.place() + ": `" + step.command() + "` wrote\n" + result.out());
    }
  }

  static boolean matches(List<String> expected, int at, List<String> actual, int line) {
    if (at == expected.size()) {
      return line == actual.size();
    }
    if (expected.get(at).strip().equals(ELISION)) {
      for (int next = line; next <= actual.size(); next++) {
        if (matches(expected, at + 1, actual, next)) {
          return true;
        }
      }
      return false;
    }
    return line < actual.size()
        && matchesLine(expected.get(at).stripTrailing(), actual.get(line))
        && matches(expected, at + 1, actual, line + 1);
  }

  private static boolean matchesLine(String expected, String actual) {
    int elision = expected.indexOf(ELISION);
    if (elision < 0) {
      return expected.equals(actual);
    }
    if (!actual.startsWith(expected.substring(0, elision))) {
      return false;
    }
    String rest = expected.substring(elision + ELISION.length());
    for (int from = elision; from <= actual.length(); from++) {
      if (matchesLine(rest, actual.substring(from))) {
        return true;
      }
    }
    return false;
  }
}
