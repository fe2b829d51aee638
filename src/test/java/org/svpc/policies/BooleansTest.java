package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilNode;
import org.svpc.cil.CilNode.Parens;
import org.svpc.cil.CilReader;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.corpus.ModuleTools;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.ModuleEmitter;
import org.svpc.headers.HeaderReader;
import org.svpc.target.Target;

/**
 * The module of booleans, against a target that has seven of them and against one that has none.
 */
final class BooleansTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("svpc.basedir", ""))
          .toAbsolutePath()
          .resolve("policies/svirt_booleans");
  private static final String SANLOCK = "virt_use_sanlock";
  private static final String RAW = "virt_use_rawip";

  /** Debian's that gate what the daemons may do for the guests as well. */
  private static final String DAEMONS_TOO = "virt_use_vfio";

  /** Debian's that it ties to its own domain, or that gate rules on self. */
  private static final Set<String> OF_ONE_DOMAIN =
      Set.of("virt_use_evdev", "virt_use_execmem", DAEMONS_TOO);

  private static final Set<String> HERE =
      Set.of(
          "virt_use_comm",
          "virt_use_fusefs",
          "virt_use_nfs",
          "virt_use_samba",
          "virt_use_sysfs",
          "virt_use_usb",
          "virt_use_xserver");

  @TempDir private Path folder;

  @Test
  void whatTheTargetHasIsNotDeclaredAgain() throws IOException {
    assertThat(booleans(cil(installed())))
        .containsExactlyInAnyOrder(
            "(boolean virt_use_sanlock false)", "(boolean virt_use_rawip false)");
  }

  /** Debian's own rules for all guests under these booleans are the measure. */
  @Test
  void whatATargetLacksGatesWhatItGatesElsewhere() throws IOException {
    Target none =
        Target.builder("a policy without booleans")
            .fromHeaders()
            .vocabulary(installed().vocabulary())
            .levels(Target.Kind.MCS, 1, installed().categories())
            .options(installed().options())
            .build();
    List<Parens> cil = cil(none);
    assertThat(booleans(cil))
        .hasSize(HERE.size() + OF_ONE_DOMAIN.size() + 2)
        .hasSize(12)
        .allMatch(line -> line.endsWith(" false)"));
    SortedSet<String> gated = conditional(cil);
    SortedSet<String> sanlock = under(gated, SANLOCK);
    assertThat(sanlock)
        .contains(
            "allow virt_domain sanlock_t:unix_stream_socket connectto if virt_use_sanlock is true",
            "allow virt_domain sanlock_runtime_t:sock_file write if virt_use_sanlock is true",
            "allow virt_domain sanlock_t:process getattr if virt_use_sanlock is true");
    SortedSet<String> raw = under(gated, RAW);
    assertThat(raw)
        .hasSize(12)
        .allMatch(atom -> atom.startsWith("allow virt_domain virt_domain:rawip_socket "))
        .contains("allow virt_domain virt_domain:rawip_socket create if virt_use_rawip is true");
    gated.removeAll(sanlock);
    gated.removeAll(raw);
    assertThat(gated).isNotEmpty().isEqualTo(baseRules());
  }

  private static SortedSet<String> under(SortedSet<String> gated, String bool) {
    return gated.stream()
        .filter(atom -> atom.contains(" if " + bool + " "))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> baseRules() {
    SortedSet<String> rules = new TreeSet<>();
    for (String atom :
        KernelPolicy.read(Path.of("/etc/selinux/default/policy/policy.33")).spreadRules()) {
      boolean ofDaemon = atom.startsWith("allow virtd_t ") && isUnder(atom, Set.of(DAEMONS_TOO));
      if (ofDaemon || (atom.startsWith("allow virt_domain ") && isUnder(atom, HERE))) {
        rules.add(atom);
      } else if (atom.startsWith("allow svirt_t ") && isUnder(atom, OF_ONE_DOMAIN)) {
        rules.add(atom.replace("svirt_t", "virt_domain"));
      }
    }
    return rules;
  }

  private static boolean isUnder(String atom, Set<String> booleans) {
    return booleans.stream().anyMatch(name -> atom.endsWith(" if " + name + " is true"));
  }

  private static Target installed() {
    return HeaderReader.readInstalled(new Diagnostics()).orElseThrow();
  }

  private List<Parens> cil(Target target) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    List<CompiledModule> modules =
        new Compiler(target, List.of(), diagnostics).compile(List.of(SOURCE));
    assertThat(diagnostics.sorted()).isEmpty();
    Files.writeString(
        folder.resolve("svirt_booleans.te"), ModuleEmitter.emit(modules.get(0).module()).text());
    Files.writeString(folder.resolve("svirt_booleans.fc"), "");
    ModuleTools.Built built = ModuleTools.build(folder, "svirt_booleans");
    assertThat(built.succeeded()).as(built.text()).isTrue();
    return CilReader.read(built.text());
  }

  private static List<String> booleans(List<Parens> cil) {
    return cil.stream()
        .filter(statement -> statement.head().equals("boolean"))
        .map(CilNode::text)
        .toList();
  }

  private static SortedSet<String> conditional(List<? extends CilNode> scope) {
    Atoms atoms = new Atoms();
    SortedSet<String> inner = new TreeSet<>();
    for (CilNode node : scope) {
      if (node instanceof Parens statement && statement.head().equals("booleanif")) {
        atoms.add(statement);
      } else if (node instanceof Parens statement && statement.head().equals("optional")) {
        inner.addAll(conditional(statement.items().subList(2, statement.items().size())));
      }
    }
    inner.addAll(atoms.all());
    return inner;
  }
}
