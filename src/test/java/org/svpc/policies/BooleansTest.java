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
    assertThat(booleans(cil(installed()))).containsExactly("(boolean virt_use_sanlock false)");
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
    assertThat(booleans(cil)).hasSize(HERE.size() + 1).allMatch(line -> line.endsWith(" false)"));
    SortedSet<String> gated = conditional(cil);
    SortedSet<String> sanlock =
        gated.stream()
            .filter(atom -> atom.contains(" if " + SANLOCK + " "))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(sanlock)
        .contains(
            "allow virt_domain sanlock_t:unix_stream_socket connectto if virt_use_sanlock is true",
            "allow virt_domain sanlock_runtime_t:sock_file write if virt_use_sanlock is true",
            "allow virt_domain sanlock_t:process getattr if virt_use_sanlock is true");
    gated.removeAll(sanlock);
    assertThat(gated).isNotEmpty().isEqualTo(baseRules());
  }

  private static SortedSet<String> baseRules() {
    return KernelPolicy.read(Path.of("/etc/selinux/default/policy/policy.33"))
        .spreadRules()
        .stream()
        .filter(atom -> atom.startsWith("allow virt_domain "))
        .filter(atom -> HERE.stream().anyMatch(name -> atom.endsWith(" if " + name + " is true")))
        .collect(Collectors.toCollection(TreeSet::new));
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
