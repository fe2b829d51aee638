package org.svpc.importer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.format.SourceLine;
import org.svpc.format.SourceWriter;
import org.svpc.refpolicy.Definition;
import org.svpc.refpolicy.DefinitionReader;
import org.svpc.refpolicy.InterfaceReader;
import org.svpc.refpolicy.ModuleReader;
import org.svpc.refpolicy.Signature;
import org.svpc.refpolicy.Signatures;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SpokenNames;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;

/** Imports modules of refpolicy: all that are given together know each other. */
public final class Importer {
  private static final String REPLACE = "replace";
  private static final String DEFINED_TWICE =
      "The policy's own macros refuse a second definition of one name.";
  private static final String PERMISSIVE = "permissive";

  private final Target target;
  private final Broken broken;
  private final Diagnostics diagnostics;
  private final List<Read> modules = new ArrayList<>();
  private final Map<NameKind, Set<String>> declared = new EnumMap<>(NameKind.class);
  private final Map<String, InterfaceDeclaration> interfaces = new HashMap<>();
  private Map<String, Signature> signatures = Map.of();

  /** A module as it was read. */
  private record Read(
      SourceUnit te,
      DefinitionReader.Definitions definitions,
      ModuleSource source,
      Map<String, InterfaceReader.Read> bodies) {}

  /**
   * A module in SVP.
   *
   * @param text its source, not yet in the one layout
   */
  public record Imported(String name, ModuleSource source, String text) {}

  /**
   * What is wrong with interfaces even for m4.
   *
   * @param interfaces those that call what does not exist, with what is wrong with each: they are
   *     left out, and a comment and a warning say so
   * @param names of other interfaces, the names that nothing declares: they become extern
   */
  public record Broken(Map<String, String> interfaces, Map<String, Set<String>> names) {
    public static final Broken NOTHING = new Broken(Map.of(), Map.of());

    public boolean isEmpty() {
      return interfaces.isEmpty() && names.isEmpty();
    }
  }

  private Importer(Target target, Broken broken, Diagnostics diagnostics) {
    this.target = target;
    this.broken = broken;
    this.diagnostics = diagnostics;
  }

  /**
   * Imports modules; what cannot be said in SVP is told and left out.
   *
   * @param broken what is wrong with interfaces even for m4
   */
  public static List<Imported> run(
      List<ModuleSource> sources, Target target, Broken broken, Diagnostics diagnostics) {
    Importer importer = new Importer(target, broken, diagnostics);
    for (ModuleSource source : sources) {
      importer.read(source);
    }
    importer.infer();
    List<Imported> imported = new ArrayList<>();
    for (Read module : importer.modules) {
      SourceUnit.Header header = module.te().header();
      if (header != null) {
        imported.add(
            new Imported(header.name().text(), module.source(), importer.text(module, header)));
      }
    }
    return imported;
  }

  // ---- reading

  private void read(ModuleSource source) {
    SourceUnit te = ModuleReader.read(source.te(), diagnostics);
    SpokenNames.declaredIn(te.statements(), this::declare);
    DefinitionReader.Definitions definitions =
        source.interfaces() == null
            ? new DefinitionReader.Definitions(List.of(), List.of(), Documentation.NONE)
            : DefinitionReader.read(source.interfaces(), target.options().keySet(), diagnostics);
    modules.add(new Read(te, definitions, source, new LinkedHashMap<>()));
  }

  private void declare(NameKind kind, String name) {
    declared.computeIfAbsent(kind, each -> new HashSet<>()).add(name);
  }

  private boolean isDeclared(NameKind kind, String name) {
    return declared.getOrDefault(kind, Set.of()).contains(name);
  }

  /** Finds out what the interfaces take, and reads them once more in these words. */
  private void infer() {
    Signatures inference = new Signatures();
    for (Read module : modules) {
      for (Definition definition : module.definitions().definitions()) {
        inference.add(definition, InterfaceReader.raw(definition, new Diagnostics()));
      }
    }
    signatures = inference.infer(this::known);
    for (Read module : modules) {
      for (Definition definition : module.definitions().definitions()) {
        Signature signature = signatures.get(definition.name());
        if (signature != null && !module.bodies().containsKey(definition.name())) {
          InterfaceReader.Read body = InterfaceReader.read(definition, signature, diagnostics);
          module.bodies().put(definition.name(), body);
          interfaces.put(
              definition.name(), InterfaceReader.declaration(definition, signature, body));
        }
      }
    }
  }

