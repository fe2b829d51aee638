package org.svpc.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.cil.CilComparator;
import org.svpc.cil.Difference;
import org.svpc.corpus.Commands;
import org.svpc.corpus.Corpus;
import org.svpc.corpus.LinkedTwice;
import org.svpc.corpus.ModuleTools;
import org.svpc.corpus.Upstream;
import org.svpc.corpus.Workers;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Severity;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.InterfaceEmitter;
import org.svpc.emit.Macros;
import org.svpc.emit.ModuleEmitter;
import org.svpc.emit.RefpolicyContextsEmitter;
import org.svpc.emit.RefpolicyEmitter;
import org.svpc.ir.Module;
import org.svpc.testing.Checked;

/**
 * Every module of refpolicy that upstream builds, imported and built again, means what upstream's
 * own pipeline makes of it: as plain policy, as refpolicy's sources through its own rules with the
 * headers that svpc wrote, and linked as a whole.
 */
final class ImportProofTest {
  @Test
  void everyModuleIsImportedWithoutAnError() {
    ImportedCorpus corpus = ImportedCorpus.all();
    assertThat(corpus.told())
        .filteredOn(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .isEmpty();
    for (Diagnostic diagnostic : corpus.told()) {
      System.out.println("import: " + diagnostic.span() + " " + diagnostic.message());
    }
    assertThat(corpus.modules())
        .containsOnlyKeys(Corpus.refpolicy().modules().stream().map(Corpus.Entry::name).toList());
  }

  @Test
  void everyModuleIsTheSameAsPlainPolicy(@TempDir Path folder) {
    Map<String, Module> modules = ImportedCorpus.all().modules();
    compare(
        "module",
        entry -> {
          Module module = modules.get(entry.name());
          write(folder, module.name() + ".te", ModuleEmitter.emit(module).text());
          write(
              folder,
              module.name() + ".fc",
              FileContextsEmitter.emit(module.fileContexts()).text());
          return ModuleTools.build(folder, module.name());
        });
  }

  @Test
  void everyModuleIsTheSameThroughTheRulesOfRefpolicy(@TempDir Path folder) throws IOException {
    Map<String, Module> modules = ImportedCorpus.all().modules();
    Macros macros = Macros.of(Checked.target(), List.copyOf(modules.values()));
    Upstream upstream = Upstream.installed();
    Path headers = folder.resolve("include");
    FileUtils.copyDirectory(upstream.headers().toFile(), headers.toFile());
    for (Path file : interfaces(headers)) {
      String name = file.getFileName().toString();
      Module module = modules.get(name.substring(0, name.length() - ".if".length()));
      if (module != null) {
        Files.writeString(file, InterfaceEmitter.emit(module, macros).text());
      }
    }
    Upstream.Frozen frozen = upstream.withHeaders(headers).freeze(folder);
    Path work = Files.createDirectory(folder.resolve("work"));
    compare(
        "refpolicy",
        entry -> {
          Module module = modules.get(entry.name());
          String name = module.name();
          write(folder, name + ".te", RefpolicyEmitter.emit(module, macros).text());
          write(
              folder,
              name + ".fc",
              RefpolicyContextsEmitter.emit(module.fileContexts(), macros).text());
          m4(folder, frozen.interfaces(), name + ".te", work.resolve(name + ".te"), "-s");
          m4(folder, frozen.support(), name + ".fc", work.resolve(name + ".fc"));
          return ModuleTools.build(work, name);
        });
  }

  @Test
  void theWholePolicyLinksToTheSame(@TempDir Path folder) throws IOException {
    Map<String, Module> modules = ImportedCorpus.all().modules();
    LinkedTwice.assertEqual(folder, entry -> CilEmitter.emit(modules.get(entry.name())).text());
    System.out.println(
        "linked policies equal: "
            + LinkedTwice.modules().size()
            + " imported modules and the base");
  }

  private interface Build {
    ModuleTools.Built of(Corpus.Entry entry);
  }

  private static void compare(String format, Build build) {
    List<Corpus.Entry> entries = Corpus.refpolicy().modules();
    List<List<String>> differences =
        Workers.map(entries, entry -> differences(entry, build.of(entry)));
    Map<String, List<String>> different = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!differences.get(i).isEmpty()) {
        different.put(entries.get(i).name(), differences.get(i));
      }
    }
    System.out.println(
        (entries.size() - different.size())
            + " of "
            + entries.size()
            + " modules identical ("
            + format
            + " format)");
    different.forEach(
        (name, what) -> System.out.println("  " + name + " differs: " + String.join(" ", what)));
    assertThat(different).isEmpty();
  }

  private static List<String> differences(Corpus.Entry entry, ModuleTools.Built built) {
    if (!built.succeeded()) {
      return List.of(built.text());
    }
    List<String> told = new ArrayList<>();
    for (Difference difference : CilComparator.compare(entry.cilText(), built.text())) {
      if (told.size() < 10) {
        told.add(difference.toString());
      }
    }
    return told;
  }

  private static void m4(Path folder, Path frozen, String from, Path to, String... options) {
    List<String> command = new ArrayList<>(List.of("m4"));
    command.addAll(List.of(options));
    command.addAll(List.of("-R", frozen.toString(), from));
    Commands.runTo(to, folder, command);
  }

  private static void write(Path folder, String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> interfaces(Path headers) throws IOException {
    try (Stream<Path> files = Files.walk(headers)) {
      return files.filter(file -> file.toString().endsWith(".if")).toList();
    }
  }
}
