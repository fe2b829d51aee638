package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svpc.console.Console;
import org.svpc.console.Environment;
import org.svpc.console.Status;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;
import org.svpc.usage.Version;

/** How runs end that do not go well, most of them in a process of their own. */
final class MainTest {
  private static final long SECONDS = 60;
  private static final String SOURCE = "module x 1.0.0;\n\ntype x_t;\n";

  @TempDir Path folder;

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of(System.getProperty("svpc.basedir", ""), "pom.xml"));
    assertThat(pom).contains("<artifactId>svpc</artifactId>\n  <version>" + Version.NUMBER + "<");
  }

  @Test
  void aBugAsksForAReport() {
    assertThat(brokenRun(Map.of()))
        .startsWith("svpc: This is a bug in svpc " + Version.NUMBER)
        .contains("Please report it", "SVPC_DEBUG=1")
        .doesNotContain("\tat ");
    assertThat(brokenRun(Map.of("SVPC_DEBUG", "1"))).contains("on purpose", "\tat org.svpc.");
  }

  private static String brokenRun(Map<String, String> variables) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            throw new IllegalStateException("on purpose");
          }
        };
    Environment environment =
        new Environment() {
          @Override
          public String variable(String name) {
            return variables.get(name);
          }

          @Override
          public boolean onTerminal() {
            return false;
          }
        };
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(out, messages, InputStream.nullInputStream(), environment);
    assertThat(Main.run(console, "--version")).isEqualTo(Status.BUG);
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFullDiskUnderStandardOutputIsTold() {
    Command.Result result =
        Svpc.command("explain", "SVP0101")
            .behind(List.of("sh", "-c", "\"$@\" >/dev/full", "sh"))
            .run();
    assertThat(result.err()).contains("Standard output was closed or is full");
    assertThat(result.status()).isEqualTo(Status.UNUSABLE);
  }

  @Test
  void aClosedPipeEndsTheRun() throws IOException, InterruptedException {
    Process process = start("explain", "SVP0101");
    process.getInputStream().close();
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("Standard output was closed or is full")
        .doesNotContain("Exception");
    assertThat(ended(process)).isEqualTo(Status.UNUSABLE);
  }

  /** Questions without end, and nobody who reads the answers. */
  @ParameterizedTest
  @CsvSource({"query,-A -s svirt_t", "access,svirt_t svirt_t file"})
  void aClosedPipeEndsABatch(String command, String question) {
    Command.Result result =
        Svpc.command(command, "/etc/selinux/default/policy/policy.33", "--batch", "-")
            .behind(List.of("sh", "-c", "yes -- '" + question + "' | \"$@\" >/dev/full", "sh"))
            .run();
    assertThat(result.err()).contains("Standard output was closed or is full");
    assertThat(result.status()).isEqualTo(Status.UNUSABLE);
  }

  @Test
  void controlCEndsTheRunAtOnceAndLeavesNothing() throws IOException, InterruptedException {
    Process process = start("fmt", "-");
    process.getOutputStream().write("module x".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    Thread.sleep(1500);
    // The shell's own: the program is in a package that a bare machine lacks.
    Command.of("bash", "-c", "kill -INT " + process.pid()).run().orFail();
    assertThat(ended(process)).isEqualTo(130);
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
  }

  @Test
  void foldersThatLoopAreWalkedOnce() throws IOException {
    Files.writeString(folder.resolve("x.svp"), SOURCE);
    Files.createSymbolicLink(folder.resolve("again"), folder);
    Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(folder.resolve("self.svp"), Path.of("self.svp"));
    Command.Result result = run("fmt", "--check", folder.toString());
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("self.svp` cannot be read").containsOnlyOnce("error[");
    assertThat(result.status()).isEqualTo(Status.UNUSABLE);
  }

  @Test
  void whatIsNoFileIsRefused() {
    Command.Result result = run("check", "/dev/zero");
    assertThat(result.err()).contains("`/dev/zero` cannot be read: it is no regular file.");
    assertThat(result.status()).isEqualTo(Status.UNUSABLE);
  }

  @Test
  void hugeSourcesAreRefusedUnread() throws IOException {
    Path huge = folder.resolve("huge.svp");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(1L << 32);
    }
    for (String command : List.of("check", "fmt")) {
      Command.Result result = run(command, huge.toString());
      assertThat(result.err()).contains("error[SVP0004]");
      assertThat(result.status()).isEqualTo(Status.ERRORS);
    }
  }

  @Test
  void standardInputIsReadToItsLimit() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) 'x');
            return length;
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, endless, new ProcessEnvironment());
    assertThat(Main.run(console, "fmt", "-")).isEqualTo(Status.ERRORS);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("error[SVP0004]");
  }

  @Test
  void fmtKeepsRightsAndLinks() throws IOException {
    Path real = folder.resolve("real.svp");
    Path link = folder.resolve("link.svp");
    Files.writeString(real, "module x 1.0.0;   type   x_t;");
    Files.createSymbolicLink(link, Path.of("real.svp"));
    var rights = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(real, rights);
    assertThat(run("fmt", link.toString()).status()).isEqualTo(Status.FINE);
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent(SOURCE);
    assertThat(Files.getPosixFilePermissions(real)).isEqualTo(rights);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(real, link);
    }
  }

  private static Command.Result run(String... words) {
    return InProcess.run(words);
  }

  private static Process start(String... words) throws IOException {
    List<String> line = new ArrayList<>(Svpc.java(List.of()));
    line.add("org.svpc.cli.Main");
    line.addAll(List.of(words));
    return new ProcessBuilder(line).start();
  }

  private static int ended(Process process) throws InterruptedException {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return process.exitValue();
  }
}
