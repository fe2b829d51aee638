package org.svpc.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real command line in a process of its own, as a user's shell would start it. */
public final class Svpc {
  /** The libraries that come with svpc, as they stand in the project. */
  private static final Path POLICIES =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath().resolve("policies");

  private Svpc() {}

  /**
   * A run of svpc.
   *
   * @param words what stands behind {@code svpc}
   */
  public static Command command(String... words) {
    return command(List.of(), words);
  }

  /**
   * A run of svpc in a JVM with options of its own.
   *
   * @param options of the JVM, such as {@code -Xmx256m}
   */
  public static Command command(List<String> options, String... words) {
    List<String> line = new ArrayList<>(java(options));
    line.add("org.svpc.cli.Main");
    line.addAll(List.of(words));
    return Command.of(line);
  }

  /** The start of a command that runs a class of svpc or of its tests; its name comes next. */
  public static List<String> java(List<String> options) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
    line.addAll(options);
    line.add("-Dsvpc.policies=" + POLICIES);
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    return line;
  }
}
