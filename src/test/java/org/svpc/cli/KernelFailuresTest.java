package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svpc.console.Status;
import org.svpc.testing.Golden;

/**
 * What {@code svpc test --kernel} says when the machine does not do what it should: a script stands
 * in for QEMU and writes to its console what a machine in trouble would.
 */
final class KernelFailuresTest {
  private static final String POLICY = "/etc/selinux/default/policy/policy.33";
  private static final String TAB = "\t";
  private static final String GUEST = "svpc-guest" + TAB + "6.1.0-made\n";
  private static final String END = "svpc-end" + TAB + "1\n";
  private static final String ETC = "system_u:object_r:etc_t:s0";

  @TempDir Path folder;

  private Path source;

  @BeforeEach
  void write() throws IOException {
    source =
        Files.writeString(
            folder.resolve("one.svp"),
            """
            module one 1.0;
            extern type etc_t, svirt_t;
            test "reads" { svirt_t can read etc_t:file; }
            """);
  }

  private Path script(String name, String text) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private KernelRun run(Path emulator, String... more) {
    List<String> words = new ArrayList<>(List.of("--policy", POLICY, source.toString()));
    words.addAll(List.of(more));
    return KernelRun.of(
        Map.of("SVPC_QEMU", emulator.toString(), "SVPC_KERNEL", source.toString()),
        words.toArray(String[]::new));
  }

  private KernelRun console(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("console"), text);
    return run(script("qemu", "exec cat '" + file + "'\n"));
  }

  private static void assertUnusable(KernelRun run, String... parts) {
    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(Status.UNUSABLE);
    assertThat(run.err()).startsWith("svpc: ").contains(parts).doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aWholeAnswerIsTaken() throws IOException {
    KernelRun run = console(GUEST + "@0.0" + TAB + "0" + TAB + ETC + "\n" + END);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("held       svirt_t can read etc_t:file  (1 performed)")
        .contains("Linux 6.1.0-made and svpc agree on 1 of 1 decision");
  }

  @Test
  void aDisagreementIsAFailureOfItsOwn() throws IOException {
    KernelRun run =
        console(
            GUEST
                + "!0.0\tavc:  denied  { read } for  pid=7 scontext=a tcontext=b tclass=file\n"
                + ("@0.0" + TAB + "13" + TAB + ETC + "\n")
                + END);
    assertThat(run.status()).isEqualTo(Status.ERRORS);
    assertThat(run.out())
        .contains("DISAGREES  svirt_t can read etc_t:file")
        .contains("error[SVP1005]: The kernel denies `read`, and svpc says that it is allowed.")
        .contains("agree on 0 of 1 decision");
    String told = run.out().substring(0, run.out().indexOf("Took:"));
    Golden.in("kernel").check("disagreement.expected", Golden.normalised(told, folder, "DIR"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Kernel panic - not syncing: VFS: Unable to mount | panicked: `VFS: Unable to mount`
          svpc-guest 6.1;Kernel panic - not syncing: Attempted to kill init | panicked: `Attempted
          '' | without a word from its program
          [    0.1] nothing of ours | without a word from its program
          svpc-guest 6.1 | ended before its program did: 0 of 1 answers came
          svpc-guest 6.1;@0.0 0 x | ended before its program did: 1 of 1 answers came
          svpc-guest 6.1;@0.0 0 x;svpc-en | ended before its program did
          svpc-guest 6.1;svpc-end 1 | Answers got lost on the way: of 1 came 0
          svpc-guest 6.1;@0.0 0 x;@0.1 0 x;svpc-end 2 | Answers got lost on the way: of 1 came 2
          svpc-guest 6.1;@0.9 0 x;svpc-end 1 | is neither leave nor refusal: no answer
          svpc-guest 6.1;@0.0 2 x;svpc-end 1 | is neither leave nor refusal: error 2
          svpc-guest 6.1;@0.0 -14 x;svpc-end 1 | is neither leave nor refusal: signal 14
          svpc-guest 6.1;?loading the policy 22 | could not be set up: `loading the policy (error 22)`
          """)
  void aConsoleThatIsNotWholeIsTold(String lines, String message) throws IOException {
    // A blank before a number stands for a tab, a semicolon for the end of a line.
    String text =
        lines
            .replace(" 6.1", "\t6.1")
            .replaceAll(" (-?\\d+)( x)?(;|$)", "\t$1\t$3")
            .replace(';', '\n');
    assertUnusable(console(text), message);
  }

  @Test
  void whatQemuComplainsOfIsShown() throws IOException {
    Path qemu = script("qemu", "echo 'qemu: could not load kernel' >&2; exit 1\n");
    assertUnusable(run(qemu), "without a word", "qemu: could not load kernel");
  }

  @Test
  void aMachineThatDoesNotEndIsStopped() throws IOException {
    Path pid = folder.resolve("pid");
    Path qemu = script("qemu", "echo $$ >'" + pid + "'; exec sleep 1000\n");
    assertUnusable(run(qemu, "--time-limit", "1"), "had not ended after 1 seconds and was stopped");
    long number = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(number).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void anEndlessConsoleIsStopped() throws IOException {
    Path qemu = script("qemu", "exec yes\n");
    assertUnusable(run(qemu, "--time-limit", "2"), "was stopped");
  }

  @Test
  void anEmulatorThatCannotBeReadIsTold() {
    assertUnusable(
        run(folder.resolve("none")), "The file `" + folder.resolve("none") + "` cannot be read.");
  }

  @Test
  void aLimitIsANumberOfSeconds() throws IOException {
    KernelRun run = run(script("qemu", "exit 0\n"), "--time-limit", "soon");
    assertThat(run.status()).isEqualTo(Status.MISUSE);
    assertThat(run.err()).contains("`soon` is no number of seconds.");
  }

  @Test
  void twoRunsAtOnceDoNotMeet() throws Exception {
    String answer = GUEST + "@0.0" + TAB + "0" + TAB + ETC + "\n" + END;
    Path file = Files.writeString(folder.resolve("console"), answer);
    Path qemu = script("qemu", "sleep 1; exec cat '" + file + "'\n");
    List<KernelRun> runs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread =
          new Thread(
              () -> {
                KernelRun run = run(qemu);
                synchronized (runs) {
                  runs.add(run);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(runs).hasSize(2).allMatch(run -> run.status() == 0);
  }
}
