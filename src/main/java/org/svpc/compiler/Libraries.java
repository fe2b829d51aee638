package org.svpc.compiler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit;
import org.svpc.text.Spelling;

/**
 * Finds the libraries that modules use: among the sources themselves, in a folder of the library's
 * name beside the source that uses it, in the folders of {@code --lib}, and in svpc's own policies.
 */
final class Libraries {
  private final List<Path> folders;
  private final Diagnostics diagnostics;
  private final Map<String, List<SourceUnit>> given = new LinkedHashMap<>();
  private final Map<Path, List<SourceUnit>> read = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  /**
   * @param folders those of {@code --lib} and svpc's own, in the order they are searched
   */
  Libraries(List<Path> folders, Diagnostics diagnostics) {
    this.folders = folders;
    this.diagnostics = diagnostics;
  }

  /** Adds a library that is among the sources. */
  void give(String name, List<SourceUnit> units, boolean hasErrors) {
    given.put(name, units);
    if (hasErrors) {
      broken.add(name);
    }
  }

  /**
   * The files of all libraries that the units use, directly or not; null, with a diagnostic, where
   * one of them is missing or has errors.
   */
  @Nullable List<SourceUnit> seenBy(List<SourceUnit> units, String ownName) {
    Map<String, SourceUnit> seen = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    names.add(ownName);
    return add(units, names, seen) ? List.copyOf(seen.values()) : null;
  }

  private boolean add(List<SourceUnit> units, Set<String> names, Map<String, SourceUnit> seen) {
    boolean whole = true;
    for (SourceUnit unit : units) {
      for (SourceUnit.Use use : unit.uses()) {
        if (names.add(use.name().text())) {
          List<SourceUnit> library = find(use, unit.file());
          if (library == null || broken.contains(use.name().text())) {
            whole = false;
          } else {
            for (SourceUnit each : library) {
              seen.put(each.file().name(), each);
            }
            whole &= add(library, names, seen);
          }
        }
      }
    }
    return whole;
  }

  private @Nullable List<SourceUnit> find(SourceUnit.Use use, SourceFile user) {
    String name = use.name().text();
    List<SourceUnit> among = given.get(name);
    if (among != null) {
      return among;
    }
    List<Path> places = new ArrayList<>();
    Path beside = Path.of(user.name()).toAbsolutePath().getParent();
    if (beside != null) {
      places.add(beside);
    }
    places.addAll(folders);
    for (Path place : places) {
      Path folder = place.resolve(name);
      if (Files.isDirectory(folder)) {
        List<SourceUnit> units = units(folder, name);
        if (!units.isEmpty()) {
          return units;
        }
      }
    }
    unknown(name, use.span());
    return null;
  }

  private List<SourceUnit> units(Path folder, String name) {
    List<SourceUnit> known = read.get(folder);
    if (known != null) {
      return known;
    }
    List<SourceUnit> units = new ArrayList<>();
    for (Path path : Sources.in(folder, diagnostics)) {
      SourceFile file = Sources.read(path, diagnostics);
      if (file != null) {
        Diagnostics found = new Diagnostics();
        SourceUnit unit = SvpParser.parse(file, found);
        diagnostics.addAll(found);
        SourceUnit.Header header = unit.header();
        if (header != null && header.library() && header.name().is(name)) {
          units.add(unit);
          if (found.hasErrors()) {
            broken.add(name);
          }
        }
      }
    }
    read.put(folder, units);
    return units;
  }

  private void unknown(String name, Span span) {
    Set<String> known = new LinkedHashSet<>(given.keySet());
    for (Path folder : folders) {
      names(folder, known);
    }
    Diagnostic.Builder diagnostic =
        Diagnostic.at(Code.UNKNOWN_LIBRARY, span, "There is no library `" + name + "`.")
            .label("not found");
    List<String> close = Spelling.closest(name, known);
    if (close.isEmpty()) {
      diagnostic.help(
          "A library is a folder of its name with files that begin `library "
              + name
              + ";`, beside the source or in a folder given with `--lib`.");
    }
    diagnostics.add(diagnostic.suggest(close));
  }

  private static void names(@Nullable Path folder, Set<String> names) {
    String[] entries = folder == null ? null : folder.toFile().list();
    if (entries != null) {
      java.util.Arrays.sort(entries);
      names.addAll(List.of(entries));
    }
  }
}
