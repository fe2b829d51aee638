package org.svpc.m4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.corpus.Workers;

/** Whatever m4 makes of a text, the engine makes of it. */
final class FaithfulnessTest {
  private static final int INPUTS = Integer.getInteger("svpc.random.inputs", 2_000);
  private static final long SEED = Long.getLong("svpc.random.seed", 20_260_000L);
  private static final int BATCH = 250;

  /** Where m4 must be stopped the engine must stop itself, and soon. */
  private static final M4Limits SMALL =
      new M4Limits(1 << 20, 4_000_000, 100_000, 200, 2_000, 1 << 20, 1 << 20);

  @TempDir private Path folder;

  /** What is different for an input, or nothing. */
  private static String difference(String text, String name, GnuM4.Answer expected) {
    M4Result result = new M4Engine(SMALL).expand(text, name);
    boolean stopped = result.problem() != null;
    boolean same =
        expected.killed()
            ? stopped
            : result.output().equals(expected.output()) && stopped == expected.fatal();
    return same
        ? ""
        : String.join(
            "\n",
            "of:",
            text,
            "m4:",
            expected.output(),
            "engine:",
            result.output(),
            "" + result.problem());
  }

  /** Small texts for each thing that m4 does, between lines of {@code ====}. */
  private static List<String> table() throws IOException {
    Path table =
        Path.of(System.getProperty("svpc.basedir", "."), "src/test/resources/m4/table.txt");
    String text = Files.readString(table, StandardCharsets.ISO_8859_1);
    List<String> inputs = new ArrayList<>();
    for (String input : text.split("\n====\n", -1)) {
      inputs.add(input.stripTrailing() + "\n");
    }
    return inputs;
  }

  @Test
  void theTableExpandsAsM4DoesIt() throws IOException {
    List<String> inputs = table();
    List<GnuM4.Answer> answers = GnuM4.expand(folder, inputs);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(answers.get(i).killed()).as(inputs.get(i)).isFalse();
      differences.add(difference(inputs.get(i), GnuM4.name(i), answers.get(i)));
    }
    differences.removeIf(String::isEmpty);
    assertThat(differences).isEmpty();
    assertThat(inputs).hasSizeGreaterThan(100);
  }

  @Test
  void madeUpTextsExpandAsM4DoesIt() {
    List<Long> batches =
        LongStream.iterate(0, first -> first < INPUTS, first -> first + BATCH).boxed().toList();
    List<List<String>> found = Workers.map(batches, this::compare);
    List<String> differences = new ArrayList<>();
    found.forEach(differences::addAll);
    System.out.printf(
        "m4 engine: %d of %d made-up texts expanded as m4 does, seeds from %d%n",
        INPUTS - differences.size(), INPUTS, SEED);
    assertThat(differences).isEmpty();
  }

  private List<String> compare(long first) {
    List<String> inputs = new ArrayList<>();
    for (long i = first; i < Math.min(INPUTS, first + BATCH); i++) {
      inputs.add(RandomText.of(SEED + i));
    }
    try {
      Path batch = Files.createDirectory(folder.resolve("from" + first));
      List<GnuM4.Answer> answers = GnuM4.expand(batch, inputs);
      List<String> differences = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        String difference = difference(inputs.get(i), GnuM4.name(i), answers.get(i));
        if (!difference.isEmpty()) {
          differences.add("seed " + (SEED + first + i) + " " + difference);
        }
      }
      return differences;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
