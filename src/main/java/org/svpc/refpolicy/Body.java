package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.selinux.BaseStatements;
import org.svpc.selinux.Documentation;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;

/** Reads a stretch of statements: a module's text, the body of an interface, an argument. */
final class Body {
  /** How deep macros, braces and quotes may stand in each other. */
  private static final int DEEPEST = 100;

  private final Reading reading;
  private final Parts parts;
  private final Lexer lexer;
  private final Rules rules;
  private final Requires requires;
  private final int depth;
  private int open;

  private Body(Reading reading, int from, int to, int depth) {
    this.reading = reading;
    this.parts = new Parts(reading, from, to);
    this.lexer = parts.lexer();
    this.rules = new Rules(parts);
    this.requires = new Requires(parts);
    this.depth = depth;
  }

  /** Reads from {@code from} to {@code to}; what cannot be read is told and left out. */
  static List<Statement> read(Reading reading, int from, int to) {
    return read(reading, from, to, 0);
  }

  private static List<Statement> read(Reading reading, int from, int to, int depth) {
    Body body = new Body(reading, from, to, depth);
    List<Statement> out = new ArrayList<>();
    body.statements(out, false);
    return out;
  }

  /** Statements up to the end or, in braces, to the brace that closes them. */
  private void statements(List<Statement> out, boolean inBraces) {
    while (lexer.token() != Token.END) {
      if (inBraces && lexer.isSign('}')) {
        return;
      }
      if (lexer.isSign(';')) {
        lexer.advance();
        continue;
      }
      int before = lexer.start();
      statement(out);
      if (parts.broken()) {
        parts.recover();
        if (lexer.start() == before && lexer.token() != Token.END) {
          lexer.advance();
        }
      }
    }
  }

  private void statement(List<Statement> out) {
    if (lexer.token() == Token.QUOTED) {
      // m4 takes the quotes off and reads what stood in them.
      Span span = lexer.span();
      lexer.advance();
      out.addAll(inner(new Piece(span.start(), span.end()), span));
    } else if (lexer.token() != Token.NAME) {
      parts.unexpected("a statement");
    } else if (lexer.isCalled() && !lexer.isName("if")) {
      macro(out);
    } else if (!rules.read(out) && !block(out)) {
      word(out);
    }
  }

  /** A word that is no rule: of the base policy, or a macro without arguments. */
  private void word(List<Statement> out) {
    Span span = lexer.span();
    String word = lexer.text();
    if (BaseStatements.isStatement(word)) {
      parts.fail(
          Diagnostic.at(
                  Code.NOT_IN_MODULE,
                  span,
                  "A module may not hold `" + word + "`; only a base policy may.")
              .label("only in a base policy"));
      if (BaseStatements.isOneLine(word)) {
        parts.recoverAtLineEnd();
      }
      return;
    }
    Name name = parts.name();
    if (!parts.broken()) {
      if (lexer.token() == Token.END || lexer.token() == Token.NAME || lexer.isSign(';')) {
        out.add(new Statement.Call(name, List.of(), span));
      } else {
        parts.unexpected("a statement");
      }
    }
  }

  // ---- blocks in braces

  private boolean block(List<Statement> out) {
    int start = lexer.start();
    if (lexer.isName("if")) {
      lexer.advance();
      conditional(start, out);
    } else if (lexer.isName("optional")) {
      lexer.advance();
      List<Statement> body = braces();
      if (lexer.isName("else")) {
        elseOfOptional(lexer.span());
      }
      out.add(new Statement.OptionalBlock(body, lexer.spanFrom(start)));
    } else if (lexer.isName("require")) {
      lexer.advance();
      parts.expect('{');
      requires.read(start, true, out);
      parts.expect('}');
    } else {
      return false;
    }
    return true;
  }

  private void conditional(int start, List<Statement> out) {
    parts.expect('(');
    Expression condition = new Conditions(parts).read();
    parts.expect(')');
    List<Statement> then = braces();
    List<Statement> otherwise = parts.accept("else") ? braces() : List.of();
    if (!parts.broken()) {
      out.add(new Statement.If(condition, then, otherwise, lexer.spanFrom(start)));
    }
  }

  private List<Statement> braces() {
    List<Statement> body = new ArrayList<>();
    if (depth + ++open > DEEPEST) {
      tooDeep("Blocks", lexer.span());
    }
    parts.expect('{');
    if (!parts.broken()) {
      statements(body, true);
    }
    parts.expect('}');
    open--;
    return body;
  }

