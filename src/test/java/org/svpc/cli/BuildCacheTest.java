package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;

/**
 * What a kept build gives is what a build without any cache gives, byte for byte, whatever changed
 * between two builds; and where nothing did, no tool is run.
 */
final class BuildCacheTest {
  private static final String WARNED =
      "module x 1.0.0;\nuse near;\ntype x_t;\nboolean x_unused = false;\nnear_rule(x_t);\n";
  private static final String NEAR =
      "library near;\ninterface near_rule(type t) { allow t self:file read; }\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeSources() throws IOException {
    write("x.svp", WARNED);
    write("near/near.svp", NEAR);
    write(
        "lib/far/far.svp",
        "library far;\ninterface far_rule(type t) { allow t self:file write; }\n");
    for (String target : List.of("one", "two")) {
      write(target + "/build.conf", "TYPE = mcs\n");
      write(target + "/support/all_perms.spt", "define(`all_file_perms',`{ read write open }')\n");
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  // ---- in processes of their own, with a cache of their own

  private Command svpc(String... words) {
    return Svpc.command(words)
        .in(folder)
        .with("XDG_CACHE_HOME", folder.resolve("cache").toString());
  }

  /** A checkmodule that says when it was run. */
  private void wrapCheckmodule() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path program = bin.resolve("checkmodule");
    Files.writeString(
        program, "#!/bin/sh\necho run >>" + folder + "/runs\nexec /usr/bin/checkmodule \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Command wrapped(String... words) {
    return svpc(words).with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
  }

  private long runs() throws IOException {
    return Files.exists(folder.resolve("runs"))
        ? Files.readAllLines(folder.resolve("runs")).size()
        : 0;
  }

  @Test
  void anUnchangedBuildRunsNoTool() throws IOException {
    wrapCheckmodule();
    String[] build = {"build", "x.svp", "-o", "out"};
    Command.Result first = wrapped(build).run().orFail();
    Map<String, String> made = files("out");
    assertThat(runs()).isEqualTo(1);
    assertThat(first.err()).contains("SVP0109").contains("1 warning");
    deleteOut();
    Command.Result second = wrapped(build).run().orFail();
    assertThat(runs()).isEqualTo(1);
    assertThat(second).isEqualTo(first);
    assertThat(files("out")).isEqualTo(made).containsKey("x.pp");
    Command.Result anew = wrapped("build", "x.svp", "-o", "out", "--no-cache").run().orFail();
    assertThat(runs()).isEqualTo(2);
    assertThat(anew).isEqualTo(first);
    assertThat(files("out")).isEqualTo(made);
    // A touch changes nothing: what the files hold counts.
    Files.setLastModifiedTime(folder.resolve("x.svp"), FileTime.fromMillis(0));
    wrapped(build).run().orFail();
    assertThat(runs()).isEqualTo(2);
    // Another tool does, and so does a library near the source.
    Files.writeString(
        folder.resolve("bin/checkmodule"),
        "#!/bin/sh\necho other >>" + folder + "/runs\nexec /usr/bin/checkmodule \"$@\"\n");
    wrapped(build).run().orFail();
    assertThat(runs()).isEqualTo(3);
    write("near/near.svp", NEAR.replace("file read", "file write"));
    wrapped(build).run().orFail();
    assertThat(runs()).isEqualTo(4);
    assertThat(files("out").get("x.te")).contains("write");
  }

  /**
   * The compiler reads headers before it looks at them: what changes meanwhile must not be kept.
   */
  @Test
  void nothingIsKeptOfHeadersThatHaveJustChanged() throws Exception {
    wrapCheckmodule();
    String[] build = {"build", "x.svp", "-o", "out", "--target", "one"};
    Path header = folder.resolve("one/support/all_perms.spt");
    FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 3_600_000);
    Files.setLastModifiedTime(header, later);
    for (int i = 1; i < 3; i++) {
      wrapped(build).run().orFail();
      assertThat(runs()).isEqualTo(i);
    }
    Files.setLastModifiedTime(header, FileTime.fromMillis(0));
    letHeadersSettle();
    for (int i = 0; i < 2; i++) {
      wrapped(build).run().orFail();
      assertThat(runs()).isEqualTo(3);
    }
    write("one/support/all_perms.spt", "define(`all_file_perms',`{ read mmaps open }')\n");
    wrapped(build).run().orFail();
    assertThat(runs()).isEqualTo(4);
  }

  /** Until what was written is as old as headers have to be for a build of them to be kept. */
  private static void letHeadersSettle() throws InterruptedException {
    Thread.sleep(2100);
  }

