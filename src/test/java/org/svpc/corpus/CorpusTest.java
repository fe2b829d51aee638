package org.svpc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the corpus is what upstream's Makefile would make, and all of it. */
final class CorpusTest {
  @Test
  void frozenStateWritesWhatTheFullRunWrites(@TempDir Path folder) throws IOException {
    Upstream upstream = Upstream.installed();
    upstream.unpack(folder);
    Upstream.Frozen frozen = upstream.freeze(folder);
    for (String name : List.of("virt", "sysadm", "init", "amtu")) {
      Corpus.Entry entry =
          Corpus.refpolicy().modules().stream()
              .filter(module -> module.name().equals(name))
              .findFirst()
              .orElseThrow();
      String cached = withoutPlace(entry.teText());
      assertThat(withoutPlace(upstream.expandInFull(folder, name)))
          .isEqualTo(withoutPlace(frozen.prelude()) + cached);
    }
    assertThat(frozen.prelude().lines())
        .allSatisfy(line -> assertThat(line.isBlank() || line.strip().startsWith("#")).isTrue());
  }

  /** The sync lines name the folder that the source was unpacked into. */
  private static String withoutPlace(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.lines()
        .map(line -> line.startsWith("#line ") ? "#line" : line)
        .forEach(line -> kept.append(line).append('\n'));
    return kept.toString();
  }

  @Test
  void everyModuleIsBuiltOrRejectedForAKnownReason() {
    Corpus corpus = Corpus.refpolicy();
    assertThat(corpus.modules().size() + corpus.rejected().size()).isGreaterThan(390);
    assertThat(corpus.modules().size()).isGreaterThan(390);
    assertThat(corpus.rejected())
        .allSatisfy(
            module -> assertThat(module.complaint()).containsAnyOf("syntax error", "unknown type"));
  }
}
