package org.svpc.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.cil.CilModule;
import org.svpc.cil.CilNormalizer;
import org.svpc.cil.CilScope;
import org.svpc.corpus.Commands;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Upstream;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.ModuleEmitter;
import org.svpc.ir.Module;
import org.svpc.testing.Checked;
import org.svpc.testing.Golden;

/**
 * Lines of {@code .te} as documentation and audit2allow have them, each pasted into a module of SVP
 * as it stands: the module says what m4 and checkmodule make of the same line in a {@code .te}.
 */
final class PastedLinesTest {
  /** Between the pieces of the file of lines. */
  private static final String BETWEEN = "\n%%\n";

  /** What the lines are about; SVP and {@code .te} have the same words for it. */
  private static final String OWN =
      """
      attribute own_group;
      type own_t, domain, own_group;
      type own_helper_t, domain, own_group;
      type own_exec_t, file_type, exec_type;
      type own_data_t, file_type;
      """;

  /** What a {@code .te} has to require for them and SVP knows from the headers. */
  private static final String FOREIGN =
      """
      require {
          attribute domain, file_type, exec_type, configfile, virt_image_type, virt_domain;
          attribute userdomain, mcs_constrained_type;
          type etc_t, tmp_t, proc_t, nfs_t, shadow_t, virtd_t, svirt_t, svirt_image_t;
          type init_t, device_t, devpts_t, user_home_t, virtlogd_t, staff_t, sysadm_t;
          role system_r, sysadm_r, staff_r;
          bool virt_use_nfs, virt_use_usb;
          class file { getattr open read write append execute ioctl lock map create };
          class file { unlink link rename setattr relabelto relabelfrom entrypoint };
          class dir { getattr open read search write add_name remove_name lock ioctl };
          class process { fork signal sigkill transition signull getsched dyntransition };
          class chr_file { getattr open read write ioctl append lock };
          class unix_stream_socket { connectto create read write getattr setopt ioctl };
          class udp_socket { create ioctl };
          class capability { net_admin sys_admin dac_read_search };
          class fd use;
          class lnk_file { getattr read };
          class fifo_file { getattr read write open append ioctl lock };
          class sock_file { write getattr append open };
          class blk_file { getattr open read write };
          sensitivity s0;
          category c0, c1, c2, c1023;
      }
      """;

  @TempDir private static Path folder;

  private static Path m4;

  @BeforeAll
  static void freeze() throws IOException {
    m4 = Upstream.installed().freeze(folder).interfaces();
  }

  private static List<String> pieces() {
    return List.of(Golden.in("equality").read("pasted-lines.te").split(BETWEEN, -1));
  }

  @Test
  void thereAreFiftyOrMoreOfThem() {
    assertThat(pieces()).hasSizeGreaterThanOrEqualTo(50).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> eachMeansTheSame() {
    List<String> pieces = pieces();
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      String name = "pasted_" + i;
      String piece = pieces.get(i);
      tests.add(DynamicTest.dynamicTest(name + " " + piece, () -> check(name, piece)));
    }
    return tests.stream();
  }

  private static void check(String name, String piece) throws IOException {
    String source = "module " + name + " 1.0;\n" + OWN + piece + "\n";
    Checked checked = Checked.text(name + ".svp", source);
    assertThat(checked.diagnostics()).isEmpty();
    Module module = checked.modules().get(0).module();
    Path ours = Files.createDirectories(folder.resolve("ours"));
    write(ours.resolve(name + ".te"), ModuleEmitter.emit(module).text());
    write(ours.resolve(name + ".fc"), FileContextsEmitter.emit(module.fileContexts()).text());
    String built = build(ours, name);
    assertThat(CilComparator.compare(built, CilEmitter.emit(module).text())).isEmpty();

    assertThat(meaning(built)).isEqualTo(meaning(upstream(name, piece)));
  }

  /** The line in a {@code .te}, where a call has no semicolon, through m4 and checkmodule. */
  private static String upstream(String name, String piece) {
    Path place = folder.resolve("theirs");
    Path te = folder.resolve(name + ".te");
    String text = piece.lines().map(PastedLinesTest::call).collect(Collectors.joining("\n"));
    write(te, "policy_module(" + name + ", 1.0)\n" + FOREIGN + OWN + text + "\n");
    write(place.resolve(name + ".fc"), "");
    Commands.runTo(
        place.resolve(name + ".te"),
        folder,
        List.of("m4", "-s", "-R", m4.toString(), te.toString()));
    return build(place, name);
  }

  private static String call(String line) {
    return line.endsWith(");") && !line.contains(" {")
        ? line.substring(0, line.length() - 1)
        : line;
  }

  private static String build(Path place, String name) {
    ModuleTools.Built built = ModuleTools.build(place, name);
    assertThat(built.succeeded()).as(built.text()).isTrue();
    return built.text();
  }

  /** A module without what it requires: the {@code .te} requires the names of all lines. */
  private record Meaning(
      SortedSet<String> atoms, SortedMap<String, CilScope.Arms> conditionals, Set<Said> optionals) {
    private record Said(SortedSet<String> atoms, SortedMap<String, CilScope.Arms> conditionals) {}
  }

  private static Meaning meaning(String cil) {
    CilModule module = CilNormalizer.normalize(cil);
    return new Meaning(
        module.outermost().atoms(),
        module.outermost().conditionals(),
        module.optionals().stream()
            .map(each -> new Meaning.Said(each.atoms(), each.conditionals()))
            .collect(Collectors.toSet()));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refpolicy's calls have no semicolon; SVP's have, and the message says so. */
  @Test
  void aCallWithoutASemicolonIsToldToGetOne() {
    Checked checked =
        Checked.text(
            "bare.svp", "module bare 1.0;\n" + OWN + "files_read_etc_files(own_t)\ntype more_t;\n");
    assertThat(checked.diagnostics())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.message()).isEqualTo("Expected `;` after `)`.");
              assertThat(diagnostic.fixes())
                  .singleElement()
                  .satisfies(each -> assertThat(each.toString()).contains(";"));
            });
  }
}
