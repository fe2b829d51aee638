package org.svpc.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.NameKind;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;
import org.svpc.target.TargetNames;
import org.svpc.testing.Checked;
import org.svpc.testing.TestTarget;

/**
 * What the checks on guests tell beside the examples of their pages: the forms in which a rule
 * speaks of guests, conditions, and what depends on the target.
 */
final class GuestChecksTest {
  private static final Path LIBRARIES =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath().resolve("policies");

  private static final String HEAD =
      """
      module m 1.0.0;
      extern attribute device_node, file_type, mcs_constrained_type, virt_domain, virt_image_type;
      extern type cifs_t, nfs_t, qemu_exec_t, svirt_image_t, svirt_t, virtd_t, virtqemud_t;
      extern role system_r;
      """;
  private static final String GUEST =
      """
      domain a_t is virt_domain, mcs_constrained_type {
          role system_r types this;
          allow this qemu_exec_t:file entrypoint;
          allow this svirt_image_t:file { read write };
      }
      """;

  // ---- the forms in which rules speak of guests

  @Test
  void guestsAreKnownByTheirNamesAliasesAndAttributes() {
    for (String rule :
        List.of(
            "allow svirt_t nfs_t:file read;",
            "allow virt_domain nfs_t:file read;",
            "allow { virtd_t svirt_t } { virtd_t nfs_t }:file { getattr read };",
            GUEST + "allow a_t nfs_t:file rw_file_perms;",
            GUEST + "typealias a_t alias b_t; allow b_t nfs_t:file read;",
            GUEST + "attribute mine; typeattribute a_t mine; allow mine nfs_t:file read;",
            "type a_t; typeattribute a_t virt_domain; typeattribute a_t mcs_constrained_type;"
                + " role system_r types a_t; allow a_t qemu_exec_t:file entrypoint;"
                + " allow a_t svirt_image_t:file write; optional { allow a_t nfs_t:file read; }",
            "interface use_it(domain d) { allow d nfs_t:file read; } use_it(svirt_t);")) {
      assertThat(codes(rule)).as(rule).contains(Code.WITHOUT_CATEGORIES);
    }
  }

  @Test
  void othersAreNot() {
    for (String rule :
        List.of(
            "allow virtd_t nfs_t:file read;",
            "allow { virt_domain -virt_domain } nfs_t:file read;",
            "allow svirt_t nfs_t:dir read;",
            "allow svirt_t nfs_t:file getattr;",
            "allow svirt_t { nfs_t -nfs_t svirt_image_t }:file read;",
            "dontaudit svirt_t nfs_t:file read;",
            "neverallow svirt_t nfs_t:file read;",
            "type other_t; attribute mine; typeattribute other_t mine; allow mine nfs_t:file read;",
            "interface use_it(domain d) { allow d nfs_t:file read; } use_it(virtd_t);",
            "ifdef (distro_redhat) { allow svirt_t nfs_t:file read; }")) {
      assertThat(codes(rule)).as(rule).isEmpty();
    }
  }

  @Test
  void whatABooleanOpensIsTheAdministratorsDecision() {
    Map<String, Boolean> told =
        Map.ofEntries(
            Map.entry("if (off) { R }", false),
            Map.entry("if (!off) { R }", true),
            Map.entry("if (off) { } else { R }", true),
            Map.entry("if (on) { R }", true),
            Map.entry("if (on) { } else { R }", false),
            Map.entry("if (on && off) { R }", false),
            Map.entry("if (on || off) { R }", true),
            Map.entry("if (on ^ off) { R }", true),
            Map.entry("if (on == off) { R }", false),
            Map.entry("if (on != off) { R }", true),
            Map.entry("if (on == off) { } else { R }", true),
            Map.entry("if (virt_use_nfs) { R }", false),
            Map.entry("if (!virt_use_nfs) { R }", false),
            Map.entry("if (on || virt_use_nfs) { R }", true),
            Map.entry("if (on && virt_use_nfs) { R }", false),
            Map.entry("if (on == virt_use_nfs) { R }", false));
    for (Map.Entry<String, Boolean> each : told.entrySet()) {
      String source =
          "boolean on = true; boolean off = false;"
              + "if (on || off) { allow virtd_t nfs_t:file read; }"
              + each.getKey().replace("R", "allow svirt_t nfs_t:file read;");
      assertThat(codes(source).contains(Code.WITHOUT_CATEGORIES))
          .as(each.getKey())
          .isEqualTo(each.getValue());
    }
  }

