package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.refpolicy.Lexer.Token;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Range.LevelText;
import org.svpc.syntax.Statement.NumberRange;

/**
 * The parts that statements are made of. The first thing that does not fit is told and makes the
 * parts <em>broken</em>; from then on every part reads as empty, without a further message, until
 * {@link #recover}.
 */
final class Parts {
  private static final int DEEPEST = 100;
  private static final int LARGEST_NUMBER = 0xffff;

  private final Reading reading;
  private final Lexer lexer;
  private boolean broken;
  private int depth;

  Parts(Reading reading, int from, int to) {
    this.reading = reading;
    this.lexer = reading.lexer(from, to);
  }

  Lexer lexer() {
    return lexer;
  }

  Reading reading() {
    return reading;
  }

  boolean broken() {
    return broken;
  }

  boolean atEnd() {
    return lexer.token() == Token.END;
  }

  void recover() {
    broken = false;
    depth = 0;
    lexer.recover();
  }

  /** Goes on with the next line, behind a statement that has no {@code ;}. */
  void recoverAtLineEnd() {
    broken = false;
    depth = 0;
    int line = lexer.start();
    while (!atEnd() && !lexer.isBehindLineOf(line)) {
      lexer.advance();
    }
  }

  // ---- what stands here

  boolean accept(char sign) {
    if (!broken && lexer.isSign(sign)) {
      lexer.advance();
      return true;
    }
    return false;
  }

