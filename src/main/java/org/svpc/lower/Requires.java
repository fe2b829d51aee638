package org.svpc.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.ir.Externs;
import org.svpc.ir.Node;
import org.svpc.ir.Provider;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.ReservedNames;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Statement;

/** Takes {@code require} blocks: each of their names becomes a node, parameters replaced. */
final class Requires {
  private final Context context;

  Requires(Context context) {
    this.context = context;
  }

  void lower(Statement.Require require, Frame frame, List<Node> out) {
    for (Statement.Required item : require.items()) {
      if (item instanceof Statement.RequiredNames names) {
        if (frame.foreign()) {
          foreign(names, frame, out);
        } else if (names.kind() == NameKind.CLASS) {
          requireClass(names, frame, out);
        } else {
          names(names, frame, out);
        }
      }
    }
  }

  /**
   * Takes {@code extern caller}. A library's text is that of the module that calls it, which
   * requires what it uses.
   */
  void leave(Statement.Extern extern, Frame frame, List<Node> out) {
    if (frame.via() == null && !frame.symbolic()) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.NOT_ALLOWED_HERE,
                  extern.span(),
                  "Only an interface or template can leave names to its callers.")
              .label("stands in the module's own text")
              .help("Write `extern` without `caller`: the module requires what it uses."));
    } else if (frame.text() != Provider.LIBRARY) {
      for (Name name : extern.names()) {
        Symbol symbol = context.names.symbol(name, frame, Position.of(extern.kind()));
        if (symbol != null) {
          out.add(new Node.LeftToCaller(extern.kind(), symbol, frame.origin(extern.span())));
        }
      }
    }
  }

  private void names(Statement.RequiredNames item, Frame frame, List<Node> out) {
    for (Name name : item.names()) {
      if (frame.via() != null && !context.spend()) {
        context.calls.tooLarge(frame.via(), name);
        return;
      }
      Symbol symbol = context.names.symbol(name, frame, Position.of(item.kind()));
      if (symbol == null || isReserved(symbol, item.kind(), frame)) {
        continue;
      }
      if (name.isPasted() && !Sets.isParameter(symbol.name())) {
        // What the sources spell out is known already; this name comes up here only.
        context.externs.add(
            new Externs.Extern(item.kind(), symbol.name(), name.span(), false, List.of()));
      }
      out.add(new Node.Required(item.kind(), symbol, List.of(), frame.origin(item.span())));
    }
  }

  /** Of the target's own text; what a class needs to have, the rules that use it say. */
  private void foreign(Statement.RequiredNames item, Frame frame, List<Node> out) {
    for (Name name : item.names()) {
      Symbol symbol =
          item.kind() == NameKind.CLASS
              ? null
              : context.names.symbol(name, frame, Position.of(item.kind()));
      if (symbol != null) {
        out.add(new Node.Required(item.kind(), symbol, List.of(), frame.origin(item.span())));
      }
    }
  }

  private boolean isReserved(Symbol symbol, NameKind kind, Frame frame) {
    if (!ReservedNames.contains(symbol.name())) {
      return false;
    }
    if (!frame.dead()) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.RESERVED_NAME,
                  symbol.origin(),
                  "`" + symbol.name() + "` cannot be the name of a " + kind.word() + ".")
              .label("a word of checkpolicy's own")
              .help("Leave it out: no module can require it."));
    }
    return true;
  }

  /** A class, whose permissions may be those of a set. */
  private void requireClass(Statement.RequiredNames item, Frame frame, List<Node> out) {
    SymbolSet classes = context.sets.classes(set(item.names(), item.span()), frame);
    if (classes == null) {
      return;
    }
    Set<String> permissions = new LinkedHashSet<>();
    for (Sets.Granted granted :
        context.sets.permissions(set(item.permissions(), item.span()), classes, frame)) {
      permissions.addAll(granted.permissions().included());
    }
    for (String className : classes.included()) {
      out.add(
          new Node.Required(
              NameKind.CLASS,
              new Symbol(className, frame.origin(item.names().get(0).span())),
              List.copyOf(permissions),
              frame.origin(item.span())));
    }
  }

  private static NameSet set(List<Name> names, Span span) {
    List<NameSet.Element> elements = new ArrayList<>(names.size());
    for (Name name : names) {
      elements.add(new NameSet.Member(name, false, name.span()));
    }
    return new NameSet(elements, false, true, span);
  }
}
