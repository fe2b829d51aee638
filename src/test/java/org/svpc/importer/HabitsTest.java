package org.svpc.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.compiler.CompiledModule;
import org.svpc.compiler.Compiler;
import org.svpc.compiler.ImportSources;
import org.svpc.compiler.Imports;
import org.svpc.corpus.Commands;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Upstream;
import org.svpc.corpus.Workers;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.ModuleEmitter;
import org.svpc.report.HumanReport;
import org.svpc.source.SourceFile;
import org.svpc.testing.Checked;
import org.svpc.testing.Golden;

/**
 * Modules in the manner of those that are in no policy: with the spacing, quotes, macros and
 * comments that m4 puts up with. What is imported is what m4 makes of them, and reads as kept here.
 */
final class HabitsTest {
  private static final Golden GOLDEN = Golden.in("importer/habits");

  @TempDir private Path folder;

  @Test
  void everyHabitIsImported() throws IOException {
    Diagnostics told = new Diagnostics();
    List<ModuleSource> sources = ImportSources.find(List.of(GOLDEN.folder()), told);
    Map<String, String> texts = new HashMap<>();
    List<SourceFile> files = new ArrayList<>();
    for (Imports.Result result : Imports.run(sources, Checked.target(), told)) {
      texts.put(result.name() + ".svp", result.file().text());
      files.add(result.file());
    }
    texts.put(
        "told", new HumanReport(false).render(told.sorted()).replace(GOLDEN.folder() + "/", ""));
    Map<String, CompiledModule> compiled = new TreeMap<>();
    for (CompiledModule module :
        new Compiler(Checked.target(), List.of(), new Diagnostics()).compileFiles(files)) {
      compiled.put(module.module().name(), module);
    }
    List<String> names = GOLDEN.inputs(".te");
    Upstream.Frozen frozen = frozen();
    List<String> outcomes = Workers.map(names, name -> outcome(name, compiled.get(name), frozen));
    Map<String, String> different = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!outcomes.get(i).isEmpty()) {
        different.put(names.get(i), outcomes.get(i));
      }
    }
    assertThat(different).as(texts.get("told")).isEmpty();
    GOLDEN.check(texts);
  }

  /** checkmodule refuses the carriage returns that other systems put before each line feed. */
  @Test
  void carriageReturnsChangeNothing() {
    Diagnostics told = new Diagnostics();
    List<ModuleSource> sources = ImportSources.find(List.of(GOLDEN.folder()), told);
    List<ModuleSource> others = new ArrayList<>();
    for (ModuleSource source : sources) {
      others.add(
          new ModuleSource(
              withReturns(source.te()),
              withReturns(source.interfaces()),
              withReturns(source.contexts())));
    }
    assertThat(others.get(0).te().text()).contains("\r\n");
    assertThat(texts(others)).isEqualTo(texts(sources));
  }

  private static Map<String, String> texts(List<ModuleSource> sources) {
    Map<String, String> texts = new TreeMap<>();
    for (Imports.Result result : Imports.run(sources, Checked.target(), new Diagnostics())) {
      texts.put(result.name(), result.file().text());
    }
    return texts;
  }

  private static @Nullable SourceFile withReturns(@Nullable SourceFile file) {
    return file == null ? null : new SourceFile(file.name(), file.text().replace("\n", "\r\n"));
  }

  /** The state of m4 behind the headers and the interfaces of these modules. */
  private Upstream.Frozen frozen() throws IOException {
    Path include = folder.resolve("include");
    FileUtils.copyDirectory(Upstream.installed().headers().toFile(), include.toFile());
    Path own = Files.createDirectory(include.resolve("habits"));
    for (String name : GOLDEN.inputs(".if")) {
      Files.copy(GOLDEN.folder().resolve(name + ".if"), own.resolve(name + ".if"));
    }
    return Upstream.installed().withHeaders(include).freeze(folder);
  }

  private String outcome(String name, @Nullable CompiledModule compiled, Upstream.Frozen frozen) {
    if (compiled == null) {
      return "not compiled";
    }
    try {
      Path expected = Files.createDirectories(folder.resolve("expected"));
      Path sources = GOLDEN.folder();
      m4(expected, name + ".te", "-s", "-R", frozen.interfaces(), sources.resolve(name + ".te"));
      Path fc = sources.resolve(name + ".fc");
      if (Files.exists(fc)) {
        m4(expected, name + ".fc", "-R", frozen.support(), fc);
      } else {
        Files.writeString(expected.resolve(name + ".fc"), "");
      }
      ModuleTools.Built upstream = ModuleTools.build(expected, name);
      Path own = Files.createDirectories(folder.resolve("own"));
      Files.writeString(own.resolve(name + ".te"), ModuleEmitter.emit(compiled.module()).text());
      Files.writeString(
          own.resolve(name + ".fc"),
          FileContextsEmitter.emit(compiled.module().fileContexts()).text());
      ModuleTools.Built built = ModuleTools.build(own, name);
      return upstream.succeeded() && built.succeeded()
          ? CilComparator.compare(upstream.text(), built.text()).stream()
              .map(Object::toString)
              .reduce("", (all, each) -> all + each + "\n")
          : upstream.text().lines().limit(3).toList()
              + " / "
              + built.text().lines().limit(3).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void m4(Path folder, String to, Object... words) {
    List<String> command = new ArrayList<>(List.of("m4"));
    for (Object word : words) {
      command.add(word.toString());
    }
    Commands.runTo(folder.resolve(to), folder, command);
  }
}
