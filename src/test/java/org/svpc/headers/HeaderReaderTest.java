package org.svpc.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;
import org.svpc.target.Target;

/** Trees of other shapes than the installed one, and trees that are broken. */
final class HeaderReaderTest {
  private static final String PERMISSIONS =
      """
      define(`all_file_perms',`{ read write open }')
      define(`all_dir_perms',`{ read search }')
      define(`all_kernel_class_perms',`
      	class file all_file_perms;
      	class dir all_dir_perms;
      ')
      """;

  private final Diagnostics diagnostics = new Diagnostics();

  @TempDir Path folder;

  @Test
  void anMlsTreeOfAnotherDistribution() throws Exception {
    headers(folder.resolve("include"), PERMISSIONS);
    Files.writeString(
        folder.resolve("include/build.conf"),
        """
        # comment = not this
        TYPE = mls   # mcs
        TYPE ?= standard
        DISTRO := redhat
        SYSTEMD=n
        UBAC ?= y
        CUSTOM_BUILDOPT = one
        CUSTOM_BUILDOPT += two
        override MLS_SENS := 4
        export MLS_CATS = 256
        MCS_CATS = 99999999999999
        """);
    Files.writeString(
        folder.resolve("include/support/mls_mcs_macros.spt"),
        """
        define(`mls_systemhigh',`s`'decr(mls_num_sens):c0.c`'decr(mls_num_cats)')
        define(`mls_alias',`mls_systemhigh')
        define(`mls_loop',`mls_loop')
        define(`mls_call',`s0:shift(c1)')
        define(`mls_open',`s0:decr(')
        define(`mls_word',`something else')
        """);

    Target target = HeaderReader.read(folder, diagnostics).orElseThrow();

    assertThat(target.kind()).isEqualTo(Target.Kind.MLS);
    assertThat(target.sensitivities()).isEqualTo(4);
    assertThat(target.categories()).isEqualTo(256);
    assertThat(target.options())
        .containsOnlyKeys(
            "enable_mls",
            "distro_redhat",
            "enable_ubac",
            "one",
            "two",
            "mls_num_sens",
            "mls_num_cats",
            "mcs_num_cats")
        .containsEntry("mcs_num_cats", "1024");
    assertThat(target.level("mls_alias")).contains("s3:c0.c255");
    assertThat(target.levelNames()).containsExactly("mls_alias", "mls_systemhigh");
  }

  /** What a project turns on stands beside what {@code build.conf} says, and unsays nothing. */
  @Test
  void furtherOptionsAreOn() throws Exception {
    headers(folder, PERMISSIONS);
    Files.writeString(folder.resolve("build.conf"), "TYPE = mcs\nDISTRO = debian\n");
    Set<String> more = Set.of("distro_redhat", "mcs_num_cats", "_x1");
    IndexCache cache = IndexCache.none(Progress.NONE);
    Target target = HeaderReader.read(folder, cache, more, diagnostics).orElseThrow();
    assertThat(target.options())
        .containsKeys("enable_mcs", "distro_debian", "distro_redhat", "_x1")
        .containsEntry("mcs_num_cats", "1024");
    Target kernel =
        HeaderReader.readOrKernel(folder.resolve("none"), cache, more, diagnostics).orElseThrow();
    assertThat(kernel.option("distro_redhat")).isTrue();
  }

  @Test
  void aStandardTreeHasNoLevels() throws Exception {
    headers(folder, PERMISSIONS);
    Files.writeString(folder.resolve("build.conf"), "TYPE = standard\n");
    Target target = HeaderReader.read(folder, diagnostics).orElseThrow();

    assertThat(target.mls()).isFalse();
    assertThat(target.sensitivities()).isZero();
    assertThat(target.categories()).isZero();
    assertThat(target.levelNames()).isEmpty();
  }

  @Test
  void aSetThatWarnsOfItselfIsReadWithoutTheWarning() throws Exception {
    headers(folder, PERMISSIONS);
    Files.writeString(
        folder.resolve("support/obj_perm_sets.spt"),
        """
        define(`old_file_perms',`{ read { open } } refpolicywarn(`old_file_perms is old')')
        define(`all_file_perms',`{ read }')
        define(`one_perms',`read')
        define(`loop_perms',`{ read loop_perms other_loop_perms }')
        define(`other_loop_perms',`{ write loop_perms }')
        """);
    Target target = HeaderReader.read(folder, diagnostics).orElseThrow();

    assertThat(target.vocabulary().permissionSet("old_file_perms"))
        .hasValueSatisfying(perms -> assertThat(perms).containsExactly("read", "open"));
    assertThat(target.vocabulary().permissionsOf("file")).containsExactly("read", "write", "open");
    assertThat(target.vocabulary().permissionSet("one_perms"))
        .hasValueSatisfying(perms -> assertThat(perms).containsExactly("read"));
    assertThat(target.vocabulary().permissionSet("loop_perms"))
        .hasValueSatisfying(perms -> assertThat(perms).containsExactly("read", "write"));
  }

  @Test
  void refpolicysSourcesGiveWhatItsHeadersGive() throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-xf", "/usr/src/selinux-policy-src.tar.zst", "-C", folder + "")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();

