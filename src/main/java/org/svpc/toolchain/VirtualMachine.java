package org.svpc.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A machine that QEMU makes up: a kernel, a file system in memory, a console, and nothing else; no
 * disk, no network. It is gone when it ends.
 *
 * @param emulator QEMU's program
 * @param data folders in which QEMU finds its firmware, besides its own
 * @param libraries folders in which it finds libraries, besides the system's
 */
public record VirtualMachine(
    Hardware hardware, Path emulator, List<Path> data, List<Path> libraries, Path kernel) {
  /** How much of the console is kept, in bytes: more than the answers to 10,000 questions. */
  private static final int CONSOLE = 16 << 20;

  public VirtualMachine {
    data = List.copyOf(data);
    libraries = List.copyOf(libraries);
  }

  /**
   * How a machine ended.
   *
   * @param console what it wrote there, and what QEMU itself complained of
   * @param status QEMU's exit status; meaningless where {@code timedOut}
   */
  public record Ended(String console, int status, boolean timedOut) {}

  /** The kinds of machines that svpc knows: each like the one it runs on. */
  public enum Hardware {
    X86_64(Program.QEMU_X86, "pc", "ttyS0", "amd64"),
    AARCH64(Program.QEMU_ARM, "virt", "ttyAMA0", "arm64");

    private final Program emulator;
    private final String machine;
    private final String console;
    private final String debian;

    Hardware(Program emulator, String machine, String console, String debian) {
      this.emulator = emulator;
      this.machine = machine;
      this.console = console;
      this.debian = debian;
    }

    Program emulator() {
      return emulator;
    }

    /** What Debian calls it in the names of kernels. */
    String debian() {
      return debian;
    }
  }

  /**
   * Starts the machine and waits until it ends.
   *
   * @param initramfs the archive of its file system, with the first program {@code init}
   * @param megabytes of its memory
   * @throws IOException where QEMU cannot be started, or the archive not be written
   * @throws InterruptedException where the thread was interrupted; the machine is gone then
   */
  public Ended run(byte[] initramfs, int megabytes, Duration limit)
      throws IOException, InterruptedException {
    try (TempFolder folder = TempFolder.create()) {
      Path archive = folder.path().resolve("initramfs");
      Files.write(archive, initramfs);
      List<String> command = new ArrayList<>();
      command.add(emulator.toString());
      for (Path place : data) {
        command.addAll(List.of("-L", place.toString()));
      }
      // The accelerator is named: a /dev/kvm that opens may still hang the guest.
      command.addAll(
          List.of(
              "-machine",
              hardware.machine,
              "-accel",
              "tcg,thread=single",
              "-cpu",
              "max",
              "-smp",
              "1",
              "-m",
              Integer.toString(megabytes),
              "-nodefaults",
              "-no-user-config",
              "-display",
              "none",
              "-serial",
              "stdio",
              "-nic",
              "none",
              "-no-reboot",
              "-kernel",
              kernel.toString(),
              "-initrd",
              archive.toString(),
              "-append",
              "console="
                  + hardware.console
                  + " panic=-1 security=selinux selinux=1 enforcing=0 quiet loglevel=1"));
      Processes.Exit exit = Processes.run(folder.path(), limit, command, variables(), CONSOLE);
      return new Ended(exit.output(), exit.status(), exit.timedOut());
    }
  }

  private Map<String, String> variables() {
    if (libraries.isEmpty()) {
      return Map.of();
    }
    StringBuilder path = new StringBuilder();
    for (Path library : libraries) {
      path.append(path.isEmpty() ? "" : ":").append(library);
    }
    return Map.of("LD_LIBRARY_PATH", path.toString());
  }
}
