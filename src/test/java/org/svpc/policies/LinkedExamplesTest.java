package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.testing.Golden;

/**
 * All examples and the module of booleans, linked together with the whole base policy: the
 * difference is what the sources declare, all of it, and nothing else.
 */
final class LinkedExamplesTest {
  private static final Path PROJECT =
      Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();

  @TempDir private static Path folder;

  private static LinkedPolicy.Base base;
  private static LinkedPolicy linked;

  @BeforeAll
  static void link() {
    base = LinkedPolicy.Base.installed();
    linked =
        LinkedPolicy.of(
            base,
            folder,
            List.of(
                PROJECT.resolve("examples/gpu"),
                PROJECT.resolve("examples/nfs"),
                PROJECT.resolve("examples/swtpm"),
                PROJECT.resolve("policies/svirt_booleans")));
    System.out.printf(
        "Linked examples: %d types; %d atoms added, %d stated and %d by attributes; %d undeclared,"
            + " %d lost, %d removed; %d granted to others.%n",
        linked.declared().types().size(),
        linked.added().size(),
        linked.declared().stated().size(),
        linked.declared().inherited().size(),
        linked.undeclared().size(),
        linked.lost().size(),
        linked.removed().size(),
        linked.grantedToOthers().size());
  }

  @Test
  void theDifferenceIsWhatTheModulesDeclare() {
    assertThat(linked.undeclared()).isEmpty();
    assertThat(linked.lost()).isEmpty();
    assertThat(linked.removed()).isEmpty();
    assertThat(linked.declared().types())
        .contains("svirt_gpu_t", "svirt_nfs_t", "svirt_sealed_t", "vtpm_t");
  }

  @Test
  void theLabelsAreThoseOfTheModules() {
    assertThat(linked.declaredContexts()).hasSizeGreaterThanOrEqualTo(7);
    assertThat(linked.addedContexts()).isEqualTo(linked.declaredContexts());
    assertThat(linked.removedContexts()).isEmpty();
  }

  /** The same by another judge. Whoever changes the golden file looks at each rule in it. */
  @Test
  void theDifferenceAsSesearchPrintsIt() {
    SortedSet<String> before = Sesearch.rules(LinkedPolicy.BASE);
    SortedSet<String> after = Sesearch.rules(linked.file());
    SortedSet<String> gone = new TreeSet<>(before);
    gone.removeAll(after);
    assertThat(gone).isEmpty();
    after.removeAll(before);
    Golden.in("policies").check("linked-examples.rules", String.join("\n", after) + "\n");
  }

  /** By source: what a module gives to names that it does not declare. */
  @Test
  void onlyLibvirtsDaemonAndTheBooleansOfAllGuestsGetMore() {
    assertThat(linked.grantedToOthers())
        .isNotEmpty()
        .allMatch(
            atom ->
                atom.startsWith("allow virtd_t vtpm_")
                    || atom.equals("typetransition virtd_t vtpm_exec_t:process vtpm_t")
                    || under(atom, "allow virtd_t nfs_t:", "svirt_nfs_enabled")
                    || atom.startsWith("allow virtd_t svirt_gpu_t:process ")
                    || under(atom, "allow virt_domain sanlock_", "virt_use_sanlock")
                    || (atom.contains(":rawip_socket ")
                        && under(atom, "allow ", "virt_use_rawip")));
  }

  private static boolean under(String atom, String start, String bool) {
    return atom.startsWith(start) && atom.endsWith(" if " + bool + " is true");
  }

  @Test
  void everyGuestIsHeldByItsCategories() {
    assertThat(linked.after().types("virt_domain"))
        .contains("svirt_t", "svirt_gpu_t", "svirt_nfs_t", "svirt_sealed_t")
        .doesNotContain("vtpm_t");
    assertThat(linked.after().types("mcs_constrained_type")).contains("vtpm_t");
    assertThat(linked.unconstrainedGuests()).isEmpty();
  }

  @Test
  void aGuestReachesItsOwnFilesAndNobodyElses() {
    String guest = "system_u:system_r:svirt_gpu_t:s0:c1,c2";
    List<SortedSet<String>> allowed =
        SecurityServer.ask(
            linked.file(),
            List.of(
                file(guest, "svirt_gpu_image_t:s0:c1,c2"),
                file(guest, "svirt_gpu_image_t:s0:c3,c4"),
                file(guest, "svirt_image_t:s0:c1,c2"),
                file(guest, "svirt_image_t:s0:c3,c4"),
                file(guest, "svirt_nfs_image_t:s0:c1,c2"),
                file(guest, "vtpm_state_t:s0:c1,c2"),
                file(guest, "nfs_t:s0"),
                file(guest, "shadow_t:s0")));
    assertThat(allowed.get(0)).contains("open", "read", "write", "lock").doesNotContain("unlink");
    assertThat(allowed.get(1)).containsExactly("getattr");
    assertThat(allowed.get(2)).contains("open", "read", "write", "unlink");
    // To map a file takes a descriptor, and so an open that the categories refuse.
    assertThat(allowed.get(3)).containsExactly("getattr", "map");
    for (SortedSet<String> none : allowed.subList(4, allowed.size())) {
      assertThat(none).isEmpty();
    }
  }