  @Test
  void whatACallBringsIsToldAtTheCall() {
    String source =
        "interface use_it(domain d) {\n allow d nfs_t:file read; }\ntype b_t;\nuse_it(svirt_t);";
    Diagnostic told = only(diagnostics(HEAD + source, target()));
    assertThat(told.span()).isNotNull();
    assertThat(told.span().text()).startsWith("use_it(svirt_t)");
    assertThat(told.labels().get(0).span().text()).startsWith("allow d nfs_t");
  }

  // ---- what depends on the target

  @Test
  void aGuestIsHeldByCategoriesOnlyWhereTheTargetKnowsOfIt() {
    String open = GUEST.replace(", mcs_constrained_type", "");
    assertThat(codes(open)).containsExactly(Code.UNCONSTRAINED_GUEST);
    assertThat(codes(open, target("virt_domain", "mcs_constrained_type")))
        .containsExactly(Code.UNCONSTRAINED_GUEST);
    assertThat(codes(open, target("virt_domain"))).isEmpty();
    assertThat(codes(open.replace("a_t is", "a_t alias b_t is") + GUEST.replace("a_t", "c_t")))
        .containsExactly(Code.UNCONSTRAINED_GUEST);
    assertThat(codes(open + "optional { typeattribute a_t mcs_constrained_type; }"))
        .as("told of as SVP0601")
        .containsExactly(Code.ISOLATION_IN_OPTIONAL);
  }

  /** The first question reads every header, which no module without guests shall pay for. */
  @Test
  void headersAreAskedForGuestsOnly() {
    Target unasked = TestTarget.get().withNames(new Speaking(TestTarget.get().targetNames(), null));
    assertThat(
            codes(
                "type x_t is file_type; allow virtd_t x_t:file { read write };"
                    + " labels x_t { path \"/x\"; } allow virtd_t self:fd use;",
                unasked))
        .isEmpty();
  }

  @Test
  void theModularDaemonNamesEachGuest() {
    Target modular = target("virt_domain", "mcs_constrained_type", "virtqemud_t");
    assertThat(codes(GUEST)).isEmpty();
    assertThat(codes(GUEST, modular)).containsExactly(Code.GUEST_NOT_STARTED);
    String starts = "optional { allow virtqemud_t T:process { signal transition }; }";
    assertThat(codes(GUEST + starts.replace("T", "a_t"), modular)).isEmpty();
    assertThat(codes(GUEST + starts.replace("T", "virt_domain"), modular)).isEmpty();
    assertThat(codes(GUEST + starts.replace("T", "{ virt_domain -a_t }"), modular))
        .containsExactly(Code.GUEST_NOT_STARTED);
  }

  @Test
  void theModularDaemonLabelsDeviceNodes() {
    Target modular = target("virt_domain", "virtqemud_t");
    String image = "type i_t is file_type, virt_image_type;";
    assertThat(codes(image)).isEmpty();
    assertThat(codes(image, modular)).containsExactly(Code.IMAGE_NOT_LABELLED);
    assertThat(codes(image + "typeattribute i_t device_node;", modular)).isEmpty();
    assertThat(codes("type i_t is file_type; allow svirt_t i_t:blk_file { read write };"))
        .containsExactly(Code.IMAGE_NOT_LABELLED);
  }

