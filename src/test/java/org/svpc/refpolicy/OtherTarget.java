package org.svpc.refpolicy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.target.Target;

/** The support files of the installed headers under other build options. */
final class OtherTarget {
  private OtherTarget() {}

  /** The target, for which {@code folder} gets headers of no module. */
  static Target in(Path folder, String... buildConf) throws IOException {
    Path support = Files.createDirectories(folder.resolve("support"));
    try (Stream<Path> installed = Files.list(HeaderReader.INSTALLED.resolve("support"))) {
      for (Path file : (Iterable<Path>) installed::iterator) {
        Files.copy(file, support.resolve(file.getFileName()));
      }
    }
    Files.write(folder.resolve("build.conf"), List.of(buildConf));
    return HeaderReader.read(folder, new Diagnostics()).orElseThrow();
  }

  /** The target's build options as m4 takes them behind {@code -D}. */
  static List<String> definitions(Target target) {
    List<String> definitions = new ArrayList<>();
    target
        .options()
        .forEach((name, value) -> definitions.add(value.isEmpty() ? name : name + "=" + value));
    return definitions;
  }
}
