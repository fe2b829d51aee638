package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;

/**
 * What does not link, with the smallest policy as base: the same tools, in a fraction of the time.
 */
final class LinkErrorsTest {
  @TempDir static Path cache;
  @TempDir Path folder;

  private final Diagnostics diagnostics = new Diagnostics();
  private final List<String> steps = new ArrayList<>();
  private LinkFixture modules;
  private BasePolicy base;

  @BeforeEach
  void prepare() throws Exception {
    modules = new LinkFixture(folder);
    base = BasePolicy.in(modules.smallBase(), diagnostics).orElseThrow();
  }

  @Test
  void aNameThatNobodyDeclaresIsTold() throws Exception {
    Path module =
        modules.pp(
            "svpcx", "type shadw_t;", "type svpcx_t;\nallow svpcx_t shadw_t:file read;\n", "");

    assertThat(link(module)).isNull();

    assertThat(only().code()).isEqualTo(Code.LINK_UNRESOLVED);
    assertThat(only().message())
        .isEqualTo(
            "Neither the base policy nor a module linked with it declares `shadw_t`, which module"
                + " `svpcx` uses.");
    assertThat(only().helps()).anyMatch(help -> help.contains("`shadow_t`"));
  }

  @Test
  void anotherLabelForPathsOfTheBaseIsTold() throws Exception {
    String rest = "\tsystem_u:object_r:svpcx_t:s0\n";
    Path module =
        modules.pp(
            "svpcx",
            "",
            "type svpcx_t;\n",
            "/etc/shadow\t-d" + rest + "/etc/shadow-" + rest + "/etc/shadow\t--" + rest);

    assertThat(link(module)).isNull();

    assertThat(only().code()).isEqualTo(Code.LINK_CONTEXT);
    assertThat(only().message())
        .isEqualTo(
            "Module `svpcx` labels `/etc/shadow` with `svpcx_t`, and the base policy with"
                + " `shadow_t`.");
    // What a module replaces is no conflict with it.
    Path instead =
        modules.cil(
            "virt",
            """
            (type virt_image_t)
            (roletype object_r virt_image_t)
            (filecon "/etc/shadow" file (system_u object_r virt_image_t ((s0) (s0))))
            """);
    Diagnostics found = new Diagnostics();
    assertThat(
            new Linker(Tools.installed(), cache.resolve("base"), Progress.NONE, found)
                .link(base, List.of(LinkInput.of(instead)), OptionalInt.empty()))
        .as("%s", found.sorted())
        .isNotNull();
  }

  @Test
  void marksInTheEmittedPolicyLeadToTheSource() throws Exception {
    Path module =
        modules.pp(
            "svpcx",
            "type svirt_t; type shadow_t;",
            """
            type svpcx_t;

            neverallow svirt_t shadow_t:file read;
            allow svirt_t shadow_t:file read;

            #@ other.svp 9=1 11=two 12-13=
            #@ svpcx.svp 9=5 11-12=2 99=1
            """,
            "");
    Files.writeString(
        folder.resolve("svpcx.svp"), "module svpcx 1.0;\n  allow svirt_t shadow_t:file read;\n");

    assertThat(link(module)).isNull();

    assertThat(only().span()).hasToString(folder.resolve("svpcx.svp") + ":2:3");
    assertThat(only().span().text()).isEqualTo("allow svirt_t shadow_t:file read;");
  }

  @Test
  void aPermissionThatTheBaseLacksIsTold() throws Exception {
    Path module = modules.cil("svpcx", "(allow svirt_t shadow_t (file (reed)))\n");

    assertThat(link(module)).isNull();

    assertThat(only().message())
        .isEqualTo("The classes of this statement have no permission `reed` in the base.");
    assertThat(only().span()).hasToString(folder.resolve("svpcx.cil") + ":1:1");
  }

