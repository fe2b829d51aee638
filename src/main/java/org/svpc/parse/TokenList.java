package org.svpc.parse;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/** Tokens that are all there, as ANTLR reads them: a stretch of a list, and an end behind it. */
final class TokenList implements TokenStream {
  private final List<? extends Token> tokens;
  private final int from;
  private final int to;
  private final Token end;
  private final TokenSource source;
  private int at;

  /** The tokens from {@code from} up to {@code to}, then {@code end}, again and again. */
  TokenList(List<? extends Token> tokens, int from, int to, Token end, TokenSource source) {
    this.tokens = tokens;
    this.from = from;
    this.to = to;
    this.end = end;
    this.source = source;
    this.at = from;
  }

  @Override
  public Token LT(int distance) {
    int index = distance > 0 ? at + distance - 1 : at + distance;
    return index < to && index >= from ? tokens.get(index) : end;
  }

  @Override
  public int LA(int distance) {
    return LT(distance).getType();
  }

  @Override
  public Token get(int index) {
    return index < to ? tokens.get(index) : end;
  }

  @Override
  public void consume() {
    at++;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = index;
  }

  @Override
  public int size() {
    return to - from + 1;
  }

  @Override
  public String getSourceName() {
    return source.getSourceName();
  }

  @Override
  public TokenSource getTokenSource() {
    return source;
  }

  @Override
  public String getText(Interval interval) {
    StringBuilder text = new StringBuilder();
    for (int i = interval.a; i <= interval.b && i < to; i++) {
      text.append(tokens.get(i).getText());
    }
    return text.toString();
  }

  @Override
  public String getText() {
    return getText(Interval.of(from, to - 1));
  }

  @Override
  public String getText(RuleContext context) {
    return getText(context.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
  }
}