  @Test
  void theModularDaemonsPolicyGivesImagesToEveryGuest() {
    String bare = GUEST.replace("allow this svirt_image_t:file { read write };", "");
    assertThat(codes(bare)).containsExactly(Code.NO_GUEST_IMAGE);
    assertThat(codes(bare + "allow virt_domain svirt_image_t:file write;"))
        .containsExactly(Code.ALL_GUESTS);
    String starts = "allow virtqemud_t a_t:process transition;";
    assertThat(codes(bare + starts, target("virt_domain", "mcs_constrained_type", "virtqemud_t")))
        .isEmpty();
  }

  @Test
  void whatRefpolicyConstrainsFedoraDoesNot() {
    Target modular = target("virt_domain", "virtqemud_t");
    String connects = "allow svirt_t self:unix_stream_socket { connectto read };";
    assertThat(codes(connects)).isEmpty();
    assertThat(codes(connects, modular)).containsExactly(Code.BETWEEN_GUESTS);
    assertThat(codes("allow svirt_t { self virtd_t }:fd use;", modular)).isEmpty();
    assertThat(codes("allow svirt_t virt_domain:fd use;")).containsExactly(Code.BETWEEN_GUESTS);
  }

  // ---- hostile sources

  /** Many guests and many rules cost their sum, long conditions their length. */
  @Test
  void manyOfEachEndSoon() {
    StringBuilder source = new StringBuilder("boolean b = true;\n");
    for (int i = 0; i < 20_000; i++) {
      source.append("type t").append(i).append("_t is virt_domain;\n");
      source.append("allow { virt_domain -t").append(i);
      source.append("_t } svirt_image_t:file write;\n");
    }
    source.append("if (b").append(" ^ b".repeat(60)).append(") { allow svirt_t nfs_t:file read; }");
    List<Code> codes = codes(source.toString());
    assertThat(codes).contains(Code.UNCONSTRAINED_GUEST, Code.WITHOUT_CATEGORIES, Code.BOOLEAN_ON);
    assertThat(codes).doesNotContain(Code.NO_GUEST_IMAGE);
  }

  // ---- single checks

  @Test
  void execution() {
    assertThat(codes("type x_t; allow svirt_t x_t:file { execute write };"))
        .containsExactly(Code.WRITE_AND_EXECUTE);
    assertThat(codes("allow svirt_t self:process { execstack signal };"))
        .containsExactly(Code.WRITE_AND_EXECUTE);
    assertThat(codes("type x_t; allow svirt_t x_t:file execute; allow virtd_t x_t:file write;"))
        .isEmpty();
    assertThat(
            codes(
                "boolean b = false; type x_t; allow svirt_t x_t:file execute;"
                    + "if (b) { allow svirt_t x_t:file write; }"))
        .isEmpty();
  }

  @Test
  void unconfinedDomainsThatAGuestReaches() {
    String helper =
        "extern attribute files_unconfined_type;"
            + "type h_t is mcs_constrained_type, files_unconfined_type;";
    assertThat(codes(helper)).isEmpty();
    assertThat(codes(helper + "allow svirt_t h_t:process transition;"))
        .containsExactly(Code.UNCONFINED_GUEST);
    assertThat(codes(helper + "typeattribute h_t virt_domain;")).contains(Code.UNCONFINED_GUEST);
  }

  @Test
  void levels() {
    String image = "type i_t is file_type, virt_image_type; labels i_t { path \"/i\" level L; }";
    assertThat(codes(image.replace("L", "s0"))).isEmpty();
    assertThat(codes(image.replace("L", "s0 - mcs_systemhigh")))
        .containsExactly(Code.LEVEL_OF_IMAGE);
    assertThat(codes("labels svirt_image_t { path \"/i\" level s0:c1; }"))
        .containsExactly(Code.LEVEL_OF_IMAGE);
    assertThat(
            codes(
                "type i_t is file_type; labels i_t { path \"/i\" level s0:c1; }"
                    + " allow svirt_t i_t:file getattr;"))
        .isEmpty();
  }

