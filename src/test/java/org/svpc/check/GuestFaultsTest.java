package org.svpc.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.testing.Checked;

/**
 * The list of what goes wrong with guests, E for what does not work and W for what takes from their
 * isolation, each with modules that show it. Faults of a guest's XML (W8, and what E3 says of it)
 * are no module's; those that only linking finds are in LinkErrorsTest (SVP0813, SVP0815).
 */
final class GuestFaultsTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  /** A guest without a fault, to which a line is added or from which one is taken. */
  private static final String GUEST =
      """
      domain a_t is virt_domain, mcs_constrained_type {
          role system_r types this;
          allow this qemu_exec_t:file entrypoint;
          allow this svirt_image_t:file { read write };
          allow virtqemud_t this:process transition;
      }
      type a_image_t is file_type, device_node, virt_image_type;
      """;

  private static final String HEAD =
      """
      module faults 1.0.0;
      extern attribute device_node, file_type, mcs_constrained_type, virt_domain, virt_image_type;
      extern type cifs_t, fixed_disk_device_t, fusefs_t, nfs_t, qemu_exec_t, svirt_home_t,
          svirt_image_t, svirt_t, tmp_t, unconfined_t, virt_content_t, virt_image_t, virtd_t,
          virtqemud_t;
      extern role system_r;
      """;

  /**
   * A fault.
   *
   * @param item of the list
   * @param code of what svpc tells
   * @param source what stands behind the head
   */
  record Fault(String item, String code, String source) {
    @Override
    public String toString() {
      return item + " " + code + ": " + source.strip().replace('\n', ' ');
    }
  }

  private static Fault without(String item, String code, String line) {
    assertThat(GUEST).contains(line);
    return new Fault(item, code, GUEST.replace(line, ""));
  }

  private static Fault with(String item, String code, String line) {
    return new Fault(item, code, GUEST + line);
  }

  static Stream<Fault> faults() {
    return Stream.of(
        without("E1", "SVP0603", ", mcs_constrained_type"),
        new Fault(
            "E1", "SVP0601", "domain b_t; optional { typeattribute b_t mcs_constrained_type; }"),
        without("E2", "SVP0604", "file_type, "),
        without("E2", "SVP0604", "device_node, "),
        with("E2", "SVP0604", "type b_t is file_type; allow a_t b_t:blk_file { read write };"),
        without("E4", "SVP0606", "role system_r types this;"),
        without("E4", "SVP0606", "allow this qemu_exec_t:file entrypoint;"),
        without("E4", "SVP0606", "allow virtqemud_t this:process transition;"),
        with("E5", "SVP0301", "boolean b = false; if (b) { type b_t; }"),
        with("E5", "SVP0301", "boolean b = false; if (b) { typeattribute a_t virt_domain; }"),
        with(
            "E5",
            "SVP0301",
            "boolean b = false; if (b) { type_transition a_t tmp_t:file a_image_t \"x\"; }"),
        with("E6", "SVP0108", "labels a_image_t { path \"/srv/a\" level s5; }"),
        with("E6", "SVP0101", "labels b_image_t { path \"/srv/a\"; }"),
        with("E6", "SVP0501", "labels a_image_t { regex \"/srv/(a\"; }"),
        with("E6", "SVP0502", "labels a_image_t { regex \"/srv/a.img\"; }"),
        with(
            "E6",
            "SVP0503",
            "labels a_image_t { tree \"/srv/a\"; } labels virt_content_t { tree \"/srv/a\"; }"),
        with("E6", "SVP0504", "labels a_image_t { path \"/srv/a\"; path \"/srv/a\"; }"),
        with("E6", "SVP0307", "labels a_image_t { gen_context(system_u:object_r:a_image_t,s0) }"),
        with("E7", "SVP0410", "interface ifdef(domain d) { allow d tmp_t:file read; }"),
        with("E7", "SVP0006", "type source;"),
        with("E8", "SVP0506", "labels a_image_t { tree \"/srv/a\" level s0:c1,c2; }"),
        with("E8", "SVP0506", "labels a_image_t { tree \"/srv/a\" level s0 - s0:c0.c1023; }"),
        with("W1", "SVP0607", "allow a_t a_image_t:file { append execute };"),
        with("W1", "SVP0607", "allow a_t a_image_t:file { create execmod };"),
        with("W1", "SVP0607", "allow a_t a_image_t:file { write entrypoint };"),
        with("W1", "SVP0607", "allow a_t self:process execmem;"),
        with("W2", "SVP0608", "boolean b = true; if (b) { allow a_t a_image_t:file lock; }"),
        with("W3", "SVP0304", "permissive a_t;"),
        with(
            "W3",
            "SVP0609",
            "extern attribute unconfined_domain_type; typeattribute a_t unconfined_domain_type;"),
        with("W4", "SVP0610", "allow a_t fixed_disk_device_t:blk_file read;"),
        with("W4", "SVP0610", "allow a_t file_type:file write;"),
        with("W4", "SVP0610", "allow a_t device_node:chr_file read;"),
        with("W5", "SVP0611", "allow a_t self:capability sys_admin;"),
        with("W5", "SVP0611", "allow a_t self:capability sys_rawio;"),
        with("W5", "SVP0611", "allow a_t self:capability sys_module;"),
        with("W5", "SVP0611", "allow a_t self:capability dac_override;"),
        with("W6", "SVP0612", "allow a_t nfs_t:file read;"),
        with("W6", "SVP0612", "allow a_t cifs_t:file write;"),
        with("W6", "SVP0612", "allow a_t fusefs_t:file read;"),
        with("W6", "SVP0612", "allow a_t svirt_home_t:file append;"),
        with("W6", "SVP0613", "allow a_t virt_content_t:file write;"),
        with("W7", "SVP0614", "allow a_t svirt_t:fd use;"),
        with("W7", "SVP0614", "allow a_t virt_domain:unix_stream_socket connectto;"),
        with("W9", "SVP0613", "allow a_t virt_image_t:file write;"),
        with("W9", "SVP0613", "allow a_t virt_content_t:file map;"),
        with("W9", "SVP0615", "allow a_t tmp_t:file entrypoint;"),
        with("W10", "SVP0616", "allow a_t svirt_image_t:file relabelto;"),
        with("W10", "SVP0617", "allow a_t unconfined_t:process transition;"),
        with("W11", "SVP0618", "allow virt_domain tmp_t:file read;"),
        with("W12", "SVP0619", "dontaudit a_t virt_image_t:file write;"),
        with("W13", "SVP0410", "interface virt_image(domain d) { allow d tmp_t:file read; }"),
        new Fault("W13", "SVP0305", "module virt 1.0.0;"),
        with("W14", "SVP0103", "boolean virt_use_nfs = false; if (virt_use_nfs) {}"),
        with("W14", "SVP0109", "boolean nobody_asks = false;"));
  }

  /** Fedora's policy gives every guest this access itself. */
  private static final Fault NO_IMAGES =
      without("E3", "SVP0605", "allow this svirt_image_t:file { read write };");

  @ParameterizedTest
  @MethodSource("faults")
  void eachIsToldAndNothingElse(Fault fault) {
    // Of the two targets, that with the modular daemons asks for more.
    Target target = fault.item().startsWith("W13") ? Checked.target() : Fedora.TARGET;
    assertThat(codes(fault, target)).containsExactly(fault.code());
  }

  @Test
  void whatDebiansGuestsLackIsTold() {
    assertThat(codes(NO_IMAGES, Checked.target())).containsExactly(NO_IMAGES.code());
    assertThat(codes(NO_IMAGES, Fedora.TARGET)).isEmpty();
  }

  @Test
  void theGuestItselfHasNoFault() {
    Fault none = new Fault("", "", GUEST);
    assertThat(codes(none, Fedora.TARGET)).isEmpty();
    assertThat(codes(none, Checked.target())).isEmpty();
  }

  /** The whole list, but what is said above to be another's. */
  @Test
  void everyItemHasASample() {
    List<String> items = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      items.add("E" + i);
    }
    for (int i = 1; i <= 14; i++) {
      items.add("W" + i);
    }
    items.remove("W8");
    assertThat(Stream.concat(faults(), Stream.of(NO_IMAGES)).map(Fault::item).distinct())
        .containsExactlyInAnyOrderElementsOf(items);
  }

  private static TreeSet<String> codes(Fault fault, Target target) {
    Diagnostics diagnostics = new Diagnostics();
    String text = fault.source().startsWith("module") ? fault.source() : HEAD + fault.source();
    new Compiler(target, List.of(PROJECT.resolve("policies")), diagnostics)
        .compileFiles(List.of(new SourceFile("faults.svp", text)));
    TreeSet<String> codes = new TreeSet<>();
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      codes.add(diagnostic.code().id());
    }
    return codes;
  }

  /** Read when first needed. */
  private static final class Fedora {
    static final Target TARGET =
        HeaderReader.read(
                PROJECT.resolve("src/test/resources/policies/fedora/include"), new Diagnostics())
            .orElseThrow();
  }
}
