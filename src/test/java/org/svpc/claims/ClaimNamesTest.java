package org.svpc.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.InterfaceEmitter;
import org.svpc.emit.Macros;
import org.svpc.emit.ModuleEmitter;
import org.svpc.emit.RefpolicyEmitter;
import org.svpc.ir.Module;
import org.svpc.parse.Sources;
import org.svpc.source.SourceFile;
import org.svpc.testing.Golden;
import org.svpc.testing.TestTarget;

/** Names in assertions and tests are resolved as elsewhere, and nothing of them is emitted. */
final class ClaimNamesTest {
  private static final Golden GOLDEN = Golden.in("claims");
  private static final List<Path> LIBRARIES =
      List.of(Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath().resolve("policies"));

  private static List<CompiledModule> compile(String text, Diagnostics diagnostics) {
    return new Compiler(TestTarget.get(), LIBRARIES, diagnostics)
        .compileFiles(List.of(new SourceFile("names.svp", text)));
  }

  @Test
  void wrongNamesAreToldOnce() {
    Diagnostics diagnostics = new Diagnostics();
    compile(GOLDEN.read("names.svp"), diagnostics);
    StringBuilder told = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      told.append(Sources.shown(diagnostic));
    }
    GOLDEN.check("names.diagnostics", told.toString());
  }

  /** The module of the text without its claims, in all that is written of it. */
  @Test
  void nothingOfThemIsEmitted() {
    String with = GOLDEN.read("emitted.svp");
    String without = GOLDEN.read("without.svp");
    assertThat(with).contains("test \"", "assert ", "assert no flow");
    assertThat(without).doesNotContain("test \"", "assert ");
    assertThat(emitted(with))
        .isEqualTo(emitted(without))
        .contains("kept above")
        .contains("kept too");
  }

  private static String emitted(String text) {
    Diagnostics diagnostics = new Diagnostics();
    List<CompiledModule> modules = compile(text, diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    Module module = modules.get(0).module();
    Macros macros = Macros.of(TestTarget.get(), List.of(module));
    return ModuleEmitter.emit(module).text()
        + RefpolicyEmitter.emit(module, macros).text()
        + CilEmitter.emit(module).text()
        + InterfaceEmitter.emit(module, macros).text();
  }
}
