package org.svpc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.ModuleEmitter;
import org.svpc.headers.HeaderReader;
import org.svpc.ir.Module;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
import org.svpc.testing.Golden;

/** Sources from text to what the emitters write, held against files. */
class CompilerTest {
  private static final Golden GOLDEN = Golden.in("compiler");

  @TempDir Path folder;

  private static Target target() {
    Diagnostics diagnostics = new Diagnostics();
    Target target = HeaderReader.readInstalled(diagnostics).orElseThrow();
    assertThat(diagnostics.sorted()).isEmpty();
    return target;
  }

  private static Module compile(List<Path> inputs) {
    Diagnostics diagnostics = new Diagnostics();
    List<CompiledModule> modules = new Compiler(target(), List.of(), diagnostics).compile(inputs);
    assertThat(diagnostics.sorted()).filteredOn(d -> !d.code().name().endsWith("NOTED")).isEmpty();
    assertThat(modules).hasSize(1);
    return modules.get(0).module();
  }

  private static Map<String, String> texts(String name, Module module) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(name + ".te", ModuleEmitter.emit(module).text());
    texts.put(name + ".fc", FileContextsEmitter.emit(module.fileContexts()).text());
    texts.put(name + ".cil", CilEmitter.emit(module).text());
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules", "scopes", "calls", "labels"})
  void sourcesCompileToWhatStandsBesideThem(String name) throws Exception {
    Module module = compile(List.of(GOLDEN.folder().resolve(name + ".svp")));
    Map<String, String> texts = texts(name, module);
    Path te = Files.writeString(folder.resolve(name + ".te"), texts.get(name + ".te"));
    GOLDEN.check(texts);
    assertCheckmoduleTakes(te);
  }

  private void assertCheckmoduleTakes(Path te) throws Exception {
    Path mod = folder.resolve(te.getFileName().toString().replace(".te", ".mod"));
    Process process =
        new ProcessBuilder("checkmodule", "-M", "-m", "-o", mod.toString(), te.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(mod).exists();
  }

  /** Order does not matter: neither of statements nor of the files of a module. */
  @Test
  void orderOfFilesAndStatementsDoesNotShow() throws IOException {
    String head = "module order 1.0;\n";
    List<String> statements =
        new ArrayList<>(
            List.of(
                "extern type etc_t, sanlock_t;",
                "extern attribute domain;",
                "domain order_t { allow this etc_t:file read; }",
                "type order_file_t;",
                "allow order_t order_file_t:file write;",
                "boolean order_on = true;",
                "if (order_on) { allow order_t etc_t:file write; }",
                "interface order_read(domain d) { allow d order_file_t:file read; }",
                "order_read(order_t);",
                "optional { order_read(sanlock_t); }",
                "labels order_file_t { tree \"/srv/order\"; path \"/srv/b\"; }"));
    Map<String, String> first = null;
    Random random = new Random(7);
    for (int run = 0; run < 12; run++) {
      Collections.shuffle(statements, random);
      int cut = random.nextInt(statements.size());
      List<SourceFile> files =
          List.of(
              new SourceFile(
                  "b" + run + ".svp", head + String.join("\n", statements.subList(0, cut))),
              new SourceFile(
                  "a.svp",
                  "module order;\n"
                      + String.join("\n", statements.subList(cut, statements.size()))));
      Diagnostics diagnostics = new Diagnostics();
      List<CompiledModule> modules =
          new Compiler(target(), List.of(), diagnostics).compileFiles(files);
      assertThat(diagnostics.sorted()).isEmpty();
      Map<String, String> texts = texts("order", modules.get(0).module());
      first = first == null ? texts : first;
      assertThat(texts).isEqualTo(first);
    }
  }

  @Test
  void everyExpectationHasItsSource() {
    GOLDEN.checkNoOrphans(".svp", ".te", ".fc", ".cil");
  }
}
