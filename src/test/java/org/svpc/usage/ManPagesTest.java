package org.svpc.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages, read by mandoc. */
final class ManPagesTest {
  private static final String UNKNOWN_PAGE = "referenced manual not found: Xr ";

  @TempDir private Path folder;

  @BeforeEach
  void writePages() throws IOException {
    ManPages.main(new String[] {folder.toString(), "1795305600"});
  }

  private List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void everyCommandHasAPage() throws IOException {
    var names = new TreeSet<String>();
    names.add(folder.resolve("svpc.1").toString());
    for (Command command : Command.values()) {
      names.add(folder.resolve("svpc-" + command.word() + ".1").toString());
    }
    assertThat(pages()).containsExactlyInAnyOrderElementsOf(names);
  }

  /** Nothing but that a page refers to another of these, which mandoc looks for on this machine. */
  @Test
  void mandocHasNothingToSay() throws IOException {
    List<String> words = new ArrayList<>(List.of("mandoc", "-Tlint"));
    words.addAll(pages());
    String said = org.svpc.testing.Command.of(words).run().out();
    for (String line : said.lines().toList()) {
      int at = line.indexOf(UNKNOWN_PAGE);
      assertThat(at).as(line).isPositive();
      String page = line.substring(at + UNKNOWN_PAGE.length()).split(" ", 2)[0];
      assertThat(folder.resolve(page + ".1")).exists();
    }
  }

  @Test
  void aPageSaysWhatTheHelpSays() throws IOException {
    String shown = shown("svpc-build.1");
    for (Option option : Command.BUILD.options()) {
      assertThat(shown).contains(option.name()).contains(flat(option.description()));
    }
    assertThat(shown)
        .contains("svpc-build – build modules")
        .contains(flat(Command.BUILD.description()))
        .contains("November 22, 2026");
    assertThat(shown("svpc-query.1")).contains("-dt").contains("POLICY [NAME]");
    assertThat(shown("svpc-completion.1")).contains("svpc completion bash|zsh|fish");
  }

  /** A page as a reader sees it, in one line. */
  private String shown(String page) {
    String text =
        org.svpc.testing.Command.of("mandoc", "-Tutf8", folder.resolve(page).toString())
            .run()
            .orFail()
            .out();
    return flat(text.replaceAll(".\b", ""));
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
