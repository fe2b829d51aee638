package org.svpc.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.ir.Node;
import org.svpc.ir.Provider;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.ir.Symbol;
import org.svpc.lower.Program.Callable;
import org.svpc.source.Origin;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.text.Spelling;

/** Expands calls: arguments are matched with parameters, then the body is lowered with them. */
final class Calls {
  /** For so many unknown names close ones are looked for, among all that the target has. */
  private static final int MOST_SUGGESTIONS = 100;

  private final Context context;
  private final Arguments arguments;
  private final Deque<String> active = new ArrayDeque<>();
  private boolean exhausted;
  private int unknown;

  Calls(Context context) {
    this.context = context;
    this.arguments = new Arguments(context);
  }

  /**
   * Lowers a call.
   *
   * @param block the type that fills the first parameter, for what stands behind {@code is}
   */
  void lower(
      Name name,
      List<Argument> given,
      @Nullable Symbol block,
      Span span,
      Frame frame,
      List<Node> out) {
    Callable callable = context.callable(name.text());
    Origin origin = frame.origin(span);
    if (callable == null) {
      if (frame.dead()) {
        keep(name, given, block, origin, frame, out);
      } else {
        unknown(name, frame);
      }
      return;
    }
    InterfaceDeclaration declaration = callable.declaration();
    boolean foreign = callable.provider() == Provider.TARGET;
    if (declaration.deprecation() != null && !frame.elsewhere() && !frame.dead()) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.DEPRECATED_CALL,
                  frame.origin(name.span()),
                  "`" + name.text() + "` is deprecated.")
              .label("deprecated")
              .label(declaration.name().span(), "declared here")
              .note(declaration.deprecation()));
    }
    if (!callable.problems().isEmpty()) {
      // What its parameters are is not known either, so the arguments are not looked at.
      if (frame.dead()) {
        keep(name, given, block, origin, frame, out);
      } else {
        opaque(callable, name, written(given, block, frame), origin, frame, out);
      }
      return;
    }
    List<Binding> bindings = arguments.bind(callable, name, given, block, origin, frame);
    if (bindings == null) {
      return;
    }
    if (active.contains(name.text())) {
      context.diagnostics.add(
          Diagnostic.at(Code.RECURSIVE_CALL, name.span(), "`" + name.text() + "` calls itself.")
              .label("expands to itself without end")
              .label(declaration.name().span(), "declared here")
              .note("A call stands for its body, so no chain of calls may come back."));
      return;
    }
    Scope expansion =
        frame.dead() && callable.provider() != Provider.LIBRARY
            ? Scope.EMPTY
            : expand(callable, bindings, origin, name, frame);
    if (!frame.foreign() || !foreign) {
      List<String> texts = arguments.texts(bindings);
      out.add(new Node.Call(name.text(), callable.provider(), texts, expansion, origin));
    } else {
      // Within the target's own text a call is but what it stands for.
      out.addAll(expansion.nodes());
    }
  }

  private void unknown(Name name, Frame frame) {
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
                Code.UNKNOWN_INTERFACE,
                frame.origin(name.span()),
                "There is no interface or template `" + name.text() + "` in sight.")
            .label("unknown interface");
    diagnostic.note(
        context.target.hasHeaders()
            ? "In sight are the module's own, those of the libraries that it uses, and those of "
                + context.target.description()
                + "."
            : "In sight are the module's own and those of the libraries that it uses.");
    context.diagnostics.add(
        ++unknown > MOST_SUGGESTIONS
            ? diagnostic
            : diagnostic.suggest(Spelling.closest(name.text(), context.allCallables())));
  }

  /** A call in an arm that the target does not take, of what it lacks or has in no form to read. */
  private void keep(
      Name name,
      List<Argument> given,
      @Nullable Symbol block,
      Origin origin,
      Frame frame,
      List<Node> out) {
    List<String> texts = written(given, block, frame);
    out.add(new Node.Call(name.text(), Provider.TARGET, texts, Scope.EMPTY, origin));
  }

  private List<String> written(List<Argument> given, @Nullable Symbol block, Frame frame) {
    List<String> texts = new ArrayList<>();
    if (block != null) {
      texts.add(block.name());
    }
    for (Argument argument : given) {
      texts.add(arguments.written(argument, frame));
    }
    return texts;
  }

  /** A call of what has no form in SVP: what m4 makes of it is taken as it is. */
  private void opaque(
      Callable callable,
      Name name,
      List<String> texts,
      Origin origin,
      Frame frame,
      List<Node> out) {
    Scope expansion =
        frame.symbolic() ? Scope.EMPTY : context.expander.expand(name.text(), texts, origin);
    if (expansion == null) {
      unreadable(callable, name, frame);
    } else if (frame.foreign()) {
      for (Require require : expansion.requires()) {
        out.add(
            new Node.Required(
                require.kind(), new Symbol(require.name(), origin), require.permissions(), origin));
      }
      out.addAll(expansion.nodes());
    } else {
      out.add(new Node.Call(name.text(), callable.provider(), texts, expansion, origin));
    }
  }

  /** Tells of a call of something that the headers' reader did not understand. */
  private void unreadable(Callable callable, Name name, Frame frame) {
    Diagnostic problem = callable.problems().get(0);
    Diagnostic.Builder diagnostic =
        Diagnostic.at(
                Code.UNREADABLE_INTERFACE,
                frame.origin(name.span()),
                "The headers define `" + name.text() + "` in a way that svpc cannot read.")
            .label("called here")
            .note(problem.message());
    if (problem.span() != null) {
      diagnostic.label(problem.span(), problem.label().isEmpty() ? "here" : problem.label());
    }
    context.diagnostics.add(diagnostic);
  }

  private Scope expand(
      Callable callable, List<Binding> bindings, Origin origin, Name name, Frame frame) {
    if (exhausted || frame.depth() >= Context.MAX_DEPTH) {
      tooLarge(origin, name);
      return Scope.EMPTY;
    }
    InterfaceDeclaration declaration = callable.declaration();
    boolean foreign = callable.provider() == Provider.TARGET;
    Frame inner =
        new Frame(
            null,
            byName(declaration, bindings),
            origin,
            false,
            frame.dead(),
            foreign || (frame.mayDeclare() && declaration.template()),
            callable.provider(),
            frame.depth() + 1);
    active.push(name.text());
    try {
      List<Node> nodes = new ArrayList<>();
      context.statements.lowerAll(declaration.body(), inner, nodes, null);
      return Scope.of(nodes);
    } finally {
      active.pop();
    }
  }

  /** Says once that the expansions are too large, and stops them. */
  void tooLarge(Origin origin, Name name) {
    if (!exhausted) {
      exhausted = true;
      context.diagnostics.add(
          Diagnostic.at(
                  Code.EXPANSION_TOO_LARGE,
                  origin.outermost(),
                  "The calls of this module expand to too much.")
              .label("`" + name.text() + "` is where the limit was met")
              .note(
                  "At most "
                      + Context.MAX_EXPANDED
                      + " statements may come from calls, and calls may go "
                      + Context.MAX_DEPTH
                      + " deep."));
    }
  }

  boolean exhausted() {
    return exhausted;
  }

  /** The parameters of a body that is lowered for its own sake: {@code $1}, {@code $2} ... */
  Map<String, Binding> symbolic(InterfaceDeclaration declaration) {
    return byName(declaration, arguments.symbolic(declaration));
  }

  /** Marks an interface as being lowered, so that a call of it is found to come back. */
  void enter(String name) {
    active.push(name);
  }

  void leave() {
    active.pop();
  }

  private static Map<String, Binding> byName(
      InterfaceDeclaration declaration, List<Binding> bindings) {
    Map<String, Binding> byName = new HashMap<>();
    List<Parameter> parameters = declaration.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      byName.put(parameters.get(i).name().text(), bindings.get(i));
    }
    return byName;
  }
}
