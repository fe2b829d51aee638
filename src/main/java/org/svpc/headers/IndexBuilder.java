package org.svpc.headers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.refpolicy.Definition;
import org.svpc.refpolicy.DefinitionReader;
import org.svpc.refpolicy.InterfaceReader;
import org.svpc.refpolicy.ModuleReader;
import org.svpc.refpolicy.Signature;
import org.svpc.refpolicy.Signatures;
import org.svpc.selinux.NameKind;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SpokenNames;

/** Reads all headers of a policy once, to know what they define, name and take. */
final class IndexBuilder {
  /** Layers whose modules every policy has, by refpolicy's own rules of style. */
  private static final Set<String> BASE_LAYERS = Set.of("kernel", "system");

  private static final String REQUIRED = "<required val=\"true\"";

  private final Set<String> options;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Signatures signatures = new Signatures();
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final Map<NameKind, Set<String>> names = new EnumMap<>(NameKind.class);
  private final Set<String> modules = new TreeSet<>();
  private boolean whole = true;

  private record Found(Definition definition, String module, boolean required) {}

  private IndexBuilder(Set<String> options) {
    this.options = options;
    for (NameKind kind : NameKind.values()) {
      names.put(kind, new TreeSet<>());
    }
  }

  /** Reads all files of a tree. */
  static IndexContent build(HeaderTree tree) {
    IndexBuilder builder = new IndexBuilder(tree.options());
    for (Path file : tree.files(HeaderTree.PATTERNS)) {
      builder.addSupport(file);
    }
    for (Path file : tree.files(HeaderTree.INTERFACES)) {
      builder.addModule(file);
    }
    for (Path file : tree.files(HeaderTree.MODULES)) {
      builder.addDeclarations(file);
    }
    DeclaredBooleans booleans = DeclaredBooleans.of(tree);
    return builder.content(Signatures.NOTHING, booleans.values(), booleans.areWhole());
  }

  /**
   * Reads files with interfaces that belong to no tree.
   *
   * @param options the build options that are on
   * @param known what is defined elsewhere and may be called
   */
  static IndexContent build(List<Path> files, Set<String> options, Signatures.Known known) {
    IndexBuilder builder = new IndexBuilder(options);
    for (Path file : files) {
      builder.addModule(file);
    }
    return builder.content(known, Map.of(), true);
  }

  /** Adds the patterns of a support file: those macros that stand for statements. */
  private void addSupport(Path file) {
    for (Definition definition : definitions(file)) {
      InterfaceReader.Read body = InterfaceReader.raw(definition, new Diagnostics());
      if (definition.name().endsWith("_pattern")
          || definition.name().equals("can_exec")
          || !body.statements().isEmpty()) {
        add(definition, body, "", true);
      }
    }
  }

  /** Adds the interfaces and templates of a module. */
  private void addModule(Path file) {
    String name = file.getFileName().toString();
    String module = name.substring(0, name.length() - HeaderTree.INTERFACES.length());
    modules.add(module);
    Path layer = file.getParent();
    boolean base =
        layer != null
            && layer.getFileName() != null
            && BASE_LAYERS.contains(layer.getFileName().toString());
    List<Definition> definitions = definitions(file);
    boolean required =
        base || (!definitions.isEmpty() && definitions.get(0).file().text().contains(REQUIRED));
    for (Definition definition : definitions) {
      InterfaceReader.Read body = InterfaceReader.raw(definition, new Diagnostics());
      add(definition, body, module, required);
      SpokenNames.of(body.statements(), this::addName);
    }
  }

  /** Adds what a module of a source tree declares; what cannot be read of it is passed over. */
  private void addDeclarations(Path file) {
    SourceFile source = read(file);
    if (source != null) {
      SpokenNames.of(ModuleReader.read(source, new Diagnostics()).statements(), this::addName);
    }
  }

  private void add(
      Definition definition, InterfaceReader.Read body, String module, boolean required) {
    Found before = found.putIfAbsent(definition.name(), new Found(definition, module, required));
    if (before == null) {
      signatures.add(definition, body);
      return;
    }
    diagnostics.add(
        Diagnostic.at(
                Code.DEFINED_TWICE,
                definition.place(),
                "`" + definition.name() + "` is defined twice in the headers.")
            .label("defined again; this one is passed over")
            .label(before.definition().place(), "first defined here"));
  }

  private List<Definition> definitions(Path file) {
    SourceFile source = read(file);
    return source == null
        ? List.of()
        : DefinitionReader.read(source, options, diagnostics).definitions();
  }

  private @Nullable SourceFile read(Path file) {
    try {
      return new SourceFile(file.toString(), HeaderFiles.read(file));
    } catch (IOException e) {
      whole = false;
      diagnostics.add(
          Diagnostic.of(
                  Code.TARGET_UNREADABLE,
                  "The header `"
                      + file
                      + (Files.notExists(file) ? "` is missing." : "` cannot be read."))
              .note("What it defines is not known."));
      return null;
    }
  }

  // ---- names

  private void addName(NameKind kind, String text) {
    Set<String> known = names.get(kind);
    if (known != null) {
      known.add(text);
    }
  }

  // ---- the result

  private IndexContent content(
      Signatures.Known known, Map<String, Boolean> booleans, boolean booleansAreWhole) {
    Map<String, Signature> inferred = signatures.infer(known);
    Map<String, Callable> callables = new LinkedHashMap<>();
    for (Map.Entry<String, Found> each : found.entrySet()) {
      Signature signature = inferred.get(each.getKey());
      if (signature != null) {
        callables.put(each.getKey(), callable(each.getValue(), signature));
      }
    }
    return new IndexContent(
        callables, names, booleans, modules, diagnostics.sorted(), whole && booleansAreWhole);
  }

  private static Callable callable(Found found, Signature signature) {
    Definition definition = found.definition();
    SourceFile file = definition.file();
    int start = file.lineStart(file.line(definition.start()));
    return new Callable(
        definition.name(),
        definition.kind(),
        file.name(),
        found.module(),
        found.required(),
        file.line(start),
        file.text().substring(start, definition.bodyEnd()),
        definition.place().start() - start,
        definition.body() - start,
        definition.bodyEnd() - start,
        signature);
  }
}
