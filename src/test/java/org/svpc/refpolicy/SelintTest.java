package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.ir.Module;
import org.svpc.testing.Command;
import org.svpc.testing.Golden;

/**
 * That upstream's linter finds nothing in the refpolicy format of all examples, seen in the whole
 * of refpolicy's source, but what selint/accepted.txt lists with its reason.
 */
final class SelintTest {
  private static final Golden FIXTURES = Golden.in("refpolicy");
  private static final Path BASE = Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  /** {@code vtpm.te: 8: (S): Message (S-001)}. */
  private record Finding(String file, String message, String code) {}

  private record Accepted(String file, String code, String message) {
    boolean covers(Finding finding) {
      boolean sameFile =
          file.startsWith("*")
              ? finding.file().endsWith(file.substring(1))
              : finding.file().equals(file);
      return sameFile && finding.code().equals(code) && finding.message().contains(message);
    }
  }

  private static Path context;

  /** Unpacks refpolicy's source, once for each version of the package. */
  @BeforeAll
  static void unpack() throws IOException {
    Path archive = archive();
    String version = Files.size(archive) + "-" + Files.getLastModifiedTime(archive).toMillis();
    Path ready = BASE.resolve("target").resolve("selint-context-" + version);
    if (!Files.isDirectory(ready)) {
      Files.createDirectories(BASE.resolve("target"));
      Path draft = Files.createTempDirectory(BASE.resolve("target"), "selint-draft-");
      Command.of("tar", "-xf", archive.toString()).in(draft).run().orFail();
      try {
        Files.move(draft, ready, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        // Another run was quicker; what it unpacked is the same.
        FileUtils.deleteDirectory(draft.toFile());
        if (!Files.isDirectory(ready)) {
          throw e;
        }
      }
    }
    context = ready.resolve("selinux-policy-src").resolve("policy");
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/usr/src"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("selinux-policy-src.tar"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("Package selinux-policy-src is not installed."));
    }
  }

  @Test
  void findsNothingButWhatIsAccepted(@TempDir Path folder) {
    write(folder);
    List<Finding> findings = selint(folder);
    List<Accepted> accepted = accepted();
    assertThat(findings)
        .filteredOn(finding -> accepted.stream().noneMatch(each -> each.covers(finding)))
        .isEmpty();
    assertThat(accepted)
        .as("lines of accepted.txt that accept nothing")
        .filteredOn(each -> findings.stream().noneMatch(each::covers))
        .isEmpty();
    System.out.println(
        "selint: " + findings.size() + " findings, all accepted in selint/accepted.txt");
  }

  @Test
  void findsTypos(@TempDir Path folder) throws IOException {
    write(folder);
    List<Accepted> accepted = accepted();
    List<String> unnoticed = new ArrayList<>();
    for (String[] typo :
        new String[][] {
          {"svirt_gpu.te", "type vfio_device_t;", "type vfio_devise_t;"},
          {"svirt_gpu.te", "attribute virt_domain;", "attribute virt_domian;"},
          {"cottage.te", "self:process { fork signal }", "self:process { fork singal }"},
          {"cottage.if", "type sanlock_t;", "type sanlok_t;"},
          {"svirt_gpu.fc", "svirt_gpu_image_t", "svirt_gpu_imgae_t"},
          {"cottage.fc", "system_u:object_r", "sytem_u:object_r"}
        }) {
      Path file = folder.resolve(typo[0]);
      String text = Files.readString(file);
      assertThat(text).contains(typo[1]);
      Files.writeString(file, text.replace(typo[1], typo[2]));
      if (selint(folder).stream()
          .allMatch(finding -> accepted.stream().anyMatch(each -> each.covers(finding)))) {
        unnoticed.add(typo[2]);
      }
      Files.writeString(file, text);
    }
    assertThat(unnoticed).isEmpty();
  }

  private static void write(Path folder) {
    DevelBuild build = new DevelBuild(folder);
    List<Module> modules = new ArrayList<>();
    modules.add(SvpSources.compile("cottage", FIXTURES.read("cottage.svp")));
    for (Path example : SvpSources.examples()) {
      modules.addAll(SvpSources.compile(example));
    }
    modules.forEach(build::add);
    build.writeAll();
  }

  private static List<Finding> selint(Path folder) {
    Command.Result result =
        Command.of(
                "selint",
                "-F",
                "-r",
                "--color=off",
                "--context=" + context,
                "-e",
                "E-003",
                "-e",
                "E-004",
                "-e",
                "W-010",
                "-e",
                "W-011",
                folder.toString())
            .run();
    List<Finding> findings = new ArrayList<>();
    for (String line : (result.out() + result.err()).lines().toList()) {
      Finding finding = finding(line);
      if (finding != null) {
        findings.add(finding);
      } else if (line.startsWith("Error")) {
        findings.add(new Finding("", line, "F-001"));
      }
    }
    // selint's own verdict and what was read of its output have to agree.
    assertThat(result.status() != 0).as(result.out() + result.err()).isEqualTo(!findings.isEmpty());
    return findings;
  }

  private static Finding finding(String line) {
    int colon = line.indexOf(':');
    int open = line.lastIndexOf('(');
    int severity = line.indexOf("): ");
    if (colon < 0 || severity < colon || !line.endsWith(")") || open < severity) {
      return null;
    }
    String path = line.substring(0, colon);
    return new Finding(
        path.substring(path.lastIndexOf('/') + 1),
        line.substring(severity + "): ".length(), open).strip(),
        line.substring(open + 1, line.length() - 1));
  }

  private static List<Accepted> accepted() {
    List<Accepted> accepted = new ArrayList<>();
    for (String line : lines()) {
      int reason = line.indexOf(" | ");
      String[] parts = line.substring(0, Math.max(reason, 0)).split(" ", 3);
      assertThat(parts).as(line).hasSize(3);
      assertThat(line.substring(reason + " | ".length())).as(line).isNotBlank();
      accepted.add(new Accepted(parts[0], parts[1], parts[2]));
    }
    return accepted;
  }

  private static List<String> lines() {
    try (Stream<String> lines =
        Files.lines(BASE.resolve("src/test/resources/selint/accepted.txt"))) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
