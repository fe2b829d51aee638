package org.svpc.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.format.Formatter;
import org.svpc.importer.Importer;
import org.svpc.importer.Importer.Imported;
import org.svpc.importer.ModuleSource;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.Target;

/**
 * Imports modules of refpolicy and checks what comes out. Upstream has interfaces that speak of
 * what is nowhere defined; m4 does not mind as long as nobody calls them, or as nothing comes of
 * it. They are found by compiling what was imported: one that calls what does not exist is left
 * out, a name that nothing declares is said to be extern.
 */
public final class Imports {
  private Imports() {}

  /**
   * A module that was imported.
   *
   * @param file its source in the one layout, under a name {@code MODULE.svp}
   */
  public record Result(String name, ModuleSource source, SourceFile file) {}

  /** Imports modules; what is wrong with them, or with what came out, is told. */
  public static List<Result> run(
      List<ModuleSource> sources, Target target, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    List<Result> results = formatted(Importer.run(sources, target, Importer.Broken.NOTHING, found));
    Importer.Broken broken = new Importer.Broken(new HashMap<>(), new HashMap<>());
    Diagnostics checked = check(results, target);
    for (Diagnostic diagnostic : checked.sorted()) {
      String name = diagnostic.severity() == Severity.ERROR ? around(diagnostic, results) : null;
      Span span = diagnostic.span();
      if (name != null && span != null) {
        if (diagnostic.code() == Code.UNKNOWN_NAME) {
          broken.names().computeIfAbsent(name, each -> new TreeSet<>()).add(span.text());
        } else {
          broken.interfaces().putIfAbsent(name, diagnostic.message());
        }
      }
    }
    if (!broken.isEmpty()) {
      found = new Diagnostics();
      results = formatted(Importer.run(sources, target, broken, found));
      checked = check(results, target);
    }
    diagnostics.addAll(found);
    for (Diagnostic diagnostic : checked.sorted()) {
      if (diagnostic.severity() == Severity.ERROR) {
        diagnostics.add(diagnostic);
      }
    }
    return results;
  }

  private static Diagnostics check(List<Result> results, Target target) {
    Diagnostics diagnostics = new Diagnostics();
    List<SourceFile> files = new ArrayList<>(results.size());
    for (Result result : results) {
      files.add(result.file());
    }
    new Compiler(target, List.of(), diagnostics).checkFiles(files);
    return diagnostics;
  }

  private static List<Result> formatted(List<Imported> imported) {
    List<Result> results = new ArrayList<>(imported.size());
    for (Imported module : imported) {
      String name = module.name() + ".svp";
      SourceFile file = new SourceFile(name, module.text());
      Diagnostics problems = new Diagnostics();
      SourceUnit unit = SvpParser.parse(file, problems);
      // What cannot be read back is a mistake of the import, and the check tells of it.
      String text = problems.hasErrors() ? module.text() : Formatter.format(unit);
      results.add(new Result(module.name(), module.source(), new SourceFile(name, text)));
    }
    return results;
  }

  /** The interface in which something was found, or null. */
  private static @Nullable String around(Diagnostic diagnostic, List<Result> results) {
    Span span = diagnostic.span();
    if (span == null) {
      return null;
    }
    for (Result result : results) {
      if (result.file().equals(span.file())) {
        SourceUnit unit = SvpParser.parse(result.file(), new Diagnostics());
        for (Statement statement : unit.statements()) {
          if (statement instanceof InterfaceDeclaration declaration
              && declaration.span().start() <= span.start()
              && span.end() <= declaration.span().end()) {
            return declaration.name().text();
          }
        }
      }
    }
    return null;
  }
}
