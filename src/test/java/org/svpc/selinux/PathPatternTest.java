package org.svpc.selinux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That a pattern of a path matches that path alone, and leads back to it. */
final class PathPatternTest {
  private static final String LETTERS = "/ab.\\^$?*+|[](){} -#s";

  @Test
  void pathsComeBack() {
    Random random = new Random(7);
    int paths = 0;
    for (int round = 0; round < 20_000; round++) {
      String path = "/" + text(random);
      for (boolean tree : new boolean[] {false, true}) {
        if (PathPattern.problem(path, tree) == null) {
          String pattern = PathPattern.of(path, tree);
          assertThat(PathPattern.path(pattern, tree)).isEqualTo(path);
          assertThat(Pattern.matches(pattern, path)).as(pattern).isTrue();
          assertThat(Pattern.matches(pattern, path + "/x")).as(pattern).isEqualTo(tree);
          paths++;
        }
      }
    }
    assertThat(paths).isGreaterThan(10_000);
  }

  @Test
  void whatIsNoPathIsNone() {
    Random random = new Random(8);
    for (int round = 0; round < 20_000; round++) {
      String pattern = "/" + text(random);
      for (boolean tree : new boolean[] {false, true}) {
        String path = PathPattern.path(pattern, tree);
        if (path != null) {
          assertThat(PathPattern.of(path, tree)).isEqualTo(pattern);
        }
      }
    }
    assertThat(PathPattern.path("/.*", true)).isEqualTo("/");
    assertThat(PathPattern.path("/a(/.*)?", true)).isEqualTo("/a");
    assertThat(PathPattern.path("/(/.*)?", true)).isNull();
    assertThat(PathPattern.path("/a", true)).isNull();
    assertThat(PathPattern.path("/a+", false)).isNull();
    assertThat(PathPattern.path("/a\\-b", false)).isNull();
    assertThat(PathPattern.path("/a\\", false)).isNull();
    assertThat(PathPattern.path("/a/", false)).isNull();
    assertThat(PathPattern.path("a", false)).isNull();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(6); length > 0; length--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
