package org.svpc.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.cli.InProcess;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;

/** What becomes of each domain: the module, the words, the commands and the warnings. */
final class GuestModulesTest {
  private static final Golden GOLDEN = Golden.in("libvirt/expected");

  static List<Path> validated() {
    return Domains.validated();
  }

  static List<Path> all() {
    return Domains.all();
  }

  @Test
  void thereAreEnough() {
    assertThat(Domains.validated()).hasSizeGreaterThanOrEqualTo(25);
  }

  @ParameterizedTest
  @MethodSource("validated")
  void libvirtTakesTheXml(Path xml) {
    Command.of("virt-xml-validate", xml.toString(), "domain").run().orFail();
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatBecomesOfIt(Path xml) {
    Command.Result made = InProcess.run("guest", xml.toString());
    assertThat(made.status()).as(made.err()).isZero();
    GOLDEN.check(
        Domains.name(xml) + ".expected",
        Golden.normalised(made.out() + "\n" + made.err(), xml.toAbsolutePath().getParent(), "DIR"));
  }

  /** The label is right for libvirt, and svpc reads its own domain out of it. */
  @ParameterizedTest
  @MethodSource("validated")
  void theXmlWithItsLabel(Path xml) throws IOException {
    Command.Result labelled = InProcess.run("guest", "--write-seclabel", xml.toString());
    assertThat(labelled.status()).as(labelled.err()).isZero();
    Path file = Files.createTempFile("labelled", ".xml");
    try {
      Files.writeString(file, labelled.out());
      Command.of("virt-xml-validate", file.toString(), "domain").run().orFail();
      Command.Result module = InProcess.run("guest", xml.toString());
      Command.Result again = InProcess.run("guest", file.toString());
      assertThat(domainOf(again.out())).isEqualTo(domainOf(module.out()));
      Command.Result twice = InProcess.run("guest", "--write-seclabel", file.toString());
      assertThat(twice.out()).as("nothing is left to write").isEqualTo(labelled.out());
    } finally {
      Files.delete(file);
    }
  }

  private static String domainOf(String module) {
    return module.lines().filter(line -> line.startsWith("domain ")).findFirst().orElseThrow();
  }
}
