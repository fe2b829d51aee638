package org.svpc.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.importer.ModuleSource;
import org.svpc.source.SourceFile;

/**
 * A module of refpolicy that a page of a diagnostic shows and that {@code svpc import} is to read:
 * the blocks {@code te import}, {@code if import} and {@code fc import} of one {@code name=N} (else
 * {@code web}). {@code error=CODE,CODE} and {@code warning=CODE} say what svpc is to answer, and
 * nothing else.
 */
record ImportExample(String place, ModuleSource source, Set<String> errors, Set<String> warnings) {

  /** All that a page shows. */
  static List<ImportExample> of(String page) {
    Map<String, Map<String, Snippet>> modules = new LinkedHashMap<>();
    for (Snippet snippet : Pages.snippets(page)) {
      if (snippet.flags().contains("import")) {
        String name = snippet.value("name").isEmpty() ? "web" : snippet.value("name");
        modules
            .computeIfAbsent(name, each -> new LinkedHashMap<>())
            .put(snippet.language(), snippet);
      }
    }
    List<ImportExample> examples = new ArrayList<>();
    modules.forEach((name, parts) -> examples.add(example(name, parts)));
    return examples;
  }

  private static ImportExample example(String name, Map<String, Snippet> parts) {
    SourceFile te = file(name, "te", parts);
    if (te == null) {
      throw new IllegalStateException("The module " + name + " has no .te: " + parts);
    }
    Set<String> errors = new TreeSet<>();
    Set<String> warnings = new TreeSet<>();
    for (Snippet snippet : parts.values()) {
      errors.addAll(codes(snippet.value("error")));
      warnings.addAll(codes(snippet.value("warning")));
    }
    return new ImportExample(
        parts.values().iterator().next().place(),
        new ModuleSource(te, file(name, "if", parts), file(name, "fc", parts)),
        errors,
        warnings);
  }

  private static @Nullable SourceFile file(String name, String kind, Map<String, Snippet> parts) {
    Snippet snippet = parts.get(kind);
    return snippet == null ? null : new SourceFile(name + "." + kind, snippet.text());
  }

  private static List<String> codes(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(","));
  }

  @Override
  public String toString() {
    return place + " " + source.te().name();
  }
}
