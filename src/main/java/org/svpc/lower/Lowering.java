package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.ir.Interface;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Provider;
import org.svpc.ir.Scope;
import org.svpc.ir.Unbound;
import org.svpc.selinux.Documentation;
import org.svpc.source.Origin;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.Target;

/** The stage from syntax to IR. */
public final class Lowering {
  /** The word of a header that says so. */
  private static final String REPLACE = "replace";

  private Lowering() {}

  /** Lowers a module; what cannot be lowered is told and left out. */
  public static Unbound lower(
      Program program, Target target, Expander expander, Diagnostics diagnostics) {
    Context context = new Context(program, target, expander, diagnostics);
    List<Node> nodes = new ArrayList<>();
    List<FileContext> labels = new ArrayList<>();
    List<Interface> interfaces = new ArrayList<>();
    for (SourceUnit unit : program.units()) {
      SourceUnit.Header header = unit.header();
      int from = header == null ? 0 : header.span().end();
      for (SourceUnit.Use use : unit.uses()) {
        from = Math.max(from, use.span().end());
      }
      context.statements.lowerText(
          unit.statements(),
          unit.file(),
          from,
          unit.file().text().length(),
          Frame.TOP,
          nodes,
          labels);
      for (Statement statement : unit.statements()) {
        if (statement instanceof InterfaceDeclaration declaration) {
          interfaces.add(body(declaration, context));
        }
      }
    }
    SourceUnit.Header header = program.header();
    Module module =
        new Module(
            header.name().text(),
            orEmpty(header.version()),
            header.doc(),
            Scope.of(nodes),
            labels,
            interfaces,
            Origin.at(header.span()));
    return new Unbound(
        module,
        context.assertions.claims(),
        context.argumentUses,
        context.externs,
        context.callableNames(),
        replaces(header));
  }

  private static boolean replaces(SourceUnit.Header header) {
    for (Name word : header.words()) {
      if (word.is(REPLACE)) {
        return true;
      }
    }
    return false;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** An interface's body for its own sake, parameters standing as {@code $1}. */
  private static Interface body(InterfaceDeclaration declaration, Context context) {
    Frame frame =
        new Frame(
            null,
            context.calls.symbolic(declaration),
            null,
            true,
            false,
            declaration.template(),
            Provider.MODULE,
            0);
    List<Node> nodes = new ArrayList<>();
    context.calls.enter(declaration.name().text());
    context.statements.lowerText(
        declaration.body(),
        declaration.span().file(),
        declaration.span().start(),
        declaration.span().end(),
        frame,
        nodes,
        null);
    context.calls.leave();
    documentedParameters(declaration, context.diagnostics);
    List<Interface.Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : declaration.parameters()) {
      parameters.add(parameter(parameter));
    }
    return new Interface(
        declaration.name().text(),
        declaration.template(),
        declaration.doc(),
        parameters,
        declaration.deprecation(),
        Scope.of(nodes),
        Origin.at(declaration.span()));
  }

  private static Interface.Parameter parameter(Parameter parameter) {
    return new Interface.Parameter(
        parameter.name().text(), parameter.kind(), parameter.optional(), parameter.rest());
  }

  private static boolean declares(InterfaceDeclaration declaration, String parameter) {
    for (Parameter each : declaration.parameters()) {
      if (each.name().is(parameter)) {
        return true;
      }
    }
    return false;
  }

  private static void documentedParameters(
      InterfaceDeclaration declaration, Diagnostics diagnostics) {
    for (Documentation.Parameter documented : declaration.doc().parameters()) {
      if (!declares(declaration, documented.name())) {
        diagnostics.add(
            Diagnostic.at(
                    Code.DOC_OF_UNKNOWN_PARAMETER,
                    declaration.name().span(),
                    "`"
                        + declaration.name().text()
                        + "` documents a parameter `"
                        + documented.name()
                        + "` that it does not have.")
                .label("documented here")
                .note(Arguments.signature(declaration)));
      }
    }
  }
}
