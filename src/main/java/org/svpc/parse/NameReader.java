package org.svpc.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Range.LevelText;

/** Reads what all families of statements share: names, sets, levels, arguments and text. */
final class NameReader {
  private final Cursor cursor;
  private final Map<String, String> words = new HashMap<>();

  NameReader(Cursor cursor) {
    this.cursor = cursor;
  }

  // ---- names

  Name name() {
    return name(cursor.takeName());
  }

  Name name(Token token) {
    return new Name(word(token.getText()), cursor.span(token));
  }

  /** Names with commas between. */
  List<Name> names() {
    List<Name> names = new ArrayList<>();
    do {
      names.add(name());
    } while (cursor.accept(SvpTokens.COMMA));
    return names;
  }

  /** One name, or several in braces. */
  List<Name> bracedNames() {
    if (!cursor.is(SvpTokens.LBRACE)) {
      return List.of(name());
    }
    cursor.take();
    List<Name> names = new ArrayList<>();
    do {
      names.add(name());
    } while (!cursor.accept(SvpTokens.RBRACE));
    return names;
  }

  // ---- sets

  NameSet set() {
    return Words.isName(cursor.type()) ? single(cursor.take()) : bracedSet();
  }

  /** A set of one name. */
  NameSet single(Token token) {
    Name name = name(token);
    return new NameSet(
        List.of(new NameSet.Member(name, false, name.span())), false, false, name.span());
  }

  private NameSet bracedSet() {
    Token first = cursor.token();
    if (cursor.is(SvpTokens.STAR)) {
      return single(cursor.take());
    }
    boolean complement = cursor.accept(SvpTokens.TILDE);
    if (complement && Words.isName(cursor.type())) {
      Name name = name();
      return new NameSet(
          List.of(new NameSet.Member(name, false, name.span())),
          true,
          false,
          cursor.spanFrom(first));
    }
    List<NameSet.Element> elements = elements();
    return new NameSet(elements, complement, true, cursor.spanFrom(first));
  }

  private List<NameSet.Element> elements() {
    cursor.take(SvpTokens.LBRACE);
    List<NameSet.Element> elements = new ArrayList<>();
    do {
      elements.add(element());
    } while (!cursor.accept(SvpTokens.RBRACE));
    return elements;
  }

  private NameSet.Element element() {
    Token first = cursor.token();
    boolean excluded = cursor.accept(SvpTokens.MINUS);
    Token member = cursor.token();
    if (Words.isName(cursor.type()) || cursor.is(SvpTokens.STAR)) {
      Name name = name(cursor.take());
      return new NameSet.Member(name, excluded, cursor.spanFrom(first));
    }
    List<NameSet.Element> inner = elements();
    NameSet set = new NameSet(inner, false, true, cursor.spanFrom(member));
    return new NameSet.Nested(set, excluded, cursor.spanFrom(first));
  }

  // ---- levels

  Range range() {
    Token first = cursor.token();
    LevelText low = level();
    LevelText high = cursor.accept(SvpTokens.MINUS) ? level() : null;
    return range(low, high, cursor.spanFrom(first));
  }

  /** A level that stands for a range. */
  Range levelAsRange() {
    Token first = cursor.token();
    LevelText level = level();
    return new Range(level, null, cursor.spanFrom(first));
  }

  /** {@code s0}, {@code s0:c1,c2}. */
  LevelText level() {
    Token first = cursor.takeName();
    if (!cursor.is(SvpTokens.COLON)) {
      return levelOf(first);
    }
    StringBuilder text = new StringBuilder(first.getText());
    text.append(cursor.take().getText()).append(cursor.takeName().getText());
    while (cursor.is(SvpTokens.COMMA)) {
      text.append(cursor.take().getText()).append(cursor.takeName().getText());
    }
    return new LevelText(word(text.toString()), cursor.spanFrom(first));
  }

  private LevelText levelOf(Token name) {
    return new LevelText(word(name.getText()), cursor.span(name));
  }

