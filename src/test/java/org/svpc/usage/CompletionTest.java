package org.svpc.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;

/** The script for bash, in bash. */
final class CompletionTest {
  @TempDir Path folder;

  @Test
  void offersWhatFits() throws IOException {
    Files.createDirectory(folder.resolve("a b"));
    Files.writeString(folder.resolve("c d.svp"), "");
    Files.writeString(folder.resolve("e.pp"), "");
    Files.writeString(folder.resolve("f.txt"), "");
    assertThat(offered("b")).containsExactly("build");
    assertThat(offered("build", "--fo")).containsExactly("--format");
    assertThat(offered("build", "--format", "")).containsExactly("module", "refpolicy", "cil");
    assertThat(offered("build", "--format", "=", "m")).containsExactly("module");
    assertThat(offered("build", "")).containsExactly("a b", "c d.svp");
    assertThat(offered("build", "-o", "")).containsExactly("a b");
    assertThat(offered("link", "")).containsExactly("a b", "e.pp");
    assertThat(offered("explain", "SVP090")).containsExactly("SVP0901", "SVP0902", "SVP0903");
    assertThat(offered("completion", "")).containsExactly("bash", "zsh", "fish");
    assertThat(offered("init", "")).isEmpty();
  }

  private List<String> offered(String... words) {
    String script =
        Completion.bash()
            + "COMP_WORDS=(svpc \"$@\") COMP_CWORD=$#\n"
            + "_svpc\n"
            + "[ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"\n";
    return Command.of("bash", "-c", script, "bash")
        .and(words)
        .in(folder)
        .run()
        .orFail()
        .out()
        .lines()
        .toList();
  }
}
