package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.cil.CilComparator;
import org.svpc.corpus.ModuleTools;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.InterfaceEmitter;
import org.svpc.emit.Macros;
import org.svpc.emit.ModuleEmitter;
import org.svpc.emit.RefpolicyContextsEmitter;
import org.svpc.emit.RefpolicyEmitter;
import org.svpc.ir.Module;
import org.svpc.testing.Golden;

/** That the refpolicy format means what the module format means, and how it looks. */
final class RefpolicyFormatTest {
  private static final Golden GOLDEN = Golden.in("refpolicy");
  private static final Golden COMPILER = Golden.in("compiler");

  @Test
  void meansWhatTheModuleFormatMeans(@TempDir Path folder) throws IOException {
    List<Module> modules = new ArrayList<>();
    for (String name : COMPILER.inputs(".svp")) {
      if (!name.contains("/")) {
        modules.addAll(SvpSources.compile(COMPILER.folder().resolve(name + ".svp")));
      }
    }
    for (String name : GOLDEN.inputs(".svp")) {
      modules.addAll(SvpSources.compile(GOLDEN.folder().resolve(name + ".svp")));
    }
    for (Path example : SvpSources.examples()) {
      modules.addAll(SvpSources.compile(example));
    }
    assertSame(modules, folder);
  }

  /** A call that only another target knows is kept, with the names that its words stand for. */
  @Test
  void aCallThatTheTargetLacksSaysWhatItsWordsStandFor() {
    Module module =
        SvpSources.compile(
            "lacking",
            """
            module lacking 1.0;

            domain lacking_t {
                ifdef (distro_redhat) {
                    other_target_call(this, { etc_t -this }, "a b");
                }
            }
            template lacking_each(domain who, stem name) {
                ifdef (distro_redhat) {
                    other_target_call(who, ${name}_t);
                }
            }
            lacking_each(lacking_t, etc);
            """);
    Macros macros = SvpSources.macros(List.of(module));
    assertThat(RefpolicyEmitter.emit(module, macros).text())
        .contains("other_target_call(lacking_t, { etc_t -lacking_t }, \"a b\")");
    assertThat(InterfaceEmitter.emit(module, macros).text())
        .contains("other_target_call($1, $2_t)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cottage", "house"})
  void looksAsUpstreamWouldWriteIt(String name) {
    Module module = SvpSources.compile(name, GOLDEN.read(name + ".svp"));
    Macros macros = SvpSources.macros(List.of(module));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(name + ".te", RefpolicyEmitter.emit(module, macros).text());
    texts.put(name + ".fc", RefpolicyContextsEmitter.emit(module.fileContexts(), macros).text());
    texts.put(name + ".if", InterfaceEmitter.emit(module, macros).text());
    GOLDEN.check(texts);
  }

  static void assertSame(List<Module> modules, Path folder) throws IOException {
    DevelBuild build = new DevelBuild(Files.createDirectory(folder.resolve("devel")));
    modules.forEach(build::add);
    Map<String, String> devel = build.build();
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Map<String, Object> differences = new LinkedHashMap<>();
    for (Module module : modules) {
      String name = module.name();
      Files.writeString(plain.resolve(name + ".te"), ModuleEmitter.emit(module).text());
      Files.writeString(
          plain.resolve(name + ".fc"), FileContextsEmitter.emit(module.fileContexts()).text());
      ModuleTools.Built built = ModuleTools.build(plain, name);
      assertThat(built.succeeded()).as(built.text()).isTrue();
      List<?> found = CilComparator.compare(built.text(), devel.get(name));
      if (!found.isEmpty()) {
        differences.put(name, found);
      }
    }
    assertThat(differences).isEmpty();
  }
}