  private void elseOfOptional(Span span) {
    parts.fail(
        Diagnostic.at(
                Code.OPTIONAL_ELSE,
                span,
                "An optional has an `else`, which would vanish when the module is installed.")
            .label("`else` of an optional")
            .note("The tools that turn a module into CIL drop it."));
  }

  // ---- macros

  private void macro(List<Statement> out) {
    Span name = lexer.span();
    String word = lexer.text();
    List<Piece> pieces = lexer.arguments();
    if (pieces == null) {
      parts.fail(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX,
                  name,
                  "The parenthesis or a quote of `" + word + "(` is never closed.")
              .label("opened here"));
      return;
    }
    if (depth + open >= DEEPEST) {
      tooDeep("Macros", name);
      return;
    }
    Span span = lexer.spanFrom(name.start());
    switch (word) {
      case "ifdef" -> ifdef(pieces, span, false, out);
      case "ifndef" -> ifdef(pieces, span, true, out);
      case "define" -> define(pieces, name);
      case "ifelse" -> ifelse(pieces, 0, span, out);
      case "optional_policy" -> optional(pieces, span, out);
      case "tunable_policy" -> tunable(pieces, span, out);
      case "gen_require" -> {
        Piece body = reading.unquoted(pieces, 0);
        new Requires(new Parts(reading, body.start(), body.end())).read(span.start(), false, out);
      }
      case "gen_tunable", "gen_bool" -> bool(pieces, span, out);
      case "gen_user" -> user(pieces, span, out);
      case "refpolicywarn", "refpolicyerr", "errprint" -> {
        // A message of m4; the definition's reader takes from it what is deprecated.
      }
      case "policy_module", "interface", "template" ->
          parts.fail(
              Diagnostic.at(Code.REFPOLICY_SYNTAX, name, "`" + word + "` does not belong here.")
                  .label("not among statements"));
      default -> {
        if (Builtins.isBuiltin(word)) {
          parts.inexpressible(name, "The macro `" + word + "` of m4 cannot be said in SVP.");
        } else {
          call(word, name, pieces, span, out);
        }
      }
    }
  }

  /** Gives a name or a set of names a word; what else m4 can define, SVP has no words for. */
  private void define(List<Piece> pieces, Span macro) {
    String word = reading.textOf(reading.unquoted(pieces, 0));
    Piece text = reading.unquoted(pieces, 1);
    boolean plain = Reading.isWord(word) && reading.textOf(text).indexOf('$') < 0;
    Parts inside = new Parts(reading.withoutDiagnostics(), text.start(), text.end());
    NameSet set = inside.set();
    if (!plain
        || pieces.size() != 2
        || inside.broken()
        || !inside.atEnd()
        || !reading.defined().define(word, set)) {
      parts.inexpressible(
          macro,
          "The macro `define` of m4 can be said in SVP only of names, in a module's own text.");
    }
  }

  private List<Statement> inner(Piece piece, Span around) {
    Piece body = reading.unquoted(piece);
    if (depth + open >= DEEPEST) {
      tooDeep("Quotes", around);
      return List.of();
    }
    return read(reading, body.start(), body.end(), depth + open + 1);
  }

  private void tooDeep(String what, Span place) {
    parts.fail(
        Diagnostic.at(Code.TOO_DEEP, place, what + " nest deeper than " + DEEPEST + " levels."));
  }

  private List<Statement> inner(List<Piece> pieces, int index, Span around) {
    return index < pieces.size() ? inner(pieces.get(index), around) : List.of();
  }

  private void ifdef(List<Piece> pieces, Span span, boolean not, List<Statement> out) {
    Piece condition = reading.unquoted(pieces, 0);
    String option = reading.textOf(condition);
    if (!Reading.isWord(option)) {
      parts.inexpressible(
          span, "`ifdef` asks for `" + option + "`, which is no name of a build option.");
      return;
    }
    BuildExpression asked =
        new BuildExpression.Option(
            new Name(option, new Span(reading.file(), condition.start(), condition.end())));
    int definitions = reading.defined().definitions();
    choice(
        not ? new BuildExpression.Not(asked, asked.span()) : asked,
        inner(pieces, 1, span),
        inner(pieces, 2, span),
        span,
        out);
    if (reading.defined().definitions() != definitions) {
      parts.inexpressible(span, "What a macro stands for cannot depend on an `ifdef` in SVP.");
    }
  }

  static void choice(
      BuildExpression condition,
      List<Statement> then,
      List<Statement> otherwise,
      Span span,
      List<Statement> out) {
    if (then.isEmpty() && otherwise.isEmpty()) {
      return;
    }
    if (then.isEmpty()) {
      BuildExpression negated =
          condition instanceof BuildExpression.Not not
              ? not.operand()
              : new BuildExpression.Not(condition, condition.span());
      out.add(new Statement.Ifdef(negated, otherwise, List.of(), span));
    } else {
      out.add(new Statement.Ifdef(condition, then, otherwise, span));
    }
  }

  /**
   * {@code ifelse(a, b, then, c, d, then, otherwise)}. Words in quotes are compared as they stand,
   * so that <code>ifelse(`init_systemd',`true', ...)</code> never holds, whatever was meant.
   */
  private void ifelse(List<Piece> pieces, int from, Span span, List<Statement> out) {
    int left = pieces.size() - from;
    if (left > 3 * DEEPEST) {
      parts.fail(
          Diagnostic.at(
              Code.TOO_DEEP, span, "An `ifelse` has more than " + DEEPEST + " alternatives."));
      return;
    }
    if (left < 3) {
      if (left == 1) {
        out.addAll(inner(pieces, from, span));
      }
      return;
    }
    String parameter = given(pieces.get(from), pieces.get(from + 1));
    if (parameter != null) {
      Span place = new Span(reading.file(), pieces.get(from).start(), pieces.get(from).end());
      String name = reading.parameters().translate(parameter);
      if (name == null || name.startsWith("${")) {
        parts.inexpressible(place, "Whether this parameter is given cannot be asked in SVP.");
        return;
      }
      List<Statement> otherwise = new ArrayList<>();
      ifelse(pieces, from + 3, span, otherwise);
      choice(
          new BuildExpression.Not(new BuildExpression.Given(new Name(name, place), place), place),
          inner(pieces, from + 2, span),
          otherwise,
          span,
          out);
      return;
    }
    if (!isLiteral(pieces.get(from)) || !isLiteral(pieces.get(from + 1))) {
      parts.inexpressible(span, "This `ifelse` compares what SVP cannot compare.");
      return;
    }
    if (reading
        .textOf(reading.unquoted(pieces.get(from)))
        .equals(reading.textOf(reading.unquoted(pieces.get(from + 1))))) {
      out.addAll(inner(pieces, from + 2, span));
    } else {
      ifelse(pieces, from + 3, span, out);
    }
  }

  /** The parameter that is compared with nothing, or null. */
  private @Nullable String given(Piece one, Piece other) {
    String left = reading.textOf(reading.unquoted(one));
    String right = reading.textOf(reading.unquoted(other));
    if (Parameters.isBare(left) && right.isEmpty()) {
      return left;
    }
    return Parameters.isBare(right) && left.isEmpty() ? right : null;
  }

  private boolean isLiteral(Piece piece) {
    String text = reading.textOf(piece);
    return text.indexOf('$') < 0 && (text.isEmpty() || reading.isQuoted(piece));
  }

  private void optional(List<Piece> pieces, Span span, List<Statement> out) {
    if (pieces.size() > 1 && !reading.textOf(reading.unquoted(pieces.get(1))).isEmpty()) {
      elseOfOptional(span);
      return;
    }
    out.add(new Statement.OptionalBlock(inner(pieces, 0, span), span));
  }

  private void tunable(List<Piece> pieces, Span span, List<Statement> out) {
    Piece condition = reading.unquoted(pieces, 0);
    Parts inside = new Parts(reading, condition.start(), condition.end());
    Expression expression = new Conditions(inside).read();
    if (!inside.broken() && !inside.atEnd()) {
      inside.unexpected("the end of the condition");
    }
    List<Statement> then = inner(pieces, 1, span);
    List<Statement> otherwise = inner(pieces, 2, span);
    if (!inside.broken()) {
      out.add(new Statement.If(expression, then, otherwise, span));
    }
  }

  private void bool(List<Piece> pieces, Span span, List<Statement> out) {
    Piece piece = reading.unquoted(pieces, 0);
    Parts inside = new Parts(reading, piece.start(), piece.end());
    Name name = inside.name();
    Piece value = reading.unquoted(pieces, 1);
    Parts truth = new Parts(reading, value.start(), value.end());
    boolean on = truth.truth();
    if (!inside.broken() && !truth.broken()) {
      Documentation doc = Documents.before(reading, span.start()).documentation();
      out.add(new Statement.BooleanDeclaration(doc, name, on, span));
    }
  }

  /** {@code gen_user(name, prefix, roles, level, range, categories)}. */
  private void user(List<Piece> pieces, Span span, List<Statement> out) {
    Name name = inside(pieces, 0).name();
    Parts roleParts = inside(pieces, 2);
    int from = roleParts.lexer().start();
    List<NameSet.Element> roles = new ArrayList<>();
    while (!roleParts.atEnd() && !roleParts.broken()) {
      roles.addAll(roleParts.set().elements());
    }
    NameSet set = new NameSet(roles, false, roles.size() != 1, roleParts.lexer().spanFrom(from));
    Range level = inside(pieces, 3).range();
    Range range = inside(pieces, 4).range();
    boolean categories =
        pieces.size() > 5 && !reading.textOf(reading.unquoted(pieces.get(5))).isEmpty();
    if (level.low().text().equals("s0") && range.span().text().equals("s0") && !categories) {
      out.add(new Statement.UserDeclaration(name, set, null, null, span));
      return;
    }
    Range lowest = new Range(new Range.LevelText("s0", span), null, span);
    Range mcs =
        categories
            ? new Range(
                lowest.low(),
                new Range.LevelText("s0:" + reading.textOf(reading.unquoted(pieces.get(5))), span),
                span)
            : lowest;
    BuildExpression mls = new BuildExpression.Option(new Name("enable_mls", span));
    out.add(
        new Statement.Ifdef(
            mls,
            List.of(new Statement.UserDeclaration(name, set, level, range, span)),
            List.of(new Statement.UserDeclaration(name, set, lowest, mcs, span)),
            span));
  }

  private Parts inside(List<Piece> pieces, int index) {
    Piece piece = reading.unquoted(pieces, index);
    return new Parts(reading, piece.start(), piece.end());
  }

  // ---- calls

  private void call(
      String word, Span nameSpan, List<Piece> pieces, Span span, List<Statement> out) {
    String name = reading.parameters().translate(word);
    if (name == null || word.indexOf('$') >= 0) {
      parts.inexpressible(nameSpan, "A pasted name of a macro cannot be said in SVP.");
      return;
    }
    List<Argument> arguments = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      Argument argument = argument(piece);
      if (argument == null) {
        return;
      }
      arguments.add(argument);
    }
    if (arguments.size() == 1 && isNothing(arguments.get(0))) {
      arguments.clear();
    }
    out.add(new Statement.Call(new Name(name, nameSpan), arguments, span));
  }

  /** Whether an argument of a call is left empty. */
  static boolean isNothing(Argument argument) {
    return argument.value() instanceof Argument.Names names && names.set().elements().isEmpty();
  }

  private @Nullable Argument argument(Piece piece) {
    Piece bare = reading.unquoted(piece);
    Parts inside = new Parts(reading, bare.start(), bare.end());
    Span span = new Span(reading.file(), bare.start(), bare.end());
    Argument.Value value;
    Lexer at = inside.lexer();
    if (inside.atEnd()) {
      value = new Argument.Names(new NameSet(List.of(), false, false, span));
    } else if (at.token() == Token.STRING) {
      value = inside.string();
    } else if (at.token() == Token.NUMBER) {
      value = new Argument.Names(Parts.single(new Name(at.text(), at.span()), at.span()));
      at.advance();
    } else {
      value = names(inside, bare);
    }
    if (!inside.broken() && !inside.atEnd()) {
      inside.unexpected("the end of the argument");
    }
    return inside.broken() || value == null ? null : new Argument(null, value, span);
  }

  /** Names, or a level or range: what has a colon, or a dash with blanks around. */
  private Argument.Value names(Parts inside, Piece piece) {
    Lexer at = inside.lexer();
    if (at.token() == Token.NAME) {
      Lexer ahead = reading.withoutComments().lexer(piece.start(), piece.end());
      ahead.advance();
      if (ahead.isSign(':') || (ahead.isSign('-') && isBlank(ahead.end()))) {
        return new Argument.Levels(inside.range());
      }
    }
    NameSet set = inside.set();
    if (inside.atEnd() || inside.broken() || set.complement()) {
      return new Argument.Names(set);
    }
    // Several words, which stand where the body has braces around its parameter.
    List<NameSet.Element> elements = new ArrayList<>();
    int from = set.span().start();
    addTo(elements, set);
    while (!inside.atEnd() && !inside.broken()) {
      addTo(elements, inside.set());
    }
    return new Argument.Names(new NameSet(elements, false, true, at.spanFrom(from)));
  }

  private boolean isBlank(int offset) {
    String text = reading.file().text();
    return offset >= text.length() || text.charAt(offset) <= ' ';
  }

  private static void addTo(List<NameSet.Element> elements, NameSet set) {
    if (set.braces()) {
      elements.add(new NameSet.Nested(set, false, set.span()));
    } else {
      elements.addAll(set.elements());
    }
  }
}
