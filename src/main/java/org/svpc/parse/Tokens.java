package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.WritableToken;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit.Comment;

/**
 * A source cut into tokens, comments apart, with the limits that keep later stages safe: each of
 * them walks the tree by recursion.
 *
 * @param visible the tokens of statements, in order, numbered from zero
 * @param end the end of the text
 * @param comments all comments, in order
 */
record Tokens(
    SourceFile file, List<Token> visible, Token end, List<Comment> comments, TokenSource source) {

  /** How deep braces, parentheses and conditions may nest. */
  static final int MAX_DEPTH = 200;

  /** How many tokens and comments a source may have: what fits in memory together with its tree. */
  static final int MAX_TOKENS = 500_000;

  /** Cuts a text; where a limit is passed it says so, and the rest of the text is left out. */
  static Tokens of(SourceFile file, Diagnostics diagnostics) {
    TokenScanner lexer = new TokenScanner(file);
    List<Token> visible = new ArrayList<>();
    List<Comment> comments = new ArrayList<>();
    int depth = 0;
    int operators = 0;
    Token token = lexer.nextToken();
    while (token.getType() != Token.EOF) {
      if (visible.size() + comments.size() == MAX_TOKENS) {
        diagnostics.add(
            Diagnostic.at(
                    Code.TOO_LARGE,
                    span(file, token),
                    "The source has more than " + MAX_TOKENS + " words, marks and comments.")
                .help("A module may be spread over several files with the same module name."));
        break;
      }
      if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        comments.add(comment(file, token));
        token = lexer.nextToken();
        continue;
      }
      switch (token.getType()) {
        case SvpTokens.LBRACE, SvpTokens.LPAREN -> {
          depth++;
          if (token.getType() == SvpTokens.LBRACE) {
            operators = 0;
          }
        }
        case SvpTokens.RBRACE, SvpTokens.RPAREN -> depth = Math.max(0, depth - 1);
        case SvpTokens.SEMICOLON -> operators = 0;
        case SvpTokens.AND,
            SvpTokens.OR,
            SvpTokens.XOR,
            SvpTokens.NOT,
            SvpTokens.EQUAL,
            SvpTokens.UNEQUAL ->
            operators++;
        default -> {}
      }
      if (depth > MAX_DEPTH || operators > MAX_DEPTH) {
        tooDeep(file, token, depth > MAX_DEPTH, diagnostics);
        break;
      }
      ((WritableToken) token).setTokenIndex(visible.size());
      visible.add(token);
      token = lexer.nextToken();
    }
    return new Tokens(file, visible, end(token, visible.size()), comments, lexer);
  }

  /** The first token, or the end of the text. */
  Token first() {
    return visible.isEmpty() ? end : visible.get(0);
  }

  /** The place of a token; the end of the text has no width. */
  Span span(Token token) {
    return span(file, token);
  }

  static Span span(SourceFile file, Token token) {
    int start = Math.min(token.getStartIndex(), file.text().length());
    return new Span(file, start, Math.max(start, token.getStopIndex() + 1));
  }

  private static void tooDeep(
      SourceFile file, Token token, boolean nesting, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.at(
                Code.TOO_DEEP,
                span(file, token),
                nesting
                    ? "Braces and parentheses are nested more than " + MAX_DEPTH + " deep."
                    : "The condition has more than " + MAX_DEPTH + " operators.")
            .note("The rest of the file has not been read."));
  }

  private static Token end(Token token, int index) {
    if (token.getType() == Token.EOF) {
      ((WritableToken) token).setTokenIndex(index);
      return token;
    }
    CommonToken end = new CommonToken(token);
    end.setType(Token.EOF);
    end.setTokenIndex(index);
    end.setStopIndex(token.getStartIndex() - 1);
    return end;
  }

  private static Comment comment(SourceFile file, Token token) {
    Span span = span(file, token);
    String text = file.text();
    int before = span.start() - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    boolean ownLine = before < 0 || text.charAt(before) == '\n' || text.charAt(before) == '\uFEFF';
    return new Comment(span.text(), span, token.getChannel() == SvpTokens.DOCUMENTATION, ownLine);
  }
}
