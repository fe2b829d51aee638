package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit.Comment;
import org.svpc.text.WordCharacters;

/**
 * Cuts a stretch of refpolicy's text into tokens: words by the rules of checkpolicy's
 * policy_scan.l, in which {@code $1} is a letter like any other, quotes and comments by those of
 * GNU m4. A comment is no token; it is kept aside. {@code dnl} drops the rest of its line.
 */
final class Lexer {
  enum Token {
    NAME,
    NUMBER,
    STRING,
    /** Text in m4's quotes, which nest. */
    QUOTED,
    SIGN,
    OPERATOR,
    END
  }

  /** The raw stretch of a macro's argument, without the blanks before it. */
  record Piece(int start, int end) {}

  private static final String REST_OF_LINE = "dnl";

  private final SourceFile file;
  private final String text;

  private final char[] chars;
  private final int limit;
  private final List<Comment> comments;
  private int at;
  private Token token = Token.END;
  private int start;
  private int end;
  private int previousEnd;

  /** The text of the token, once it was asked for. */
  private @Nullable String word;

  /**
   * @param comments takes the comments that are passed
   */
  Lexer(SourceFile file, int from, int to, List<Comment> comments) {
    this.file = file;
    this.text = file.text();
    this.chars = file.chars();
    this.limit = to;
    this.comments = comments;
    this.at = from;
    this.previousEnd = from;
    this.end = from;
    advance();
  }

  Token token() {
    return token;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int previousEnd() {
    return previousEnd;
  }

  String text() {
    String known = word;
    if (known == null) {
      known = text.substring(start, end);
      word = known;
    }
    return known;
  }

  Span span() {
    return new Span(file, start, end);
  }

  Span spanFrom(int from) {
    return new Span(file, from, Math.max(from, previousEnd));
  }

  boolean isSign(char sign) {
    return token == Token.SIGN && chars[start] == sign;
  }

  boolean isName(String word) {
    return token == Token.NAME && isText(word);
  }

  boolean isText(String expected) {
    return end - start == expected.length() && text.startsWith(expected, start);
  }

  /** Whether the name here is called: a parenthesis follows at once, as m4 wants it. */
  boolean isCalled() {
    return token == Token.NAME && end < limit && chars[end] == '(';
  }

  /** Whether the token here begins a later line than {@code offset} stands in. */
  boolean isBehindLineOf(int offset) {
    int newline = text.indexOf('\n', offset);
    return newline >= 0 && newline < start;
  }

  void advance() {
    previousEnd = end;
    word = null;
    do {
      skipBlanks();
      start = at;
      if (at >= limit) {
        token = Token.END;
        end = at;
        return;
      }
      cut(chars[at]);
      end = at;
    } while (token == Token.NAME && isText(REST_OF_LINE) && skipLine());
  }

  private void cut(char c) {
    if (isNameStart(at)) {
      token = Token.NAME;
      name();
    } else if (isDigit(c)) {
      token = Token.NUMBER;
      while (at < limit && (isWord(chars[at]) || chars[at] == '.')) {
        at++;
      }
    } else if (c == '"') {
      string();
    } else if (c == '`') {
      int close = closingQuote(at);
      token = close < 0 ? Token.SIGN : Token.QUOTED;
      at = close < 0 ? at + 1 : close;
    } else {
      boolean operator =
          at + 1 < limit
              && ((chars[at + 1] == '=' && (c == '=' || c == '!'))
                  || (chars[at + 1] == c && (c == '&' || c == '|')));
      token = operator ? Token.OPERATOR : Token.SIGN;
      at += operator ? 2 : 1;
    }
  }

  private void name() {
    while (at < limit) {
      at = WordCharacters.end(chars, at, limit);
      if (at == limit) {
        return;
      }
      char c = chars[at];
      if (c == '$' && isNameStart(at)) {
        at += 2;
      } else if ((c == '-' || c == '.')
          && at + 1 < limit
          && (isWord(chars[at + 1]) || isNameStart(at + 1))) {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean isNameStart(int offset) {
    char c = chars[offset];
    if (c == '$') {
      return offset + 1 < limit && (isDigit(chars[offset + 1]) || chars[offset + 1] == '*');
    }
    return isWord(c) && !isDigit(c);
  }

  private void string() {
    int to = at + 1;
    while (to < limit && chars[to] != '"' && chars[to] != '\n') {
      to++;
    }
    boolean closed = to < limit && chars[to] == '"';
    token = closed ? Token.STRING : Token.SIGN;
    at = closed ? to + 1 : at + 1;
  }

  private boolean skipLine() {
    int newline = text.indexOf('\n', at);
    at = newline < 0 || newline >= limit ? limit : newline + 1;
    return true;
  }

  private void skipBlanks() {
    while (at < limit) {
      char c = chars[at];
      if (c == '#') {
        int from = at;
        int newline = text.indexOf('\n', at);
        at = newline < 0 || newline > limit ? limit : newline;
        comment(from);
      } else if (c <= ' ') {
        at++;
      } else {
        return;
      }
    }
  }

  private void comment(int from) {
    int line = text.lastIndexOf('\n', from);
    boolean own = true;
    for (int i = line + 1; i < from; i++) {
      own &= chars[i] <= ' ';
    }
    boolean documentation = text.startsWith("##", from) && !text.startsWith("###", from);
    comments.add(
        new Comment(text.substring(from, at), new Span(file, from, at), documentation, own));
  }

  /** Goes behind the next semicolon outside of quotes, or to the next line that begins with it. */
  void recover() {
    while (token != Token.END) {
      if (isSign(';')) {
        advance();
        return;
      }
      if (isSign('}')) {
        return;
      }
      advance();
    }
  }

  /**
   * The arguments of the macro whose name stands here; then the lexer stands behind them. Null
   * where the parenthesis is never closed; the lexer stays.
   */
  @Nullable List<Piece> arguments() {
    List<Piece> pieces = new ArrayList<>();
    int from = end + 1;
    int depth = 0;
    int i = skipLeading(from);
    from = i;
    while (i < limit) {
      char c = chars[i];
      if (c == '`') {
        i = closingQuote(i);
        if (i < 0) {
          return null;
        }
        continue;
      }
      if (c == '#') {
        int newline = text.indexOf('\n', i);
        i = newline < 0 ? limit : newline;
        continue;
      }
      if (c == '(') {
        depth++;
      } else if (depth > 0 && c == ')') {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        pieces.add(new Piece(from, i));
        if (c == ')') {
          at = i + 1;
          end = at;
          advance();
          return pieces;
        }
        i = skipLeading(i + 1);
        from = i;
        continue;
      }
      i++;
    }
    return null;
  }

  private int skipLeading(int offset) {
    int i = offset;
    while (i < limit && chars[i] <= ' ') {
      i++;
    }
    return i;
  }

  /** The offset behind the quote that closes the one at {@code open}; -1 where none does. */
  private int closingQuote(int open) {
    return closingQuote(chars, open, limit);
  }

  static int closingQuote(char[] chars, int open, int limit) {
    int depth = 0;
    for (int i = open; i < limit; i++) {
      char c = chars[i];
      if (c == '`') {
        depth++;
      } else if (c == '\'' && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  static boolean isWord(char c) {
    return WordCharacters.isPart(c);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
