package org.svpc.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;

/** A module far larger than any: forty thousand calls, in the memory of a small machine. */
final class ManyCallsTest {
  private static final int DOMAINS = 8_000;

  private static final String CALLS =
      """
      domain many%1$d_t {
          many_own(this, many%1$d_conf_t);
          files_search_etc(this);
          dev_getattr_fs(this);
          many_own(virt_domain, many%1$d_conf_t);
          allow_lnk(this, many%1$d_conf_t);
      }
      type many%1$d_conf_t;
      """;

  @TempDir private Path folder;

  @Test
  void fortyThousandCallsOfInterfaces() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            module many 1.0.0;

            interface many_own(domain who, type what) {
                allow who what:file read_file_perms;
                allow who what:dir search_dir_perms;
            }

            interface allow_lnk(domain who, type what) {
                allow who what:lnk_file read_lnk_file_perms;
            }

            """);
    for (int i = 0; i < DOMAINS; i++) {
      text.append(CALLS.formatted(i));
    }
    Path source = Files.writeString(folder.resolve("many.svp"), text);
    Path out = folder.resolve("out");
    Command.Result result =
        Svpc.command(
                List.of("-Xmx512m"), "build", source.toString(), "-o", out.toString(), "--no-cache")
            .run();
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    List<String> rules = Files.readAllLines(out.resolve("many.te"));
    assertThat(rules).filteredOn(line -> line.contains("_conf_t:")).hasSize(DOMAINS * 5);
    assertThat(rules).filteredOn(line -> line.contains(" etc_t:dir")).hasSize(DOMAINS);
    assertThat(out.resolve("many.pp")).exists();
  }
}
