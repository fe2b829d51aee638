package org.svpc.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenFactory;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.SourceFile;
import org.svpc.text.WordCharacters;

/**
 * Cuts a text into the tokens that SvpTokens.g4 defines, as the lexer generated from it would, but
 * by hand: in a fresh process that lexer takes 15 ms to get going, a sixth of a whole build. The
 * grammar stays the definition, and a test holds the two together.
 */
final class TokenScanner implements TokenSource {
  /** Marks of one character whose token follows from that character alone. */
  private static final String SINGLE = ";,{}()*~-^'`:";

  private static final int[] SINGLE_TYPES = {
    SvpTokens.SEMICOLON,
    SvpTokens.COMMA,
    SvpTokens.LBRACE,
    SvpTokens.RBRACE,
    SvpTokens.LPAREN,
    SvpTokens.RPAREN,
    SvpTokens.STAR,
    SvpTokens.TILDE,
    SvpTokens.MINUS,
    SvpTokens.XOR,
    SvpTokens.QUOTE,
    SvpTokens.QUOTE,
    SvpTokens.COLON
  };

  private final String text;

  private final char[] chars;
  private final TextStream stream;
  private final Pair<TokenSource, CharStream> source;
  private int at;
  private int line = 1;
  private int lineStart;

  /** The first token of a text comes next; a byte order mark is passed over. */
  TokenScanner(SourceFile file) {
    text = file.text();
    chars = file.chars();
    stream = new TextStream(file);
    source = new Pair<>(this, stream);
    at = stream.index();
    lineStart = at;
  }

  @Override
  public Token nextToken() {
    skipBlanks();
    int start = at;
    if (start == chars.length) {
      return token(Token.EOF, start, start);
    }
    char c = chars[start];
    if (c == '"') {
      return string(start);
    }
    if (c == '#' || (c == '/' && (isAt(start + 1, '/') || isAt(start + 1, '*')))) {
      return comment(start);
    }
    if (isDigit(c)) {
      return number(start);
    }
    int end = endOfPiece(start, false);
    return end > start ? name(start, end) : mark(c, start);
  }

