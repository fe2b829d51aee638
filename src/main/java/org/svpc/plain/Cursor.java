package org.svpc.plain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.Level;
import org.svpc.selinux.LevelRange;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * The parts that statements of plain policy are made of. The first thing that does not fit is
 * reported and makes the cursor <em>broken</em>; from then on every part reads as empty, without a
 * further message, until {@link #recover} finds the next statement.
 */
final class Cursor {
  private static final int MOST_ERRORS = 100;

  private final Scanner scanner;
  private final Diagnostics diagnostics;
  private boolean broken;

  /** Braces that the statement here has opened and not closed. */
  private int open;

  /** Whether the statement that is broken ends with its line. */
  private boolean endsWithLine;

  private int errors;

  /** The call whose expansion the text is, or null. */
  private final @Nullable Origin via;

  Cursor(SourceFile file, @Nullable Origin via, Diagnostics diagnostics) {
    this.scanner = new Scanner(file);
    this.via = via;
    this.diagnostics = diagnostics;
  }

  boolean broken() {
    return broken;
  }

  /** Whether so much is wrong that reading on helps nobody. */
  boolean hopeless() {
    return errors >= MOST_ERRORS;
  }

  boolean atEnd() {
    return scanner.token() == Token.END;
  }

  boolean atSign(char sign) {
    return scanner.isSign(sign);
  }

  boolean atWord() {
    return scanner.token() == Token.WORD;
  }

  boolean atWord(String word) {
    return scanner.token() == Token.WORD && scanner.isText(word);
  }

  boolean atString() {
    return scanner.token() == Token.STRING;
  }

  boolean atOperator(String operator) {
    return scanner.token() == Token.OPERATOR && scanner.isText(operator);
  }

  /** The text of the token here. */
  String text() {
    return scanner.text();
  }

  int start() {
    return scanner.start();
  }

  Span span() {
    return scanner.span();
  }

  Origin originFrom(int start) {
    return new Origin(scanner.spanFrom(start), via);
  }

  void advance() {
    scanner.advance();
  }

  /** Passes {@code sign} if it stands here. */
  boolean accept(char sign) {
    if (!broken && scanner.isSign(sign)) {
      open += sign == '{' ? 1 : sign == '}' ? -1 : 0;
      scanner.advance();
      return true;
    }
    return false;
  }

  /** Notes that a statement begins here. */
  void begin() {
    open = 0;
  }

  /** Passes the word {@code word} if it stands here. */
  boolean accept(String word) {
    if (!broken && atWord(word)) {
      scanner.advance();
      return true;
    }
    return false;
  }

  void expect(char sign) {
    if (!accept(sign)) {
      unexpected("`" + sign + "`");
    }
  }

  void expect(String word) {
    if (!accept(word)) {
      unexpected("`" + word + "`");
    }
  }

  /** Reports what stands here in place of {@code expected}. */
  void unexpected(String expected) {
    String found =
        switch (scanner.token()) {
          case END -> "the end of the file";
          case STRING -> scanner.text();
          case WORD, NUMBER, SIGN, OPERATOR, UNKNOWN -> "`" + scanner.text() + "`";
        };
    fail(
        Diagnostic.at(
                Code.PLAIN_SYNTAX,
                scanner.span(),
                "Expected " + expected + ", found " + found + ".")
            .label("expected " + expected));
  }

  void fail(Diagnostic.Builder diagnostic) {
    if (!broken) {
      errors++;
      diagnostics.add(diagnostic);
    }
    broken = true;
  }

  /** Goes on from here after an error. */
  void forgive() {
    broken = false;
  }

  /** Like {@link #fail}, for a statement that no {@code ;} ends. */
  void failLine(Diagnostic.Builder diagnostic) {
    fail(diagnostic);
    endsWithLine = true;
  }

  /**
   * Goes behind what is broken: behind the next {@code ;}, behind a block whose head is broken, or
   * to the {@code }} that ends the block around.
   */
  void recover() {
    broken = false;
    if (endsWithLine) {
      endsWithLine = false;
      scanner.skipLine();
      return;
    }
    int depth = 0;
    boolean statements = false;
    while (!atEnd()) {
      if (scanner.isSign('{')) {
        depth++;
      } else if (scanner.isSign('}')) {
        if (depth > 0) {
          depth--;
        } else if (open > 0) {
          open--;
        } else {
          return;
        }
        if (depth == 0 && statements) {
          scanner.advance();
          return;
        }
      } else if (scanner.isSign(';')) {
        if (depth == 0) {
          scanner.advance();
          return;
        }
        statements = true;
      }
      scanner.advance();
    }
  }

  /** A name. */
  Symbol symbol() {
    if (!broken && scanner.token() == Token.WORD) {
      Symbol symbol = new Symbol(scanner.text(), new Origin(scanner.span(), via));
      scanner.advance();
      return symbol;
    }
    unexpected("a name");
    return new Symbol("", new Origin(scanner.span(), via));
  }

  /** Names with commas between. */
  List<Symbol> symbols() {
    List<Symbol> symbols = new ArrayList<>();
    do {
      symbols.add(symbol());
    } while (accept(','));
    return symbols;
  }

  /**
   * A set: {@code a}, {@code { a -b { c } }}, {@code *}, {@code ~a}, {@code ~{ a }}, {@code a -b}.
   */
  SymbolSet set() {
    List<SymbolSet.Element> elements = new ArrayList<>();
    int start = scanner.start();
    if (accept('*')) {
      elements.add(SymbolSet.Element.of("*", originFrom(start)));
      return new SymbolSet(elements, false);
    }
    boolean complement = accept('~');
    if (scanner.isSign('{')) {
      bracedElements(elements);
    } else {
      elements.add(element(false));
      if (!complement && accept('-')) {
        elements.add(element(true));
      }
    }
    return new SymbolSet(elements, complement);
  }

  private void bracedElements(List<SymbolSet.Element> elements) {
    int depth = 0;
    do {
      if (accept('{')) {
        depth++;
      } else if (accept('}')) {
        depth--;
      } else {
        elements.add(element(accept('-')));
      }
    } while (depth > 0 && !broken);
    if (elements.isEmpty()) {
      unexpected("a name");
    }
  }

  private SymbolSet.Element element(boolean excluded) {
    Symbol symbol = symbol();
    return new SymbolSet.Element(symbol.name(), excluded, List.of(), symbol.origin());
  }

  /** A set of which only the plain names matter. */
  List<Symbol> plainNames() {
    List<Symbol> names = new ArrayList<>();
    for (SymbolSet.Element element : set().elements()) {
      names.add(new Symbol(element.name(), element.origin()));
    }
    return names;
  }

  /** {@code true} or {@code false}. */
  boolean truth() {
    if (accept("true")) {
      return true;
    }
    if (!accept("false")) {
      unexpected("`true` or `false`");
    }
    return false;
  }

  /** A version: a number with or without dots. */
  String version() {
    if (!broken && scanner.token() == Token.NUMBER) {
      String version = scanner.text();
      scanner.advance();
      return version;
    }
    unexpected("a version");
    return "";
  }

  /** A number from 0 to 0xffff, written as C writes numbers. */
  int number() {
    if (!broken && scanner.token() == Token.NUMBER) {
      int value = Numbers.parse(scanner.text());
      if (value >= 0) {
        scanner.advance();
        return value;
      }
    }
    unexpected("a number from 0 to 0xffff");
    return 0;
  }

  /** {@code s0}, {@code s0 - s0:c0.c3,c5}. */
  LevelRange levelRange() {
    Level low = level();
    return accept('-') ? new LevelRange(low, level()) : LevelRange.of(low);
  }

  /** {@code s0:c0.c3,c5}. */
  Level level() {
    String sensitivity = symbol().name();
    if (!accept(':')) {
      return new Level("", sensitivity, List.of());
    }
    List<Level.CategoryRange> ranges = new ArrayList<>();
    for (Symbol category : symbols()) {
      String name = category.name();
      int dot = name.indexOf('.');
      ranges.add(
          dot < 0
              ? new Level.CategoryRange(name, name)
              : new Level.CategoryRange(name.substring(0, dot), name.substring(dot + 1)));
    }
    return new Level("", sensitivity, ranges);
  }
}