  @Test
  void placesAreFoundInTheEmittedFilesBesideThePackage() throws Exception {
    Path module =
        modules.pp(
            "svpcx", "", "type svpcx_t;\n", "\n/srv/x\tsystem_u:object_r:nosuch_svpcx_t:s0\n");

    assertThat(link(module)).isNull();

    assertThat(only().span()).hasToString(folder.resolve("svpcx.fc") + ":2:1");
    assertThat(only().message()).contains("`nosuch_svpcx_t`");
  }

  @Test
  void anAssertionThatDoesNotHoldShowsBothSides() throws Exception {
    Path module =
        modules.pp(
            "svpcx",
            "type svirt_t; type shadow_t;",
            "allow svirt_t shadow_t:file read;\nneverallow svirt_t shadow_t:file read;\n",
            "");

    assertThat(link(module)).isNull();

    // The module's own assertion and the base policy's.
    Diagnostic error =
        diagnostics.sorted().stream().filter(d -> !d.labels().isEmpty()).findFirst().orElseThrow();
    assertThat(error.code()).isEqualTo(Code.LINK_NEVERALLOW);
    assertThat(error.message())
        .isEqualTo("A rule of module `svpcx` grants what a neverallow of module `svpcx` forbids.");
    assertThat(error.span().text()).isEqualTo("allow svirt_t shadow_t:file read;");
    assertThat(error.labels().get(0).span().text())
        .isEqualTo("neverallow svirt_t shadow_t:file read;");
    assertThat(error.notes())
        .contains("The neverallow in CIL is `(neverallow svirt_t shadow_t (file (read)))`.");
  }

  @Test
  void aTypeOfTheBaseDeclaredAgainIsTold() throws Exception {
    Path module = modules.pp("svpcx", "", "type svpcx_t;\ntype virt_image_t;\n", "");

    assertThat(link(module)).isNull();

    assertThat(only().code()).isEqualTo(Code.LINK_DUPLICATE);
    assertThat(only().message())
        .isEqualTo("The type `virt_image_t` is declared by module `svpcx` and by module `virt`.");
    assertThat(only().span().text()).isEqualTo("type virt_image_t;");
  }

  @Test
  void aBrokenRegularExpressionIsTold() throws Exception {
    Path module =
        modules.pp("svpcx", "", "type svpcx_t;\n", "/srv/(x\tsystem_u:object_r:svpcx_t:s0\n");

    assertThat(link(module)).isNull();

    assertThat(only().code()).isEqualTo(Code.LINK_CONTEXT);
    assertThat(only().message())
        .isEqualTo("A file context of module `svpcx` is no regular expression: `/srv/(x`.");
    assertThat(only().span()).hasToString(folder.resolve("svpcx.fc") + ":1:1");
  }

  @Test
  void aContextWithoutLevelIsTold() throws Exception {
    Path module = modules.pp("svpcx", "", "type svpcx_t;\n", "/srv/x\tsystem_u:object_r:svpcx_t\n");

    assertThat(link(module)).isNull();

    assertThat(only().code()).isEqualTo(Code.LINK_CONTEXT);
    assertThat(only().notes())
        .contains("In a policy with levels, a context needs one, such as `:s0`.");
  }

  @Test
  void lineMarksInCilLeadToTheSource() throws Exception {
    Files.writeString(
        folder.resolve("x.svp"), "module svpcx 1.0;\n\nallow a nosuch_t:file read;\n");
    Path module =
        modules.cil(
            "svpcx",
            "(type svpcx_t)\n;;* lmx 3 x.svp\n(allow svirt_t nosuch_svpcx_t (file (read)))\n;;* lme\n");

    assertThat(link(module)).isNull();

    assertThat(only().span()).hasToString(folder.resolve("x.svp") + ":3:1");
  }

