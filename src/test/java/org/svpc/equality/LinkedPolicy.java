package org.svpc.equality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.svpc.corpus.Workers;
import org.svpc.testing.Command;

/**
 * Modules linked with the modules of the installed base policy, as the kernel would load them.
 * Nothing of the host is touched: the base's CIL is copied out of its store.
 *
 * @param statements of the policy, read back from its binary form; attributes that the linker made
 *     up stand as their members
 * @param fileContexts the lines of the file contexts
 */
record LinkedPolicy(SortedSet<String> statements, SortedSet<String> fileContexts) {
  private static final Path STORE = Path.of("/var/lib/selinux/default/active/modules");
  private static final String MADE_UP = "_typeattr_";

  /** Unpacks the base's modules into a folder; those that are switched off stay out. */
  static List<Path> base(Path folder) {
    try (Stream<Path> modules = Files.list(STORE.resolve("100"))) {
      Files.createDirectories(folder);
      List<Path> on =
          modules
              .filter(
                  module -> !Files.exists(STORE.resolve("disabled").resolve(module.getFileName())))
              .sorted()
              .toList();
      return Workers.map(
          on,
          module -> {
            Path cil = folder.resolve(module.getFileName() + ".cil");
            Command.of("sh", "-c", "exec bzip2 -dc \"$0\" >\"$1\"", module + "/cil", cil.toString())
                .run()
                .orFail();
            return cil;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the linker; its neverallow rules are checked. */
  static Command.Result link(Path folder, Collection<Path> base, Collection<Path> modules) {
    List<String> words =
        new ArrayList<>(List.of("secilc", "-M", "true", "-c", "33", "-o", "policy", "-f", "files"));
    base.forEach(path -> words.add(path.toString()));
    modules.forEach(path -> words.add(path.toString()));
    return Command.of(words).in(folder).run();
  }

  /** Links modules in an empty folder and reads the result. */
  static LinkedPolicy of(Path folder, Collection<Path> base, Collection<Path> modules) {
    link(folder, base, modules).orFail();
    Command.of("checkpolicy", "-M", "-b", "-C", "-o", "policy.cil", "policy")
        .in(folder)
        .run()
        .orFail();
    try {
      return new LinkedPolicy(
          statements(Files.readString(folder.resolve("policy.cil"))),
          new TreeSet<>(Files.readAllLines(folder.resolve("files"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The statements of a policy, each on a line, arms of conditionals with their condition before
   * them.
   */
  private static SortedSet<String> statements(String text) {
    Map<String, String> members = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("(typeattributeset ")) {
        String[] parts = line.substring(0, line.length() - 1).split(" ", 3);
        members.put(
            parts[1],
            Stream.of(parts[2].split("[() ]+", -1))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(Collectors.joining(" ", "<", ">")));
      }
    }
    SortedSet<String> statements = new TreeSet<>();
    String condition = "";
    String arm = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("(booleanif ")) {
        condition = line + " ";
      } else if (line.equals(")")) {
        condition = "";
      } else if (line.strip().startsWith("(true") || line.strip().startsWith("(false")) {
        arm = line.strip() + " ";
      } else if (!line.isBlank() && !line.strip().equals(")") && !declaresMadeUp(line)) {
        statements.add(
            (condition.isEmpty() ? "" : condition + arm) + spelledOut(line.strip(), members));
      }
    }
    return statements;
  }

  private static boolean declaresMadeUp(String line) {
    return line.startsWith("(typeattribute ") && line.contains(MADE_UP);
  }

  /** A statement with the attributes that the linker made up replaced by their members. */
  private static String spelledOut(String line, Map<String, String> members) {
    if (!line.contains(MADE_UP)) {
      return line;
    }
    StringBuilder text = new StringBuilder();
    for (String word : line.split(" ", -1)) {
      String bare = word.replace(")", "");
      boolean made = bare.contains(MADE_UP) && members.containsKey(bare);
      text.append(text.length() == 0 ? "" : " ")
          .append(made ? word.replace(bare, members.get(bare)) : word);
    }
    return text.toString();
  }
}
