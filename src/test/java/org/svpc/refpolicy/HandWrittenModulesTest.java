package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.cli.InProcess;
import org.svpc.testing.Command;

/** Sources of SVP and hand-written modules in one folder call each other's interfaces. */
final class HandWrittenModulesTest {
  private static final String HAND_INTERFACES =
      """
      interface(`hand_read',`
      	gen_require(`
      		type hand_file_t;
      	')

      	read_files_pattern($1, hand_file_t, hand_file_t)
      ')
      """;

  private static final String HAND =
      """
      policy_module(hand, 1.0.0)

      type hand_t;
      domain_type(hand_t)
      type hand_file_t;
      files_type(hand_file_t)

      own_write(hand_t)
      """;

  private static final String OWN =
      """
      module own 1.0.0;

      type own_file_t;

      interface own_write(domain who) {
          allow who own_file_t:file write;
      }

      domain own_t;
      hand_read(own_t);
      allow own_t hand_file_t:file rename;
      """;

  @TempDir Path folder;

  /** Elsewhere: the Makefile takes interfaces of folders below its own as well. */
  @TempDir Path plain;

  @Test
  void bothCallTheOther() {
    DevelBuild build = new DevelBuild(folder);
    build.write("hand.if", HAND_INTERFACES);
    build.write("hand.te", HAND);
    build.write("own.svp", OWN);

    // The second time what svpc wrote for its own module lies there too.
    for (int times = 0; times < 2; times++) {
      Command.Result result =
          InProcess.run(
              "build", "--format", "refpolicy", "-o", folder.toString(), folder.toString());
      assertThat(result.err()).isEmpty();
      assertThat(result.status()).isZero();
    }
    assertThat(folder.resolve("own.te")).content().contains("hand_read(own_t)");
    build.build();

    assertThat(build.cil("own"))
        .containsPattern("\\(allow own_t hand_file_t \\(file \\([^)]*read[^)]*\\)\\)\\)")
        .containsPattern("\\(allow own_t hand_file_t \\(file \\(rename\\)\\)\\)");
    assertThat(build.cil("hand")).contains("(allow hand_t own_file_t (file (write)))");
  }

  /** What m4 makes of the call is what svpc made of it. */
  @Test
  void theCallStandsForTheSameInPlainPolicy() throws IOException {
    DevelBuild build = new DevelBuild(folder);
    build.write("hand.if", HAND_INTERFACES);
    build.write("hand.te", HAND);
    build.write("own.svp", OWN);
    for (String[] words :
        new String[][] {
          {"build", "-o", plain.toString(), folder.resolve("own.svp").toString()},
          {"build", "--format", "refpolicy", "-o", folder.toString(), folder.toString()}
        }) {
      Command.Result result = InProcess.run(words);
      assertThat(result.err()).isEmpty();
      assertThat(result.status()).isZero();
    }
    build.build();

    Command.of("/usr/libexec/selinux/hll/pp", "own.pp", "own.cil").in(plain).run().orFail();
    String written = Files.readString(plain.resolve("own.cil"));
    assertThat(CilComparator.compare(written, build.cil("own"))).isEmpty();
  }
}
