package org.svpc.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.svpc.selinux.FileKind;

/** Paths get the labels that libselinux gives them, asked by matchpathcon. */
final class FileContextsTest {
  private static final Path INSTALLED = Path.of("/etc/selinux/default/contexts/files");
  private static final int PATHS = 1_500;
  private static final String FILES = "file_contexts";
  private static final Map<FileKind, String> KINDS =
      Map.of(FileKind.FILE, "file", FileKind.DIR, "dir", FileKind.CHR_FILE, "char");

  private static String text(String name) throws IOException {
    return Files.readString(INSTALLED.resolve(name));
  }

  private static FileContexts installed() throws IOException {
    return FileContexts.read(
        List.of(text(FILES), text(FILES + ".homedirs")), text(FILES + ".subs_dist"));
  }

  /** Paths that patterns are about: each pattern with its special characters filled in. */
  private static List<String> paths() throws IOException {
    TreeSet<String> paths = new TreeSet<>();
    Random random = new Random(7);
    for (String line : (text(FILES) + text(FILES + ".homedirs")).lines().toList()) {
      String pattern = line.strip().split("\\s+", -1)[0];
      if (!pattern.startsWith("/")) {
        continue;
      }
      String path =
          pattern
              .replace("(/.*)?", random.nextBoolean() ? "" : "/x/y.so")
              .replace("/.*", "/some/thing")
              .replaceAll("\\[\\^/\\][*+]", "name")
              .replaceAll("\\[0-9\\][*+]?", "7")
              .replace(".*", "more")
              .replaceAll("\\\\(.)", "$1")
              .replaceAll("[\\[\\](){}?*+|^$]", "");
      if (path.matches("/[A-Za-z0-9/._-]+") && !path.endsWith("/") && !path.contains("//")) {
        paths.add(path);
        paths.add(path + "/below");
      }
    }
    List<String> some = new ArrayList<>(paths);
    Collections.shuffle(some, random);
    List<String> chosen = new ArrayList<>(some.subList(0, PATHS));
    chosen.addAll(
        List.of("/", "/bin/bash", "/usr/lib64/x.so", "/run/lock/a", "/nowhere", "/srv/gpu/a.img"));
    return chosen;
  }

  private static List<String> asked(String kind, List<String> paths) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("matchpathcon", "-n", "-m", kind, "-f", INSTALLED.resolve(FILES).toString()));
    command.addAll(paths);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.lines().toList();
  }

  @Test
  void labelsAreThoseOfLibselinux() throws Exception {
    FileContexts contexts = installed();
    List<String> paths = paths();
    int labelled = 0;
    for (Map.Entry<FileKind, String> kind : KINDS.entrySet()) {
      List<String> expected = asked(kind.getValue(), paths);
      assertThat(expected).hasSameSizeAs(paths);
      for (int i = 0; i < paths.size(); i++) {
        String label = contexts.labelOf(paths.get(i), kind.getKey());
        assertThat(label)
            .as("%s %s", kind.getKey(), paths.get(i))
            .isEqualTo(expected.get(i).strip());
        labelled += FileContexts.NONE.equals(label) ? 0 : 1;
      }
    }
    assertThat(labelled).isGreaterThan(3 * PATHS / 2);
  }

  @Test
  void theLastLineThatFitsWinsAndPathsWinOverPatterns() {
    FileContexts contexts =
        FileContexts.read(
            List.of("/a/b -- exact\n/a/.* early\n# no line\n/a/.*  -d  dirs\nnonsense\n"),
            "/c /a\n/c /d\n");
    assertThat(contexts.labelOf("/a/b", FileKind.FILE)).isEqualTo("exact");
    assertThat(contexts.labelOf("/a/b", FileKind.DIR)).isEqualTo("dirs");
    assertThat(contexts.labelOf("/a/x", FileKind.FILE)).isEqualTo("early");
    assertThat(contexts.labelOf("/a/x", FileKind.ANY)).isEqualTo("dirs");
    assertThat(contexts.labelOf("/c/b", FileKind.FILE)).isNull();
    assertThat(contexts.labelOf("/cc", FileKind.FILE)).isNull();
  }

  @Test
  void aPatternThatDoesNotComeToAnEndIsGivenUp() {
    String path = "/" + "a".repeat(60) + "c";
    FileContexts slow = FileContexts.read(List.of("/((a+)+)+\\2b label\n"), "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slow.labelOf(path, FileKind.FILE))
        .withMessage("/((a+)+)+\\2b");
    FileContexts broken = FileContexts.read(List.of("/( label\n"), "");
    assertThatIllegalArgumentException().isThrownBy(() -> broken.labelOf(path, FileKind.FILE));
  }
}
