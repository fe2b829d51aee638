package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.docs.Example;
import org.svpc.robustness.OutputFolder.Content;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;

/** The same sources give the same bytes: in any folder, language, time zone and order of files. */
final class ReproducibilityTest {
  private static final List<String> FORMATS = List.of("module", "refpolicy", "cil");

  /** Circumstances of a run that may not matter. */
  private record Surroundings(
      String folder, List<String> options, Map<String, String> environment, boolean reversed) {}

  private static final List<Surroundings> ALL =
      List.of(
          new Surroundings("a", List.of(), Map.of("LC_ALL", "C", "TZ", "UTC"), false),
          new Surroundings(
              "deep/er/sources with blanks",
              List.of(
                  "-Duser.language=tr",
                  "-Duser.country=TR",
                  "-Duser.timezone=Asia/Kolkata",
                  "-Dfile.encoding=ISO-8859-9",
                  "-Dline.separator=\r\n"),
              Map.of("LC_ALL", "tr_TR.UTF-8", "TZ", "Asia/Kolkata", "HOME", "/nonexistent"),
              true),
          new Surroundings(
              "c",
              List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.timezone=Pacific/Apia"),
              Map.of("LC_ALL", "POSIX", "TZ", "Pacific/Apia", "LANG", "de_DE"),
              true));

  @TempDir private Path folder;

  @Test
  void sameSourcesSameBytes() throws Exception {
    List<String> names = List.of("several", "header", "templates", "documented", "labels");
    List<Example> examples =
        Example.of("docs/language.md").stream().filter(e -> names.contains(e.name())).toList();
    assertThat(examples).hasSameSizeAs(names);
    SortedMap<String, Content> expected = null;
    for (Surroundings surroundings : ALL) {
      SortedMap<String, Content> files = build(surroundings, examples);
      assertThat(files).hasSizeGreaterThan(3 * names.size());
      if (expected == null) {
        expected = files;
      } else {
        assertThat(files).as("in the surroundings " + surroundings).isEqualTo(expected);
      }
    }
  }

  private SortedMap<String, Content> build(Surroundings surroundings, List<Example> examples)
      throws IOException {
    Path place = Files.createDirectories(folder.resolve(surroundings.folder()));
    List<Path> sources = new ArrayList<>();
    for (Example example : examples) {
      sources.addAll(example.writeTo(place.resolve(example.name())));
    }
    if (surroundings.reversed()) {
      Collections.reverse(sources);
    }
    SortedMap<String, Content> files = new TreeMap<>();
    for (String format : FORMATS) {
      List<String> words =
          new ArrayList<>(List.of("build", "--format", format, "-o", "out-" + format));
      sources.forEach(source -> words.add(place.relativize(source).toString()));
      Command command =
          Svpc.command(surroundings.options(), words.toArray(String[]::new)).in(place);
      surroundings.environment().forEach(command::with);
      command.run().orFail();
      OutputFolder.files(place.resolve("out-" + format))
          .forEach((name, content) -> files.put(format + "/" + name, content));
    }
    return files;
  }
}
