package org.svpc.testing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Expected texts, kept as files in a folder under {@code src/test/resources}.
 *
 * <p>A text that differs from its file fails the test. With {@code -Dgolden=update} the file is
 * rewritten and the test fails all the same, so that no run which records can pass for one that
 * compares; a missing file is written, and the test fails too. Look at what was written before it
 * is committed.
 *
 * <p>Names are relative to the folder and have {@code /} between their parts.
 */
public final class Golden {
  private static final Path RESOURCES =
      Path.of(System.getProperty("svpc.basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/resources");
  private static final int DIFFERENCE_CONTEXT = 3;

  private final Path folder;
  private final boolean update;

  /**
   * The expectations of one folder.
   *
   * @param folder its name under {@code src/test/resources}
   */
  public static Golden in(String folder) {
    return new Golden(RESOURCES.resolve(folder), updating());
  }

  /** Whether this run records: {@code -Dgolden=update}. */
  public static boolean updating() {
    return System.getProperty("golden", "").equals("update");
  }

  Golden(Path folder, boolean update) {
    this.folder = folder;
    this.update = update;
  }

  /** Where the expectations lie, for tests that hand files on to what they test. */
  public Path folder() {
    return folder;
  }

  /** The names of the files that end in {@code suffix}, without it, at any depth, sorted. */
  public List<String> inputs(String suffix) {
    return files().stream()
        .filter(name -> name.endsWith(suffix))
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .toList();
  }

  /** The text of an input. */
  public String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares a text with the file that holds what is expected. */
  public void check(String name, String actual) {
    check(Map.of(name, actual));
  }

  /** Compares several texts with their files, records all that need it, and tells all at once. */
  public void check(Map<String, String> actual) {
    StringBuilder complaint = new StringBuilder();
    new TreeMap<>(actual).forEach((name, text) -> compare(name, text, complaint));
    if (complaint.length() > 0) {
      throw new AssertionError(complaint.toString());
    }
  }

  /**
   * Fails if an expectation belongs to no input: for every file that ends in one of {@code
   * expectations} there must be one of the same name that ends in {@code input}.
   */
  public void checkNoOrphans(String input, String... expectations) {
    SortedSet<String> files = files();
    List<String> orphans = new ArrayList<>();
    for (String name : files) {
      for (String suffix : expectations) {
        if (name.endsWith(suffix)
            && !files.contains(name.substring(0, name.length() - suffix.length()) + input)) {
          orphans.add(name);
        }
      }
    }
    if (!orphans.isEmpty()) {
      throw new AssertionError("Expectations without an input in " + folder + ": " + orphans);
    }
  }

  /** A text with the paths of one run, such as a temporary folder, replaced by a fixed word. */
  public static String normalised(String text, Path path, String word) {
    return text.replace(path.toString(), word);
  }

  private void compare(String name, String actual, StringBuilder complaint) {
    Path file = folder.resolve(name);
    boolean missing = !Files.exists(file);
    String expected = missing ? "" : read(name);
    if (!missing && expected.equals(actual)) {
      return;
    }
    if (missing || update) {
      write(file, actual);
    }
    complaint
        .append(name)
        .append(
            missing
                ? " was missing and has been written: look at it, then run again.\n"
                : update
                    ? " has been rewritten: look at it, then run without -Dgolden=update.\n"
                    : " differs (-Dgolden=update rewrites it):\n")
        .append(difference(expected, actual))
        .append('\n');
  }

  private static String difference(String expected, String actual) {
    List<String> before = lines(expected);
    return String.join(
        "\n",
        UnifiedDiffUtils.generateUnifiedDiff(
            "expected",
            "actual",
            before,
            DiffUtils.diff(before, lines(actual)),
            DIFFERENCE_CONTEXT));
  }

  /** The lines; a text that does not end in a line feed shows it. */
  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    Collections.addAll(lines, text.replace("\r", "<CR>").split("\n", -1));
    String last = lines.remove(lines.size() - 1);
    if (!last.isEmpty()) {
      lines.add(last + "<no line feed>");
    }
    return lines;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SortedSet<String> files() {
    SortedSet<String> names = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .filter(Files::isRegularFile)
          .forEach(path -> names.add(folder.relativize(path).toString().replace('\\', '/')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }
}
