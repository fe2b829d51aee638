package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Guest;
import org.svpc.testing.Svpc;

/** A run on a kernel that is interrupted, or finds the disk full, leaves nothing behind. */
final class InterruptedKernelTest {
  private static final int UNUSABLE = 3;

  @TempDir Path folder;

  private Path temporary;
  private Path pid;
  private Path qemu;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("one.svp"),
        """
        module one 1.0;
        extern type etc_t, svirt_t;
        test "reads" { svirt_t can read etc_t:file; }
        """);
    temporary = Files.createDirectory(folder.resolve("tmp"));
    pid = folder.resolve("pid");
    qemu =
        Files.writeString(
            folder.resolve("qemu"), "#!/bin/sh\necho $$ >'" + pid + "'\nexec sleep 1000\n");
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Command svpc() {
    return Svpc.command(
            List.of(
                "-XX:-UsePerfData",
                "-Dsvpc.guest=" + Guest.program(),
                "-Djava.io.tmpdir=" + temporary),
            "test",
            "--kernel",
            "--policy",
            "/etc/selinux/default/policy/policy.33",
            folder.resolve("one.svp").toString())
        .with("SVPC_QEMU", qemu.toString())
        .with("SVPC_KERNEL", folder.resolve("one.svp").toString());
  }

  private static void await(Path file) throws Exception {
    while (!Files.exists(file) || Files.size(file) == 0) {
      Thread.sleep(20);
    }
  }

  private static boolean lives(long number) {
    return ProcessHandle.of(number).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void ctrlCEndsTheMachine() throws Exception {
    Process process = svpc().start();
    await(pid);
    long machine = Long.parseLong(Files.readString(pid).strip());
    assertThat(lives(machine)).isTrue();
    Command.of("kill", "-INT", Long.toString(process.pid())).run().orFail();
    assertThat(process.waitFor()).isNotZero();
    while (lives(machine)) {
      Thread.sleep(20);
    }
    assertThat(temporary).isEmptyDirectory();
  }

  /** A limit on the size of files stands for a full disk. */
  @Test
  void aFullDiskIsTold() throws IOException {
    Command.Result result =
        svpc().behind(List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh")).run();
    assertThat(result.status()).as(result.out() + result.err()).isEqualTo(UNUSABLE);
    assertThat(result.err())
        .contains("svpc: The machine cannot be started: file too large.")
        .doesNotContain("Exception");
    assertThat(pid).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }
}
