package org.svpc.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the machine's program said, or why that is worth nothing: each answer counts only where the
 * last line came and tells of as many as were asked for.
 */
final class ConsoleReading {
  private static final String FIRST = "svpc-guest\t";
  private static final String LAST = "svpc-end\t";
  private static final String PANIC = "Kernel panic - not syncing: ";

  /**
   * What a check met.
   *
   * @param error the system's number of the error; 0 for none, negative for a signal
   * @param context of what it made
   */
  record Met(int error, String context) {}

  private final Map<String, Met> checks = new HashMap<>();
  private final Map<String, String> questions = new HashMap<>();
  private final Map<String, List<String>> denials = new HashMap<>();
  private final Map<String, Long> times = new HashMap<>();
  private String release = "";
  private String setUp = "";
  private String panic = "";
  private long told = -1;

  private ConsoleReading() {}

  static ConsoleReading of(String text) {
    ConsoleReading reading = new ConsoleReading();
    text.lines().forEach(line -> reading.line(line.strip()));
    return reading;
  }

  private void line(String line) {
    if (line.startsWith(FIRST)) {
      release = line.substring(FIRST.length());
    } else if (line.startsWith(LAST)) {
      told = number(line.substring(LAST.length()));
    } else if (line.contains(PANIC)) {
      panic = line.substring(line.indexOf(PANIC) + PANIC.length());
    } else if (!line.isEmpty() && line.indexOf('\t') > 0) {
      marked(line);
    }
  }

  private void marked(String line) {
    List<String> fields = fields(line.substring(1));
    String id = fields.get(0);
    String value = fields.size() > 1 ? fields.get(1) : "";
    switch (line.charAt(0)) {
      case '@' ->
          checks.put(id, new Met((int) number(value), fields.size() > 2 ? fields.get(2) : ""));
      case '!' -> denials.computeIfAbsent(id, key -> new ArrayList<>()).add(value);
      case '=' -> questions.put(id, value);
      case '#' -> times.put(id, number(value));
      case '?' -> setUp = id + " (error " + value + ")";
      default -> {
        // What else a kernel prints.
      }
    }
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
      fields.add(line.substring(from, tab));
      from = tab + 1;
    }
    fields.add(line.substring(from));
    return fields;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Why the answers are worth nothing, a sentence; null where they are whole. */
  @Nullable String problem(int asked) {
    if (!panic.isEmpty()) {
      return "The kernel in the machine panicked: `" + panic + "`.";
    }
    if (!setUp.isEmpty()) {
      return "The machine could not be set up: `" + setUp + "`.";
    }
    if (release.isEmpty()) {
      return "The machine ended without a word from its program.";
    }
    if (told < 0) {
      return "The machine ended before its program did: "
          + (checks.size() + questions.size())
          + " of "
          + asked
          + " answers came.";
    }
    int came = checks.size() + questions.size();
    return told == asked && came == asked
        ? null
        : "Answers got lost on the way: of " + asked + " came " + came + ".";
  }

  /** The kernel's release: {@code 6.1.0-56-cloud-amd64}. */
  String release() {
    return release;
  }

  @Nullable Met check(String id) {
    return checks.get(id);
  }

  @Nullable String question(String id) {
    return questions.get(id);
  }

  List<String> denials(String id) {
    return denials.getOrDefault(id, List.of());
  }

  /** The milliseconds since the machine's start at a mark; -1 where it did not come. */
  long time(String mark) {
    return times.getOrDefault(mark, -1L);
  }
}
