package org.svpc.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.DecisionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpSyntax;
import org.svpc.source.SourceFile;
import org.svpc.testing.Golden;

/** Every decision of the grammar falls within a few tokens: no source takes long to parse. */
final class LookaheadTest {
  private static final int MOST = 4;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parse/constructs/everything",
        "parse/constructs/gpu",
        "parse/constructs/claims",
        "parse/deletion/guests"
      })
  void decidesWithinAFewTokens(String name) {
    profile(Golden.in("").read(name + ".svp"));
  }

  @Test
  void longStatementsAreDecidedAsSoon() {
    String names = "a_t ".repeat(2_000);
    profile(
        "module m 1.0;\nallow { "
            + names
            + "} { "
            + names
            + "}:file read;\nf("
            + "a, ".repeat(2_000)
            + "b);\nif ("
            + "a && ".repeat(150)
            + "b) { }\n");
  }

  private static void profile(String source) {
    Tokens tokens = Tokens.of(new SourceFile("test.svp", source), new Diagnostics());
    int size = tokens.visible().size();
    TokenList input = new TokenList(tokens.visible(), 0, size, tokens.end(), tokens.source());
    SvpSyntax syntax = new SvpSyntax(input);
    syntax.removeErrorListeners();
    syntax.setErrorHandler(new SyntaxFailure.Strategy());
    syntax.setProfile(true);
    syntax.header();
    while (input.LA(1) != Token.EOF) {
      syntax.item();
    }
    long decisions = 0;
    for (DecisionInfo decision : syntax.getParseInfo().getDecisionInfo()) {
      assertThat(Math.max(decision.SLL_MaxLook, decision.LL_MaxLook))
          .as("tokens looked at by decision %d", decision.decision)
          .isLessThanOrEqualTo(MOST);
      decisions += decision.invocations;
    }
    assertThat(decisions).isPositive();
  }
}
