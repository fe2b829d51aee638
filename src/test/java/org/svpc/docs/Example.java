package org.svpc.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A module that a page shows: one {@code svp} block, or several that bear one name.
 *
 * <p>Words behind {@code svp}: {@code name=N} names the module; {@code file=F} the file, for a
 * module of several files and for libraries; {@code error=CODE,CODE} and {@code warning=CODE} say
 * what svpc is to answer, and nothing else; {@code alone} keeps the module out of links with
 * others. A block without a header is a fragment: the page's {@code prelude} block stands above it.
 *
 * @param place the page and line of its first block
 * @param name the module's name
 * @param files the sources under their names, as they are given to svpc
 * @param libraries the files of libraries, which svpc has to find by itself
 */
public record Example(
    String place,
    String name,
    SortedMap<String, String> files,
    SortedMap<String, String> libraries,
    Set<String> errors,
    Set<String> warnings,
    boolean alone) {

  private static final String EMPTY_PRELUDE = "module example 1.0.0;\n";

  /** All modules of a page. */
  public static List<Example> of(String page) {
    return of(page, Pages.snippets(page));
  }

  static List<Example> of(String page, List<Snippet> snippets) {
    String prelude = EMPTY_PRELUDE;
    Map<String, List<Snippet>> groups = new LinkedHashMap<>();
    for (Snippet snippet : snippets) {
      if (!snippet.language().equals("svp")) {
        continue;
      }
      if (snippet.flags().contains("prelude")) {
        prelude = snippet.text();
      } else {
        String name = snippet.value("name");
        groups
            .computeIfAbsent(
                name.isEmpty() ? "at_line_" + snippet.line() : name, key -> new ArrayList<>())
            .add(snippet);
      }
    }
    List<Example> examples = new ArrayList<>();
    for (Map.Entry<String, List<Snippet>> group : groups.entrySet()) {
      examples.add(example(page, group.getKey(), group.getValue(), prelude));
    }
    return examples;
  }

  private static Example example(String page, String name, List<Snippet> snippets, String prelude) {
    SortedMap<String, String> files = new TreeMap<>();
    SortedMap<String, String> libraries = new TreeMap<>();
    Set<String> errors = new TreeSet<>();
    Set<String> warnings = new TreeSet<>();
    boolean alone = false;
    String module = name;
    for (Snippet snippet : snippets) {
      String file = snippet.value("file").isEmpty() ? name + ".svp" : snippet.value("file");
      String header = header(snippet.text());
      if (header.startsWith("library ")) {
        libraries.put(file, snippet.text());
      } else if (header.startsWith("module ")) {
        module = header.split("[ ;]+", 3)[1];
        files.put(file, snippet.text());
      } else {
        files.put(
            file,
            prelude.replace("module example ", "module " + name + " ") + "\n" + snippet.text());
      }
      codes(snippet.value("error"), errors);
      codes(snippet.value("warning"), warnings);
      alone |= snippet.flags().contains("alone");
    }
    String place = page + ":" + snippets.get(0).line();
    return new Example(place, module, files, libraries, errors, warnings, alone);
  }

  private static void codes(String list, Set<String> codes) {
    if (!list.isEmpty()) {
      codes.addAll(List.of(list.split(",")));
    }
  }

  /** The first line that is no comment and not empty. */
  private static String header(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("//") && !line.startsWith("#"))
        .findFirst()
        .orElse("");
  }

  /** Whether svpc is to build it. */
  public boolean builds() {
    return errors.isEmpty();
  }

  /** Writes the files below a folder and gives back those that svpc is to be given. */
  public List<Path> writeTo(Path folder) {
    try {
      for (Map<String, String> some : List.of(files, libraries)) {
        for (Map.Entry<String, String> file : some.entrySet()) {
          Path path = folder.resolve(file.getKey());
          Files.createDirectories(path.getParent());
          Files.writeString(path, file.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.keySet().stream().map(folder::resolve).toList();
  }

  @Override
  public String toString() {
    return place + " " + name;
  }
}
