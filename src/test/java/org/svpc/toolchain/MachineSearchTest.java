package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where QEMU and a kernel come from. Scripts stand in for the package managers, and note each call;
 * the real ones bring what the tests on a real kernel use.
 */
final class MachineSearchTest {
  private static final String USABLE =
      """
      CONFIG_SECURITY_SELINUX=y
      CONFIG_BLK_DEV_INITRD=y
      CONFIG_TMPFS_XATTR=y
      CONFIG_SERIAL_8250_CONSOLE=y
      """;

  @TempDir Path folder;

  private Path bin;
  private Path cache;
  private Path root;
  private final List<String> notices = new ArrayList<>();

  @BeforeEach
  void lay() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
    cache = folder.resolve("cache");
    root = Files.createDirectory(folder.resolve("root"));
  }

  private void program(String name, String text) throws IOException {
    Path script =
        Files.writeString(
            bin.resolve(name), "#!/bin/sh\necho " + name + " \"$@\" >>" + log() + "\n" + text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** A Debian whose archive has what is needed. */
  private void debian() throws IOException {
    program(
        "apt-get",
        """
        for word; do case $word in
          download) mode=download ;;
          install) mode=install ;;
          linux-image-7*|qemu-system-x86) name=$word ;;
        esac; done
        case $mode in
          install) echo 'Inst seabios (1 Debian)'; echo 'Inst qemu-system-x86 (1:7.2 Debian)' ;;
          download) echo deb >"${name}_1.0_amd64.deb" ;;
        esac
        """);
    program("apt-cache", "echo '  Depends: linux-image-7.0-cloud-amd64'\n");
    program(
        "dpkg-deb",
        """
        mkdir -p "$3/usr/bin" "$3/usr/share/qemu" "$3/usr/lib/x86_64-linux-gnu" "$3/usr/share/doc" "$3/boot"
        case $2 in
          */qemu*) echo >"$3/usr/bin/qemu-system-x86_64"; chmod 755 "$3/usr/bin/qemu-system-x86_64" ;;
          *) echo >"$3/boot/vmlinuz-7.0"; printf '%s' "$CONFIG" >"$3/boot/config-7.0" ;;
        esac
        """
            .replace("$CONFIG", USABLE));
  }

  private MachineSearch.Result find() throws InterruptedException {
    return new MachineSearch(Tools.in(bin.toString()), cache, root, notices::add)
        .find(null, null, "amd64");
  }

  private List<String> calls() throws IOException {
    return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
  }

  private List<String> cached() throws IOException {
    List<String> names = new ArrayList<>();
    for (String kind : List.of("qemu", "kernel")) {
      if (Files.isDirectory(cache.resolve(kind))) {
        try (Stream<Path> entries = Files.list(cache.resolve(kind))) {
          entries.map(entry -> entry.getFileName().toString()).sorted().forEach(names::add);
        }
      }
    }
    return names;
  }

  @Test
  void packagesAreUnpackedOnceAndUsedFromThenOn() throws Exception {
    debian();
    VirtualMachine machine = find().machine();
    assertThat(machine).isNotNull();
    assertThat(machine.emulator())
        .isEqualTo(cache.resolve("qemu/qemu-system-x86_1.0_amd64/usr/bin/qemu-system-x86_64"));
    assertThat(machine.kernel()).exists().hasFileName("vmlinuz-7.0");
    assertThat(machine.libraries()).anyMatch(path -> path.endsWith("x86_64-linux-gnu"));
    assertThat(cached())
        .containsExactly("qemu-system-x86_1.0_amd64", "linux-image-7.0-cloud-amd64_1.0_amd64");
    assertThat(notices)
        .anyMatch(text -> text.contains("Fetching QEMU (2 packages)"))
        .anyMatch(text -> text.contains("Fetching a kernel (1 package)"))
        .allMatch(text -> text.endsWith("."));
    int before = calls().size();
    assertThat(find().machine()).isEqualTo(machine);
    assertThat(calls()).hasSize(before);
  }

  @Test
  void nothingIsInstalled() throws Exception {
    debian();
    find();
    assertThat(calls())
        .filteredOn(call -> call.contains(" install "))
        .isNotEmpty()
        .allMatch(call -> call.contains(" -s "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apt-get", "dpkg-deb"})
  void whatFailsIsToldAndLeavesNothingBehind(String program) throws Exception {
    debian();
    String whole = Files.readString(bin.resolve(program));
    String condition = program.equals("apt-get") ? "case \"$*\" in *download*)" : "case x in x)";
    Files.writeString(
        bin.resolve(program),
        "#!/bin/sh\n"
            + condition
            + " echo 'E: No space left on device' >&2; exit 100;; esac\n"
            + whole);
    MachineSearch.Result result = find();
    assertThat(result.machine()).isNull();
    assertThat(result.problem())
        .matches("The package.* cannot be .*: `E: No space left on device`\\.");
    assertThat(result.advice()).contains("qemu-system-x86", "SVPC_KERNEL");
    assertThat(cached()).isEmpty();
    Files.writeString(bin.resolve(program), whole);
    assertThat(find().machine()).isNotNull();
  }

  @Test
  void anEntryThatWasCutOffIsMadeAgain() throws Exception {
    debian();
    Path unfinished = Files.createDirectories(cache.resolve("qemu/qemu-system-x86.new/tree/usr"));
    assertThat(find().machine()).isNotNull();
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void aPackageThatIsNotInTheArchiveIsTold() throws Exception {
    debian();
    program("apt-get", "echo 'E: Unable to locate package qemu-system-x86'; exit 100\n");
    assertThat(find().problem())
        .isEqualTo(
            "The package `qemu-system-x86` cannot be found: `E: Unable to locate package"
                + " qemu-system-x86`.");
  }

  @Test
  void withoutAPackageManagerTheUserIsToldWhatToInstall() throws Exception {
    MachineSearch.Result result = find();
    assertThat(result.problem()).contains("neither `apt-get` nor `dnf`");
    assertThat(result.advice()).contains("Install `qemu-system-x86` (Debian)");
  }

  @Test
  void twoRunsAtOnceFetchOnce() throws Exception {
    debian();
    List<MachineSearch.Result> results = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  MachineSearch.Result result =
                      new MachineSearch(Tools.in(bin.toString()), cache, root, text -> {})
                          .find(null, null, "amd64");
                  synchronized (results) {
                    results.add(result);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(2).allMatch(result -> result.machine() != null);
    assertThat(calls().stream().filter(call -> call.contains(" download "))).hasSize(2);
  }

  @Test
  void whatIsInstalledIsUsed() throws Exception {
    program("qemu-system-x86_64", "");
    Path boot = Files.createDirectory(root.resolve("boot"));
    Files.writeString(boot.resolve("vmlinuz-6.1"), "");
    Files.writeString(boot.resolve("config-6.1"), USABLE);
    // One that no policy can be loaded into, and one of which nothing is known.
    Files.writeString(boot.resolve("vmlinuz-6.2"), "");
    Files.writeString(boot.resolve("config-6.2"), "CONFIG_SECURITY_SELINUX=n\n");
    Files.writeString(boot.resolve("vmlinuz-6.3"), "");
    VirtualMachine machine = find().machine();
    assertThat(machine).isNotNull();
    assertThat(machine.kernel()).isEqualTo(boot.resolve("vmlinuz-6.1"));
    assertThat(machine.emulator()).isEqualTo(bin.resolve("qemu-system-x86_64"));
    assertThat(cache).doesNotExist();
  }

  @Test
  void fedorasKernelLiesWithItsModules() throws Exception {
    program(
        "dnf",
        """
        case "$*" in
          *kernel-core*) echo >kernel-core-7.0.x86_64.rpm ;;
          *) echo >qemu-system-x86-core-9.0.x86_64.rpm ;;
        esac
        """);
    program("rpm2archive", "echo >\"$1.tgz\"\n");
    program(
        "tar",
        """
        mkdir -p "$5/usr/bin" "$5/lib/modules/7.0"
        case $2 in
          */qemu*) echo >"$5/usr/bin/qemu-system-x86_64"; chmod 755 "$5/usr/bin/qemu-system-x86_64" ;;
          *) echo >"$5/lib/modules/7.0/vmlinuz"; printf '%s' "$CONFIG" >"$5/lib/modules/7.0/config" ;;
        esac
        """
            .replace("$CONFIG", USABLE));
    MachineSearch.Result result = find();
    assertThat(result.problem()).isEmpty();
    assertThat(result.machine()).isNotNull();
    assertThat(result.machine().kernel()).hasFileName("vmlinuz-7.0");
    assertThat(cached())
        .containsExactly("qemu-system-x86-core-9.0.x86_64", "kernel-core-7.0.x86_64");
  }

  @Test
  void otherArchitecturesAreTold() throws Exception {
    MachineSearch.Result result =
        new MachineSearch(Tools.in(bin.toString()), cache, root, notices::add)
            .find(null, null, "s390x");
    assertThat(result.problem()).isEqualTo("svpc knows no machine for the architecture `s390x`.");
  }
}
