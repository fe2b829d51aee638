package org.svpc.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.svpc.grammar.SvpTokens;

/**
 * Finds where a statement ends without parsing it: at its semicolon, at the brace that opens its
 * block, or before a brace that closes the block around it. Told from marks and, where a mark may
 * be missing, from how the tokens stand in lines.
 */
final class Outline {
  /** What ends a statement's own tokens. */
  enum End {
    /** A semicolon, the last of the stretch. */
    SEMICOLON,
    /** The brace that opens the statement's block, the last of the stretch. */
    BLOCK,
    /** A brace behind the stretch that closes the block around it, or the end of the file. */
    NOTHING
  }

  /**
   * A statement's own tokens.
   *
   * @param to the token behind them
   */
  record Stretch(int to, End end) {}

  private final List<Token> visible;
  private final Lines lines;

  Outline(Tokens tokens, Lines lines) {
    visible = tokens.visible();
    this.lines = lines;
  }

  int type(int index) {
    return index < visible.size() ? visible.get(index).getType() : Token.EOF;
  }

  Stretch stretch(int start) {
    int braces = 0;
    int parens = 0;
    for (int at = start; at < visible.size(); at++) {
      switch (type(at)) {
        case SvpTokens.SEMICOLON -> {
          return new Stretch(at + 1, End.SEMICOLON);
        }
        case SvpTokens.UNFINISHED_STRING, SvpTokens.UNFINISHED_COMMENT -> {
          return new Stretch(at + 1, End.NOTHING);
        }
        case SvpTokens.LBRACE -> {
          if (braces == 0 && opensBlock(start, at, parens)) {
            return new Stretch(at + 1, End.BLOCK);
          }
          braces++;
        }
        case SvpTokens.RBRACE -> {
          if (braces > 0) {
            braces--;
          } else if (!closesSet(at)) {
            return new Stretch(at, End.NOTHING);
          }
        }
        case SvpTokens.LPAREN -> parens++;
        case SvpTokens.RPAREN -> parens = Math.max(0, parens - 1);
        default -> {}
      }
    }
    return new Stretch(visible.size(), End.NOTHING);
  }

  private boolean opensBlock(int start, int brace, int parens) {
    return switch (type(start)) {
      case SvpTokens.IF,
          SvpTokens.OPTIONAL,
          SvpTokens.IFDEF,
          SvpTokens.EXTEND,
          SvpTokens.LABELS,
          SvpTokens.REQUIRE,
          SvpTokens.TEST,
          SvpTokens.INTERFACE,
          SvpTokens.TEMPLATE,
          SvpTokens.DEPRECATED ->
          true;
      case SvpTokens.TYPE, SvpTokens.DOMAIN ->
          type(brace - 1) != SvpTokens.ALIAS
              && (lines.isLast(brace) || (parens == 0 && looksLikeBlock(brace)));
      default ->
          !(Words.isHead(type(start)) || type(start) == SvpTokens.CLASS || isTestItem(start))
              && (parens == 0 || lines.isLast(brace))
              && looksLikeBlock(brace);
    };
  }

  /** Whether what follows a brace is statements: something ends in a semicolon there. */
  private boolean looksLikeBlock(int brace) {
    int depth = 0;
    for (int at = brace; at < visible.size(); at++) {
      switch (type(at)) {
        case SvpTokens.LBRACE -> depth++;
        case SvpTokens.RBRACE -> {
          depth--;
          if (depth == 0) {
            return at == brace + 1
                ? !lines.sameLine(brace, at + 1) || type(at + 1) == SvpTokens.ELSE
                : type(at + 1) == SvpTokens.ELSE;
          }
        }
        case SvpTokens.SEMICOLON -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /** Whether a closing brace without partner belongs to a set whose opening brace is missing. */
  private boolean closesSet(int brace) {
    return switch (type(brace + 1)) {
      case SvpTokens.SEMICOLON,
          SvpTokens.COLON,
          SvpTokens.COMMA,
          SvpTokens.RPAREN,
          SvpTokens.LBRACE,
          SvpTokens.MINUS,
          SvpTokens.TILDE ->
          true;
      case SvpTokens.RBRACE, SvpTokens.ELSE, Token.EOF -> false;
      default -> lines.sameLine(brace, brace + 1) && lines.sameLine(brace - 1, brace);
    };
  }

  /** Whether a line of a {@code require} block may start at a token. */
  boolean startsRequirement(int index) {
    return Words.REQUIRABLE.contains(type(index));
  }

  /** Whether a statement of a test may start at a token, other than a choice. */
  boolean isTestItem(int index) {
    int type = type(index);
    return Words.isCallee(type)
        && (Words.VERBS.contains(type(index + 1))
            || ((type == SvpTokens.PROCESS || type == SvpTokens.OBJECT)
                && Words.isName(type(index + 1))));
  }

  /** Whether a statement may start at a token: a reserved word, or a call. */
  boolean startsStatement(int index, boolean labels) {
    int type = type(index);
    if (type == SvpTokens.PATH || type == SvpTokens.TREE || type == SvpTokens.REGEX) {
      return type(index + 1) == SvpTokens.STRING || type(index + 1) == SvpTokens.LPAREN;
    }
    if (labels) {
      return type == SvpTokens.IFDEF;
    }
    return (Words.isHead(type) && type != SvpTokens.ELSE)
        || (Words.isCallee(type) && type(index + 1) == SvpTokens.LPAREN);
  }
}
