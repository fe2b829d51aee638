package org.svpc.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.svpc.testing.Command;

/**
 * A root directory of a test's own: a shell, a few programs of the host with their libraries, and
 * nothing else; no Java among them. Packages are installed into it by the real dpkg and rpm, whose
 * scripts run in it.
 *
 * <p>It differs from a machine in this: no other packages are installed, so dependencies are not
 * looked at; there is no kernel file system but the one link in {@code /proc} by which a program
 * finds itself; and what a test replaces by {@link #fake}.
 */
final class PrivateRoot {
  private static final String RECORD = "/tmp/record";

  private final Path root;

  PrivateRoot(Path root) throws IOException {
    this.root = root;
    for (String folder :
        List.of("usr/bin", "usr/sbin", "usr/lib", "usr/lib64", "tmp", "etc", "root", "dev")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String link : List.of("bin", "sbin", "lib", "lib64")) {
      Files.createSymbolicLink(root.resolve(link), Path.of("usr", link));
    }
    for (String folder : List.of("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/rpm")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.createFile(root.resolve("var/lib/dpkg/status"));
    Files.createFile(root.resolve("dev/null"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    programs("sh", "ls", "cat", "cp", "mv", "rm", "mkdir", "mktemp", "head", "env");
    programs("stat", "readlink", "chmod", "touch");
  }

  /** A path in the root, given as seen from inside. */
  Path path(String inside) {
    return root.resolve(inside.substring(1));
  }

  /** Copies programs of the host into the root, with the libraries that they are linked with. */
  void programs(String... names) {
    for (String name : names) {
      shell("program=$(command -v " + name + ") && cp -L --parents \"$program\" .");
      libraries("$(command -v " + name + ")");
    }
  }

  /**
   * Copies the libraries that a program or library of the host is linked with, in shell's words.
   */
  void libraries(String file) {
    shell(
        "for library in $(ldd "
            + file
            + " 2>/dev/null | grep -o '/[^ ]*\\.so[^ ]*'); do cp -L --parents \"$library\" .; done");
  }

  /** Copies a file or folder of the host to the same place in the root. */
  void copy(String path) {
    shell("cp -a --parents " + path + " .");
  }

  /** Puts a program into the root that only writes down its name and words, and then does so. */
  void fake(String path, String then) throws IOException {
    Path file = path(path);
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    Files.writeString(
        file, "#!/bin/sh\necho \"" + name + "${1:+ $*}\" >>" + RECORD + "\n" + then + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What the fakes wrote down since it was last asked for. */
  List<String> record() throws IOException {
    Path file = path(RECORD);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    Files.delete(file);
    return lines;
  }

  /** Says which program the only link in {@code /proc} leads to. */
  void self(String program) throws IOException {
    Path link = path("/proc/self/exe");
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(program));
  }

  /** Runs a program in the root as its root user, with an empty environment but for PATH. */
  Command.Result run(String... words) {
    return enter("chroot", root.toString()).and(clean(words)).run();
  }

  /** Runs a program in the root as a user who may write nothing there but {@code /tmp}. */
  Command.Result runAsNobody(String... words) {
    return enter("chroot", "--userspec=65534:65534", root.toString()).and(clean(words)).run();
  }

  private static String[] clean(String... words) {
    List<String> all =
        new ArrayList<>(
            List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/usr/sbin", "HOME=/root", "LC_ALL=C"));
    all.addAll(List.of(words));
    return all.toArray(new String[0]);
  }

  /** Runs dpkg of the host on the root. */
  Command.Result dpkg(String... words) {
    return enter("dpkg", "--root=" + root, "--force-depends")
        .with("DEBIAN_FRONTEND", "noninteractive")
        .with("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
        .and(words)
        .run();
  }

  /** Runs rpm of the host on the root. */
  Command.Result rpm(String... words) {
    return enter("rpm", "--root", root.toString(), "--dbpath", "/var/lib/rpm").and(words).run();
  }

  /** A command of root's; who is not root becomes it in a name space of users. */
  private static Command enter(String... words) {
    Command command = Command.of(words);
    return System.getProperty("user.name", "").equals("root")
        ? command
        : command.behind(List.of("unshare", "--user", "--map-root-user"));
  }

  private void shell(String script) {
    Command.of("sh", "-c", "set -e; " + script)
        .with("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
        .in(root)
        .run()
        .orFail();
  }

  /** Makes a folder that everybody may write to. */
  void open(String inside) {
    try {
      Files.createDirectories(path(inside));
      Files.setPosixFilePermissions(path(inside), PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
