package org.svpc.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.svpc.grammar.SvpTokens;

/** The words of the grammar by their use, and how tokens are named in messages. */
final class Words {
  private static final int MOST_SHOWN = 60;

  /** Marks and literals, in the order in which messages list them. */
  static final int[] MARKS = {
    SvpTokens.STRING,
    SvpTokens.NUMBER,
    SvpTokens.LBRACE,
    SvpTokens.LPAREN,
    SvpTokens.COLON,
    SvpTokens.ASSIGN,
    SvpTokens.AND,
    SvpTokens.OR,
    SvpTokens.XOR,
    SvpTokens.EQUAL,
    SvpTokens.UNEQUAL,
    SvpTokens.NOT,
    SvpTokens.ARROW,
    SvpTokens.STAR,
    SvpTokens.TILDE,
    SvpTokens.MINUS,
    SvpTokens.ELLIPSIS,
    SvpTokens.COMMA,
    SvpTokens.RPAREN,
    SvpTokens.RBRACE,
    SvpTokens.SEMICOLON
  };

  /** The kinds of files of {@code labels}. */
  static final Set<Integer> FILE_KINDS =
      Set.of(
          SvpTokens.ANY,
          SvpTokens.FILE,
          SvpTokens.DIR,
          SvpTokens.LNK_FILE,
          SvpTokens.CHR_FILE,
          SvpTokens.BLK_FILE,
          SvpTokens.SOCK_FILE,
          SvpTokens.FIFO_FILE);

  /** The kinds of parameters. */
  static final Set<Integer> PARAMETER_KINDS =
      Set.of(
          SvpTokens.DOMAIN,
          SvpTokens.TYPE,
          SvpTokens.TYPES,
          SvpTokens.DOMAINS,
          SvpTokens.ATTRIBUTE,
          SvpTokens.NEW_TYPE,
          SvpTokens.ROLE,
          SvpTokens.ATTRIBUTE_ROLE,
          SvpTokens.CLASSES,
          SvpTokens.PERMISSIONS,
          SvpTokens.BOOLEAN,
          SvpTokens.STEM,
          SvpTokens.FILE_NAME,
          SvpTokens.RANGE,
          SvpTokens.STRING_KIND);

  /** The kinds of what a {@code require} block names, by which its lines start. */
  static final Set<Integer> REQUIRABLE =
      Set.of(
          SvpTokens.TYPE,
          SvpTokens.ATTRIBUTE,
          SvpTokens.ROLE,
          SvpTokens.ATTRIBUTE_ROLE,
          SvpTokens.BOOLEAN,
          SvpTokens.BOOL,
          SvpTokens.USER,
          SvpTokens.CLASS,
          SvpTokens.SENSITIVITY,
          SvpTokens.CATEGORY_KIND);

  /** The words that follow the name of a process in a test. */
  static final Set<Integer> VERBS =
      Set.of(SvpTokens.CAN, SvpTokens.CANNOT, SvpTokens.STARTS, SvpTokens.CREATES);

  private Words() {}

  /** Whether a type is a word that is reserved where a statement starts. */
  static boolean isHead(int type) {
    return type >= SvpTokens.MODULE && type <= SvpTokens.TEMPLATE;
  }

  /** Whether a type is a word or a name. */
  static boolean isName(int type) {
    return type >= SvpTokens.MODULE && type <= SvpTokens.NAME;
  }

  /** Whether a call may start with a type. */
  static boolean isCallee(int type) {
    return isName(type) && !isHead(type);
  }

  /** The words that start a statement, as an author writes them. */
  static List<String> heads() {
    List<String> heads = new ArrayList<>();
    for (int type = SvpTokens.MODULE; type <= SvpTokens.TEMPLATE; type++) {
      if (type != SvpTokens.ELSE) {
        heads.add(text(type));
      }
    }
    return heads;
  }

  /** The words of some types, as an author writes them, sorted. */
  static List<String> texts(Set<Integer> types) {
    List<String> texts = new ArrayList<>();
    for (int type : types) {
      texts.add(text(type));
    }
    Collections.sort(texts);
    return texts;
  }

  /** The word or mark of a type that has one text only. */
  static String text(int type) {
    String literal = SvpTokens.VOCABULARY.getLiteralName(type);
    return literal.substring(1, literal.length() - 1);
  }

  /** A word or mark in backticks; a literal by its kind. */
  static String expected(int type) {
    return switch (type) {
      case SvpTokens.STRING -> "a text in double quotes";
      case SvpTokens.NUMBER -> "a number";
      case SvpTokens.VERSION -> "a version";
      default -> "`" + text(type) + "`";
    };
  }

  /** Text in backticks, its end left out where it is long. */
  static String shortened(String text) {
    if (text.length() <= MOST_SHOWN) {
      return "`" + text + "`";
    }
    int end = MOST_SHOWN - 3;
    return "`"
        + text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + "...`";
  }

  /** A token as it stands in the source, in backticks, shortened if need be. */
  static String found(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the file";
    }
    return shortened(token.getText());
  }
}
