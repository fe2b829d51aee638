package org.svpc.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.bind.Binder;
import org.svpc.check.ConditionalContents;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.emit.TracedRules;
import org.svpc.headers.InterfaceFiles;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.lower.Lowering;
import org.svpc.lower.Program;
import org.svpc.parse.SvpParser;
import org.svpc.refpolicy.InterfaceReader;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;

/**
 * Says what an interface, template or pattern is for, what it takes and what it stands for: of the
 * sources in the current folder, of the folders of {@code --lib}, of svpc's own policies, of the
 * target. A call is explained with its arguments put in.
 */
public final class Explainer {
  private static final String INDENT = "    ";

  /** What the module is called that a call is put into; no name that a source could bear. */
  private static final String AROUND = "explain ";

  private final Target target;
  private final List<Path> libraries;
  private final Set<String> names = new TreeSet<>();

  /**
   * @param libraries folders that hold a folder for each library
   */
  public Explainer(Target target, List<Path> libraries) {
    this.target = target;
    this.libraries = List.copyOf(libraries);
  }

  /**
   * The explanation of what has a name. Null where nothing in sight has it, and, with an error
   * among the diagnostics, where what it stands for cannot be told.
   */
  public @Nullable String explain(String name, Diagnostics found) {
    for (List<Path> place : places()) {
      // What is wrong with the sources is check's to tell; what is right in them can be explained.
      for (CompiledModule compiled :
          new Compiler(target, libraries, new Diagnostics()).compile(place)) {
        for (Interface each : compiled.module().interfaces()) {
          names.add(each.name());
          if (each.name().equals(name)) {
            String from = (compiled.library() ? "library " : "module ") + compiled.module().name();
            return text(each, false, from, null, new Through(target, 0));
          }
        }
      }
    }
    Target surroundings = surroundings();
    TargetInterface callee = surroundings.findInterface(name);
    names.addAll(surroundings.interfaceNames());
    if (callee == null) {
      return null;
    }
    if (!callee.problems().isEmpty()) {
      return unreadable(callee);
    }
    SourceUnit unit = around(callee);
    Module module = module(unit, surroundings, found);
    return module == null
        ? null
        : explained(callee, module.interfaces().get(0).body(), null, surroundings);
  }

  /**
   * The explanation of a call. Null, with the errors that a build would tell, where there is no
   * such interface or the arguments do not fit. Names that nothing declares are taken as they are.
   */
  public @Nullable String explainCall(String text, Diagnostics found) {
    String given = text.strip();
    String call = given.endsWith(";") ? given.substring(0, given.length() - 1).strip() : given;
    // The header is line 0, so that the call is told of as line 1.
    SourceFile file = new SourceFile("explain", "module explain 1.0.0;\n" + call + ";\n", 0);
    SourceUnit unit = SvpParser.parse(file, found);
    if (found.hasErrors()) {
      return null;
    }
    if (unit.statements().size() != 1
        || !(unit.statements().get(0) instanceof Statement.Call written)) {
      found.add(
          Diagnostic.at(
                  Code.SYNTAX,
                  new Span(file, file.lineStart(1), file.lineStart(1) + call.length()),
                  "One call of an interface or template was expected here.")
              .label("not one call"));
      return null;
    }
    Target surroundings = surroundings();
    Module module = module(unit, surroundings, found);
    TargetInterface callee = surroundings.findInterface(written.name().text());
    return module == null || callee == null
        ? null
        : explained(callee, module.body(), call, surroundings);
  }

  /** The names that were in sight of the last search that found nothing. */
  public Set<String> names() {
    return names;
  }

  private List<List<Path>> places() {
    List<List<Path>> places = new ArrayList<>();
    places.add(Sources.in(Path.of("").toAbsolutePath(), new Diagnostics()));
    for (Path folder : libraries) {
      places.add(Sources.find(List.of(folder), new Diagnostics()));
    }
    return places;
  }

  /**
   * The target with all interfaces of sources in sight, and of hand-written modules in the current
   * folder; what is found first counts.
   */
  private Target surroundings() {
    BuildNames known = new BuildNames(target.targetNames());
    Set<String> modules = new TreeSet<>();
    List<List<Path>> places = places();
    Collections.reverse(places);
    for (List<Path> place : places) {
      for (Path path : place) {
        SourceFile file = Sources.read(path, new Diagnostics());
        SourceUnit unit = file == null ? null : SvpParser.parse(file, new Diagnostics());
        SourceUnit.Header header = unit == null ? null : unit.header();
        if (unit != null && header != null) {
          known.add(unit, header.name().text());
          modules.add(header.name().text());
        }
      }
    }
    List<Path> beside = new ArrayList<>();
    for (Path file : InterfaceFiles.in(Path.of(""))) {
      if (!modules.contains(InterfaceFiles.module(file))) {
        beside.add(file);
      }
    }
    if (!beside.isEmpty()) {
      known.add(InterfaceFiles.read(beside, target.withNames(known)));
    }
    return target.withNames(known);
  }

