package org.svpc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoldenTest {
  @TempDir Path folder;

  @Test
  void aRunThatRecordsNeverPasses() {
    assertThat(Golden.updating()).as("-Dgolden=update").isFalse();
  }

  @Test
  void theSameTextPasses() throws IOException {
    Files.writeString(folder.resolve("a.te"), "one\n");
    assertThatCode(() -> comparing().check("a.te", "one\n")).doesNotThrowAnyException();
  }

  @Test
  void anotherTextFailsAndLeavesTheFile() throws IOException {
    Files.writeString(folder.resolve("a.te"), "one\ntwo\n");
    assertThatThrownBy(() -> comparing().check("a.te", "one\nzwei\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a.te differs")
        .hasMessageContaining("-two\n+zwei");
    assertThat(folder.resolve("a.te")).hasContent("one\ntwo\n");
  }

  @Test
  void aLineFeedMoreIsAnotherText() throws IOException {
    Files.writeString(folder.resolve("a.te"), "one\n");
    assertThatThrownBy(() -> comparing().check("a.te", "one"))
        .hasMessageContaining("+one<no line feed>");
    assertThatThrownBy(() -> comparing().check("a.te", "one\r\n")).hasMessageContaining("+one<CR>");
  }

  @Test
  void aMissingFileIsWrittenAndFails() {
    assertThatThrownBy(() -> comparing().check("deep/er/a.te", "one\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has been written");
    assertThat(folder.resolve("deep/er/a.te")).hasContent("one\n");
  }

  @Test
  void updatingRewritesAllAndFails() throws IOException {
    Files.writeString(folder.resolve("a.te"), "old\n");
    Files.writeString(folder.resolve("a.fc"), "old\n");
    assertThatThrownBy(
            () -> new Golden(folder, true).check(Map.of("a.te", "new\n", "a.fc", "newer\n")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a.te has been rewritten")
        .hasMessageContaining("a.fc has been rewritten");
    assertThat(folder.resolve("a.te")).hasContent("new\n");
    assertThat(folder.resolve("a.fc")).hasContent("newer\n");
  }

  @Test
  void anExpectationWithoutInputIsAnOrphan() throws IOException {
    Files.writeString(folder.resolve("a.svp"), "");
    Files.writeString(folder.resolve("a.te"), "");
    assertThatCode(() -> comparing().checkNoOrphans(".svp", ".te", ".fc"))
        .doesNotThrowAnyException();
    Files.writeString(folder.resolve("b.fc"), "");
    assertThatThrownBy(() -> comparing().checkNoOrphans(".svp", ".te", ".fc"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[b.fc]");
  }

  @Test
  void inputsAreSortedAndBare() throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/b.svp"), "");
    Files.writeString(folder.resolve("a.svp"), "");
    Files.writeString(folder.resolve("a.te"), "");
    assertThat(comparing().inputs(".svp")).containsExactly("a", "sub/b");
  }

  @Test
  void theFoldersOfARunAreReplaced() {
    assertThat(Golden.normalised("in " + folder + "/x", folder, "DIR")).isEqualTo("in DIR/x");
  }

  private Golden comparing() {
    return new Golden(folder, false);
  }
}
