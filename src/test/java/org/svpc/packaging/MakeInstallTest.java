package org.svpc.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;

/**
 * {@code make install} and {@code make uninstall}, in a copy of the project whose tree is laid out
 * from {@code target/classes} and from the libraries that {@code make build} has put into {@code
 * target/lib}, so that nothing is built anew.
 */
final class MakeInstallTest {
  private static final Path PROJECT = Path.of(System.getProperty("svpc.basedir")).toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"));
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private static Path copy;

  @TempDir private Path folder;
  private Path staged;
  private Path prefix;

  @BeforeAll
  static void layOutTheTree() throws IOException {
    assertThat(PROJECT.resolve("target/lib")).as("made by `make build`").isNotEmptyDirectory();
    Command.of("cp", "-R", "--parents", "Makefile", ".ci", "pom.xml", "README.md")
        .and("CHANGELOG.md", "LICENSE", "docs", "examples/gpu", "policies", "src/main")
        .and("target/classes", "target/lib", copy.toString())
        .in(PROJECT)
        .run()
        .orFail();
    Command.of(JAVA.resolve("bin/jar").toString(), "-c", "-f", "target/svpc.jar")
        .and("-C", "target/classes", ".")
        .in(copy)
        .run()
        .orFail();
    Command.of(".ci/tree", "target/svpc")
        .in(copy)
        .with("JAVA_HOME", JAVA.toString())
        .within(LIMIT)
        .run()
        .orFail();
  }

  @BeforeEach
  void nameThePlaces() throws IOException {
    staged = folder.resolve("a stage");
    prefix = folder.resolve("opt/svpc");
    Files.createDirectories(folder.resolve("home"));
  }

  private void make(String goal, String destination) {
    Command.of("make", "-o", "build", goal, "PREFIX=" + prefix, "DESTDIR=" + destination)
        .in(copy)
        .with("JAVA_HOME", JAVA.toString())
        .with("HOME", folder.resolve("home").toString())
        .with("TMPDIR", folder.resolve("home").toString())
        .within(LIMIT)
        .run()
        .orFail();
  }

  /** Where the tree is that was installed with a {@code DESTDIR}. */
  private Path root() {
    return staged.resolve(Path.of("/").relativize(prefix));
  }

  private Command svpc(Path root, String... words) {
    return Command.of(root.resolve("bin/svpc").toString())
        .and(words)
        .with("JAVA_HOME", JAVA.toString())
        .with("XDG_CACHE_HOME", folder.resolve("cache").toString())
        .in(folder);
  }

  private void assertBuilds(Path root) throws IOException {
    String example = PROJECT.resolve("examples/gpu").toString();
    Command.Result built = svpc(root, "build", example, "-o", "out").run();
    assertThat(built.err()).isEmpty();
    assertThat(built.status()).isZero();
    assertThat(files(folder.resolve("out")))
        .contains("svirt_gpu.te", "svirt_gpu.fc", "svirt_gpu.if", "svirt_gpu.pp");
    Command.of("rm", "-r", folder + "/out", folder + "/cache").run().orFail();
  }

  /** The files below a folder, sorted; none where it is not there. */
  private static List<String> files(Path of) throws IOException {
    if (!Files.exists(of)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(of)) {
      return paths
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> of.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  /** What tells that a file or folder below one of these was written. */
  private static Map<String, String> state(Path... folders) throws IOException {
    Map<String, String> state = new TreeMap<>();
    for (Path each : folders) {
      try (Stream<Path> paths = Files.walk(each)) {
        for (Path path : (Iterable<Path>) paths::iterator) {
          state.put(path.toString(), Files.getLastModifiedTime(path) + " " + Files.size(path));
        }
      }
    }
    return state;
  }

  @Test
  void aStagedInstallationStaysInItsFolder() throws IOException {
    Map<String, String> before = state(copy, folder.resolve("home"));
    make("install", staged.toString());
    assertThat(state(copy, folder.resolve("home"))).isEqualTo(before);
    assertThat(folder.resolve("opt")).doesNotExist();
    assertThat(files(staged))
        .allMatch(file -> staged.resolve(file).startsWith(root()))
        .hasSameSizeAs(files(root()));
  }

  @Test
  void everythingIsInItsPlace() throws IOException {
    make("install", staged.toString());
    List<String> expected = new ArrayList<>();
    for (String file : files(copy.resolve("target/svpc"))) {
      if (!file.startsWith("lib/svpc/archive/")) {
        expected.add(file);
      }
    }
    assertThat(files(root()))
        .isEqualTo(expected)
        .contains("bin/svpc", "lib/svpc/svpc.jar", "lib/svpc/bin/archive")
        .contains("share/svpc/policies/svirt/guest.svp", "share/doc/svpc/docs/language.md")
        .contains("share/man/man1/svpc.1", "share/man/man1/svpc-build.1");
    for (String[] shell :
        new String[][] {
          {"bash", "share/bash-completion/completions/svpc"},
          {"zsh", "share/zsh/site-functions/_svpc"},
          {"fish", "share/fish/vendor_completions.d/svpc.fish"}
        }) {
      assertThat(root().resolve(shell[1]))
          .hasContent(svpc(root(), "completion", shell[0]).run().orFail().out());
    }
    assertBuilds(root());
  }

  /** What an earlier version had would be found: a library by `use`, a page by man. */
  @Test
  void aSecondOneReplacesTheFirst() throws IOException {
    make("install", staged.toString());
    List<String> first = files(root());
    write("share/svpc/policies/old/old.svp");
    write("lib/svpc/old.jar");
    write("share/man/man1/svpc-old.1");
    write("bin/svpc");
    make("install", staged.toString());
    assertThat(files(root())).isEqualTo(first);
    assertBuilds(root());
  }

  private void write(String file) throws IOException {
    Path path = root().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "of another version\n");
  }

  @Test
  void nothingIsLeftWhenItIsTakenAway() throws IOException {
    make("uninstall", staged.toString());
    make("install", staged.toString());
    write("bin/other");
    write("share/man/man1/svpcx.1");
    write("share/svpcx/svpc");
    make("uninstall", staged.toString());
    assertThat(files(staged).stream().map(file -> root().relativize(staged.resolve(file)) + ""))
        .containsExactly("bin/other", "share/man/man1/svpcx.1", "share/svpcx/svpc");
  }

  @Test
  void aDirectOneHasAnArchiveThatIsUsed() throws IOException {
    make("install", "");
    assertBuilds(prefix);
    // With this option Java ends unless it can use the archive.
    Command.Result run = svpc(prefix, "--version").with("SVPC_JAVA_OPTS", "-Xshare:on").run();
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(files(prefix.resolve("lib/svpc/archive"))).isNotEmpty();
    make("uninstall", "");
    assertThat(files(prefix)).isEmpty();
  }
}
