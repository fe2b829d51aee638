package org.svpc.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** svpc compiled to a program, in the tree that {@code make build} makes. */
public final class Program {
  public static final Path TREE = Path.of(System.getProperty("svpc.basedir"), "target/svpc");

  private Program() {}

  /**
   * Whether this machine can compile svpc: x86-64 with JDK 17. Elsewhere the tree runs with Java.
   *
   * @throws AssertionError where it can and has not
   */
  public static boolean isMade() {
    boolean made = Files.isExecutable(TREE.resolve("lib/svpc/native/svpc"));
    boolean can =
        System.getProperty("os.arch", "").equals("amd64") && Runtime.version().feature() == 17;
    if (can != made) {
      throw new AssertionError(
          can ? "There is no program: `make build` makes it." : "What was this program made with?");
    }
    return made;
  }
}
