package org.svpc.importer;

import java.util.ArrayList;
import java.util.List;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.format.SourceLine;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;

/**
 * Writes pieces as the lines of a source; calls are brought into the form that SVP has for them.
 */
final class Lines {
  private final Facts facts;
  private final Diagnostics diagnostics;

  Lines(Facts facts, Diagnostics diagnostics) {
    this.facts = facts;
    this.diagnostics = diagnostics;
  }

  List<SourceLine> of(List<Piece> pieces) {
    List<SourceLine> lines = new ArrayList<>();
    boolean first = true;
    for (Piece piece : pieces) {
      if (piece.gap() && !first) {
        lines.add(new SourceLine.Gap());
      }
      first = false;
      add(piece, lines);
    }
    return lines;
  }

  private void add(Piece piece, List<SourceLine> lines) {
    if (!piece.comments().isEmpty()) {
      lines.add(new SourceLine.Comment(piece.comments()));
    }
    Statement statement = piece.statement();
    if (statement instanceof Statement.OptionalBlock
        || statement instanceof Statement.If
        || statement instanceof Statement.Ifdef) {
      lines.add(
          new SourceLine.Block(statement, of(piece.then()), of(piece.otherwise()), piece.remark()));
    } else if (statement instanceof Statement.Call call) {
      lines.add(
          new SourceLine.Single(
              new Statement.Call(
                  call.name(), arguments(call.name(), call.arguments(), 0), call.span()),
              piece.remark()));
    } else if (statement != null) {
      lines.add(new SourceLine.Single(statement, piece.remark()));
    }
  }

  /**
   * The arguments of a call. What is left empty before another argument makes the rest bear the
   * names of their parameters; what m4 drops since there is no parameter for it is left out.
   *
   * @param skipped how many parameters are filled in another way
   */
  List<Argument> arguments(Name callee, List<Argument> given, int skipped) {
    List<Argument> kept = new ArrayList<>(given);
    while (!kept.isEmpty() && isNothing(kept.get(kept.size() - 1))) {
      kept.remove(kept.size() - 1);
    }
    InterfaceDeclaration declaration = facts.find(callee.text());
    if (declaration == null) {
      return withoutHoles(callee, kept);
    }
    List<Parameter> parameters = declaration.parameters();
    boolean rest = !parameters.isEmpty() && parameters.get(parameters.size() - 1).rest();
    if (!rest && kept.size() + skipped > parameters.size()) {
      surplus(callee, kept, parameters.size() - skipped);
      kept = kept.subList(0, Math.max(0, parameters.size() - skipped));
    }
    List<Argument> arguments = new ArrayList<>(kept.size());
    boolean named = false;
    for (int i = 0; i < kept.size(); i++) {
      Argument argument = kept.get(i);
      if (isNothing(argument)) {
        named = true;
      } else {
        arguments.add(
            named
                ? new Argument(
                    parameters.get(i + skipped).name(), argument.value(), argument.span())
                : argument);
      }
    }
    return arguments;
  }

  private List<Argument> withoutHoles(Name callee, List<Argument> given) {
    for (Argument argument : given) {
      if (isNothing(argument)) {
        diagnostics.add(
            Diagnostic.at(
                    Code.REFPOLICY_UNSUPPORTED,
                    callee.span(),
                    "A call of `"
                        + callee.text()
                        + "` leaves an argument empty, and nothing says what its parameters are"
                        + " called.")
                .label("no definition of it is known")
                .help("Give the headers that define it with `--target`."));
        return given.stream().filter(each -> !isNothing(each)).toList();
      }
    }
    return given;
  }

  private void surplus(Name callee, List<Argument> given, int takes) {
    diagnostics.add(
        Diagnostic.at(
                Code.IMPORT_NOTED,
                given.get(Math.max(0, takes)).span(),
                "`" + callee.text() + "` takes no such argument, so m4 drops it; it is left out.")
            .label("dropped by m4"));
  }

  private static boolean isNothing(Argument argument) {
    return argument.value() instanceof Argument.Names names && names.set().elements().isEmpty();
  }
}
