package org.svpc.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.cli.InProcess;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;

/**
 * The modules of all domains, linked with the whole base policy in one transaction, and beside each
 * of them one domain for each of its calls, which has all of them but that one: {@code --covers}
 * has to notice.
 */
final class GuestCoverageTest {
  private static final Golden GOLDEN = Golden.in("libvirt");

  private static final String FIXED = "fixed-categories";

  /** What no policy of Debian has, so that the tests do: the program that emulates TPMs. */
  private static final String SWTPM =
      "module swtpm_program 1.0.0;\n\ntype swtpm_exec_t is files_type;\n";

  /** A domain that lacks one call. */
  private record Cut(Path xml, String domain, String call, List<String> lines) {}

  @TempDir private static Path folder;

  private static final Map<Path, List<Cut>> CUTS = new TreeMap<>();

  @BeforeAll
  static void link() throws IOException {
    Path sources = Files.createDirectory(folder.resolve("sources"));
    List<String> make = new ArrayList<>(List.of("guest", "-o", sources.toString()));
    Domains.all().forEach(xml -> make.add(xml.toString()));
    InProcess.run(make).orFail();
    Path tests = Files.createDirectory(folder.resolve("tests"));
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith("_test.svp")) {
          Files.move(file, tests.resolve(file.getFileName()));
        }
      }
    }
    Files.writeString(sources.resolve("swtpm_program.svp"), SWTPM);
    int number = 0;
    for (Path xml : Domains.all()) {
      String module = InProcess.run("guest", xml.toString()).orFail().out();
      List<Cut> cuts = new ArrayList<>();
      List<String> chunks = chunks(module);
      for (int without = 0; without < chunks.size(); without++) {
        String domain = "cut" + number++ + "_t";
        String chunk = chunks.get(without);
        cuts.add(new Cut(xml, domain, call(chunk), lines(chunk)));
        Files.writeString(sources.resolve(domain + ".svp"), cut(module, chunks, without, domain));
      }
      CUTS.put(xml, cuts);
    }
    Path built = folder.resolve("built");
    InProcess.run("build", sources.toString(), "-o", built.toString(), "--format", "cil").orFail();
    List<String> link = new ArrayList<>(List.of("link", "-o", folder + "/policy.33"));
    try (Stream<Path> files = Files.list(built)) {
      files
          .filter(file -> file.toString().endsWith(".cil"))
          .sorted()
          .forEach(f -> link.add("" + f));
    }
    InProcess.run(link).orFail();
  }

  /** The calls in the domain's block, each with its comments. */
  private static List<String> chunks(String module) {
    int start = module.indexOf(" {\n", module.indexOf("\ndomain ")) + 3;
    return List.of(module.substring(start, module.lastIndexOf("}\n")).split("\n\n", -1));
  }

  private static String call(String chunk) {
    String code =
        chunk.lines().filter(line -> !line.strip().startsWith("//")).reduce("", String::concat);
    String call = code.replace("optional {", "").strip();
    if (call.startsWith("if (")) {
      call = call.substring(call.indexOf('{') + 1).strip();
    }
    return call.substring(0, call.indexOf('('));
  }

  private static List<String> lines(String chunk) {
    return chunk
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("// Line "))
        .map(line -> line.substring(8, line.indexOf(':')))
        .toList();
  }

  /** The domain's block under another name, without one of its calls; its types are the others'. */
  private static String cut(String module, List<String> chunks, int without, String domain) {
    Set<String> externs = new LinkedHashSet<>();
    StringBuilder out = new StringBuilder("module " + domain + "_module 1.0.0;\n\nuse svirt;\n\n");
    for (String line : module.lines().toList()) {
      String[] words = line.replace(";", "").replace(",", "").split(" ", -1);
      if (line.startsWith("type ") || line.startsWith("boolean ")) {
        externs.add("extern " + words[0] + " " + words[1] + ";\n");
      } else if (line.startsWith("attribute ")) {
        externs.add("extern attribute " + words[1] + ";\n");
      } else if (line.startsWith("extern ")) {
        externs.add(line + "\n");
      }
    }
    externs.forEach(out::append);
    out.append("domain ").append(domain).append(" {\n");
    for (int i = 0; i < chunks.size(); i++) {
      if (i != without) {
        out.append(chunks.get(i).replaceAll("pty = \\w+", "pty = " + domain + "_pty")).append('\n');
      }
    }
    return out.append("}\n").toString();
  }

  private static Command.Result covers(Path xml, String... more) {
    List<String> words =
        new ArrayList<>(List.of("guest", xml.toString(), "--policy", folder + "/policy.33"));
    words.addAll(List.of(more));
    for (String gate :
        List.of(
            "vm_storage_use_raw_scsi", "vm_scsi_use_raw_scsi", "vm_labelled_disks_use_raw_disk")) {
      words.addAll(List.of("--bool", gate + "=on"));
    }
    return InProcess.run(words);
  }

  static List<Path> covered() {
    return Domains.all().stream().filter(xml -> !Domains.name(xml).equals(FIXED)).toList();
  }

  @ParameterizedTest
  @MethodSource("covered")
  void itsModuleCoversADomain(Path xml) {
    Command.Result answer = covers(xml);
    assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
    assertThat(answer.out()).contains(": all that the XML needs is allowed in ");
  }

  private static Path xml(String name) {
    return Domains.all().stream()
        .filter(file -> Domains.name(file).equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** No rule is missing: the categories that libvirt chooses are others than the image's. */
  @Test
  void aLabelThatTheGuestDoesNotReachIsTold() {
    Command.Result answer = covers(xml(FIXED));
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err())
        .contains("[SVP1111]", "system_u:object_r:fixed_image_t:s0:c10,c20", "the constraint")
        .doesNotContain("no rule allows it");
  }

  /** Each guest has its own domain, so another's does not do. */
  @Test
  void theDomainOfAnotherGuestLacksTheImages() {
    Command.Result answer = covers(xml("labelled-disks"), "--domain", "vm_plain_t");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(places(answer.err(), xml("labelled-disks"))).containsExactly("12", "21", "28");
  }

  @Test
  void aBooleanThatIsOffIsTold() {
    Path xml = xml("scsi");
    Command.Result answer =
        InProcess.run("guest", xml.toString(), "--policy", folder + "/policy.33");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("with `vm_scsi_use_raw_scsi` on a rule allows it");
  }

  @ParameterizedTest
  @MethodSource("covered")
  void aCallThatIsMissingIsNoticed(Path xml) {
    StringBuilder unnoticed = new StringBuilder();
    for (Cut cut : CUTS.get(xml)) {
      Command.Result answer = covers(xml, "--domain", cut.domain());
      if (answer.status() == 0) {
        unnoticed.append(cut.call()).append('\n');
      } else {
        assertThat(answer.status()).as(answer.err()).isEqualTo(1);
        List<String> told = places(answer.err(), xml);
        assertThat(told).as("%s\n%s", cut, answer.err()).containsAnyElementsOf(cut.lines());
      }
    }
    // What the base policy gives every guest, or another call of the same module.
    GOLDEN.check("unnoticed/" + Domains.name(xml) + ".expected", unnoticed.toString());
  }

  /** The lines of the XML that errors are about. */
  private static List<String> places(String report, Path xml) {
    List<String> lines = new ArrayList<>();
    boolean error = false;
    for (String line : report.lines().toList()) {
      error = line.startsWith("error[SVP1111]") || (error && !line.isEmpty());
      int at = line.indexOf(xml + ":");
      if (error && at >= 0) {
        lines.add(line.substring(at + xml.toString().length() + 1).split(":", -1)[0]);
      }
    }
    return lines;
  }

  /** The tests beside the modules hold in the same policy. */
  @Test
  void theTestsBesideTheModulesHold() {
    Command.Result answer =
        InProcess.run(
            "test", folder + "/sources", folder + "/tests", "--policy", folder + "/policy.33");
    assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
  }
}
