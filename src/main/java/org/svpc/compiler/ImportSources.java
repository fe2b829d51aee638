package org.svpc.compiler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.importer.ModuleSource;
import org.svpc.source.SourceFile;

/** Finds the files of refpolicy's modules: each {@code .te} with the .if and .fc beside it. */
public final class ImportSources {
  private static final String SUFFIX = ".te";

  private ImportSources() {}

  /** The modules that the user named, and all of the folders, ordered by name. */
  public static List<ModuleSource> find(List<Path> inputs, Diagnostics diagnostics) {
    Map<String, Path> byName = new TreeMap<>();
    for (Path path : Sources.find(inputs, SUFFIX, diagnostics)) {
      String name = String.valueOf(path.getFileName());
      if (!name.endsWith(SUFFIX)) {
        diagnostics.add(
            Diagnostic.of(Code.NO_SOURCES, "`" + path + "` is no `.te` file.")
                .help("Name the `.te` file; the `.if` and `.fc` beside it are found."));
        continue;
      }
      Path before = byName.putIfAbsent(name, path);
      if (before != null) {
        diagnostics.add(
            Diagnostic.of(
                    Code.NO_SOURCES,
                    "`" + before + "` and `" + path + "` would both become one file.")
                .help("Import them one after the other, with `-o` into different folders."));
      }
    }
    List<ModuleSource> modules = new ArrayList<>();
    for (Path path : byName.values()) {
      SourceFile te = Sources.read(path, diagnostics);
      if (te != null) {
        modules.add(
            new ModuleSource(
                te, beside(path, ".if", diagnostics), beside(path, ".fc", diagnostics)));
      }
    }
    return modules;
  }

  private static @Nullable SourceFile beside(Path te, String suffix, Diagnostics diagnostics) {
    String name = String.valueOf(te.getFileName());
    Path file = te.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + suffix);
    return Files.exists(file) ? Sources.read(file, diagnostics) : null;
  }
}
