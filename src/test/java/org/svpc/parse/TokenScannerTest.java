package org.svpc.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.SourceFile;

/** The scanner cuts every text as the lexer does that is generated from the grammar. */
final class TokenScannerTest {
  private static final int RANDOM_TEXTS = 40_000;
  private static final int LONGEST = 12;

  /** What stands close to the border between two tokens. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "c",
          "c1",
          "x",
          "_",
          "Z9",
          "0",
          "0x",
          "1f",
          "12",
          ".",
          "..",
          "-",
          ">",
          "->",
          "$",
          "${",
          "}",
          "${a}",
          "${a1}",
          "${1}",
          "\"",
          "\\",
          "\\\"",
          "\n",
          "\r",
          "\r\n",
          " ",
          "\t",
          "/",
          "//",
          "///",
          "/*",
          "*/",
          "*",
          "#",
          "=",
          "!",
          "&",
          "|",
          "^",
          "~",
          "(",
          ")",
          "{",
          ";",
          ":",
          ",",
          "'",
          "`",
          "@",
          "é",
          "٣",
          "😀",
          "allow",
          "type",
          "sock_file",
          "allowx",
          "s0",
          "\uFEFF");

  private static List<String> cut(TokenSource source) {
    List<String> tokens = new ArrayList<>();
    Token token = source.nextToken();
    while (token.getType() != Token.EOF) {
      tokens.add(shown(token));
      token = source.nextToken();
    }
    tokens.add(shown(token));
    return tokens;
  }

  private static String shown(Token token) {
    return SvpTokens.VOCABULARY.getDisplayName(token.getType())
        + " on channel "
        + token.getChannel()
        + " at "
        + token.getStartIndex()
        + ".."
        + token.getStopIndex()
        + ", line "
        + token.getLine()
        + ":"
        + token.getCharPositionInLine()
        + ": "
        + token.getText();
  }

  private static void assertCutAsTheGrammarSays(String text) {
    SourceFile file = new SourceFile("test.svp", text);
    SvpTokens lexer = new SvpTokens(new TextStream(file));
    lexer.removeErrorListeners();
    assertThat(cut(new TokenScanner(file))).as("tokens of: %s", text).isEqualTo(cut(lexer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples", "policies", "src/test/resources"})
  void sourcesOfTheRepository(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(Path.of(folder))) {
      files = paths.filter(path -> path.toString().endsWith(".svp")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertCutAsTheGrammarSays(Files.readString(file));
    }
  }

  @Test
  void everyWordOfTheGrammar() {
    for (int type = 1; type <= SvpTokens.VOCABULARY.getMaxTokenType(); type++) {
      String literal = SvpTokens.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        String word = literal.substring(1, literal.length() - 1);
        assertCutAsTheGrammarSays(word);
        assertCutAsTheGrammarSays(word + word);
        assertCutAsTheGrammarSays(word.substring(0, word.length() - 1));
        assertCutAsTheGrammarSays(word + "x " + word + "-" + word + " " + word + ".");
      }
    }
  }

  @Test
  void textsOfPiecesAtRandom() {
    Random random = new Random(1);
    for (int i = 0; i < RANDOM_TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(LONGEST); left >= 0; left--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertCutAsTheGrammarSays(text.toString());
    }
  }
}