  @Test
  void namesThatAreKnown() {
    known(
        "type",
        List.of("cifs_t", "fusefs_t", "nfs_t", "svirt_home_t"),
        "N:file read",
        Code.WITHOUT_CATEGORIES);
    known(
        "type",
        List.of("fixed_disk_device_t", "removable_device_t", "scsi_generic_device_t"),
        "N:{ blk_file chr_file } append",
        Code.RAW_STORAGE);
    known(
        "attribute",
        List.of("device_node", "file_type", "non_auth_file_type", "non_security_file_type"),
        "N:file map",
        Code.RAW_STORAGE);
    known(
        "type",
        List.of("virt_content_t", "virt_image_t"),
        "N:file unlink",
        Code.SHARED_IMAGE_WRITE);
    for (String capability :
        List.of("dac_override", "dac_read_search", "sys_admin", "sys_module", "sys_rawio")) {
      assertThat(codes("allow svirt_t self:capability " + capability + ";"))
          .containsExactly(Code.GUEST_CAPABILITY);
    }
    assertThat(codes("allow svirt_t self:capability2 { mac_admin };"))
        .containsExactly(Code.GUEST_CAPABILITY);
    assertThat(codes("allow svirt_t self:capability2 mac_override;"))
        .containsExactly(Code.GUEST_CAPABILITY);
    assertThat(codes("allow svirt_t self:capability net_admin;")).isEmpty();
    for (String guest : List.of("svirt_tcg_t", "svirt_prot_exec_t", "qemu_t")) {
      assertThat(codes("extern type " + guest + "; allow " + guest + " nfs_t:file read;"))
          .containsExactly(Code.WITHOUT_CATEGORIES);
    }
    for (String image : List.of("svirt_image_t", "virt_content_t", "virt_image_t")) {
      assertThat(codes("extern type " + image + "; dontaudit svirt_t " + image + ":file write;"))
          .containsExactly(Code.HIDDEN_IMAGE_WRITE);
    }
    assertThat(codes("dontaudit svirt_t virt_image_type:file write;"))
        .containsExactly(Code.HIDDEN_IMAGE_WRITE);
    assertThat(codes("dontaudit svirt_t nfs_t:file write;")).isEmpty();
  }

  private static void known(String kind, List<String> names, String rule, Code code) {
    for (String name : names) {
      assertThat(
              codes(
                  "extern "
                      + kind
                      + " "
                      + name
                      + "; allow svirt_t "
                      + rule.replace("N", name)
                      + ";"))
          .as(name)
          .containsExactly(code);
    }
  }

  @Test
  void programs() {
    assertThat(codes("extern type bin_t; allow svirt_t bin_t:file entrypoint;"))
        .containsExactly(Code.GUEST_PROGRAM);
    assertThat(codes("allow svirt_t qemu_exec_t:file entrypoint;")).isEmpty();
    assertThat(codes("type e_t; allow svirt_t e_t:file entrypoint;")).isEmpty();
  }

  @Test
  void rulesOnAllGuests() {
    String rule = "extern type x_t; allow virt_domain x_t:file read;";
    assertThat(codes(rule)).as("a module without guests means all").isEmpty();
    assertThat(codes(GUEST + rule)).containsExactly(Code.ALL_GUESTS);
    assertThat(codes(GUEST + "extern type x_t; allow x_t virt_domain:process signal;")).isEmpty();
    assertThat(codes(GUEST + rule.replace("virt_domain", "{ a_t -virt_domain }"))).isEmpty();
    assertThat(
            codes(
                GUEST
                    + "interface use_it(domains d) { extern type x_t; allow d x_t:file read; }"
                    + "use_it(virt_domain);"))
        .containsExactly(Code.ALL_GUESTS);
    assertThat(
            codes(
                GUEST
                    + "interface use_it(domain d) { extern type x_t; allow virt_domain x_t:file read;"
                    + " allow d x_t:file read; }"
                    + "use_it(a_t);"))
        .as("another's words, or the module's own interface")
        .isEmpty();
  }

