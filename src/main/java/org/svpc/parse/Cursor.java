package org.svpc.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/** A place among the tokens of a file. It moves on as they are taken, and never back. */
final class Cursor {
  private final SourceFile file;
  private final List<Token> tokens;
  private final Token end;
  private int at;
  private Token token;
  private int type;

  /** Starts at the first token. */
  Cursor(Tokens tokens) {
    file = tokens.file();
    this.tokens = tokens.visible();
    end = tokens.end();
    token = tokens.first();
    type = token.getType();
  }

  /** The token here; the end of the text behind all others. */
  Token token() {
    return token;
  }

  /** The type of the token here. */
  int type() {
    return type;
  }

  boolean is(int expected) {
    return type == expected;
  }

  /** The type of a token behind the one here, which is at distance 0. */
  int type(int distance) {
    int index = at + distance;
    return index < tokens.size() ? tokens.get(index).getType() : Token.EOF;
  }

  /** Takes the token here, whatever it is. */
  Token take() {
    Token taken = token;
    at++;
    token = at < tokens.size() ? tokens.get(at) : end;
    type = token.getType();
    return taken;
  }

  /** Takes a token of that type. */
  Token take(int expected) {
    if (type != expected) {
      throw new Mismatch();
    }
    return take();
  }

  /** Takes the token here if it is of that type. */
  boolean accept(int wanted) {
    if (type != wanted) {
      return false;
    }
    take();
    return true;
  }

  /** Takes a word or a name, as every word is where a name is expected. */
  Token takeName() {
    if (!Words.isName(type)) {
      throw new Mismatch();
    }
    return take();
  }

  /** The place of a token; the end of the text has no width. */
  Span span(Token of) {
    return Tokens.span(file, of);
  }

  /** From a token up to the one that was taken last. */
  Span spanFrom(Token first) {
    return new Span(file, first.getStartIndex(), tokens.get(at - 1).getStopIndex() + 1);
  }

  /** Takes the semicolon that ends a statement; gives the place of all of it. */
  Span end(Token first) {
    take(SvpTokens.SEMICOLON);
    return spanFrom(first);
  }

  /** A stretch of the file. */
  Span span(int start, int behind) {
    return new Span(file, start, behind);
  }
}