    Target sources =
        HeaderReader.read(folder.resolve("selinux-policy-src"), diagnostics).orElseThrow();
    Target headers = HeaderReader.readInstalled(diagnostics).orElseThrow();

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(sources.vocabulary().classes())
        .containsExactlyInAnyOrderElementsOf(headers.vocabulary().classes());
    for (String name : headers.vocabulary().classes()) {
      assertThat(sources.vocabulary().permissionsOf(name))
          .isEqualTo(headers.vocabulary().permissionsOf(name));
    }
    assertThat(sources.vocabulary().permissionSet("rw_file_perms"))
        .isEqualTo(headers.vocabulary().permissionSet("rw_file_perms"));
    assertThat(sources.kind()).isEqualTo(headers.kind());
    assertThat(sources.level("mcs_systemhigh")).isEqualTo(headers.level("mcs_systemhigh"));
    assertThat(sources.modules()).isEqualTo(headers.modules());
    assertThat(sources.booleans()).containsAllEntriesOf(headers.booleans());
    assertThat(sources.option("distro_debian")).isTrue();
  }

  @Test
  void withoutHeadersTheKernelsClassesRemain() {
    Target target =
        HeaderReader.readOrKernel(folder, IndexCache.none(Progress.NONE), Set.of(), diagnostics)
            .orElseThrow();

    assertThat(diagnostics.isEmpty()).isTrue();
    assertThat(target.hasHeaders()).isFalse();
    assertThat(target.vocabulary().permissionsOf("chr_file")).contains("ioctl");
    assertThat(target.mls()).isTrue();
    assertThat(target.withMaxModuleVersion(19).maxModuleVersion()).hasValue(19);
  }

  @Test
  void aFolderWithoutHeadersIsRefused() {
    assertThat(HeaderReader.read(folder.resolve("none"), diagnostics)).isEmpty();
    assertThat(onlyError().code()).isEqualTo(Code.TARGET_UNREADABLE);
    assertThat(onlyError().message())
        .isEqualTo(
            "`"
                + folder.resolve("none")
                + "` holds neither policy headers nor refpolicy's sources.");
  }

  @Test
  void aTreeWithoutBuildConfIsRefused() throws Exception {
    headers(folder, PERMISSIONS);
    Files.delete(folder.resolve("build.conf"));

    assertThat(HeaderReader.read(folder, diagnostics)).isEmpty();
    assertThat(onlyError().message())
        .isEqualTo("The header `" + folder.resolve("build.conf") + "` is missing.");
  }

  @Test
  void aTruncatedFileIsRefusedWithItsLine() throws Exception {
    headers(folder, PERMISSIONS.substring(0, 80));

    assertThat(HeaderReader.read(folder, diagnostics)).isEmpty();
    assertThat(onlyError().code()).isEqualTo(Code.TARGET_MALFORMED);
    assertThat(onlyError().notes())
        .containsExactly("A quote is not closed: its `'` is missing, line 2.");
  }

  @Test
  void aTreeWithoutClassesIsRefused() throws Exception {
    headers(folder, "# nothing\n");

    assertThat(HeaderReader.read(folder, diagnostics)).isEmpty();
    assertThat(onlyError().notes()).containsExactly("It defines no classes.");
  }

  @Test
  void aFolderInTheFilesPlaceIsRefused() throws Exception {
    headers(folder, PERMISSIONS);
    Files.delete(folder.resolve("support/all_perms.spt"));
    Files.createDirectory(folder.resolve("support/all_perms.spt"));

    assertThat(HeaderReader.read(folder, diagnostics)).isEmpty();
    assertThat(onlyError().message())
        .isEqualTo(
            "The header `"
                + folder.resolve("support/all_perms.spt")
                + "` cannot be read: it is not a regular file.");
  }

  @Test
  void aFileLargerThanTheLimitIsNotRead() throws Exception {
    Path file = folder.resolve("large");
    Files.writeString(file, "12345");
    assertThat(HeaderFiles.read(file, 5)).isEqualTo("12345");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> HeaderFiles.read(file, 4))
        .isInstanceOf(IOException.class)
        .hasMessage("it is larger than 4 bytes");
  }

  @Test
  void randomBytesNeverThrow() throws Exception {
    Random random = new Random(7);
    String alphabet = "`'(),{}# \nabdefin_perms0";
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder(round % 2 == 0 ? PERMISSIONS : "class a inherits b {");
      for (int i = 0; i < 40; i++) {
        text.insert(
            random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      M4Definitions.read(text.toString());
      AccessVectors.read(text.toString(), org.svpc.selinux.Vocabulary.builder());
      headers(folder, text.toString());
      Files.writeString(folder.resolve("build.conf"), text);
      Optional<Target> target = HeaderReader.read(folder, new Diagnostics());
      target.ifPresent(
          found -> found.vocabulary().classes().forEach(found.vocabulary()::permissionsOf));
    }
  }

  private Diagnostic onlyError() {
    assertThat(diagnostics.sorted()).hasSize(1);
    return diagnostics.sorted().get(0);
  }

  private static void headers(Path include, String permissions) throws IOException {
    Files.createDirectories(include.resolve("support"));
    Files.writeString(include.resolve("support/all_perms.spt"), permissions);
    Files.writeString(include.resolve("build.conf"), "TYPE ?= mcs\n");
  }
}