  @Test
  void waysOut() {
    assertThat(codes("type h_t is mcs_constrained_type; allow svirt_t h_t:process transition;"))
        .isEmpty();
    assertThat(codes("allow svirt_t virtd_t:process { dyntransition };"))
        .containsExactly(Code.GUEST_LEAVES);
    assertThat(codes("allow svirt_t virtd_t:process sigchld;")).isEmpty();
  }

  /** The library as it is meant to be used, for the installed policy and with virtqemud. */
  @Test
  void theLibrarysGuestsAreAsTheyShouldBe() {
    Target installed = Checked.target();
    Target modular =
        installed.withNames(new Speaking(installed.targetNames(), Set.of("virtqemud_t")));
    for (Target target : List.of(installed, modular)) {
      Diagnostics diagnostics = new Diagnostics();
      new Compiler(target, List.of(LIBRARIES), diagnostics)
          .compileFiles(
              List.of(
                  new SourceFile(
                      "m.svp",
                      """
                      module m 1.0.0;
                      use svirt;
                      boolean m_use_nfs = false;
                      type m_image_t is virt_image;
                      type m_iso_t is virt_content;
                      domain m_t is
                              virt_guest(
                                  image = m_image_t, tmp = m_tmp_t, tmpfs = m_tmpfs_t, pty = m_pty_t
                              ),
                              vfio_user, usb_user, hugepage_user, user_network {
                          virt_content_reader(this, m_iso_t);
                          if (m_use_nfs) { nfs_image_user(this); cifs_image_user(this); }
                      }
                      """)));
      assertThat(diagnostics.sorted()).isEmpty();
    }
  }

  // ---- plumbing

  private static Target target(String... names) {
    return TestTarget.get().withNames(new Speaking(TestTarget.get().targetNames(), Set.of(names)));
  }

  private static List<Code> codes(String source) {
    return codes(source, target());
  }

  private static List<Code> codes(String source, Target target) {
    return diagnostics(HEAD + source, target).stream().map(Diagnostic::code).toList();
  }

  private static Diagnostic only(List<Diagnostic> diagnostics) {
    assertThat(diagnostics).hasSize(1);
    return diagnostics.get(0);
  }

  private static List<Diagnostic> diagnostics(String source, Target target) {
    Diagnostics diagnostics = new Diagnostics();
    new Compiler(target, List.of(), diagnostics)
        .compileFiles(List.of(new SourceFile("m.svp", source)));
    return diagnostics.sorted();
  }

  /** Names that headers speak of, beside what others know; null where nobody may ask. */
  private record Speaking(TargetNames rest, @Nullable Set<String> spoken) implements TargetNames {
    @Override
    public boolean hasModule(String name) {
      return rest.hasModule(name);
    }

    @Override
    public Set<String> modules() {
      return rest.modules();
    }

    @Override
    public Map<String, Boolean> booleans() {
      return rest.booleans();
    }

    @Override
    public Set<String> interfaces() {
      return rest.interfaces();
    }

    @Override
    public @Nullable TargetInterface find(String name) {
      return rest.find(name);
    }

    @Override
    public Set<NameKind> kinds(String name) {
      if (spoken == null) {
        throw new AssertionError("asked for " + name);
      }
      if (!spoken.contains(name)) {
        return rest.kinds(name);
      }
      return Set.of(name.endsWith("_t") ? NameKind.TYPE : NameKind.ATTRIBUTE);
    }

    @Override
    public Set<String> names(NameKind kind) {
      Set<String> names = new TreeSet<>();
      for (String name : spoken == null ? Set.<String>of() : spoken) {
        if (kinds(name).contains(kind)) {
          names.add(name);
        }
      }
      return names;
    }
  }
}
