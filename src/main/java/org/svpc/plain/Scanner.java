package org.svpc.plain;

import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Cuts plain policy into tokens by the rules of checkpolicy's policy_scan.l. One token at a time,
 * without objects; comments, and with them {@code #line}, are skipped.
 */
final class Scanner {
  private final SourceFile file;
  private final String text;
  private int at;
  private Token token = Token.END;
  private int start;
  private int end;
  private int previousEnd;

  Scanner(SourceFile file) {
    this.file = file;
    this.text = file.text();
    advance();
  }

  /** What kind of token stands here. */
  Token token() {
    return token;
  }

  /** Where the token here starts. */
  int start() {
    return start;
  }

  /** The text of the token here. */
  String text() {
    return text.substring(start, end);
  }

  /** The place of the token here; at the end of the file a place of no length. */
  Span span() {
    return new Span(file, start, end);
  }

  /** The stretch from {@code from} to the end of the last token that was passed. */
  Span spanFrom(int from) {
    return new Span(file, from, Math.max(from, previousEnd));
  }

  boolean isSign(char sign) {
    return token == Token.SIGN && text.charAt(start) == sign;
  }

  boolean isText(String expected) {
    return end - start == expected.length() && text.startsWith(expected, start);
  }

  /** Goes to the first token of a later line. */
  void skipLine() {
    int lineEnd = text.indexOf('\n', start);
    at = lineEnd < 0 ? text.length() : lineEnd;
    advance();
  }

  void advance() {
    previousEnd = end;
    skipBlanks();
    start = at;
    if (at == text.length()) {
      token = Token.END;
      end = at;
      return;
    }
    char c = text.charAt(at);
    if (isLetter(c)) {
      take(Token.WORD);
    } else if (isDigit(c)) {
      take(Token.NUMBER);
    } else if (c == '"') {
      string();
    } else if (isOperator(c)) {
      at += 2;
      token = Token.OPERATOR;
    } else {
      at++;
      token = "{}(),:;-~*!^".indexOf(c) >= 0 ? Token.SIGN : Token.UNKNOWN;
    }
    end = at;
  }

  private void take(Token kind) {
    token = kind;
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isLetter(c) || isDigit(c) || c == '_' || c == '.' || (c == '-' && kind == Token.WORD)) {
        at++;
      } else {
        return;
      }
    }
  }

  private void string() {
    int from = at + 1;
    int to = from;
    while (to < text.length() && text.charAt(to) != '"' && text.charAt(to) != '\n') {
      to++;
    }
    if (to > from && to < text.length() && text.charAt(to) == '"') {
      token = Token.STRING;
      at = to + 1;
    } else {
      token = Token.UNKNOWN;
      at = to;
    }
  }

  private boolean isOperator(char c) {
    if (at + 1 == text.length()) {
      return false;
    }
    char next = text.charAt(at + 1);
    return ((c == '=' || c == '!') && next == '=') || ((c == '&' || c == '|') && next == c);
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int lineEnd = text.indexOf('\n', at);
        at = lineEnd < 0 ? text.length() : lineEnd;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        at++;
      } else {
        return;
      }
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