  private @Nullable Signature known(String name) {
    TargetInterface found = target.findInterface(name);
    if (found == null) {
      return null;
    }
    List<Signature.Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : found.declaration().parameters()) {
      parameters.add(
          new Signature.Parameter(parameter.kind(), parameter.name().text(), parameter.optional()));
    }
    return new Signature(parameters);
  }

  // ---- writing

  private String text(Read module, SourceUnit.Header header) {
    Facts facts = new Facts(target, interfaces);
    Lines lines = new Lines(facts, diagnostics);
    Requires requires = new Requires(target, facts, this::isDeclared);
    SourceUnit te = module.te();
    List<Piece> pieces =
        requires.trimOutermost(
            Pieces.of(
                te.file(),
                te.statements(),
                te.comments(),
                header.span().end(),
                te.file().text().length()));
    Map<String, List<SourceLine>> labels =
        LabelLines.of(module.source().contexts(), target, diagnostics);
    List<SourceLine> all = new ArrayList<>(new Arrangement(facts, lines, labels).of(pieces));
    labels
        .values()
        .forEach(
            each -> {
              all.add(new SourceLine.Gap());
              all.addAll(each);
            });
    interfaces(module, facts, lines, requires, all);
    return SourceWriter.write(commentsBefore(te, header), header(module, header), List.of(), all);
  }

  private static List<String> commentsBefore(SourceUnit te, SourceUnit.Header header) {
    List<Piece> before = Pieces.of(te.file(), List.of(), te.comments(), 0, header.span().start());
    return before.isEmpty() ? List.of() : before.get(0).comments();
  }

  private SourceUnit.Header header(Read module, SourceUnit.Header header) {
    List<Name> words = new ArrayList<>();
    if (target.hasModule(header.name().text())) {
      words.add(new Name(REPLACE, header.span()));
    }
    if (hasPermissive(module.te().statements())) {
      words.add(new Name(PERMISSIVE, header.span()));
    }
    return new SourceUnit.Header(
        module.definitions().documentation(),
        false,
        header.name(),
        header.version(),
        words,
        header.span());
  }

  private static boolean hasPermissive(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.Permissive
          || (statement instanceof Statement.OptionalBlock optional
              && hasPermissive(optional.body()))
          || (statement instanceof Statement.Ifdef choice
              && (hasPermissive(choice.then()) || hasPermissive(choice.otherwise())))) {
        return true;
      }
    }
    return false;
  }

  private void interfaces(
      Read module, Facts facts, Lines lines, Requires requires, List<SourceLine> out) {
    int at = 0;
    for (Definition definition : module.definitions().definitions()) {
      InterfaceDeclaration declaration = interfaces.get(definition.name());
      InterfaceReader.Read body = module.bodies().get(definition.name());
      if (declaration == null || body == null) {
        continue;
      }
      out.add(new SourceLine.Gap());
      List<Piece> outside =
          Pieces.of(
              definition.file(),
              List.of(),
              undocumented(module.definitions().comments()),
              at,
              definition.place().start());
      for (Piece piece : outside) {
        out.add(new SourceLine.Comment(piece.comments()));
      }
      at = definition.bodyEnd();
      if (!declaration.name().span().equals(definition.place())) {
        leftOut(definition, "is left out: m4 keeps the definition before it.", DEFINED_TWICE, out);
        continue;
      }
      String reason = broken.interfaces().get(definition.name());
      if (reason != null) {
        leftOut(definition, "is left out: nothing could ever call it.", reason, out);
        continue;
      }
      List<Piece> pieces =
          Pieces.of(
              definition.file(),
              body.statements(),
              body.comments(),
              definition.body(),
              definition.bodyEnd());
      Map<NameKind, SortedSet<String>> left =
          LeftNames.of(declaration, pieces, target, facts, this::isDeclared);
      Set<String> leftNames = new HashSet<>();
      left.values().forEach(leftNames::addAll);
      List<SourceLine> text = lines.of(requires.trimBody(pieces, leftNames));
      out.add(
          new SourceLine.Block(
              facts.declares(declaration) ? template(declaration) : declaration,
              body(definition, left, text),
              List.of(),
              null));
    }
  }

  /** The lines of a body, behind the names that it leaves to its callers. */
  private List<SourceLine> body(
      Definition definition, Map<NameKind, SortedSet<String>> left, List<SourceLine> lines) {
    for (String name : broken.names().getOrDefault(definition.name(), Set.of())) {
      NameKind kind = name.endsWith("_r") ? NameKind.ROLE : NameKind.TYPE;
      diagnostics.add(
          Diagnostic.at(
                  Code.IMPORT_UNDECLARED,
                  definition.place(),
                  "`" + definition.name() + "` speaks of `" + name + "`, which nothing declares.")
              .label("imported with `extern caller " + kind.word() + " " + name + ";`"));
      left.computeIfAbsent(kind, each -> new TreeSet<>()).add(name);
    }
    List<SourceLine> body = new ArrayList<>();
    left.forEach((kind, names) -> body.add(ofCaller(kind, names, definition.place())));
    body.addAll(lines);
    return body;
  }

  private static SourceLine ofCaller(NameKind kind, SortedSet<String> texts, Span place) {
    List<Name> names = new ArrayList<>(texts.size());
    for (String text : texts) {
      names.add(new Name(text, place));
    }
    return new SourceLine.Single(new Statement.Extern(true, kind, names, List.of(), place), null);
  }

  private void leftOut(Definition definition, String what, String reason, List<SourceLine> out) {
    String message = "`" + definition.name() + "` " + what;
    diagnostics.add(
        Diagnostic.at(Code.IMPORT_LEFT_OUT, definition.place(), message)
            .label("not imported")
            .note(reason));
    out.add(new SourceLine.Comment(List.of(message.replace("`", ""), reason)));
  }

  private static List<SourceUnit.Comment> undocumented(List<SourceUnit.Comment> comments) {
    List<SourceUnit.Comment> plain = new ArrayList<>();
    for (SourceUnit.Comment comment : comments) {
      if (!comment.documentation()) {
        plain.add(comment);
      }
    }
    return plain;
  }

  private static InterfaceDeclaration template(InterfaceDeclaration declaration) {
    return new InterfaceDeclaration(
        declaration.doc(),
        true,
        declaration.name(),
        declaration.parameters(),
        declaration.deprecation(),
        declaration.body(),
        declaration.span());
  }
}