  @Test
  void cilThatIsNoneIsShownWhereItIs() throws Exception {
    assertThat(link(modules.cil("svpcx", "(type a_t)\n(type a_t)\n"))).isNull();
    assertThat(only().code()).isEqualTo(Code.LINK_DUPLICATE);
    assertThat(only().span()).hasToString(folder.resolve("svpcx.cil") + ":1:1");

    Diagnostics before = new Diagnostics();
    before.addAll(diagnostics);
    assertThat(link(modules.cil("svpcx", "(typo a_t)\n"))).isNull();
    assertThat(diagnostics.sorted().toString()).contains("Unknown keyword typo");
    assertThat(diagnostics.sorted().toString()).doesNotContain("/svpc-");
  }

  @Test
  void inputsThatCannotBeLinkedAreRefused() throws Exception {
    Path renamed = folder.resolve("renamed.pp");
    Files.copy(modules.pp("svpcx", "", "type svpcx_t;\n", ""), renamed);
    Path truncated = folder.resolve("short.pp");
    Files.write(truncated, new byte[] {1, 2, 3});
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("svpcx.pp");
    Files.copy(folder.resolve("svpcx.pp"), copy);

    assertThat(
            link(
                renamed,
                truncated,
                folder.resolve("none.pp"),
                folder.resolve("readme"),
                folder.resolve("svpcx.pp"),
                copy))
        .isNull();

    assertThat(diagnostics.sorted())
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "`" + renamed + "` holds module `svpcx`, whose file must be `svpcx.pp`.",
            "`" + truncated + "` is no policy package.",
            "`" + folder.resolve("none.pp") + "` cannot be read: no such file or folder.",
            "`" + folder.resolve("readme") + "` is neither a `.pp` nor a `.cil` file.",
            "`" + copy + "` and `" + folder.resolve("svpcx.pp") + "` both hold module `svpcx`.");
  }

  @Test
  void aPackageWithABrokenModuleIsRefused() throws Exception {
    Path module = modules.pp("svpcx", "", "type svpcx_t;\n", "");
    byte[] content = Files.readAllBytes(module);
    Files.write(module, java.util.Arrays.copyOf(content, content.length - 40));

    assertThat(link(module)).isNull();
    assertThat(only().message())
        .isEqualTo("`" + module + "` is no package that these tools can read.");
  }

  @Test
  void aDamagedCacheIsBuiltAgain() throws Exception {
    Path own = folder.resolve("cache");
    Path base = modules.smallBase();
    Diagnostics found = new Diagnostics();
    BasePolicy policy = BasePolicy.in(base, found).orElseThrow();
    Linker linker = new Linker(Tools.installed(), own, steps::add, found);
    Path module = modules.cil("svpcx", "(type svpcx_t)\n(roletype object_r svpcx_t)\n");
    assertThat(linker.link(policy, List.of(LinkInput.of(module)), OptionalInt.empty()))
        .as("%s", found.sorted())
        .isNotNull();
    Path damaged;
    try (Stream<Path> files = Files.walk(own)) {
      damaged = files.filter(file -> file.endsWith("cil")).findFirst().orElseThrow();
    }
    Files.writeString(damaged, "");

    assertThat(linker.link(policy, List.of(LinkInput.of(module)), OptionalInt.empty())).isNotNull();

    assertThat(steps.stream().filter(step -> step.startsWith("Preparing")).toList()).hasSize(2);
    // A cache that cannot be made does not stop the work.
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(
            new Linker(Tools.installed(), file.resolve("cache"), steps::add, found)
                .link(policy, List.of(LinkInput.of(module)), OptionalInt.empty()))
        .isNotNull();
    assertThat(found.sorted()).isEmpty();
  }

  private LinkedPolicy link(Path... files) throws Exception {
    return new Linker(Tools.installed(), cache.resolve("base"), steps::add, diagnostics)
        .link(base, Stream.of(files).map(LinkInput::of).toList(), OptionalInt.empty());
  }

  private Diagnostic only() {
    assertThat(diagnostics.sorted()).hasSize(1);
    return diagnostics.sorted().get(0);
  }
}
