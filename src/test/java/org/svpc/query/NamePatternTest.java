package org.svpc.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.testing.Command;

/** Patterns of names, held to Python's. */
final class NamePatternTest {
  private static final List<String> PIECES =
      List.of(
          "a", "b", "_t", "-", "1", ".", "^", "$", "|", "(", ")", "(?:", "(?=", "(?!", "[ab]",
          "[^a]", "[a-c1]", "[]a]", "[[a]", "[a&&b]", "[\\d_]", "*", "+", "?", "*?", "{2}", "{1,}",
          "{,2}", "{a", "{", "}", "\\w", "\\d", "\\W", "\\b", "\\.", "\\A", "\\Z", "\\-", "]");
  private static final List<String> NAMES =
      List.of("a", "ab_t", "b1-a", "[a&b]", "aab", "a.b", "{a}", "bbb_t", "]-");
  private static final String PYTHON =
      """
      import re, sys, warnings
      warnings.simplefilter("ignore")
      names, patterns = sys.argv[1].split(" "), sys.argv[2].split("\\t")
      for pattern in patterns:
          try:
              found = re.compile(pattern)
              print("".join("y" if found.search(name) else "n" for name in names))
          except re.error:
              print("wrong")
      """;

  /** What Python takes is taken, but for what is refused in words, and means the same. */
  @Test
  void meansWhatPythonMeans() {
    Random random = new Random(20261126);
    List<String> patterns = new ArrayList<>();
    for (int count = 0; count < 3_000; count++) {
      StringBuilder pattern = new StringBuilder();
      for (int pieces = 1 + random.nextInt(5); pieces > 0; pieces--) {
        pattern.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      patterns.add(pattern.toString());
    }
    List<String> python =
        Command.of("python3", "-c", PYTHON)
            .and(String.join(" ", NAMES), String.join("\t", patterns))
            .run()
            .orFail()
            .out()
            .lines()
            .toList();
    int taken = 0;
    for (int at = 0; at < patterns.size(); at++) {
      NamePattern pattern = new NamePattern(patterns.get(at));
      StringBuilder found = new StringBuilder();
      NAMES.forEach(name -> found.append(pattern.find(name) ? 'y' : 'n'));
      if (pattern.problem() == null && !python.get(at).equals("wrong")) {
        assertThat(found).as(patterns.get(at)).hasToString(python.get(at));
        taken++;
      } else {
        assertThat(python.get(at))
            .as("%s: %s", patterns.get(at), pattern.problem())
            .isEqualTo("wrong");
      }
    }
    assertThat(taken).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*a*a*a*b", "(a|a)*b", "(.*)(.*)(.*)(.*)!", "((a*)*)*$!"})
  void givesUpWhatTakesTooLong(String hostile) {
    NamePattern pattern = new NamePattern(hostile);
    assertThat(pattern.problem()).isNull();
    assertThat(pattern.find("a".repeat(60_000))).isFalse();
    assertThat(pattern.problem()).startsWith("it takes too long on `aaa");
    assertThat(pattern.find("b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?P<x>a)", "(a)\\1", "\\pL", "\\Qa\\E", "\\x41", "a(?i)b", "[a", "a\\"})
  void refusesWhatPythonAndJavaReadDifferently(String text) {
    assertThat(new NamePattern(text).problem()).isNotNull();
  }

  @Test
  void refusesAPatternWithoutEnd() {
    assertThat(new NamePattern("(".repeat(100_000)).problem()).contains("longer than 1000");
  }
}
