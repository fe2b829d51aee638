package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;
import org.svpc.testing.Svpc;

/**
 * Sources that nobody would write are answered with diagnostics, in a JVM with 256 MiB and in
 * seconds.
 */
final class HostileSourcesTest {
  private static final List<String> SMALL = List.of("-Xmx256m");
  private static final int EVERY = 61;
  private static final int SOUPS = 150;
  private static final int DAMAGED = 150;
  private static final int MOST_MILLISECONDS = 20_000;

  @TempDir private Path folder;

  @Test
  void largeDeepAndGrowingSources() throws Exception {
    for (var source : HostileSources.large().entrySet()) {
      Files.write(folder.resolve(source.getKey() + ".svp"), source.getValue());
    }
    checkAll();
  }

  @Test
  void truncatedDamagedAndMeaninglessSources() throws Exception {
    byte[] whole = Golden.in("robustness").read("everything.svp").getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length += EVERY) {
      byte[] start = new byte[length];
      System.arraycopy(whole, 0, start, 0, length);
      Files.write(folder.resolve("truncated-" + length + ".svp"), start);
    }
    for (int seed = 0; seed < DAMAGED; seed++) {
      Files.write(folder.resolve("damaged-" + seed + ".svp"), HostileSources.damaged(whole, seed));
    }
    for (int seed = 0; seed < SOUPS; seed++) {
      Files.writeString(
          folder.resolve("soup-" + seed + ".svp"), HostileSources.soup(seed, 3 + seed * 2));
    }
    checkAll();
  }

  private void checkAll() {
    List<String> words = new ArrayList<>(Svpc.java(SMALL));
    words.add(HostileRun.class.getName());
    words.add(folder.toString());
    Command.Result result = Command.of(words).run();
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    assertThat(result.out().lines().toList())
        .allSatisfy(
            line ->
                assertThat(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
                    .as(line)
                    .isLessThan(MOST_MILLISECONDS));
  }

  /** The same, once, as a user would meet it. */
  @Test
  void theRealCommandLineInASmallJvm() throws Exception {
    for (String name : List.of("braces", "laughs", "bytes", "above-the-cap")) {
      Path file = folder.resolve(name + ".svp");
      Files.write(file, HostileSources.large().get(name));
      Command.Result result = Svpc.command(SMALL, "check", file.toString()).run();
      assertThat(result.status()).as(name + "\n" + result.err()).isBetween(1, 3);
      assertThat(result.out() + result.err()).contains("SVP").doesNotContain("\tat ");
    }
  }
}
