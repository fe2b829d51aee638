package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;

/** Links with the whole base policy of the machine. */
final class LinkerTest {
  private static final Path INSTALLED_POLICY = Path.of("/etc/selinux/default/policy/policy.33");

  @TempDir static Path cache;
  @TempDir Path folder;

  private final Diagnostics diagnostics = new Diagnostics();
  private LinkFixture modules;
  private final List<String> steps = new ArrayList<>();

  /** The first link prepares the base; the other tests find it prepared. */
  @BeforeAll
  static void theBaseAloneIsTheInstalledPolicy() throws Exception {
    Diagnostics diagnostics = new Diagnostics();
    List<String> steps = new ArrayList<>();
    BasePolicy base = BasePolicy.in(BasePolicy.INSTALLED, diagnostics).orElseThrow();
    Path empty = Files.writeString(cache.resolve("nothing_here.cil"), "; nothing\n");
    String before = hostState();

    LinkedPolicy linked =
        new Linker(Tools.installed(), cache.resolve("base"), steps::add, diagnostics)
            .link(base, List.of(LinkInput.of(empty)), OptionalInt.empty());

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(steps)
        .containsExactly("Preparing 314 base modules, once", "Linking 1 with 314 base modules");
    assertThat(linked.version()).isEqualTo(33);
    assertThat(linked.policy()).isEqualTo(Files.readAllBytes(INSTALLED_POLICY));
    assertThat(linked.fileContexts())
        .isEqualTo(
            Files.readAllBytes(Path.of("/etc/selinux/default/contexts/files/file_contexts")));
    assertThat(hostState()).isEqualTo(before);
  }

  @BeforeEach
  void prepare() {
    modules = new LinkFixture(folder);
  }

  @Test
  void severalModulesLinkInOneTransaction() throws Exception {
    // Neither of the two links alone.
    Path first =
        modules.pp(
            "svpcx_one",
            "attribute domain; type svpcx_two_t;",
            """
            type svpcx_one_t;
            typeattribute svpcx_one_t domain;
            allow svpcx_one_t svpcx_two_t:file read;
            """,
            "/srv/svpcx(/.*)?\tsystem_u:object_r:svpcx_one_t:s0\n");
    Path second = modules.cil("svpcx_two", "(type svpcx_two_t)\n(roletype object_r svpcx_two_t)\n");

    // A module of a name that the base ships and does not enable.
    Path third = modules.cil("git", "(type svpcx_git_t)\n(roletype object_r svpcx_git_t)\n");

    LinkedPolicy linked = link(OptionalInt.of(31), first, second, third);

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(steps).containsExactly("Linking 3 with 314 base modules");
    assertThat(linked.version()).isEqualTo(31);
    assertThat(new String(linked.fileContexts(), StandardCharsets.UTF_8))
        .contains("/srv/svpcx(/.*)?\tsystem_u:object_r:svpcx_one_t:s0\n");
    Path out = folder.resolve("out/policy.31");
    assertThat(LinkedPolicy.versionInName(out)).isEqualTo(31);
    linked.write(out);
    assertThat(run("sesearch", "-A", "-s", "svpcx_one_t", "-t", "svpcx_two_t", out.toString()))
        .contains("allow svpcx_one_t svpcx_two_t:file read;");
    assertThat(out.resolveSibling("file_contexts")).hasBinaryContent(linked.fileContexts());
    assertThat(out.resolveSibling("file_contexts.homedirs"))
        .hasBinaryContent(linked.homeContexts());
  }

  @Test
  void anAttributeThatBringsForbiddenRulesIsShownWhereItIsJoined() throws Exception {
    Path module =
        modules.pp(
            "svpcx",
            "attribute virt_domain;",
            "type svpcx_t;\ntypeattribute svpcx_t virt_domain;\n",
            "");

    assertThat(link(OptionalInt.empty(), module)).isNull();

    Diagnostic error = diagnostics.sorted().get(0);
    assertThat(error.code()).isEqualTo(Code.LINK_NEVERALLOW);
    assertThat(error.message())
        .isEqualTo(
            "A rule of the base policy reaches what a neverallow of the base policy forbids.");
    assertThat(error.span().text()).isEqualTo("typeattribute svpcx_t virt_domain;");
    assertThat(error.notes())
        .anyMatch(note -> note.contains("_typeattr_") && note.contains("stands for"));
  }

  @Test
  void aFolderWithoutBaseIsRefused() {
    assertThat(BasePolicy.in(folder, diagnostics)).isEmpty();
    assertThat(only().message()).isEqualTo("`" + folder + "` holds no module `base` to link with.");
    assertThat(BasePolicy.in(folder.resolve("none"), new Diagnostics())).isEmpty();
  }

  @Test
  void whatTheDistributionDoesNotEnableIsLeftOut() throws Exception {
    String script = Files.readString(Path.of("/var/lib/dpkg/info/selinux-policy-default.postinst"));
    assertThat(BasePolicy.builtIn()).hasSize(17).allMatch(script::contains);
    BasePolicy base = BasePolicy.in(BasePolicy.INSTALLED, diagnostics).orElseThrow();
    assertThat(base.modules().stream().map(BasePolicy::moduleName))
        .hasSize(314)
        .contains("base", "virt")
        .doesNotContain("git", "livecd");
  }

  @Test
  void missingToolsAreTold() throws Exception {
    BasePolicy base = new BasePolicy(folder, List.of());
    assertThat(
            new Linker(Tools.in(folder.toString()), folder, Progress.NONE, diagnostics)
                .link(base, List.of(), OptionalInt.empty()))
        .isNull();
    assertThat(only().code()).isEqualTo(Code.TOOL_REQUIRED);
    assertThat(only().message())
        .isEqualTo("The program `semodule` was not found, so no policy was linked.");
  }

  private LinkedPolicy link(OptionalInt version, Path... modules) throws Exception {
    BasePolicy base = BasePolicy.in(BasePolicy.INSTALLED, diagnostics).orElseThrow();
    return new Linker(Tools.installed(), cache.resolve("base"), steps::add, diagnostics)
        .link(base, Stream.of(modules).map(LinkInput::of).toList(), version);
  }

  private Diagnostic only() {
    assertThat(diagnostics.sorted()).hasSize(1);
    return diagnostics.sorted().get(0);
  }

  /** A module in the three files that svpc leaves. */
  /** Names, sizes and times of what a link might touch. */
  private static String hostState() throws IOException {
    TreeMap<String, String> state = new TreeMap<>();
    for (String place : List.of("/etc/selinux", "/var/lib/selinux")) {
      try (Stream<Path> files = Files.walk(Path.of(place), 3)) {
        for (Path file : files.toList()) {
          state.put(
              file.toString(), Files.getLastModifiedTime(file).to(TimeUnit.MICROSECONDS) + "");
        }
      } catch (java.io.UncheckedIOException e) {
        state.put(place, "closed to this user");
      }
    }
    return state.toString();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