  /** A module with a template of the same parameters that calls what is to be explained. */
  private static SourceUnit around(TargetInterface callee) {
    String name = callee.declaration().name().text();
    SourceFile file = new SourceFile("explain", name);
    Span span = new Span(file, 0, name.length());
    List<Argument> arguments = new ArrayList<>();
    for (Parameter parameter : callee.declaration().parameters()) {
      NameSet.Element given =
          new NameSet.Member(new Name(parameter.name().text(), span), false, span);
      NameSet one = new NameSet(List.of(given), false, false, span);
      arguments.add(new Argument(null, new Argument.Names(one), span));
    }
    Statement template =
        new Statement.InterfaceDeclaration(
            Documentation.NONE,
            true,
            new Name(AROUND + name, span),
            callee.declaration().parameters(),
            null,
            List.of(new Statement.Call(new Name(name, span), arguments, span)),
            span);
    SourceUnit.Header header =
        new SourceUnit.Header(
            Documentation.NONE, false, new Name(AROUND, span), "1.0.0", List.of(), span);
    return new SourceUnit(file, header, List.of(), List.of(template), List.of());
  }

  /** The bound module; null, with the errors, where there are others than names unknown. */
  private static @Nullable Module module(SourceUnit unit, Target target, Diagnostics found) {
    SourceUnit.Header header = unit.header();
    if (header == null) {
      return null;
    }
    Diagnostics all = new Diagnostics();
    Program program = new Program(header, List.of(unit), List.of());
    Module module =
        Binder.bind(Lowering.lower(program, target, new MacroExpander(target), all), target, all);
    for (Diagnostic diagnostic : all.sorted()) {
      if (diagnostic.severity() == Severity.ERROR && diagnostic.code() != Code.UNKNOWN_NAME) {
        found.add(diagnostic);
      }
    }
    return found.hasErrors() ? null : module;
  }

  /** Explains what a scope calls. */
  private static @Nullable String explained(
      TargetInterface callee, Scope scope, @Nullable String call, Target target) {
    for (Node node : scope.nodes()) {
      if (node instanceof Node.Call made) {
        boolean pattern = callee.module().isEmpty();
        return text(
            callable(callee, made.expansion()),
            pattern,
            place(callee),
            call,
            new Through(target, 1));
      }
    }
    return null;
  }

  private static Interface callable(TargetInterface callee, Scope body) {
    Statement.InterfaceDeclaration declaration = callee.declaration();
    List<Interface.Parameter> parameters = new ArrayList<>();
    for (Parameter each : declaration.parameters()) {
      parameters.add(
          new Interface.Parameter(each.name().text(), each.kind(), each.optional(), each.rest()));
    }
    return new Interface(
        declaration.name().text(),
        declaration.template(),
        callee.text().isEmpty() ? declaration.doc() : InterfaceReader.documentation(declaration),
        parameters,
        declaration.deprecation(),
        body,
        Origin.at(declaration.span()));
  }

  private static String place(TargetInterface callee) {
    Span span = callee.declaration().name().span();
    return (callee.module().isEmpty() ? "support files" : "module " + callee.module())
        + ", "
        + span.file().name()
        + ":"
        + span.line();
  }

  private static String unreadable(TargetInterface callee) {
    StringBuilder out = new StringBuilder();
    head(callable(callee, Scope.EMPTY), callee.module().isEmpty(), place(callee), out);
    out.append("\nsvpc cannot read what it stands for:\n\n");
    for (Diagnostic problem : callee.problems()) {
      Span span = problem.span();
      out.append(INDENT)
          .append(problem.message())
          .append(span == null ? "" : " (line " + span.line() + ")")
          .append('\n');
    }
    return out.toString();
  }

  /** Says through which calls a rule came, and whose the last of them is. */
  private record Through(Target target, int skipped) implements TracedRules.Heading {
    @Override
    public String of(Origin origin) {
      List<String> calls = new ArrayList<>();
      for (Origin via = origin.via(); via != null; via = via.via()) {
        calls.add(callee(via.span().text()));
      }
      // The innermost call is first, what is explained is last.
      int count = calls.size() - skipped;
      if (count < 1) {
        return "";
      }
      StringBuilder text = new StringBuilder("through ");
      for (int i = count - 1; i >= 0; i--) {
        text.append(calls.get(i)).append(i > 0 ? " > " : "");
      }
      TargetInterface last = target.findInterface(calls.get(0));
      if (last != null) {
        text.append(" (").append(last.module().isEmpty() ? "support" : last.module()).append(')');
      }
      return text.toString();
    }

