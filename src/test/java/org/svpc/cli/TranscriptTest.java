package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.console.Console;
import org.svpc.console.Environment;
import org.svpc.diagnostic.Code;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;

/**
 * Sessions at the command line, kept as text. A line that starts with {@code $} is a command; what
 * stands below it is what it wrote: standard output indented, standard error behind {@code ! },
 * then the exit status in brackets. Commands are:
 *
 * <ul>
 *   <li>{@code svpc WORDS [< FILE]}, before it variables as {@code NO_COLOR=1}; {@code TTY=1} makes
 *       standard error a terminal; a word may stand in single quotes
 *   <li>{@code write FILE}, whose lines follow behind {@code | }
 *   <li>{@code policy FILE [OLD NEW]} compiles the policy that has one of each statement, with NEW
 *       in the place of OLD
 *   <li>{@code show FILE}, {@code list}, {@code mkdir DIR}
 * </ul>
 *
 * Each session has a folder of its own, called {@code DIR} in it; {@code PROJECT} is this
 * project's. Lines that start with {@code #} are comments.
 */
class TranscriptTest {
  private static final Golden GOLDEN = Golden.in("cli");
  private static final Path PROJECT = Path.of(System.getProperty("svpc.basedir", ""));
  private static final String CODES =
      Stream.of(Code.values()).map(Code::id).collect(Collectors.joining(" "));
  private static final String SUFFIX = ".transcript";

  @TempDir Path folder;

  static List<String> sessions() {
    return GOLDEN.inputs(SUFFIX);
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void session(String name) throws IOException {
    String session = GOLDEN.read(name + SUFFIX);
    List<String> lines = session.lines().toList();
    StringBuilder played = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("#")) {
        played.append(i > 0 ? "\n" : "").append(lines.get(i)).append('\n');
      } else if (lines.get(i).startsWith("$ ")) {
        List<String> content = new ArrayList<>();
        for (int next = i + 1; next < lines.size() && lines.get(next).startsWith("|"); next++) {
          content.add(lines.get(next).substring(Math.min(2, lines.get(next).length())));
        }
        boolean apart = i > 0 && !lines.get(i - 1).startsWith("#");
        played.append(apart ? "\n" : "").append(lines.get(i)).append('\n');
        content.forEach(line -> played.append("| ".concat(line).stripTrailing()).append('\n'));
        String told = Golden.normalised(play(lines.get(i).substring(2), content), folder, "DIR");
        played.append(Golden.normalised(told, PROJECT, "PROJECT").replace(CODES, "CODES"));
      }
    }
    assertThat(played).as("commands in " + name).isNotEmpty();
    GOLDEN.check(name + SUFFIX, played.toString());
  }

  private String play(String line, List<String> content) throws IOException {
    List<String> words = words(line);
    switch (words.get(0)) {
      case "write" -> {
        Path written = folder.resolve(words.get(1));
        Files.createDirectories(written.getParent());
        Files.writeString(written, String.join("\n", content) + "\n");
        return "";
      }
      case "show" -> {
        Path file = folder.resolve(words.get(1));
        return Files.exists(file) ? indented(Files.readString(file), "  ") : "(missing)\n";
      }
      case "policy" -> {
        String conf = Golden.in("policydb").read("everything.conf");
        if (words.size() > 2) {
          assertThat(conf).contains(words.get(2));
          conf = conf.replace(words.get(2), words.get(3));
        }
        Path source = Files.writeString(folder.resolve("policy.conf"), conf);
        String file = folder.resolve(words.get(1)).toString();
        Command.of("checkpolicy", "-M", "-c", "33", "-o", file, "" + source).run().orFail();
        Files.delete(source);
        return "";
      }
      case "mkdir" -> {
        Files.createDirectories(folder.resolve(words.get(1)));
        return "";
      }
      case "list" -> {
        return list();
      }
      default -> {
        return svpc(words);
      }
    }
  }

  private String list() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      StringBuilder names = new StringBuilder();
      paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .forEach(name -> names.append(name).append('\n'));
      return indented(names.toString(), "  ");
    }
  }

  private String svpc(List<String> given) throws IOException {
    List<String> words = new ArrayList<>(given);
    Map<String, String> variables = new HashMap<>();
    while (words.get(0).contains("=")) {
      String[] variable = words.remove(0).split("=", 2);
      variables.put(variable[0], variable[1]);
    }
    assertThat(words.remove(0)).isEqualTo("svpc");
    byte[] input = new byte[0];
    int from = words.indexOf("<");
    if (from >= 0) {
      input = Files.readAllBytes(folder.resolve(words.get(from + 1)));
      words = words.subList(0, from);
    }
    Command.Result result = run(variables, input, words);
    return indented(result.out(), "  ")
        + indented(result.err(), "! ")
        + "["
        + result.status()
        + "]\n";
  }

  /** Runs svpc, here in this process. */
  Command.Result run(Map<String, String> variables, byte[] input, List<String> words)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input),
            new Scripted(variables));
    int status = Main.run(console, words.toArray(String[]::new));
    return new Command.Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String indented(String text, String margin) {
    StringBuilder out = new StringBuilder();
    text.replace("\u001b", "<ESC>")
        .lines()
        .forEach(line -> out.append(margin.concat(line).stripTrailing()).append('\n'));
    return text.isEmpty() || text.endsWith("\n") ? out.toString() : out + "<no line feed>\n";
  }

  /** The words of a line; those in single quotes may hold blanks. */
  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (int at = 0; at < line.length(); ) {
      char end = line.charAt(at) == '\'' ? '\'' : ' ';
      int start = end == '\'' ? at + 1 : at;
      int stop = line.indexOf(end, start);
      stop = stop < 0 ? line.length() : stop;
      words.add(line.substring(start, stop).replace("DIR/", folder + "/").replace("\\n", "\n"));
      at = stop + 1;
      while (at < line.length() && line.charAt(at) == ' ') {
        at++;
      }
    }
    return words;
  }

  private record Scripted(Map<String, String> variables) implements Environment {
    @Override
    public String variable(String name) {
      return variables.get(name);
    }

    @Override
    public boolean onTerminal() {
      return variables.containsKey("TTY");
    }
  }
}
