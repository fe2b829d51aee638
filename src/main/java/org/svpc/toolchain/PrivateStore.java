package org.svpc.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A module store of semodule's under a folder of our own, so that nothing of the host is touched.
 *
 * <p>Its configuration differs from Debian's in four points: assertions are checked ({@code
 * expand-check}, off there); modules lie there uncompressed, which makes a link a fifth faster and
 * lets errors be looked up; home directories do not depend on the users of this machine; and no
 * binary form of the file contexts is made.
 */
final class PrivateStore {
  static final Duration LIMIT = Duration.ofMinutes(15);

  /** The store's name, which no result shows. */
  private static final String NAME = "default";

  private static final String BASE_PRIORITY = "100";
  private static final String OUR_PRIORITY = "400";

  private final Path root;

  PrivateStore(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** Makes the folders and the configuration of an empty store. */
  void create() throws IOException {
    Files.createDirectories(root.resolve("etc/selinux").resolve(NAME));
    Files.createDirectories(root.resolve("var/lib/selinux").resolve(NAME));
    write("etc/selinux/config", "SELINUX=permissive\nSELINUXTYPE=" + NAME + "\n");
    configure(OptionalInt.empty());
  }

  /** Sets the version of the policies that the store makes; empty for the newest. */
  void configure(OptionalInt policyVersion) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            module-store = direct
            expand-check = 1
            bzip-blocksize = 0
            usepasswd = false
            save-previous = false
            save-linked = false
            [sefcontext_compile]
            path = /bin/true
            args = $@
            [end]
            """);
    if (policyVersion.isPresent()) {
      text.insert(0, "policy-version = " + policyVersion.getAsInt() + "\n");
    }
    write("etc/selinux/semanage.conf", text.toString());
  }

  private void write(String name, String text) throws IOException {
    Files.write(root.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Installs the base modules, all in one transaction. */
  Processes.Exit installBase(Path semodule, List<Path> modules)
      throws IOException, InterruptedException {
    return install(semodule, BASE_PRIORITY, modules);
  }

  /** Installs our modules, all in one transaction; of none, the base is linked by itself. */
  Processes.Exit installOurs(Path semodule, List<Path> modules)
      throws IOException, InterruptedException {
    return install(semodule, OUR_PRIORITY, modules);
  }

  private Processes.Exit install(Path semodule, String priority, List<Path> modules)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(semodule.toString());
    command.addAll(List.of("-n", "-s", NAME, "-p", root.toString()));
    command.addAll(modules.isEmpty() ? List.of("-B") : List.of("-X", priority));
    for (Path module : modules) {
      command.add("-i" + module);
    }
    return Processes.run(root, LIMIT, command);
  }

  /**
   * Removes the binary form of the modules, which takes most of the space: semodule goes on with
   * the CIL that it made of them.
   */
  void dropBinaries() throws IOException {
    try (Stream<Path> modules = Files.list(modules().resolve(BASE_PRIORITY))) {
      for (Path module : (Iterable<Path>) modules::iterator) {
        Files.deleteIfExists(module.resolve("hll"));
      }
    }
  }

  /** The CIL of a base module. */
  Path baseCil(String module) {
    return modules().resolve(BASE_PRIORITY).resolve(module).resolve("cil");
  }

  /** The folder with a folder for each base module. */
  Path baseModules() {
    return modules().resolve(BASE_PRIORITY);
  }

  private Path modules() {
    return root.resolve("var/lib/selinux").resolve(NAME).resolve("active/modules");
  }

  /** The folder with {@code policy.NN}. */
  Path policies() {
    return root.resolve("etc/selinux").resolve(NAME).resolve("policy");
  }

  Path fileContexts() {
    return root.resolve("etc/selinux").resolve(NAME).resolve("contexts/files/file_contexts");
  }

  /** The sum of the sizes of the store's files, in bytes. */
  long size() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** Copies the store to a new folder; gives the sum of the sizes of its files. */
  long copyTo(Path target) throws IOException {
    long[] bytes = new long[1];
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target.resolve(root.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              Path copy = target.resolve(root.relativize(file).toString());
              Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
              bytes[0] += attributes.size();
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0];
  }
}
