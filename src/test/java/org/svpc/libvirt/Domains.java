package org.svpc.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The domains beside the tests, which were written for them. */
final class Domains {
  private static final Path FOLDER =
      Path.of(System.getProperty("svpc.basedir", ""))
          .toAbsolutePath()
          .resolve("src/test/resources/libvirt");

  private Domains() {}

  /** Those that Debian's libvirt knows all of. */
  static List<Path> validated() {
    return in("domains");
  }

  /** Those that hold what came to libvirt later. */
  static List<Path> newer() {
    return in("newer");
  }

  static List<Path> all() {
    return Stream.concat(validated().stream(), newer().stream()).toList();
  }

  /** The name of a file without what stands behind the dot. */
  static String name(Path xml) {
    String name = String.valueOf(xml.getFileName());
    return name.substring(0, name.indexOf('.'));
  }

  private static List<Path> in(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
