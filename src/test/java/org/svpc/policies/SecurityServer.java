package org.svpc.policies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.svpc.corpus.Commands;

/**
 * Asks libsepol's own security server, inside checkpolicy, what a policy lets one context do to
 * another: rules, constraints, categories and the booleans' default values together.
 */
final class SecurityServer {
  /** A question. */
  record Query(String source, String target, String className) {}

  /** The number that checkpolicy gives to the first context it is told. */
  private static final int FIRST_SID = 28;

  private static final String ANSWER = "allowed {";

  private SecurityServer() {}

  /** The allowed permissions, in the order of the questions. */
  static List<SortedSet<String>> ask(Path policy, List<Query> queries) {
    Map<String, Integer> contexts = new LinkedHashMap<>();
    StringBuilder questions = new StringBuilder();
    for (Query query : queries) {
      int source = contexts.computeIfAbsent(query.source(), name -> contexts.size() + FIRST_SID);
      int target = contexts.computeIfAbsent(query.target(), name -> contexts.size() + FIRST_SID);
      questions.append("0\n%d\n%d\n%s\n".formatted(source, target, query.className()));
    }
    StringBuilder input = new StringBuilder();
    contexts.keySet().forEach(context -> input.append("2\n").append(context).append('\n'));
    input.append(questions).append("q\n");
    List<SortedSet<String>> answers = answers(converse(policy, input.toString()));
    if (answers.size() != queries.size()) {
      throw new IllegalStateException(
          answers.size() + " answers to " + queries.size() + " questions: " + queries);
    }
    return answers;
  }

  private static String converse(Path policy, String input) {
    try {
      Path script = Files.createTempFile("svpc-questions", ".txt");
      try {
        Files.writeString(script, input);
        return Commands.require(
            script.getParent(),
            List.of(
                "sh",
                "-c",
                "checkpolicy -M -b -d \"$0\" <\"$1\"",
                policy.toString(),
                script.toString()));
      } finally {
        Files.delete(script);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SortedSet<String>> answers(String output) {
    List<SortedSet<String>> answers = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      int start = line.indexOf(ANSWER);
      if (start >= 0) {
        String permissions = line.substring(start + ANSWER.length(), line.lastIndexOf('}')).strip();
        answers.add(
            permissions.isEmpty()
                ? new TreeSet<>()
                : new TreeSet<>(List.of(permissions.split(" +", -1))));
      }
    }
    return answers;
  }
}
