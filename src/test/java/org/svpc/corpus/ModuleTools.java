package org.svpc.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** checkmodule, semodule_package and hll/pp: from plain .te and .fc to the CIL that links. */
public final class ModuleTools {
  private static final List<Path> PP =
      List.of(Path.of("/usr/libexec/selinux/hll/pp"), Path.of("/usr/lib/selinux/hll/pp"));

  /** The CIL of a module, or what the tools complained of. */
  public record Built(boolean succeeded, String text) {}

  private ModuleTools() {}

  /**
   * Builds {@code name.te} and {@code name.fc} of {@code folder}. Leaves {@code name.cil} there, or
   * nothing new when a tool refuses.
   */
  public static Built build(Path folder, String name) {
    return build(folder, name, true);
  }

  /**
   * The same.
   *
   * @param levels whether the policy has levels, {@code -M}
   */
  public static Built build(Path folder, String name, boolean levels) {
    String mod = name + ".mod";
    String pp = name + ".pp";
    try {
      Commands.Result checked =
          Commands.run(
              folder, List.of("checkmodule", levels ? "-Mm" : "-m", name + ".te", "-o", mod));
      if (!checked.succeeded()) {
        return new Built(false, checked.output());
      }
      Commands.Result packed =
          Commands.run(
              folder, List.of("semodule_package", "-o", pp, "-m", mod, "-f", name + ".fc"));
      if (!packed.succeeded()) {
        return new Built(false, packed.output());
      }
      Path cil = folder.resolve(name + ".cil");
      Commands.Result converted =
          Commands.run(folder, List.of(hll().toString(), pp, cil.getFileName().toString()));
      if (!converted.succeeded()) {
        Files.deleteIfExists(cil);
        return new Built(false, converted.output());
      }
      return new Built(true, Files.readString(cil));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      folder.resolve(mod).toFile().delete();
      folder.resolve(pp).toFile().delete();
    }
  }

  /** The converter from .pp to CIL. */
  public static Path hll() {
    return PP.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("hll/pp of policycoreutils is missing"));
  }
}
