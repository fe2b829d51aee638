package org.svpc.policies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page that tells how a policy differs from the one it stands in for: sections with a reason in
 * words and, between fences, lines of {@code svpc diff} or of {@code file_contexts}.
 *
 * @param reasons the words of each section that holds lines
 */
record Differences(List<String> rules, List<String> contexts, List<String> reasons) {

  /** Reads {@code DIFFERENCES.md} of a folder. */
  static Differences read(Path folder) throws IOException {
    List<String> rules = new ArrayList<>();
    List<String> contexts = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    List<String> into = null;
    for (String line : Files.readAllLines(folder.resolve("DIFFERENCES.md"))) {
      if (line.startsWith("## ")) {
        words.setLength(0);
      } else if (into == null && line.startsWith("```")) {
        into = line.equals("```diff") ? rules : contexts;
        reasons.add(words.toString().strip());
      } else if (line.equals("```")) {
        into = null;
      } else if (into != null) {
        into.add(line);
      } else {
        words.append(line).append(' ');
      }
    }
    return new Differences(rules, contexts, reasons);
  }
}