    /** The word that a call begins with. */
    private static String callee(String call) {
      int end = 0;
      while (isWord(call, end)) {
        end++;
      }
      return call.substring(0, end);
    }
  }

  /**
   * The whole explanation.
   *
   * @param call as it was written, or null where parameters stand by their names
   */
  private static String text(
      Interface callable,
      boolean pattern,
      String from,
      @Nullable String call,
      TracedRules.Heading heading) {
    StringBuilder out = new StringBuilder();
    head(callable, pattern, from, out);
    needs(callable, out);
    Set<String> refusals = ConditionalContents.refusals(callable.body().nodes());
    if (!refusals.isEmpty()) {
      out.append("\nIt may not be called under `if`: it brings ")
          .append(String.join(", ", refusals))
          .append(".\n");
    }
    String rules = named(TracedRules.write(callable.body(), INDENT, heading), callable);
    String what = call == null ? "It" : "`" + call + "`";
    if (rules.isEmpty()) {
      out.append('\n').append(what).append(" brings no rule.\n");
      return out.toString();
    }
    out.append('\n').append(what).append(" stands for\n\n");
    for (String line : rules.lines().toList()) {
      out.append(line.isEmpty() ? "" : INDENT).append(line).append('\n');
    }
    return out.toString();
  }

  private static void head(Interface callable, boolean pattern, String from, StringBuilder out) {
    String kind = pattern ? "pattern " : callable.template() ? "template " : "interface ";
    out.append(kind).append(signature(callable)).append('\n');
    out.append("of the ").append(from).append('\n');
    if (callable.deprecation() != null) {
      out.append("\nDeprecated: ").append(callable.deprecation()).append('\n');
    }
    documentation(callable.doc(), out);
  }

  private static String signature(Interface callable) {
    StringBuilder text = new StringBuilder();
    text.append(callable.name()).append('(');
    String separator = "";
    for (Interface.Parameter parameter : callable.parameters()) {
      text.append(separator)
          .append(parameter.optional() ? "optional " : "")
          .append(parameter.kind().word())
          .append(' ')
          .append(parameter.name())
          .append(parameter.rest() ? "..." : "");
      separator = ", ";
    }
    return text.append(')').toString();
  }

  private static void documentation(Documentation doc, StringBuilder out) {
    if (!doc.summary().isEmpty()) {
      out.append('\n').append(doc.summary()).append('\n');
    }
    for (String paragraph : doc.description()) {
      out.append('\n').append(paragraph).append('\n');
    }
    if (!doc.parameters().isEmpty()) {
      out.append('\n');
      for (Documentation.Parameter parameter : doc.parameters()) {
        out.append(INDENT)
            .append(parameter.name())
            .append(": ")
            .append(parameter.text())
            .append('\n');
      }
    }
  }

  private static void needs(Interface callable, StringBuilder out) {
    StringBuilder list = new StringBuilder();
    for (Require require : TracedRules.requires(callable.body())) {
      if (require.kind() != NameKind.CLASS) {
        list.append(INDENT)
            .append(require.kind().word())
            .append(' ')
            .append(named(require.name(), callable))
            .append('\n');
      }
    }
    if (list.length() > 0) {
      out.append("\nIt needs of the policy\n\n").append(list);
    }
  }

  /** Writes {@code $2} as the name of the second parameter. */
  private static String named(String text, Interface callable) {
    StringBuilder named = new StringBuilder();
    List<Interface.Parameter> parameters = callable.parameters();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length() || !Character.isDigit(text.charAt(at + 1))) {
        named.append(c);
        at++;
        continue;
      }
      int index = text.charAt(at + 1) - '0';
      if (index <= parameters.size()) {
        String name = parameters.get(index - 1).name();
        boolean pasted = isWord(text, at + 2) || (at > 0 && isWord(text, at - 1));
        named.append(pasted ? "${" + name + "}" : name);
      } else if (named.length() > 0 && named.charAt(named.length() - 1) == ' ') {
        // The further arguments of a rest parameter, which its name stands for already.
        named.setLength(named.length() - 1);
      }
      at += 2;
    }
    return named.toString();
  }

  private static boolean isWord(String text, int at) {
    return at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
  }
}
