package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.selinux.NameKind;
import org.svpc.target.Target;
import org.svpc.testing.Command;
import org.svpc.testing.Svpc;

/**
 * The sources of the sVirt library for a target with Fedora's names and options: headers written
 * for this test, and a base policy that declares what Fedora's does, so that a name which is
 * Debian's alone does not link.
 */
final class FedoraTargetTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();
  private static final Path FEDORA = PROJECT.resolve("src/test/resources/policies/fedora");
  private static final Path INCLUDE = FEDORA.resolve("include");
  private static final List<Path> SOURCES =
      List.of(
          PROJECT.resolve("src/test/resources/svirt"), PROJECT.resolve("policies/svirt_booleans"));
  private static final List<String> MODULES =
      List.of("svirt_booleans", "svirt_devices", "svirt_guests", "svirt_services");

  @TempDir private static Path folder;

  private static Target target;

  @BeforeAll
  static void read() {
    Diagnostics diagnostics = new Diagnostics();
    target = HeaderReader.read(INCLUDE, diagnostics).orElseThrow();
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void theTreeIsOfFedorasShape() {
    assertThat(target.options()).containsKeys("distro_redhat", "enable_mcs", "init_systemd");
    assertThat(target.options()).doesNotContainKey("distro_debian");
    assertThat(target.kinds("virtqemud_t")).contains(NameKind.TYPE);
    assertThat(target.kinds("virt_driver_domain")).contains(NameKind.ATTRIBUTE);
    assertThat(target.kinds("virt_domain_roles")).isEmpty();
    assertThat(target.declaresBoolean("virt_use_sanlock")).isTrue();
    for (String absent : List.of("virt_use_sysfs", "virt_use_vfio", "virt_use_evdev")) {
      assertThat(target.declaresBoolean(absent)).as(absent).isFalse();
    }
  }

  @Test
  void theSameSourcesCompileWithoutAWord() {
    Diagnostics diagnostics = new Diagnostics();
    List<CompiledModule> modules =
        new Compiler(target, List.of(PROJECT.resolve("policies")), diagnostics).compile(SOURCES);
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(modules.stream().filter(module -> !module.library()))
        .extracting(module -> module.module().name())
        .containsExactlyInAnyOrderElementsOf(MODULES);
  }

  @Test
  void theyAreBuiltInThreeFormats() {
    for (String module : MODULES) {
      assertThat(build("module").resolve(module + ".pp")).exists();
      assertThat(build("refpolicy").resolve(module + ".te")).exists();
      assertThat(build("cil").resolve(module + ".cil")).exists();
    }
  }

  @Test
  void theyLinkWithNothingButFedorasNames() throws IOException {
    Path policy = link(MODULES, "linked");
    for (String rule :
        List.of(
            "gst_plain_t virtqemud_t fd use",
            "virtqemud_t gst_plain_t process transition",
            "virtqemud_t gst_image_t file relabelto",
            "virtd_t srv_passt_t process transition",
            "virtqemud_t srv_passt_t process transition",
            "dev_sev_t sev_device_t chr_file open",
            "dev_udmabuf_t dma_device_t chr_file open",
            "dev_vfio_t iommu_device_t chr_file open",
            "dev_vfio_t svirt_image_t chr_file map",
            "dev_tap_t virtqemud_t tun_socket attach_queue",
            "dev_sound_t alsa_etc_rw_t file read",
            "srv_agent_t qemu_var_run_t sock_file write",
            "srv_gluster_t gluster_port_t tcp_socket name_connect",
            "srv_virtlockd_t virtlogd_t unix_stream_socket connectto",
            "srv_virtlockd_t virtlogd_var_run_t sock_file write",
            "srv_sanlock_t sanlock_var_run_t sock_file write",
            "srv_virtiofs_t virtqemud_t unix_stream_socket connectto",
            "srv_pcscd_t pcscd_t unix_stream_socket connectto")) {
      assertThat(allowed(policy, rule)).as(rule).isNotEmpty();
    }
    for (String rule :
        List.of(
            "gst_plain_t sev_device_t chr_file open",
            "dev_vsock_t vhost_device_t chr_file open",
            "srv_agent_t virtqemud_t process signal")) {
      assertThat(allowed(policy, rule)).as(rule).isEmpty();
    }
    assertThat(allowed(policy, "gst_plain_t vfio_device_t chr_file open"))
        .isNotEmpty()
        .allMatch(rule -> rule.endsWith("[ virt_use_vfio ]:True"));
    assertThat(allowed(policy, "gst_plain_t event_device_t chr_file ioctl"))
        .isNotEmpty()
        .allMatch(rule -> rule.endsWith("[ virt_use_evdev ]:True"));
  }

  /**
   * Fedora has no virt_use_vfio: without the module that declares it, what it gates is not there.
   */
  @Test
  void aBooleanThatNobodyDeclaresLeavesItsPartOut() throws IOException {
    List<String> without = new ArrayList<>(MODULES);
    without.remove("svirt_booleans");
    Path policy = link(without, "without");
    assertThat(allowed(policy, "gst_plain_t vfio_device_t chr_file open")).isEmpty();
    assertThat(allowed(policy, "gst_plain_t event_device_t chr_file ioctl")).isEmpty();
    assertThat(allowed(policy, "gst_plain_t svirt_image_t chr_file open")).isNotEmpty();
    assertThat(allowed(policy, "gst_every_t vfio_device_t chr_file open")).isNotEmpty();
  }

  /** The judge itself: a module with a name of Debian's does not link. */
  @Test
  void aNameOfDebiansAloneIsMissed() throws IOException {
    Path cil =
        Files.writeString(
            folder.resolve("debian.cil"),
            "(type odd_t)(allow odd_t virtlockd_t (unix_stream_socket (connectto)))");
    Command.Result result = secilc(List.of(cil), folder.resolve("odd.policy"));
    assertThat(result.status()).isNotZero();
    assertThat(result.err()).contains("Failed to resolve allow statement").contains("debian.cil");
  }

  // ---- the tools

  private static Path build(String format) {
    Path out = folder.resolve(format);
    if (!Files.exists(out)) {
      List<String> words = new ArrayList<>(List.of("build", "--target", INCLUDE.toString()));
      words.addAll(List.of("--format", format, "-o", out.toString()));
      SOURCES.forEach(source -> words.add(source.toString()));
      Command.Result result = Svpc.command(words.toArray(String[]::new)).run().orFail();
      assertThat(result.err()).isEmpty();
    }
    return out;
  }

  private static Path link(List<String> modules, String name) throws IOException {
    Path out = folder.resolve(name + ".policy");
    List<Path> files =
        modules.stream().map(module -> build("cil").resolve(module + ".cil")).toList();
    secilc(files, out).orFail();
    return out;
  }

  private static Command.Result secilc(List<Path> modules, Path out) throws IOException {
    List<String> words = new ArrayList<>(List.of("secilc", "-M", "true", "-o", out.toString()));
    words.addAll(List.of("-f", out + ".contexts"));
    words.add(Files.writeString(folder.resolve("base.cil"), base()).toString());
    modules.forEach(module -> words.add(module.toString()));
    return Command.of(words).run();
  }

  private static SortedSet<String> allowed(Path policy, String rule) {
    String[] words = rule.split(" ", -1);
    return Sesearch.lines(
        policy, "--allow", "-s", words[0], "-t", words[1], "-c", words[2], "-p", words[3]);
  }

  /** A base policy of names: types, attributes, classes and booleans as Fedora's has them. */
  private static String base() throws IOException {
    StringBuilder cil = new StringBuilder("(handleunknown allow)(mls true)\n");
    SortedSet<String> classes = new TreeSet<>(target.vocabulary().classes());
    for (String each : classes) {
      String permissions = String.join(" ", target.vocabulary().permissionsOf(each));
      cil.append("(class ").append(each).append(" (").append(permissions).append("))\n");
    }
    cil.append("(classorder (").append(String.join(" ", classes)).append("))\n");
    cil.append("(sid kernel)(sidorder (kernel))(sensitivity s0)(sensitivityorder (s0))\n");
    String categories =
        IntStream.range(0, 1024).mapToObj(i -> "c" + i).collect(Collectors.joining(" "));
    for (String category : categories.split(" ", -1)) {
      cil.append("(category ").append(category).append(")\n");
    }
    cil.append("(categoryorder (").append(categories).append("))\n");
    cil.append("(sensitivitycategory s0 (range c0 c1023))\n");
    for (String attribute : target.names(NameKind.ATTRIBUTE)) {
      cil.append("(typeattribute ").append(attribute).append(")\n");
    }
    cil.append("(typeattribute cil_gen_require)(roleattribute cil_gen_require)\n");
    try (Stream<String> types = Files.lines(FEDORA.resolve("types"))) {
      types
          .filter(line -> !line.startsWith("#"))
          .forEach(type -> cil.append("(type ").append(type).append(")\n"));
    }
    target
        .booleans()
        .forEach(
            (bool, on) ->
                cil.append("(boolean ").append(bool).append(' ').append(on).append(")\n"));
    cil.append("(role system_r)(role object_r)(roletype system_r virtd_t)\n");
    cil.append("(user system_u)(userrole system_u system_r)(userrole system_u object_r)\n");
    cil.append("(userlevel system_u (s0))\n");
    cil.append("(userrange system_u ((s0) (s0 (range c0 c1023))))\n");
    cil.append("(sidcontext kernel (system_u system_r virtd_t ((s0) (s0))))\n");
    return cil.toString();
  }
}