  /**
   * A range; {@code s0-s0:c1} without blanks, as .fc files have it, reads as the name {@code s0-s0}
   * with categories and is taken apart here: no level's name holds a {@code -}.
   */
  Range range(LevelText low, @Nullable LevelText high, Span span) {
    int minus = low.text().indexOf('-');
    int colon = low.text().indexOf(':');
    if (high != null || minus < 0 || (colon >= 0 && minus > colon)) {
      return new Range(low, high, span);
    }
    int start = low.span().start();
    return new Range(
        new LevelText(low.text().substring(0, minus), cursor.span(start, start + minus)),
        new LevelText(
            low.text().substring(minus + 1), cursor.span(start + minus + 1, low.span().end())),
        span);
  }

  // ---- arguments

  List<Argument> arguments() {
    cursor.take(SvpTokens.LPAREN);
    List<Argument> arguments = new ArrayList<>();
    if (cursor.accept(SvpTokens.RPAREN)) {
      return arguments;
    }
    do {
      arguments.add(argument());
    } while (cursor.accept(SvpTokens.COMMA));
    cursor.take(SvpTokens.RPAREN);
    return arguments;
  }

  private Argument argument() {
    Token first = cursor.token();
    Name name = null;
    if (Words.isName(cursor.type()) && cursor.type(1) == SvpTokens.ASSIGN) {
      name = name();
      cursor.take();
    }
    Argument.Value value = value();
    return new Argument(name, value, cursor.spanFrom(first));
  }

  private Argument.Value value() {
    Token first = cursor.token();
    if (cursor.is(SvpTokens.STRING)) {
      return string(cursor.take());
    }
    if (cursor.accept(SvpTokens.MINUS)) {
      Name excluded = name();
      Span span = cursor.spanFrom(first);
      NameSet.Member member = new NameSet.Member(excluded, true, span);
      return new Argument.Names(new NameSet(List.of(member), false, false, span));
    }
    if (!Words.isName(cursor.type())) {
      return new Argument.Names(bracedSet());
    }
    if (cursor.type(1) != SvpTokens.COLON && cursor.type(1) != SvpTokens.MINUS) {
      return new Argument.Names(single(cursor.take()));
    }
    LevelText low = argumentLevel(false);
    LevelText high = cursor.accept(SvpTokens.MINUS) ? argumentLevel(true) : null;
    return new Argument.Levels(range(low, high, cursor.spanFrom(first)));
  }

  /**
   * A level among arguments. A category behind a comma is one more of the level, where what follows
   * can follow a level; else it begins the next argument.
   *
   * @param high whether it is the higher of two
   */
  private LevelText argumentLevel(boolean high) {
    Token first = cursor.takeName();
    if (!cursor.is(SvpTokens.COLON)) {
      return levelOf(first);
    }
    StringBuilder text = new StringBuilder(first.getText());
    text.append(cursor.take().getText()).append(cursor.takeName().getText());
    while (cursor.is(SvpTokens.COMMA)
        && cursor.type(1) == SvpTokens.CATEGORY
        && endsLevel(cursor.type(2), high)) {
      text.append(cursor.take().getText()).append(cursor.take().getText());
    }
    return new LevelText(word(text.toString()), cursor.spanFrom(first));
  }

  private static boolean endsLevel(int type, boolean high) {
    return type == SvpTokens.COMMA
        || type == SvpTokens.RPAREN
        || (type == SvpTokens.MINUS && !high);
  }

  // ---- text

  Argument.Text string(Token token) {
    return new Argument.Text(unescaped(quoted(token)), cursor.span(token));
  }

  /** What stands between the quotes, untouched. */
  static String quoted(Token token) {
    String text = token.getText();
    return text.substring(1, text.length() - 1);
  }

  /** Text with {@code \"} made a quote; any other backslash stays, with what follows it. */
  private static String unescaped(String text) {
    if (text.indexOf('"') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        if (text.charAt(i) != '"') {
          plain.append(c);
        }
        plain.append(text.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** One string for each word: sources repeat theirs. */
  String word(String text) {
    String known = words.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