  private void skipBlanks() {
    while (at < chars.length) {
      char c = chars[at];
      if (c == '\n') {
        line++;
        lineStart = at + 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
      at++;
    }
  }

  // ---- names and numbers

  private Token name(int start, int firstEnd) {
    int end = firstEnd;
    while (true) {
      end = WordCharacters.end(chars, end, chars.length);
      // A mark that nothing follows is not part of the name.
      int from = isAt(end, '.') || isAt(end, '-') ? end + 1 : end;
      int next = endOfPiece(from, true);
      if (next == from) {
        break;
      }
      end = next;
    }
    String word = text.substring(start, end);
    int type = ReservedWords.type(word);
    if (type != 0) {
      return token(type, start, end);
    }
    return token(isCategory(word) ? SvpTokens.CATEGORY : SvpTokens.NAME, start, end);
  }

  /** Behind a letter, a piece to paste, or a digit where one may stand; {@code from} if none. */
  private int endOfPiece(int from, boolean digits) {
    if (from >= chars.length) {
      return from;
    }
    char c = chars[from];
    if (isLetter(c) || (digits && isDigit(c))) {
      return from + 1;
    }
    if (c != '$' || !isAt(from + 1, '{')) {
      return from;
    }
    int end = from + 2;
    while (end < chars.length
        && (isLetter(chars[end]) || (end > from + 2 && isDigit(chars[end])))) {
      end++;
    }
    return end > from + 2 && isAt(end, '}') ? end + 1 : from;
  }

  /** {@code c1} or {@code c1.c5}. */
  private static boolean isCategory(String word) {
    int end = endOfCategory(word, 0);
    if (end > 0 && end < word.length() && word.charAt(end) == '.') {
      end = endOfCategory(word, end + 1);
    }
    return end == word.length();
  }

  private static int endOfCategory(String word, int from) {
    int end = from;
    if (end < word.length() && word.charAt(end) == 'c') {
      end++;
      while (end < word.length() && isDigit(word.charAt(end))) {
        end++;
      }
    }
    return end > from + 1 ? end : -1;
  }

  private Token number(int start) {
    if (chars[start] == '0' && (isAt(start + 1, 'x') || isAt(start + 1, 'X'))) {
      int end = start + 2;
      while (end < chars.length && Character.digit(asAscii(end), 16) >= 0) {
        end++;
      }
      return token(SvpTokens.NUMBER, start, end > start + 2 ? end : start + 1);
    }
    int end = endOfDigits(start);
    int type = SvpTokens.NUMBER;
    while (isAt(end, '.') && endOfDigits(end + 1) > end + 1) {
      end = endOfDigits(end + 1);
      type = SvpTokens.VERSION;
    }
    return token(type, start, end);
  }

  private int endOfDigits(int from) {
    int end = from;
    while (end < chars.length && isDigit(chars[end])) {
      end++;
    }
    return end;
  }

  // ---- text and comments

  private Token string(int start) {
    int end = start + 1;
    while (end < chars.length) {
      char c = chars[end];
      if (c == '"') {
        return token(SvpTokens.STRING, start, end + 1);
      }
      if (c == '\r' || c == '\n') {
        break;
      }
      end++;
      if (c == '\\' && end < chars.length && !isAt(end, '\r') && !isAt(end, '\n')) {
        end++;
      }
    }
    return token(SvpTokens.UNFINISHED_STRING, start, end);
  }

  private Token comment(int start) {
    if (chars[start] == '/' && chars[start + 1] == '*') {
      int close = text.indexOf("*/", start + 2);
      Token token =
          close < 0
              ? token(SvpTokens.UNFINISHED_COMMENT, start, chars.length)
              : token(SvpTokens.BLOCK_COMMENT, start, close + 2);
      countLines(start, at);
      return token;
    }
    int end = start + 1;
    while (end < chars.length && !isAt(end, '\r') && !isAt(end, '\n')) {
      end++;
    }
    boolean documentation = text.startsWith("///", start) && !isAt(start + 3, '/');
    return token(documentation ? SvpTokens.DOC : SvpTokens.LINE_COMMENT, start, end);
  }

  private void countLines(int from, int to) {
    for (int i = from; i < to; i++) {
      if (chars[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
  }

  // ---- marks

  private Token mark(char c, int start) {
    if (c == '-' && isAt(start + 1, '>')) {
      return token(SvpTokens.ARROW, start, start + 2);
    }
    int single = SINGLE.indexOf(c);
    if (single >= 0) {
      return token(SINGLE_TYPES[single], start, start + 1);
    }
    boolean twice = isAt(start + 1, c);
    return switch (c) {
      case '=' -> token(twice ? SvpTokens.EQUAL : SvpTokens.ASSIGN, start, start + (twice ? 2 : 1));
      case '!' -> {
        boolean unequal = isAt(start + 1, '=');
        yield token(unequal ? SvpTokens.UNEQUAL : SvpTokens.NOT, start, start + (unequal ? 2 : 1));
      }
      case '&' -> token(twice ? SvpTokens.AND : SvpTokens.STRAY, start, start + (twice ? 2 : 1));
      case '|' -> token(twice ? SvpTokens.OR : SvpTokens.STRAY, start, start + (twice ? 2 : 1));
      case '.' -> {
        boolean rest = twice && isAt(start + 2, c);
        yield token(rest ? SvpTokens.ELLIPSIS : SvpTokens.STRAY, start, start + (rest ? 3 : 1));
      }
      default -> token(SvpTokens.STRAY, start, start + 1);
    };
  }

  // ---- characters

  private boolean isAt(int index, char c) {
    return index < chars.length && chars[index] == c;
  }

  /** The character there, or a blank where it is not ASCII: other scripts have digits, too. */
  private char asAscii(int index) {
    char c = chars[index];
    return c < 0x80 ? c : ' ';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  // ---- tokens

  private Token token(int type, int start, int end) {
    int channel =
        switch (type) {
          case SvpTokens.DOC -> SvpTokens.DOCUMENTATION;
          case SvpTokens.LINE_COMMENT, SvpTokens.BLOCK_COMMENT -> SvpTokens.COMMENTS;
          default -> Token.DEFAULT_CHANNEL;
        };
    CommonToken token = new CommonToken(source, type, channel, start, end - 1);
    token.setLine(line);
    token.setCharPositionInLine(start - lineStart);
    at = end;
    return token;
  }

  @Override
  public int getLine() {
    return line;
  }

  @Override
  public int getCharPositionInLine() {
    return at - lineStart;
  }

  @Override
  public CharStream getInputStream() {
    return stream;
  }

  @Override
  public String getSourceName() {
    return stream.getSourceName();
  }

  @Override
  public void setTokenFactory(TokenFactory<?> factory) {
    throw new UnsupportedOperationException("tokens are always the common ones");
  }

  @Override
  public TokenFactory<?> getTokenFactory() {
    return CommonTokenFactory.DEFAULT;
  }
}
