package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** semodule_package is the judge of what a package is. */
final class PolicyPackageTest {
  private static final Path BASE = Path.of("/usr/share/selinux/default");

  @TempDir Path folder;

  @Test
  void isWhatSemodulePackageWrites() throws Exception {
    List<Path> packages;
    try (Stream<Path> list = Files.list(BASE)) {
      packages =
          list.filter(file -> file.toString().endsWith(".pp.bz2"))
              .filter(file -> !file.endsWith("base.pp.bz2"))
              .sorted()
              .toList();
    }
    assertThat(packages).hasSizeGreaterThan(300);
    int compared = 0;
    for (Path file : packages) {
      byte[] whole = run("bzip2", "-dc", file.toString());
      ByteBuffer in = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
      int sections = in.getInt(8);
      int module = in.getInt(12);
      int contexts = sections == 2 ? in.getInt(16) : whole.length;
      byte[] binary = Arrays.copyOfRange(whole, module, contexts);
      String fc =
          sections == 2
              ? new String(whole, contexts + 4, whole.length - contexts - 4, StandardCharsets.UTF_8)
              : "";

      assertThat(PolicyPackage.pack(binary, fc)).as(file.toString()).isEqualTo(whole);
      String name = file.getFileName().toString().replace(".pp.bz2", "");
      assertThat(PolicyPackage.head(whole)).contains(new PolicyPackage.Head(name, 21));
      if (compared++ % 10 == 0) {
        assertThat(PolicyPackage.pack(binary, fc)).isEqualTo(judged(binary, fc));
        assertThat(PolicyPackage.pack(binary, "")).isEqualTo(judged(binary, ""));
        String odd = "/srv/\u00fc(/.*)?\tsystem_u:object_r:x_t:s0\n";
        assertThat(PolicyPackage.pack(binary, odd)).isEqualTo(judged(binary, odd));
      }
    }
  }

  @Test
  void whatIsNoPackageHasNoHead() throws Exception {
    byte[] whole = run("bzip2", "-dc", BASE.resolve("virt.pp.bz2").toString());
    for (int length = 0; length < 68; length++) {
      assertThat(PolicyPackage.head(Arrays.copyOf(whole, length))).isEmpty();
    }
    for (int at = 0; at < 200; at++) {
      byte[] broken = whole.clone();
      broken[at] ^= (byte) 0x80;
      PolicyPackage.head(broken);
    }
    assertThat(PolicyPackage.head("(type a)".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private byte[] judged(byte[] binary, String fc) throws Exception {
    Files.write(folder.resolve("x.mod"), binary);
    Files.writeString(folder.resolve("x.fc"), fc);
    run(
        "semodule_package",
        "-o",
        folder.resolve("x.pp").toString(),
        "-m",
        folder.resolve("x.mod").toString(),
        "-f",
        folder.resolve("x.fc").toString());
    return Files.readAllBytes(folder.resolve("x.pp"));
  }

  private static byte[] run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] output;
    try (InputStream in = process.getInputStream()) {
      output = in.readAllBytes();
    }
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