  private void deleteOut() {
    try {
      FileUtils.deleteDirectory(folder.resolve("out").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whateverIsWrongWithAKeptBuildItIsMadeAnew() throws IOException {
    String[] build = {"build", "x.svp", "-o", "out", "--package", "never"};
    Command.Result first = svpc(build).run().orFail();
    Map<String, String> made = files("out");
    Path kept = kept();
    byte[] whole = Files.readAllBytes(kept);
    List<byte[]> broken = new ArrayList<>();
    broken.add(new byte[0]);
    broken.add(java.util.Arrays.copyOf(whole, whole.length - 1));
    broken.add(java.util.Arrays.copyOf(whole, 9));
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    broken.add(flipped);
    for (byte[] bytes : broken) {
      Files.write(kept, bytes);
      assertThat(svpc(build).run()).isEqualTo(first);
      assertThat(files("out")).isEqualTo(made);
      assertThat(Files.readAllBytes(kept)).isEqualTo(whole);
    }
    Files.delete(kept);
    Files.createDirectory(kept);
    assertThat(svpc(build).run()).isEqualTo(first);
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/svpc/builds"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void runsAtOnceDoNotDisturbEachOther() throws IOException {
    write("y.svp", WARNED.replace("x_", "y_").replace("module x", "module y"));
    List<CompletableFuture<Command.Result>> running = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String module = i % 2 == 0 ? "x" : "y";
      Command build = svpc("build", module + ".svp", "-o", "out" + i, "--package", "never");
      running.add(CompletableFuture.supplyAsync(build::run));
    }
    running.forEach(each -> each.join().orFail());
    for (int i = 0; i < 6; i++) {
      assertThat(files("out" + i)).isEqualTo(files("out" + i % 2)).hasSize(3);
    }
    assertThat(files("out0")).containsKey("x.te");
    try (Stream<Path> files = Files.list(folder.resolve("cache/svpc/builds"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.endsWith(".build"));
    }
  }

  // ---- many builds, in this process

  /** Builds, with what is kept and without; both must give the same. */
  private void same(String... words) {
    List<String> given = new ArrayList<>(List.of("build", folder.resolve("x.svp").toString()));
    given.addAll(List.of(words));
    given.addAll(List.of("-o", folder.resolve("out").toString()));
    deleteOut();
    Command.Result kept = InProcess.run(given);
    assertThat(kept.status()).as(kept.err()).isZero();
    Map<String, String> made = files("out");
    deleteOut();
    given.add("--no-cache");
    assertThat(kept).as(given.toString()).isEqualTo(InProcess.run(given));
    assertThat(made).as(given.toString()).isEqualTo(files("out")).isNotEmpty();
  }

  @Test
  void targetsOptionsAndVersionsAlternate() throws Exception {
    letHeadersSettle();
    String next = WARNED.replace("1.0.0", "1.0.1").replace("x_unused", "x_later");
    for (int round = 0; round < 3; round++) {
      for (String source : List.of(WARNED, next)) {
        write("x.svp", source);
        for (String target : List.of("one", "two")) {
          String headers = folder.resolve(target).toString();
          same("--target", headers, "--package", "never");
          same("--target", headers, "--format", "cil");
          same("--target", headers, "--format", "refpolicy");
        }
        same();
        same("--package", "always", "--format", "cil");
      }
    }
  }

  /** Two targets of the same headers, each once with a build option and once without it. */
  @Test
  void buildOptionsOfTargetsAlternate() throws Exception {
    write(
        "one/services/web.if",
        "interface(`web_rule',`\n\tifdef(`distro_redhat',`\n\t\tallow $1 self:file read;\n\t')\n')\n");
    write(
        "x.svp",
        "module x 1.0.0;\ntype x_t;\nweb_rule(x_t);\nifdef (distro_redhat) { allow x_t self:file open; }\n");
    letHeadersSettle();
    for (int round = 0; round < 4; round++) {
      String on = round % 2 == 0 ? "a" : "b";
      String off = round % 2 == 0 ? "b" : "a";
      Path project =
          write(
              "svpc.toml",
              "sources = [\"x.svp\"]\npackage = \"never\"\noutput = \"out\"\n"
                  + "[targets.%s]\nheaders = \"one\"\noptions = [\"distro_redhat\"]\n".formatted(on)
                  + "[targets.%s]\nheaders = \"one\"\n".formatted(off));
      deleteOut();
      InProcess.run(List.of("build", "--project", project.toString())).orFail();
      assertThat(files("out/" + on).get("x.te")).contains("self:file open", "self:file read");
      assertThat(files("out/" + off).get("x.te")).doesNotContain("self:file");
    }
  }

  @Test
  void whatLiesAroundCounts() throws Exception {
    letHeadersSettle();
    String headers = folder.resolve("one").toString();
    String libraries = folder.resolve("lib").toString();
    String[] words = {"--target", headers, "--lib", libraries, "--package", "never"};
    write("x.svp", WARNED.replace("use near;", "use near;\nuse far;") + "far_rule(x_t);\n");
    same(words);
    // A library of --lib.
    write(
        "lib/far/far.svp",
        "library far;\ninterface far_rule(type t) { allow t self:file open; }\n");
    same(words);
    // A library that hides one of --lib, near the source, and what it uses near itself.
    write("far/far.svp", "library far;\nuse deep;\ninterface far_rule(type t) { deep_rule(t); }\n");
    write(
        "far/deep/deep.svp",
        "library deep;\ninterface deep_rule(type t) { allow t self:file write; }\n");
    same(words);
    write(
        "far/deep/deep.svp",
        "library deep;\ninterface deep_rule(type t) { allow t self:file open; }\n");
    same(words);
    assertThat(files("out").get("x.te")).contains("self:file open");
    // Headers: of the same length, at once after a build.
    write("one/support/all_perms.spt", "define(`all_file_perms',`{ read mmaps open }')\n");
    same(words);
    // An interface beside the source that the next version calls.
    write("x.svp", WARNED + "beside_rule(x_t);\n");
    write("beside.if", "interface(`beside_rule',`\n\tallow $1 self:file read;\n')\n");
    same(words);
    write("beside.if", "interface(`beside_rule',`\n\tallow $1 self:file open;\n')\n");
    same(words);
    assertThat(files("out").get("x.te")).contains("open");
  }

  /** The interfaces that a build writes beside its own source are its results. */
  @Test
  void whatABuildWritesBesideItsSourceIsNoChange() throws IOException {
    wrapCheckmodule();
    for (int i = 0; i < 3; i++) {
      wrapped("build", "x.svp").run().orFail();
    }
    assertThat(folder.resolve("x.if")).exists();
    assertThat(runs()).isEqualTo(1);
  }

  private Map<String, String> files(String name) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder.resolve(name))) {
      for (Path file : (Iterable<Path>) list::iterator) {
        if (Files.isRegularFile(file)) {
          files.put(
              file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
