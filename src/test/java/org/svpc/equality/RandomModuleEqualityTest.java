package org.svpc.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.equality.ThreeFormats.Format;

/** Modules made up from seeds mean the same in the three formats. */
final class RandomModuleEqualityTest {
  private static final int MODULES = Integer.getInteger("svpc.random.modules", 36);
  private static final long SEED = Long.getLong("svpc.random.seed", 20_260_000L);

  @TempDir private Path folder;

  @Test
  void madeUpModulesAreEqualInThreeFormats() throws Exception {
    ThreeFormats formats = new ThreeFormats(folder.resolve("built"));
    for (int i = 0; i < MODULES; i++) {
      String name = "made" + i;
      Path source = Files.createDirectories(folder.resolve("sources")).resolve(name + ".svp");
      Files.writeString(source, RandomModule.source(name, RandomModule.statements(name, SEED + i)));
      formats.write(List.of(source));
    }
    formats.finish();
    Map<String, List<?>> complaints = new TreeMap<>();
    for (String module : formats.cil(Format.MODULE).keySet()) {
      for (Format format : List.of(Format.REFPOLICY, Format.CIL)) {
        List<?> differences =
            CilComparator.compare(
                formats.text(Format.MODULE, module), formats.text(format, module));
        if (!differences.isEmpty()) {
          complaints.put(module + ", seed " + SEED + "+, " + format, differences);
        }
      }
    }
    assertThat(complaints.toString().lines().limit(40).toList()).containsExactly("{}");
    assertThat(formats.cil(Format.MODULE)).hasSize(MODULES);
    System.out.printf("made-up modules equal in three formats: %d of %d%n", MODULES, MODULES);
  }
}
