package org.svpc.importer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.svpc.compiler.Compiler;
import org.svpc.compiler.Imports;
import org.svpc.corpus.Corpus;
import org.svpc.corpus.Upstream;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.ir.Module;
import org.svpc.source.SourceFile;
import org.svpc.testing.Checked;

/**
 * All modules of refpolicy that upstream's own pipeline builds, imported together and compiled.
 *
 * @param told what the import told, without errors
 * @param modules by name
 */
record ImportedCorpus(
    List<Imports.Result> results, List<Diagnostic> told, Map<String, Module> modules) {

  private static final class Holder {
    static final ImportedCorpus ALL = load();
  }

  static ImportedCorpus all() {
    return Holder.ALL;
  }

  private static ImportedCorpus load() {
    try {
      Path folder = Files.createTempDirectory("svpc-import-");
      try {
        return load(folder);
      } finally {
        FileUtils.deleteDirectory(folder.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImportedCorpus load(Path folder) throws IOException {
    Upstream.installed().unpack(folder);
    Set<String> built =
        Corpus.refpolicy().modules().stream().map(Corpus.Entry::name).collect(Collectors.toSet());
    List<ModuleSource> sources = new ArrayList<>();
    for (Path te : Upstream.moduleSources(folder)) {
      String stem = te.toString().substring(0, te.toString().length() - ".te".length());
      if (built.contains(Path.of(stem).getFileName().toString())) {
        sources.add(
            new ModuleSource(read(te), read(Path.of(stem + ".if")), read(Path.of(stem + ".fc"))));
      }
    }
    Diagnostics told = new Diagnostics();
    List<Imports.Result> results = Imports.run(sources, Checked.target(), told);
    List<SourceFile> files = results.stream().map(Imports.Result::file).toList();
    Diagnostics diagnostics = new Diagnostics();
    Map<String, Module> modules = new TreeMap<>();
    new Compiler(Checked.target(), List.of(), diagnostics)
        .compileFiles(files)
        .forEach(compiled -> modules.put(compiled.module().name(), compiled.module()));
    List<Diagnostic> all = new ArrayList<>(told.sorted());
    for (Diagnostic diagnostic : diagnostics.sorted()) {
      if (diagnostic.severity() == Severity.ERROR) {
        all.add(diagnostic);
      }
    }
    return new ImportedCorpus(results, all, modules);
  }

  private static SourceFile read(Path file) throws IOException {
    return new SourceFile(file.getFileName().toString(), Files.readString(file));
  }
}
