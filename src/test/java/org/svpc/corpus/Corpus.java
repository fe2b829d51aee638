package org.svpc.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Every module of the installed refpolicy source, expanded and built.
 *
 * @param modules those that checkmodule builds, by name
 * @param rejected those that it does not, by name, with what it says
 */
public record Corpus(List<Entry> modules, List<Rejected> rejected) {

  /** A module of upstream: plain .te and .fc as upstream's m4 makes them, and the CIL of both. */
  public record Entry(String name, Path te, Path fc, Path cil) {
    public String teText() {
      return read(te);
    }

    public String fcText() {
      return read(fc);
    }

    public String cilText() {
      return read(cil);
    }
  }

  /** A module that checkmodule refuses, and its first complaint. */
  public record Rejected(String name, Path te, String complaint) {
    public String teText() {
      return read(te);
    }
  }

  private static final class Holder {
    static final Corpus REFPOLICY = load();
  }

  /** Debian's refpolicy. Made on the first call and kept under target/corpus for the next run. */
  public static Corpus refpolicy() {
    return Holder.REFPOLICY;
  }

  private static Corpus load() {
    Upstream upstream = Upstream.installed();
    Path base = Path.of(System.getProperty("svpc.basedir", "."), "target", "corpus");
    Path ready = base.resolve(upstream.key());
    try {
      if (!Files.isDirectory(ready)) {
        Files.createDirectories(base);
        Path draft = Files.createTempDirectory(base, "draft-");
        upstream.expandAndBuild(draft);
        try {
          Files.move(draft, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
          // Another run was quicker; what it made is the same.
          FileUtils.deleteDirectory(draft.toFile());
          if (!Files.isDirectory(ready)) {
            throw e;
          }
        }
      }
      return read(ready.resolve("modules"), ready.resolve("rejected"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Corpus read(Path modules, Path rejected) throws IOException {
    return new Corpus(
        names(modules, ".cil").stream()
            .map(
                name ->
                    new Entry(
                        name,
                        modules.resolve(name + ".te"),
                        modules.resolve(name + ".fc"),
                        modules.resolve(name + ".cil")))
            .toList(),
        names(rejected, ".complaint").stream()
            .map(
                name ->
                    new Rejected(
                        name,
                        modules.resolve(name + ".te"),
                        firstLine(read(rejected.resolve(name + ".complaint")))))
            .toList());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static List<String> names(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
