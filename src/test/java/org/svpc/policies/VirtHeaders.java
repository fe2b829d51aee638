package org.svpc.policies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;

/**
 * The installed headers with the interfaces of svpc's virt module in the place of Debian's, as
 * authors have them who build with m4.
 *
 * @param tree the headers
 * @param sources the module's refpolicy sources, without its interfaces
 */
record VirtHeaders(Path tree, Path sources) {
  static final Path INSTALLED = Path.of("/usr/share/selinux/devel/include");
  static final Path INTERFACES = Path.of("services/virt.if");

  /**
   * Builds the module's refpolicy sources and a tree of headers.
   *
   * @param module the module's sources
   * @param folder where all of it is to lie
   */
  static VirtHeaders of(Path module, Path folder) {
    Path out = folder.resolve("sources");
    Path tree = folder.resolve("include");
    Svpc.command("build", "--format", "refpolicy", module.toString(), "-o", out.toString())
        .run()
        .orFail();
    try (Stream<Path> files = Files.walk(INSTALLED)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path place = tree.resolve(INSTALLED.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(place);
        } else if (!INSTALLED.relativize(file).equals(INTERFACES)) {
          Files.copy(file, place);
        }
      }
      Files.move(out.resolve("virt.if"), tree.resolve(INTERFACES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new VirtHeaders(tree, out);
  }

  /** Builds a module of the sources by the policy's own Makefile; what m4 says fails. */
  Path build(String name) {
    Command.Result result =
        Command.of(
                "make",
                "-s",
                "-f",
                tree.resolve("Makefile").toString(),
                "HEADERDIR=" + tree,
                name + ".pp")
            .in(sources)
            .run()
            .orFail();
    if (!result.err().isBlank()) {
      throw new AssertionError(result.err());
    }
    return sources.resolve(name + ".pp");
  }
}
