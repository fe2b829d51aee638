package org.svpc.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Module;
import org.svpc.source.SourceFile;

/**
 * A module of ours that holds each construct a module may hold, also those that upstream has none
 * of. All its names begin with {@code seed} or are unknown to upstream.
 */
public final class Seed {
  private Seed() {}

  public static String te() {
    return resource("seed.te");
  }

  public static String fc() {
    return resource("seed.fc");
  }

  /** The module in the IR. */
  public static Module module() {
    return read("seed", te(), fc());
  }

  /** Reads plain policy that must have no errors. */
  public static Module read(String name, String te, String fc) {
    Diagnostics diagnostics = new Diagnostics();
    Module module =
        PlainReader.read(
            new SourceFile(name + ".te", te), new SourceFile(name + ".fc", fc), diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return module;
  }

  private static String resource(String name) {
    try {
      return Files.readString(
          Path.of(System.getProperty("svpc.basedir", "."), "src/test/resources/plain", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