  boolean accept(String word) {
    if (!broken && lexer.isName(word)) {
      lexer.advance();
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

  void unexpected(String expected) {
    String found =
        switch (lexer.token()) {
          case END -> "the end of the text";
          case STRING -> lexer.text();
          case QUOTED -> "text in quotes";
          case SIGN -> lexer.isSign('`') ? "a quote that is never closed" : named();
          case NAME, NUMBER, OPERATOR -> named();
        };
    fail(
        Diagnostic.at(
                Code.REFPOLICY_SYNTAX,
                lexer.span(),
                "Expected " + expected + ", found " + found + ".")
            .label("expected " + expected));
  }

  private String named() {
    return "`" + lexer.text() + "`";
  }

  void fail(Diagnostic.Builder diagnostic) {
    if (!broken) {
      reading.diagnostics().add(diagnostic);
    }
    broken = true;
  }

  /** Says that m4 may make something of the text that SVP has no words for. */
  void inexpressible(Span span, String what) {
    fail(Diagnostic.at(Code.REFPOLICY_UNSUPPORTED, span, what).label("has no counterpart in SVP"));
  }

  // ---- names

  Name name() {
    if (!broken && lexer.token() == Token.NAME) {
      Name defined = reading.defined().findName(lexer.text());
      Name name = defined == null ? name(lexer.text(), lexer.span()) : defined;
      lexer.advance();
      return name;
    }
    unexpected("a name");
    return new Name("", lexer.span());
  }

  private Name name(String text, Span span) {
    String translated = reading.parameters().translate(text);
    if (translated == null) {
      inexpressible(span, "`" + text + "` cannot be said in SVP.");
      return new Name("", span);
    }
    return new Name(translated, span);
  }

  /** Names with commas between. */
  List<Name> names() {
    List<Name> names = new ArrayList<>();
    do {
      names.add(name());
    } while (accept(','));
    return names;
  }

  /** A set of which only the plain names matter: {@code a}, {@code { a b }}. */
  List<Name> plainNames() {
    List<Name> names = new ArrayList<>();
    plainNames(set(), names);
    return names;
  }

  private static void plainNames(NameSet set, List<Name> into) {
    for (NameSet.Element element : set.elements()) {
      if (element instanceof NameSet.Member member) {
        into.add(member.name());
      } else if (element instanceof NameSet.Nested nested) {
        plainNames(nested.set(), into);
      }
    }
  }

  /** {@code a}, {@code { a -b { c } }}, {@code *}, {@code ~a}, {@code ~{ a }}, {@code -a}. */
  NameSet set() {
    int from = lexer.start();
    if (++depth > DEEPEST) {
      fail(
          Diagnostic.at(
              Code.TOO_DEEP, lexer.span(), "Sets nest deeper than " + DEEPEST + " levels."));
    }
    boolean complement = accept('~');
    List<NameSet.Element> elements = new ArrayList<>();
    boolean braces = lexer.isSign('{');
    NameSet defined = braces ? null : defined();
    if (braces) {
      braced(elements);
    } else if (defined != null) {
      lexer.advance();
      depth--;
      return complement ? complementOf(defined, lexer.spanFrom(from)) : defined;
    } else {
      elements.add(element());
    }
    depth--;
    return new NameSet(elements, complement, braces, lexer.spanFrom(from));
  }

  private void braced(List<NameSet.Element> elements) {
    expect('{');
    while (!broken && !atEnd() && !lexer.isSign('}')) {
      NameSet defined = defined();
      if (defined != null && !defined.complement()) {
        elements.addAll(defined.elements());
        lexer.advance();
      } else {
        elements.add(element());
      }
    }
    expect('}');
  }

  private static NameSet complementOf(NameSet set, Span span) {
    List<NameSet.Element> elements =
        set.complement() ? List.of(new NameSet.Nested(set, false, set.span())) : set.elements();
    return new NameSet(elements, true, true, span);
  }

  /** The set that the word here stands for, or null where it stands for itself. */
  private @Nullable NameSet defined() {
    if (broken || lexer.token() != Token.NAME) {
      return null;
    }
    NameSet set = reading.defined().find(lexer.text());
    if (set != null && reading.defined().isExhausted()) {
      inexpressible(lexer.span(), "The macros of this module stand for too many names.");
      return null;
    }
    return set;
  }

  private NameSet.Element element() {
    int from = lexer.start();
    boolean excluded = accept('-');
    NameSet defined = defined();
    if (defined != null && defined.braces()) {
      lexer.advance();
      return new NameSet.Nested(defined, excluded, lexer.spanFrom(from));
    }
    if (!broken && (lexer.isSign('{') || lexer.isSign('~'))) {
      NameSet set = set();
      return new NameSet.Nested(set, excluded, lexer.spanFrom(from));
    }
    if (!broken && lexer.isSign('*')) {
      Name all = new Name("*", lexer.span());
      lexer.advance();
      return new NameSet.Member(all, excluded, lexer.spanFrom(from));
    }
    return new NameSet.Member(name(), excluded, lexer.spanFrom(from));
  }

  // ---- numbers, truth, text

  boolean truth() {
    if (accept("true")) {
      return true;
    }
    if (!accept("false")) {
      unexpected("`true` or `false`");
    }
    return false;
  }

  /** {@code 0x10}, {@code { 0x10 0x20-0x30 }}. */
  List<NumberRange> numbers() {
    List<NumberRange> numbers = new ArrayList<>();
    int open = 0;
    do {
      if (accept('{')) {
        open++;
      } else if (accept('}')) {
        open--;
      } else {
        int from = lexer.start();
        int low = number();
        int high = accept('-') ? number() : low;
        numbers.add(new NumberRange(low, high, lexer.spanFrom(from)));
      }
    } while (open > 0 && !broken);
    return numbers;
  }

  private int number() {
    if (!broken && lexer.token() == Token.NUMBER) {
      int value = number(lexer.text());
      if (value >= 0) {
        lexer.advance();
        return value;
      }
    }
    unexpected("a number from 0 to 0xffff");
    return 0;
  }

  private static int number(String text) {
    try {
      int value = Integer.decode(text);
      return value > LARGEST_NUMBER ? -1 : value;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Text in double quotes; where it is a parameter and nothing else, that parameter. */
  Argument.@Nullable Value string() {
    if (broken || lexer.token() != Token.STRING) {
      unexpected("a text in double quotes");
      return null;
    }
    Span span = lexer.span();
    String quoted = lexer.text();
    String content = quoted.substring(1, quoted.length() - 1);
    lexer.advance();
    if (content.indexOf('$') < 0) {
      return new Argument.Text(content, span);
    }
    if (!Parameters.isBare(content)) {
      inexpressible(span, "A text with a parameter in it cannot be said in SVP.");
      return null;
    }
    reading.noteQuoted(content);
    return new Argument.Names(single(name(content, span), span));
  }

  static NameSet single(Name name, Span span) {
    return new NameSet(List.of(new NameSet.Member(name, false, span)), false, false, span);
  }

  // ---- levels

  /** {@code s0}, {@code s0 - s0:c0.c3,c5}. */
  Range range() {
    int from = lexer.start();
    LevelText low = level();
    LevelText high = accept('-') ? level() : null;
    return new Range(low, high, lexer.spanFrom(from));
  }

  private LevelText level() {
    int from = lexer.start();
    StringBuilder text = new StringBuilder(name().text());
    if (accept(':')) {
      text.append(':').append(name().text());
      while (accept(',')) {
        text.append(',').append(name().text());
      }
    }
    String level = text.toString();
    if (level.length() > 2 && level.indexOf('$') >= 0) {
      inexpressible(lexer.spanFrom(from), "A level with a parameter in it cannot be said in SVP.");
    }
    return new LevelText(level, lexer.spanFrom(from));
  }
}
