package org.svpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;

/** What SVP0817 says of paths is what matchpathcon says, and its page tells semodule's order. */
final class ShadowedContextsTest {
  private static final Pattern CLAIM =
      Pattern.compile("`(/\\S+)` gets `(\\S+)` of (?:this line|the base policy), not `(\\S+)`");

  @TempDir private Path folder;

  @Test
  void eachPathHasTheLabelThatIsToldInTheLinkedPolicy() throws IOException {
    Files.writeString(
        folder.resolve("a.svp"),
        """
        module shadowing 1.0.0;
        type shadowing_t;
        labels shadowing_t {
            tree "/home/machines";
            tree "/srv";
            tree "/etc";
            regex "/srv/(first|second|third|[^/]*/)?ftp(/.*)?";
            regex "/var/lib/(libvirt|shadowing2)/images(/.*)?";
            regex "/usr/(s?bin|local|share|include)/.*";
            regex "/var/log/.+";
        }
        """);
    Files.writeString(folder.resolve("svpc.toml"), "sources = [\"a.svp\"]\n");
    Command.Result linked =
        InProcess.run(
            List.of("link", "--project", folder + "/svpc.toml", "-o", folder + "/policy.33"));
    assertThat(linked.status()).as(linked.err()).isZero();
    Matcher claims = CLAIM.matcher(linked.err());
    int ours = 0;
    int all = 0;
    while (claims.find()) {
      assertThat(labels(claims.group(1)))
          .as(claims.group())
          .contains(claims.group(2))
          .doesNotContain(claims.group(3));
      ours += claims.group(2).contains("shadowing_t") ? 1 : 0;
      all++;
    }
    assertThat(ours).as(linked.err()).isPositive();
    assertThat(all).isGreaterThan(ours + 3);
  }

  /** The labels of a path by its kinds: as a file, and as a folder. */
  private List<String> labels(String path) {
    List<String> labels = new ArrayList<>();
    for (String kind : List.of("file", "dir")) {
      String contexts = folder.resolve("file_contexts").toString();
      labels.add(
          Command.of("matchpathcon", "-n", "-m", kind, "-f", contexts, path)
              .run()
              .orFail()
              .out()
              .strip());
    }
    return labels;
  }

  /** A line as libsepol sorts it. */
  private record Line(boolean special, int plain, int length, boolean oneKind, String path) {
    static final Comparator<Line> ORDER =
        Comparator.comparing((Line line) -> !line.special())
            .thenComparing(Line::plain)
            .thenComparing(Line::length)
            .thenComparing(Line::oneKind);

    static Line of(String text) {
      String[] words = text.strip().split("\\s+", -1);
      int plain = 0;
      int length = 0;
      boolean special = false;
      for (int at = 0; at < words[0].length(); at++, length++) {
        if (".^$?*+|[({".indexOf(words[0].charAt(at)) >= 0) {
          special = true;
        } else {
          at += words[0].charAt(at) == '\\' ? 1 : 0;
          plain += special ? 0 : 1;
        }
      }
      return new Line(special, plain, length, words.length == 3, words[0]);
    }
  }

  @Test
  void semoduleWritesLinesInTheOrderOfThePage() throws IOException {
    List<Line> lines =
        Files.readAllLines(Path.of("/etc/selinux/default/contexts/files/file_contexts")).stream()
            .filter(line -> !line.isBlank())
            .map(Line::of)
            .toList();
    assertThat(lines).hasSizeGreaterThan(3_000).isSortedAccordingTo(Line.ORDER);
  }
}
