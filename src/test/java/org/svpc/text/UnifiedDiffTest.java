package org.svpc.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UnifiedDiffTest {
  @Test
  void equalTextsHaveNoDifference() {
    assertThat(UnifiedDiff.of("a", "b", "x\ny\n", "x\ny\n")).isEmpty();
  }

  @Test
  void showsThreeLinesAroundEachChange() {
    assertThat(
            UnifiedDiff.of(
                "a",
                "b",
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n",
                "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13\n15\n"))
        .isEqualTo(
            """
            --- a
            +++ b
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            @@ -11,5 +11,4 @@
             11
             12
             13
            -14
             15
            """);
  }

  @Test
  void aMissingLineFeedIsADifference() {
    assertThat(UnifiedDiff.of("a", "b", "x", "x\n"))
        .isEqualTo(
            """
            --- a
            +++ b
            @@ -1 +1 @@
            -x
            \\ No newline at end of file
            +x
            """);
    assertThat(UnifiedDiff.of("a", "b", "", "x\n")).contains("@@ -0,0 +1 @@\n+x\n");
  }

  @Test
  void textsWithLittleInCommonTakeBoundedTime() {
    StringBuilder before = new StringBuilder("same\n");
    StringBuilder after = new StringBuilder("same\n");
    for (int i = 0; i < 50_000; i++) {
      before.append('a').append(i).append('\n');
      after.append('b').append(i).append('\n');
    }
    assertThat(UnifiedDiff.of("a", "b", before.toString(), after.toString()))
        .contains("@@ -1,50001 +1,50001 @@\n same\n-a0\n");
  }

  /** What the difference says is applied by another's hand, and gives the new text. */
  @Test
  void patchesGiveTheNewText() throws PatchFailedException {
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      String before = lines(random, random.nextInt(30));
      String after = random.nextInt(4) == 0 ? lines(random, 20) : edited(random, before);
      String diff = UnifiedDiff.of("a", "b", before, after);
      List<String> patched =
          UnifiedDiffUtils.parseUnifiedDiff(diff.lines().toList()).applyTo(before.lines().toList());
      assertThat(patched).as(diff).isEqualTo(after.lines().toList());
    }
  }

  private static String lines(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('a' + random.nextInt(5))).append('\n');
    }
    return text.toString();
  }

  private static String edited(Random random, String text) {
    StringBuilder edited = new StringBuilder();
    text.lines()
        .forEach(
            line -> {
              switch (random.nextInt(10)) {
                case 0 -> edited.append("x\n");
                case 1 -> edited.append("");
                case 2 -> edited.append(line).append("\ny\n");
                default -> edited.append(line).append('\n');
              }
            });
    return edited.toString();
  }
}
