package org.svpc.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Program;

/**
 * What {@code make dist} makes, installed, used, upgraded and removed in roots without Java. It
 * packs {@code target/classes} with the libraries that {@code make build} has put into {@code
 * target/lib}.
 */
final class DistributionTest {
  private static final String PROJECT = System.getProperty("svpc.basedir");
  private static final String RUNTIME = "/usr/lib/svpc/runtime/bin/java";
  private static final String NATIVE = "/usr/lib/svpc/native";
  private static final String ARCHIVE = "/usr/lib/svpc/archive/runtime.jsa";
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Options with which Java ends unless it can use the archive. */
  private static final String NEED_ARCHIVE = "SVPC_JAVA_OPTS=-Xshare:on";

  @TempDir private static Path made;

  @TempDir private Path folder;

  @BeforeAll
  static void makeThePackages() {
    assertThat(Path.of(PROJECT, "target/lib")).as("made by `make build`").isNotEmptyDirectory();
    script(".ci/dist", made.resolve("first").toString(), made.resolve("stage").toString());
  }

  private static void script(String... words) {
    Command.of(words).in(Path.of(PROJECT)).within(LIMIT).run().orFail();
  }

  private static Path only(String folder, String glob) throws IOException {
    try (var files = Files.newDirectoryStream(made.resolve(folder), glob)) {
      List<Path> found = new java.util.ArrayList<>();
      files.forEach(found::add);
      assertThat(found).as(glob + " in " + folder).hasSize(1);
      return found.get(0);
    }
  }

  private static String file(String glob) throws IOException {
    return only("first", glob).toString();
  }

  /** A root in which svpc finds headers, checkmodule, and an example. */
  private PrivateRoot root() throws IOException {
    PrivateRoot root = new PrivateRoot(Files.createDirectories(folder.resolve("root")));
    root.libraries(made.resolve("stage/usr/lib/svpc/runtime/lib/server/libjvm.so").toString());
    root.libraries(made.resolve("stage/usr/lib/svpc/runtime/lib/libjli.so").toString());
    root.programs("checkmodule");
    root.copy("/usr/share/selinux/devel");
    root.open("/tmp");
    Command.of("cp", "-R", PROJECT + "/examples/gpu", root.path("/tmp/gpu").toString())
        .run()
        .orFail();
    root.self(RUNTIME);
    assertThat(root.run("/bin/sh", "-c", "command -v java").status()).as("a Java").isNotZero();
    return root;
  }