  @Test
  void aSidecarServesItsGuestOnly() {
    String daemon = "system_u:system_r:vtpm_t:s0:c1,c2";
    List<SortedSet<String>> allowed =
        SecurityServer.ask(
            linked.file(),
            List.of(
                file(daemon, "vtpm_state_t:s0:c1,c2"),
                file(daemon, "vtpm_state_t:s0:c3,c4"),
                file(daemon, "svirt_sealed_image_t:s0:c1,c2"),
                new SecurityServer.Query(
                    "system_u:system_r:svirt_sealed_t:s0:c1,c2", daemon, "unix_stream_socket"),
                new SecurityServer.Query(
                    "system_u:system_r:svirt_gpu_t:s0:c1,c2", daemon, "unix_stream_socket")));
    assertThat(allowed.get(0)).contains("open", "read", "write", "create");
    assertThat(allowed.get(1)).doesNotContain("open", "read", "write");
    assertThat(allowed.get(2)).doesNotContain("open", "read", "write");
    assertThat(allowed.get(3)).containsExactly("connectto");
    assertThat(allowed.get(4)).isEmpty();
  }

  @Test
  void libvirtMayStartThem() {
    for (String domain : List.of("svirt_gpu_t", "svirt_nfs_t", "svirt_sealed_t", "vtpm_t")) {
      String program = domain.equals("vtpm_t") ? "vtpm_exec_t" : "qemu_exec_t";
      List<SortedSet<String>> allowed =
          SecurityServer.ask(
              linked.file(),
              List.of(
                  new SecurityServer.Query(
                      "system_u:system_r:virtd_t:s0",
                      "system_u:system_r:" + domain + ":s0:c1,c2",
                      "process"),
                  file("system_u:system_r:" + domain + ":s0:c1,c2", program + ":s0"),
                  file("system_u:system_r:virtd_t:s0", program + ":s0")));
      assertThat(allowed.get(0)).as(domain).contains("transition", "sigkill");
      assertThat(allowed.get(1)).as(domain).contains("entrypoint", "execute", "map", "read");
      assertThat(allowed.get(2)).as(domain).contains("execute", "getattr", "open", "read");
    }
  }

  private static SecurityServer.Query file(String source, String target) {
    return new SecurityServer.Query(source, "system_u:object_r:" + target, "file");
  }

  // ---- the judge itself

  /** A module that gives what it should not is told by the same checks. */
  @Test
  void aModuleThatReachesFurtherIsTold(@TempDir Path bad) throws Exception {
    Path source =
        Files.writeString(
            bad.resolve("reaching.svp"),
            """
            module reaching 1.0;

            extern attribute virt_domain, virt_image_type;
            extern type user_home_t;
            extern role system_r;

            domain reaching_t {
                role system_r types this;
            }
            allow virt_domain user_home_t:file read;
            typeattribute user_home_t virt_image_type;
            """);
    // Of a type of another module svpc cannot know what it joins.
    Path joining =
        Files.writeString(
            bad.resolve("joining.svp"),
            """
            module joining 1.0;

            extern attribute virt_domain;
            extern type reaching_t;

            typeattribute reaching_t virt_domain;
            """);
    LinkedPolicy policy = LinkedPolicy.of(base, bad, List.of(source, joining));
    assertThat(policy.unconstrainedGuests()).containsExactly("reaching_t");
    assertThat(policy.grantedToOthers())
        .containsExactly(
            "allow virt_domain user_home_t:file read", "member user_home_t of virt_image_type");
    assertThat(policy.undeclared()).isEmpty();
    assertThat(policy.lost()).isEmpty();
  }

  /** Declared and linked differ as soon as either holds one line more. */
  @Test
  void oneLineMoreOnEitherSideIsTold() {
    SortedSet<String> declared = linked.declared().all();
    for (String atom :
        List.of(
            "allow svirt_gpu_t vfio_device_t:chr_file read",
            "member svirt_gpu_t of mcs_constrained_type",
            "allow virtd_t nfs_t:file read if svirt_nfs_enabled is true",
            "allow svirt_gpu_t svirt_gpu_t:process fork",
            "typetransition svirt_gpu_t tmp_t:file svirt_gpu_tmp_t",
            "(roletype system_r svirt_gpu_t)",
            "(boolean svirt_gpu_use_nfs false)")) {
      SortedSet<String> less = new TreeSet<>(declared);
      assertThat(less.remove(atom)).as(atom).isTrue();
      SortedSet<String> undeclared = linked.added();
      undeclared.removeAll(less);
      assertThat(undeclared).containsExactly(atom);
    }
  }
}
