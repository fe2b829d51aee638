package org.svpc.selinux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.corpus.Workers;
import org.svpc.testing.Command;

/** The list says what checkmodule says. */
final class ReservedNamesTest {
  @TempDir private Path folder;

  @Test
  void checkmoduleRefusesExactlyTheReservedNames() {
    List<String> names = new ArrayList<>(ReservedNames.words());
    ReservedNames.words().forEach(word -> names.add(word.toUpperCase(Locale.ROOT)));
    names.addAll(
        List.of("self", "SELF", "Level", "Self", "t4", "file", "dir", "process", "domain"));
    names.addAll(List.of("boolean", "labels", "path", "tree", "extern", "image", "category0"));
    List<Boolean> taken = Workers.map(names, this::isTaken);
    for (int i = 0; i < names.size(); i++) {
      assertThat(ReservedNames.contains(names.get(i))).as(names.get(i)).isNotEqualTo(taken.get(i));
    }
  }

  private boolean isTaken(String name) {
    try {
      Path place = Files.createTempDirectory(folder, "type");
      Files.writeString(
          place.resolve("m.te"),
          "module m 1.0;\nrequire { class file read; }\ntype "
              + name
              + ";\nallow "
              + name
              + " "
              + name
              + ":file read;\n");
      return Command.of("checkmodule", "-m", "-o", "m.mod", "m.te").in(place).run().status() == 0;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