  private static void assertBuilds(PrivateRoot root, String svpc) throws IOException {
    Command.Result built = root.run(svpc, "build", "/tmp/gpu", "-o", "/tmp/out");
    assertThat(built.err()).isEmpty();
    assertThat(built.status()).isZero();
    try (Stream<Path> files = Files.list(root.path("/tmp/out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("svirt_gpu.te", "svirt_gpu.fc", "svirt_gpu.if", "svirt_gpu.pp");
    }
    Command.of("rm", "-r", root.path("/tmp/out").toString()).run().orFail();
  }

  /** The program beside the Java that an installed svpc brings. */
  private static void assertUsesProgram(PrivateRoot root, String svpc, String runtime)
      throws IOException {
    Path java = root.path(runtime);
    Path aside = java.resolveSibling("aside");
    Files.move(java, aside);
    root.self(runtime.replace("runtime/bin/java", "native/svpc"));
    assertBuilds(root, svpc);
    root.self(runtime);
    Files.move(aside, java);
    assertThat(root.run("env", "SVPC_JAVA_OPTS=-version", svpc).err())
        .as("with options for Java, Java runs")
        .startsWith("openjdk version");
  }

  private static void assertUsesArchive(PrivateRoot root, String svpc) {
    Command.Result run = root.run("env", NEED_ARCHIVE, svpc, "--version");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  private static List<String> left(PrivateRoot root) throws IOException {
    try (Stream<Path> files = Files.walk(root.path("/usr"))) {
      return files.map(Path::toString).filter(name -> name.contains("svpc")).toList();
    }
  }

  @Test
  void isTheSameBytesEachTime() throws IOException {
    Command.of(".ci/dist", made.resolve("second").toString())
        .with("LC_ALL", "C.UTF-8")
        .with("TZ", "Asia/Tokyo")
        .in(Path.of(PROJECT))
        .within(LIMIT)
        .run()
        .orFail();
    assertThat(Files.readString(only("second", "SHA256SUMS")))
        .isEqualTo(Files.readString(only("first", "SHA256SUMS")))
        .hasLineCount(Program.isMade() ? 6 : 3);
  }

  @Test
  void theTarballRunsWhereverItIs() throws IOException {
    PrivateRoot root = root();
    root.open("/srv");
    Command.of("tar", "-C", root.path("/srv").toString(), "-xzf", file("svpc-[0-9]*.tar.gz"))
        .run()
        .orFail();
    Path unpacked;
    try (Stream<Path> entries = Files.list(root.path("/srv"))) {
      unpacked = entries.findFirst().orElseThrow();
    }
    Files.move(unpacked, root.path("/srv/svpc"));
    root.self("/srv/svpc/lib/svpc/runtime/bin/java");
    assertBuilds(root, "/srv/svpc/bin/svpc");
    root.run("/srv/svpc/lib/svpc/bin/archive", "/srv/svpc").orFail();
    assertUsesArchive(root, "/srv/svpc/bin/svpc");
    if (Program.isMade()) { // and is unpacked over it
      Command.of("tar", "-C", root.path("/srv/svpc").toString(), "--strip-components=1", "-xzf")
          .and(file("svpc-native-*.tar.gz"))
          .run()
          .orFail();
      assertUsesProgram(root, "/srv/svpc/bin/svpc", "/srv/svpc/lib/svpc/runtime/bin/java");
    }
    // An archive holds no path: it fits the whole tree at its next place as well.
    Files.move(root.path("/srv/svpc"), root.path("/srv/other"));
    root.self("/srv/other/lib/svpc/runtime/bin/java");
    assertUsesArchive(root, "/srv/other/bin/svpc");
    if (Program.isMade()) {
      assertUsesProgram(root, "/srv/other/bin/svpc", "/srv/other/lib/svpc/runtime/bin/java");
    } else {
      assertBuilds(root, "/srv/other/bin/svpc");
    }
  }

  @Test
  void theDebInstallsUpgradesAndGoes() throws IOException {
    PrivateRoot root = root();
    root.dpkg("-i", file("svpc_*.deb")).orFail();
    assertBuilds(root, "svpc");
    assertUsesArchive(root, "svpc");
    assertNothingBroken(root);

    script("env", "DIST_RELEASE=2", ".ci/pack", made + "/stage", made + "/deb-next");
    root.dpkg("-i", only("deb-next", "*.deb").toString()).orFail();
    assertThat(Files.readString(root.path("/var/lib/dpkg/status"))).contains("-2\n");
    assertBuilds(root, "svpc");
    assertUsesArchive(root, "svpc");

    if (Program.isMade()) {
      root.dpkg("-i", file("svpc-native_*.deb")).orFail();
      assertUsesProgram(root, "svpc", RUNTIME);
      root.dpkg("-r", "svpc-native").orFail();
      assertThat(Files.exists(root.path(NATIVE))).isFalse();
      assertBuilds(root, "svpc");
    }

    root.dpkg("-r", "svpc").orFail();
    assertThat(left(root)).isEmpty();
  }

  @Test
  void theRpmInstallsUpgradesAndGoes() throws IOException {
    PrivateRoot root = root();
    root.rpm("--nodeps", "-i", file("svpc-[0-9]*.rpm")).orFail();
    assertBuilds(root, "svpc");
    assertUsesArchive(root, "svpc");
    Command.Result verified = root.rpm("-V", "--nodeps", "svpc");
    assertThat(verified.out()).isEmpty();

    script("env", "DIST_RELEASE=2", ".ci/pack", made + "/stage", made + "/rpm-next");
    root.rpm("--nodeps", "-U", only("rpm-next", "*.rpm").toString()).orFail();
    assertThat(root.rpm("-q", "svpc").out()).contains("-2.");
    assertBuilds(root, "svpc");
    assertUsesArchive(root, "svpc");

    if (Program.isMade()) {
      root.rpm("--nodeps", "-i", file("svpc-native-*.rpm")).orFail();
      assertUsesProgram(root, "svpc", RUNTIME);
      root.rpm("-e", "svpc-native").orFail();
      assertThat(Files.exists(root.path(NATIVE))).isFalse();
      assertBuilds(root, "svpc");
    }

    root.rpm("-e", "svpc").orFail();
    assertThat(left(root)).isEmpty();
  }

  /** What an archive must not do, whatever becomes of it, is keep svpc from running. */
  private void assertNothingBroken(PrivateRoot root) throws IOException {
    Path archive = root.path(ARCHIVE);
    byte[] whole = Files.readAllBytes(archive);
    archive.toFile().setWritable(true);
    FileTime date = FileTime.from(Instant.parse("2026-01-02T03:04:05.060708Z"));

    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertRunsWithout(root, "truncated");

    byte[] spoilt = whole.clone();
    Arrays.fill(spoilt, whole.length / 2, whole.length / 2 + 100_000, (byte) 0x5a);
    Files.write(archive, spoilt);
    Files.setLastModifiedTime(archive, date);
    assertRunsWithout(root, "spoilt");

    Files.delete(archive);
    assertRunsWithout(root, "gone");

    Files.write(archive, whole);
    assertRunsWithout(root, "written anew");
    root.run("/usr/lib/svpc/bin/archive", "/usr").orFail();
    assertUsesArchive(root, "svpc");

    // Nobody may write there: svpc runs, and no archive is made where none can be.
    assertThat(root.runAsNobody("svpc", "--version").orFail().out()).startsWith("svpc ");
    assertThat(root.runAsNobody("/usr/lib/svpc/bin/archive", "/usr").status()).isNotZero();
    assertUsesArchive(root, "svpc");
  }

  private static void assertRunsWithout(PrivateRoot root, String what) {
    Command.Result run = root.run("svpc", "--version").orFail();
    assertThat(run.out()).as(what).startsWith("svpc ");
    assertThat(run.err()).as(what).isEmpty();
    assertThat(root.run("env", NEED_ARCHIVE, "svpc", "--version").status()).as(what).isNotZero();
  }

  @Test
  void everythingIsInItsPlace() throws IOException {
    for (String list :
        List.of(
            listed("dpkg-deb", "-c", file("svpc_*.deb")),
            listed("rpm", "-qlp", file("svpc-[0-9]*.rpm")))) {
      assertThat(list)
          .contains("/usr/bin/svpc")
          .contains("/usr/share/svpc/policies/svirt/")
          .contains("/usr/share/doc/svpc/docs/language.md")
          .contains("/usr/share/man/man1/svpc.1")
          .contains("/usr/share/man/man1/svpc-build.1")
          .contains("/usr/share/bash-completion/completions/svpc")
          .contains("/_svpc")
          .contains("/usr/share/fish/vendor_completions.d/svpc.fish")
          .contains("/usr/lib/svpc/runtime/legal/java.base/LICENSE")
          .contains("/usr/share/doc/svpc/copyright");
    }
  }

  private static String listed(String... words) {
    return Command.of(words).run().orFail().out();
  }

  @Test
  void lintianFindsNoError() throws IOException {
    Command lintian =
        Command.of("lintian", "--allow-root", "--fail-on", "error", file("svpc_*.deb"));
    Command.Result result =
        (Program.isMade() ? lintian.and(file("svpc-native_*.deb")) : lintian).within(LIMIT).run();
    assertThat(result.status()).as(result.out()).isZero();
  }
}
