package org.svpc.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Paths that a pattern of file_contexts(5) is about: its letters as they are, some letter where any
 * will do, what may be left out once there and once not. They show what becomes of a pattern's
 * paths; they do not stand for all of them.
 */
final class PatternSamples {
  private static final int MOST = 12;

  /** What is tried for a class in brackets: letters that no name of the policy's begins with. */
  private static final String LETTERS = "xaXA0179-_.:+@";

  private static final String REPEATED = "*+?";

  private final String pattern;
  private int at;
  private boolean known = true;

  private PatternSamples(String pattern) {
    this.pattern = pattern;
  }

  /** Some paths that the pattern matches; none where it holds what is not understood here. */
  static List<String> of(String pattern) {
    PatternSamples reader = new PatternSamples(pattern);
    Set<String> made = reader.alternatives();
    if (!reader.known || reader.at < pattern.length()) {
      return List.of();
    }
    List<String> paths = new ArrayList<>();
    for (String path : made) {
      boolean usual =
          path.equals("/") || (path.startsWith("/") && !path.endsWith("/") && !path.contains("//"));
      if (usual && FileContexts.matches(pattern, path)) {
        paths.add(path);
      }
    }
    return paths;
  }

  private Set<String> alternatives() {
    Set<String> all = new LinkedHashSet<>(sequence());
    while (known && at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      add(all, sequence());
    }
    return all;
  }

  private static void add(Set<String> all, Set<String> more) {
    for (String each : more) {
      if (all.size() < MOST) {
        all.add(each);
      }
    }
  }

  private Set<String> sequence() {
    Set<String> starts = new LinkedHashSet<>(List.of(""));
    while (known && at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
      Set<String> ends = repeated(atom());
      Set<String> longer = new LinkedHashSet<>();
      for (String end : ends) {
        for (String start : starts) {
          if (longer.size() < MOST) {
            longer.add(start + end);
          }
        }
      }
      starts = longer;
    }
    return starts;
  }

  /** What the mark behind an atom makes of it: with it, and without it where that may be. */
  private Set<String> repeated(Set<String> atom) {
    if (at == pattern.length()) {
      return atom;
    }
    char mark = pattern.charAt(at);
    if (REPEATED.indexOf(mark) < 0) {
      known &= mark != '{';
      return atom;
    }
    at++;
    // Lazy and possessive marks would need a closer look at what stands behind them.
    known &= at == pattern.length() || REPEATED.indexOf(pattern.charAt(at)) < 0;
    Set<String> all = new LinkedHashSet<>(atom);
    if (mark != '+') {
      all.add("");
    }
    return all;
  }

  private Set<String> atom() {
    char c = pattern.charAt(at);
    int start = at++;
    return switch (c) {
      case '(' -> group();
      case '[' -> letter(start);
      case '.' -> Set.of("x");
      case '\\' -> escaped();
      case '^', '$', '{', '*', '+', '?' -> unknown();
      default -> Set.of(String.valueOf(c));
    };
  }

  private Set<String> unknown() {
    known = false;
    return Set.of("");
  }

  private Set<String> group() {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?", at)) {
      return unknown();
    }
    Set<String> inside = alternatives();
    if (at == pattern.length() || pattern.charAt(at) != ')') {
      return unknown();
    }
    at++;
    return inside;
  }

  private Set<String> escaped() {
    if (at == pattern.length()) {
      return unknown();
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'd' -> Set.of("0");
      case 's' -> Set.of(" ");
      case 'w' -> Set.of("x");
      default -> Character.isLetterOrDigit(c) ? unknown() : Set.of(String.valueOf(c));
    };
  }

  private Set<String> letter(int start) {
    int end = pattern.indexOf(']', start + (pattern.startsWith("[^", start) ? 3 : 2));
    String letters = end < 0 ? "" : pattern.substring(start, end + 1);
    if (letters.isEmpty() || letters.contains("[:") || letters.contains("\\")) {
      return unknown();
    }
    at = end + 1;
    try {
      Pattern those = Pattern.compile(letters);
      for (int i = 0; i < LETTERS.length(); i++) {
        String tried = LETTERS.substring(i, i + 1);
        if (those.matcher(tried).matches()) {
          return Set.of(tried);
        }
      }
    } catch (PatternSyntaxException e) {
      // It is told by who labels.
    }
    return unknown();
  }
}
