package org.svpc.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFilesTest {
  private static final int LARGE = 1 << 20;

  @TempDir Path folder;

  /**
   * Another run: writes a pair of equal files again and again.
   *
   * @param args the folder, the text, the size of each file, how many times
   */
  public static void main(String[] args) throws IOException {
    String text = args[1].repeat(Integer.parseInt(args[2]));
    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
      new OutputFiles(Path.of(args[0])).put("a", text).put("b", text).write();
    }
  }

  @Test
  void writesReplacesAndRemoves() throws Exception {
    Path out = folder.resolve("new/deep");
    new OutputFiles(out).put("a.te", "one").put("a.pp", new byte[] {1, 2}).write();
    new OutputFiles(out).put("a.te", "two").remove("a.pp").remove("never").write();

    assertThat(out.resolve("a.te")).hasContent("two");
    assertThat(namesIn(out)).containsExactly("a.te");
  }

  @Test
  void aFolderInTheWayLeavesEverythingAsItWas() throws Exception {
    Files.createDirectory(folder.resolve("b"));
    Files.writeString(folder.resolve("a"), "old");

    assertThatThrownBy(() -> new OutputFiles(folder).put("a", "new").put("b", "new").write())
        .isInstanceOfSatisfying(
            IOException.class,
            e -> assertThat(IoReason.of(e)).isEqualTo("a folder of that name is in the way"));

    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(namesIn(folder)).containsExactly("a", "b");
  }

  @Test
  void aFileInTheFoldersPlaceIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new OutputFiles(file).put("a", "").write())
        .isInstanceOfSatisfying(
            IOException.class,
            e -> assertThat(IoReason.of(e)).isEqualTo("a file of that name is in the way"));
  }

  @Test
  void aFolderThatTakesNoFilesIsTold() {
    assertThatThrownBy(() -> new OutputFiles(Path.of("/proc/self")).put("a", "").write())
        .isInstanceOfSatisfying(
            IOException.class,
            e -> assertThat(IoReason.of(e)).isIn("permission denied", "no such file or folder"));
  }

  @Test
  void aDiskThatIsFullLeavesTheEarlierFilesWhole() throws Exception {
    Files.writeString(folder.resolve("a"), "old");
    Files.writeString(folder.resolve("b"), "old");

    // Files may not grow beyond 64 blocks, so writing ends in the middle of the first one.
    Process full =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 64; exec \"$@\" 2>&1",
                "sh",
                java(),
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                OutputFilesTest.class.getName(),
                folder.toString(),
                "x",
                "" + LARGE,
                "1")
            .start();
    String output =
        new String(full.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertThat(full.waitFor()).isNotZero();
    assertThat(output).contains("IOException: File too large");
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(folder.resolve("b")).hasContent("old");
    assertThat(namesIn(folder)).containsExactly("a", "b");
  }

  @Test
  void ofManyRunsAtOnceOneResultStaysWhole() throws Exception {
    List<Process> runs = new ArrayList<>();
    for (String letter : List.of("x", "y", "z")) {
      runs.add(run(letter, LARGE / 4, 30));
    }
    Thread here =
        new Thread(
            () -> {
              try {
                main(new String[] {folder.toString(), "w", "" + LARGE / 4, "30"});
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    here.start();
    main(new String[] {folder.toString(), "v", "" + LARGE / 4, "30"});
    here.join();
    for (Process run : runs) {
      assertThat(run.waitFor()).isZero();
    }

    String a = Files.readString(folder.resolve("a"));
    assertThat(a).hasSize(LARGE / 4).isEqualTo(a.substring(0, 1).repeat(a.length()));
    assertThat(Files.readString(folder.resolve("b"))).isEqualTo(a);
    assertThat(namesIn(folder)).containsExactly("a", "b");
  }

  @Test
  void aKilledRunLeavesWholeFilesAndNothingThatStopsTheNext() throws Exception {
    for (int round = 0; round < 5; round++) {
      Process run = run("x", LARGE, 100_000);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!Files.exists(folder.resolve("b")) && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      Thread.sleep(7L * round);
      run.destroyForcibly().waitFor();

      assertThat(Files.size(folder.resolve("a"))).isEqualTo(LARGE);
      assertThat(Files.size(folder.resolve("b"))).isEqualTo(LARGE);
    }
    new OutputFiles(folder).put("a", "next").put("b", "next").write();
    assertThat(folder.resolve("a")).hasContent("next");
    assertThat(namesIn(folder)).containsExactly("a", "b");
  }

  private Process run(String letter, int size, int times) throws IOException {
    return new ProcessBuilder(
            java(),
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            OutputFilesTest.class.getName(),
            folder.toString(),
            letter,
            "" + size,
            "" + times)
        .inheritIO()
        .start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
