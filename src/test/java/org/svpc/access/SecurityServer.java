package org.svpc.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;

/**
 * libsepol's own security server, asked through the menu of {@code checkpolicy -d}: contexts,
 * decisions and switched booleans are collected, then answered by one run.
 */
final class SecurityServer {
  private final Path policy;
  private final boolean mls;
  private final StringBuilder script = new StringBuilder();
  private final Map<String, Integer> contexts = new LinkedHashMap<>();
  private final List<Query> queries = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  /** A question as it was asked. */
  record Query(String source, String target, String objectClass) {}

  SecurityServer(Path policy, boolean mls) {
    this.policy = policy;
    this.mls = mls;
  }

  /** The policy of a file, which has to be one. */
  static Policy read(Path file) {
    try {
      Reading reading = PolicyReader.read(Files.readAllBytes(file));
      if (reading instanceof Reading.Read read) {
        return read.policy();
      }
      throw new AssertionError(reading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From here on a boolean has this state. */
  void set(String bool, boolean on) {
    if (marks.isEmpty() || marks.get(marks.size() - 1) != queries.size()) {
      marks.add(queries.size());
    }
    script.append("h\n").append(bool).append('\n').append(on ? "1\n" : "0\n");
  }

  /** Asks for the permissions of a pair. */
  void ask(String source, String target, String objectClass) {
    queries.add(new Query(source, target, objectClass));
    int from = contexts.computeIfAbsent(source, text -> contexts.size());
    int to = contexts.computeIfAbsent(target, text -> contexts.size());
    script.append("0\n\u0001").append(from).append('\n').append('\u0001').append(to).append('\n');
    script.append(objectClass).append('\n');
  }

  /** How many questions were collected before booleans were set, each time they were. */
  List<Integer> marks() {
    return marks;
  }

  List<Query> queries() {
    return queries;
  }

  /** The permissions of each query in their alphabetical order, a blank between them. */
  List<String> answers(Path folder) {
    List<String> sids = sids(folder);
    StringBuilder whole = new StringBuilder();
    for (int from = 0; from < script.length(); ) {
      int end = script.indexOf("\n", from);
      whole.append(
          script.charAt(from) == '\u0001'
              ? sids.get(Integer.parseInt(script.substring(from + 1, end)))
              : script.substring(from, end));
      whole.append('\n');
      from = end + 1;
    }
    List<String> answers = new ArrayList<>();
    // A run registers contexts anew, so they stand in front of the questions again.
    for (String line : run(contextScript() + whole, folder).lines().toList()) {
      if (line.startsWith("allowed {")) {
        answers.add(sorted(line.substring("allowed {".length(), line.lastIndexOf('}'))));
      } else if (line.contains("invalid sid") || line.contains("No such class")) {
        throw new AssertionError(line);
      }
    }
    if (answers.size() != queries.size()) {
      throw new AssertionError(answers.size() + " answers to " + queries.size() + " questions");
    }
    return answers;
  }

  private static String sorted(String permissions) {
    return String.join(" ", new TreeSet<>(List.of(permissions.strip().split(" "))));
  }

  private String contextScript() {
    StringBuilder lines = new StringBuilder();
    for (String context : contexts.keySet()) {
      lines.append("2\n").append(context).append('\n');
    }
    return lines.toString();
  }

  private List<String> sids(Path folder) {
    List<String> sids = new ArrayList<>();
    for (String line : run(contextScript(), folder).lines().toList()) {
      if (line.startsWith("sid ")) {
        sids.add(line.substring("sid ".length()).strip());
      } else if (line.contains("return code")) {
        throw new AssertionError("a context was refused: " + line);
      }
    }
    if (sids.size() != contexts.size()) {
      throw new AssertionError(sids.size() + " sids of " + contexts.size() + " contexts");
    }
    return sids;
  }

  private String run(String menu, Path folder) {
    try {
      Path in = Files.writeString(folder.resolve("menu"), menu + "q\n");
      Path out = folder.resolve("answers");
      List<String> words = new ArrayList<>(List.of("checkpolicy", "-b", "-d", policy.toString()));
      if (mls) {
        words.add(1, "-M");
      }
      Process process =
          new ProcessBuilder(words)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("checkpolicy does not end");
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answers that svpc gives to the same questions, with contexts read by the same text. */
  static final class Ours {
    private final ContextReader reader;
    private final Map<String, SecurityContext> known = new HashMap<>();

    Ours(Policy policy) {
      reader = new ContextReader(policy);
    }

    SecurityContext context(String text) {
      return known.computeIfAbsent(
          text,
          read -> {
            ContextReading reading = reader.read(read);
            if (reading instanceof ContextReading.Valid valid) {
              return valid.context();
            }
            throw new AssertionError(reading);
          });
    }

    String answer(AccessDecisions decisions, Query query) {
      int objectClass = decisions.policy().classes().names().id(query.objectClass());
      int mask = decisions.allowed(context(query.source()), context(query.target()), objectClass);
      return String.join(" ", decisions.policy().classes().get(objectClass).names(mask));
    }
  }
}
