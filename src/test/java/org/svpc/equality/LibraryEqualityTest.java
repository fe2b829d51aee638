package org.svpc.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.corpus.Workers;
import org.svpc.equality.ThreeFormats.Format;

/**
 * Every template and interface of the sVirt library means the same in the three formats: in the
 * modules that use them, and linked with the whole base policy.
 */
final class LibraryEqualityTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void theLibraryIsEqualInThreeFormats() {
    ThreeFormats formats = new ThreeFormats(folder.resolve("formats"));
    formats.write(
        List.of(
            PROJECT.resolve("src/test/resources/svirt"),
            PROJECT.resolve("policies/svirt_booleans")));
    formats.finish();
    Map<String, List<String>> different = new TreeMap<>();
    assertThat(formats.cil(Format.MODULE).keySet())
        .containsExactly("svirt_booleans", "svirt_devices", "svirt_guests", "svirt_services");
    for (String module : formats.cil(Format.MODULE).keySet()) {
      for (Format format : List.of(Format.REFPOLICY, Format.CIL)) {
        List<String> found = new ArrayList<>();
        CilComparator.compare(formats.text(Format.MODULE, module), formats.text(format, module))
            .forEach(difference -> found.add(difference.toString()));
        if (!found.isEmpty()) {
          different.put(module + " as " + format, found);
        }
      }
    }
    assertThat(different).isEmpty();

    List<Path> base = LinkedPolicy.base(folder.resolve("base"));
    List<LinkedPolicy> linked =
        Workers.map(
            List.of(Format.values()),
            format -> {
              Path place = folder.resolve("linked-" + format);
              place.toFile().mkdirs();
              return LinkedPolicy.of(place, base, formats.cil(format).values());
            });
    for (LinkedPolicy other : linked.subList(1, linked.size())) {
      assertThat(other.statements()).isEqualTo(linked.get(0).statements());
      assertThat(other.fileContexts()).isEqualTo(linked.get(0).fileContexts());
    }
  }
}
