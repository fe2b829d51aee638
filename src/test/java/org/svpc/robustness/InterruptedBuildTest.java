package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cli.InProcess;
import org.svpc.robustness.OutputFolder.Content;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;

/**
 * Builds that do not come to their end: whatever lay in the output folder is whole afterwards. A
 * module is built in two versions; each of its files must be, byte for byte, that of one of them.
 */
final class InterruptedBuildTest {
  private static final int KILLS = 8;
  private static final int RACES = 5;
  private static final int FILE_ERROR = 3;

  /** What the system says of a file above the limit: a tool's work is written first. */
  private static final String TOO_LARGE = "file too large";

  @TempDir private Path folder;

  private Path out;
  private Path oldSource;
  private Path newSource;
  private SortedMap<String, Content> oldFiles;
  private SortedMap<String, Content> newFiles;

  @BeforeEach
  void buildBothVersions() throws Exception {
    out = folder.resolve("out");
    oldSource = source("old", "read");
    newSource = source("new", "write");
    oldFiles = build(oldSource, folder.resolve("old-out"));
    newFiles = build(newSource, folder.resolve("new-out"));
    assertThat(newFiles.keySet()).isEqualTo(oldFiles.keySet()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(newFiles).isNotEqualTo(oldFiles);
    OutputFolder.write(out, oldFiles);
  }

  /** Large enough for a full disk to be met in the middle of a file. */
  private Path source(String place, String permission) throws Exception {
    StringBuilder text = new StringBuilder("module victim 1.0.0;\nextern attribute file_type;\n");
    for (int i = 0; i < 120; i++) {
      text.append(
          """
          domain victim%1$d_t;
          type victim%1$d_data_t, file_type;
          allow victim%1$d_t victim%1$d_data_t:file { getattr %2$s };
          labels victim%1$d_data_t { tree "/srv/%2$s/%1$d"; }
          interface victim%1$d_%2$s(domain who) { allow who victim%1$d_data_t:file %2$s; }
          """
              .formatted(i, permission));
    }
    Path path = folder.resolve(place).resolve("victim.svp");
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text.toString());
  }

  private static SortedMap<String, Content> build(Path source, Path out) {
    Command.Result result = InProcess.run("build", source.toString(), "-o", out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    return OutputFolder.files(out);
  }

  private Command buildNew() {
    return Svpc.command("build", newSource.toString(), "-o", out.toString());
  }

  @Test
  void aKilledBuildLeavesFilesWhole() throws Exception {
    Random random = new Random(5);
    long started = System.nanoTime();
    assertThat(buildNew().run().status()).isZero();
    long whole = System.nanoTime() - started;
    int cutShort = 0;
    for (int i = 0; i < KILLS; i++) {
      OutputFolder.write(out, oldFiles);
      Process process = buildNew().start();
      // The second half of a run is where files are written.
      Thread.sleep(TimeUnit.NANOSECONDS.toMillis(whole / 2 + random.nextLong(whole / 2)));
      cutShort += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
      assertEachFileIsOldOrNew();
    }
    assertThat(cutShort).isPositive();
    assertThat(buildNew().run().status()).isZero();
    assertThat(OutputFolder.files(out)).isEqualTo(newFiles);
  }

  private void assertEachFileIsOldOrNew() {
    SortedMap<String, Content> files = OutputFolder.files(out);
    assertThat(files.keySet()).isEqualTo(oldFiles.keySet());
    files.forEach(
        (name, content) ->
            assertThat(content).as(name).isIn(oldFiles.get(name), newFiles.get(name)));
  }

  /** A limit on the size of files stands for a full disk: writing stops in the middle. */
  @Test
  void aFullDiskLeavesTheEarlierFiles() {
    assertRefused(limited("ulimit -f 2; exec \"$@\""));
  }

  /** A disk of its own that is really full, where the machine lets a test have one. */
  @Test
  void aReallyFullDiskLeavesTheEarlierFiles() {
    String mount = "mount -t tmpfs -o size=160k none \"$0\" && cp \"$0\".old/* \"$0\" && ";
    OutputFolder.write(folder.resolve("out.old"), oldFiles);
    boolean mounts =
        Command.of("unshare", "-rm", "sh", "-c", "mount -t tmpfs none " + folder.resolve("old-out"))
                .run()
                .status()
            == 0;
    if (!mounts) {
      assertRefused(limited("ulimit -f 8; exec \"$@\""));
      return;
    }
    String script =
        mount
            + "head -c 200k /dev/zero >\"$0\"/.ballast; \"$@\"; status=$?; "
            + "rm \"$0\"/.ballast; cp -r \"$0\" \"$0\".after; exit $status";
    List<String> words = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script));
    words.add(out.toString());
    Command.Result result = refused(words);
    assertMessage(result);
    assertThat(OutputFolder.files(folder.resolve("out.after"))).isEqualTo(oldFiles);
  }

  @Test
  void aReadOnlyFolderIsTold() {
    out.toFile().setWritable(false);
    try {
      // The superuser may write anywhere, unless it gives that up.
      assertRefused(
          limited(
              "if [ \"$(id -u)\" = 0 ]; then"
                  + " exec setpriv --bounding-set=-dac_override,-dac_read_search \"$@\"; fi;"
                  + " exec \"$@\""));
    } finally {
      out.toFile().setWritable(true);
    }
  }

  @Test
  void aFileInTheFoldersPlaceIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Command.Result result =
        InProcess.run("build", newSource.toString(), "-o", file.resolve("below").toString());
    assertThat(result.status()).as(result.err()).isEqualTo(FILE_ERROR);
    assertThat(result.err()).contains(file.toString());
    assertThat(file).hasContent("mine");
  }

  private static List<String> limited(String script) {
    return List.of("sh", "-c", script, "sh");
  }

  private void assertRefused(List<String> prefix) {
    assertMessage(refused(prefix));
    assertThat(OutputFolder.files(out)).isEqualTo(oldFiles);
  }

  private Command.Result refused(List<String> prefix) {
    return Svpc.command(
            List.of("-XX:-UsePerfData"), "build", newSource.toString(), "-o", out.toString())
        .behind(prefix)
        .run();
  }

  private void assertMessage(Command.Result result) {
    assertThat(result.status()).as(result.out() + result.err()).isEqualTo(FILE_ERROR);
    assertThat(result.err())
        .containsAnyOf(out.toString(), TOO_LARGE)
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void twoBuildsAtOnceEndWithOneOfThem() throws Exception {
    for (int i = 0; i < RACES; i++) {
      Process one = Svpc.command("build", oldSource.toString(), "-o", out.toString()).start();
      Process other = buildNew().start();
      assertThat(one.waitFor()).isZero();
      assertThat(other.waitFor()).isZero();
      assertThat(OutputFolder.files(out)).isIn(oldFiles, newFiles);
    }
  }
}
