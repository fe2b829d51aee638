package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;
import org.svpc.grammar.SvpSyntax;
import org.svpc.grammar.SvpTokens;

/**
 * Parses stretches of a file that has errors: as they stand, or with something put behind them. All
 * that is said about errors rests on such trials, so it cannot disagree with the grammar.
 */
final class Trial {
  /** What a stretch is tried as. */
  enum Form {
    HEADER,
    USE,
    STATEMENT,
    LABEL_ITEM,
    REQUIRE_ITEM,
    TEST_ITEM
  }

  /**
   * What came of it.
   *
   * @param failedAt the first token that cannot stand where it does, counted in the file; the end
   *     of the stretch where something is missing there; -1 where all was well
   * @param failure where it was not well, with its context if that was asked for
   */
  record Outcome(int failedAt, @Nullable RecognitionException failure) {
    boolean ok() {
      return failedAt < 0;
    }
  }

  /** Of a longer stretch no tree is built: it would not fit in memory beside that of the file. */
  private static final int MOST_IN_TREE = 10_000;

  private final Tokens tokens;
  private final SvpSyntax syntax;

  Trial(Tokens tokens) {
    this.tokens = tokens;
    syntax = new SvpSyntax(new TokenList(List.of(), 0, 0, tokens.end(), tokens.source()));
    syntax.removeErrorListeners();
    syntax.setErrorHandler(new SyntaxFailure.Strategy());
    syntax.getInterpreter().setPredictionMode(PredictionMode.LL);
    syntax.setBuildParseTree(false);
  }

  /** The failure of a stretch that does not parse, with the rules that it stands in. */
  @Nullable RecognitionException failure(Form form, int from, int to) {
    if (to - from > MOST_IN_TREE) {
      return null;
    }
    syntax.setBuildParseTree(true);
    RecognitionException failure = parse(form, from, to).failure();
    syntax.setBuildParseTree(false);
    return failure;
  }

  /** Parses the tokens from {@code from} up to {@code to}, then tokens of the given types. */
  Outcome parse(Form form, int from, int to, int... then) {
    List<Token> stretch = new ArrayList<>(to - from + then.length);
    stretch.addAll(tokens.visible().subList(from, to));
    for (int type : then) {
      stretch.add(made(type, to + stretch.size() - (to - from)));
    }
    Token end = made(Token.EOF, from + stretch.size());
    TokenList input = new TokenList(stretch, 0, stretch.size(), end, tokens.source());
    syntax.setInputStream(input);
    try {
      switch (form) {
        case HEADER -> syntax.header();
        case USE -> syntax.use();
        case STATEMENT -> syntax.statement();
        case LABEL_ITEM -> syntax.labelItem();
        case REQUIRE_ITEM -> syntax.requireItem();
        case TEST_ITEM -> syntax.testItem();
      }
      return new Outcome(input.index() == stretch.size() ? -1 : from + input.index(), null);
    } catch (SyntaxFailure failure) {
      return new Outcome(failure.offending().getTokenIndex(), failure.failure());
    }
  }

  /** Whether the stretch with these types behind it is whole. */
  boolean whole(Form form, int from, int to, int... then) {
    return parse(form, from, to, then).ok();
  }

  /** Whether something that starts with the stretch can go on with a token of this type. */
  boolean goesOn(Form form, int from, int to, int type) {
    Outcome outcome = parse(form, from, to, type);
    return outcome.ok() || outcome.failedAt() > to;
  }

  /** Whether a token of the file is a name or text. */
  boolean isOperand(int index) {
    if (index >= tokens.visible().size()) {
      return false;
    }
    int type = tokens.visible().get(index).getType();
    return Words.isName(type) || type == SvpTokens.STRING;
  }

  private static Token made(int type, int index) {
    CommonToken token = new CommonToken(type, "");
    token.setTokenIndex(index);
    return token;
  }
}
