package org.svpc.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpSyntax.AliasesContext;
import org.svpc.grammar.SvpSyntax.ArgumentContext;
import org.svpc.grammar.SvpSyntax.ArgumentLevelContext;
import org.svpc.grammar.SvpSyntax.ArgumentsContext;
import org.svpc.grammar.SvpSyntax.BracedSetContext;
import org.svpc.grammar.SvpSyntax.ElementContext;
import org.svpc.grammar.SvpSyntax.LevelContext;
import org.svpc.grammar.SvpSyntax.NameContext;
import org.svpc.grammar.SvpSyntax.NameListContext;
import org.svpc.grammar.SvpSyntax.NameSetContext;
import org.svpc.grammar.SvpSyntax.RangeContext;
import org.svpc.grammar.SvpSyntax.ValueContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Range.LevelText;

/** Builds what all families of statements share: names, sets, levels, arguments, and spans. */
final class Nodes {
  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final Map<String, String> words = new HashMap<>();

  Nodes(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  Span span(Token token) {
    return Tokens.span(file, token);
  }

  Span span(ParserRuleContext context) {
    return new Span(file, context.start.getStartIndex(), context.stop.getStopIndex() + 1);
  }

  Span span(Token first, Token last) {
    return new Span(file, first.getStartIndex(), last.getStopIndex() + 1);
  }

  /** Whether a mark or word stands directly in a rule's text. */
  static boolean has(ParserRuleContext context, int type) {
    return context.getToken(type, 0) != null;
  }

  static boolean isMark(ParseTree node, int type) {
    return node instanceof TerminalNode mark && mark.getSymbol().getType() == type;
  }

  Name name(NameContext context) {
    return name(context.start);
  }

  Name name(Token token) {
    return new Name(word(token.getText()), span(token));
  }

  List<Name> names(List<NameContext> contexts) {
    List<Name> names = new ArrayList<>(contexts.size());
    for (NameContext context : contexts) {
      names.add(name(context));
    }
    return names;
  }

  List<Name> names(NameListContext context) {
    return names(context.name());
  }

  List<Name> names(AliasesContext context) {
    return names(context.name());
  }

  NameSet set(NameSetContext context) {
    NameContext single = context.name();
    return single != null ? set(single.start) : set(context.bracedSet());
  }

  /** A set of one name. */
  NameSet set(Token token) {
    Name name = name(token);
    return new NameSet(
        List.of(new NameSet.Member(name, false, name.span())), false, false, name.span());
  }

  NameSet set(BracedSetContext context) {
    Span span = span(context);
    boolean complement = context.start.getType() == SvpTokens.TILDE;
    NameContext single = context.name();
    if (single != null) {
      Name name = name(single);
      return new NameSet(
          List.of(new NameSet.Member(name, false, name.span())), complement, false, span);
    }
    if (context.start.getType() == SvpTokens.STAR) {
      return set(context.start);
    }
    return new NameSet(elements(context.element()), complement, true, span);
  }

  private List<NameSet.Element> elements(List<ElementContext> contexts) {
    List<NameSet.Element> elements = new ArrayList<>(contexts.size());
    for (ElementContext context : contexts) {
      elements.add(element(context));
    }
    return elements;
  }

  private NameSet.Element element(ElementContext context) {
    Span span = span(context);
    boolean excluded = context.start.getType() == SvpTokens.MINUS;
    ParseTree member = context.getChild(excluded ? 1 : 0);
    if (member instanceof NameContext single) {
      return new NameSet.Member(name(single), excluded, span);
    }
    Token first = ((TerminalNode) member).getSymbol();
    if (first.getType() == SvpTokens.STAR) {
      return new NameSet.Member(name(first), excluded, span);
    }
    NameSet set = new NameSet(elements(context.element()), false, true, span(first, context.stop));
    return new NameSet.Nested(set, excluded, span);
  }

  // ---- levels

  Range range(RangeContext context) {
    List<LevelContext> levels = context.level();
    LevelText low = level(levels.get(0));
    return range(low, levels.size() > 1 ? level(levels.get(1)) : null, span(context));
  }

  /** A range whose low level goes from one token to another. */
  Range range(String low, Token first, Token last, @Nullable LevelContext high, Token end) {
    return range(
        new LevelText(word(low), span(first, last)),
        high == null ? null : level(high),
        span(first, end));
  }

  Range level(LevelContext context, Span span) {
    return new Range(level(context), null, span);
  }

  private LevelText level(LevelContext context) {
    return levelText(context, context.start, context.stop);
  }

  private LevelText levelText(ParserRuleContext context, Token first, Token last) {
    if (first == last) {
      return new LevelText(word(first.getText()), span(first));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < context.getChildCount(); i++) {
      text.append(context.getChild(i).getText());
    }
    return new LevelText(word(text.toString()), span(first, last));
  }

  /**
   * A range; {@code s0-s0:c1} without blanks, as .fc files have it, reads as the name {@code s0-s0}
   * with categories and is taken apart here: no level's name holds a {@code -}.
   */
  private Range range(LevelText low, @Nullable LevelText high, Span span) {
    int minus = low.text().indexOf('-');
    int colon = low.text().indexOf(':');
    if (high != null || minus < 0 || (colon >= 0 && minus > colon)) {
      return new Range(low, high, span);
    }
    int start = low.span().start();
    return new Range(
        new LevelText(low.text().substring(0, minus), new Span(file, start, start + minus)),
        new LevelText(
            low.text().substring(minus + 1), new Span(file, start + minus + 1, low.span().end())),
        span);
  }

  // ---- arguments

  List<Argument> arguments(ArgumentsContext context) {
    List<ArgumentContext> contexts = context.argument();
    List<Argument> arguments = new ArrayList<>(contexts.size());
    for (ArgumentContext argument : contexts) {
      NameContext name = argument.name();
      arguments.add(
          new Argument(name == null ? null : name(name), value(argument.value()), span(argument)));
    }
    return arguments;
  }

  private Argument.Value value(ValueContext context) {
    Token first = context.start;
    if (first.getType() == SvpTokens.STRING) {
      return string(first);
    }
    NameContext excluded = context.name();
    if (excluded != null) {
      Span span = span(context);
      NameSet.Member member = new NameSet.Member(name(excluded), true, span);
      return new Argument.Names(new NameSet(List.of(member), false, false, span));
    }
    BracedSetContext braced = context.bracedSet();
    if (braced != null) {
      return new Argument.Names(set(braced));
    }
    if (first == context.stop) {
      return new Argument.Names(set(first));
    }
    List<ArgumentLevelContext> levels = context.argumentLevel();
    return new Argument.Levels(
        range(
            argumentLevel(levels.get(0)),
            levels.size() > 1 ? argumentLevel(levels.get(1)) : null,
            span(context)));
  }

  private LevelText argumentLevel(ArgumentLevelContext context) {
    return levelText(context, context.start, context.stop);
  }

  // ---- text

  Argument.Text string(Token token) {
    return new Argument.Text(unescaped(quoted(token)), span(token));
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
