package org.svpc.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpSyntax;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.SourceFile;
import org.svpc.syntax.Statement;

/**
 * What the grammar takes, the reader by hand takes, and nothing else; and it ends each statement
 * where the grammar does. Held on the sources of the repository, statement by statement, as they
 * are and with tokens taken away, put in, exchanged and replaced at random.
 */
final class GrammarAgreementTest {
  private static final int CHANGED_AT_RANDOM = 40_000;

  /** Longer statements are changed in fewer ways than there are. */
  private static final int LONGEST = 60;

  private static List<Token> visible(String text) {
    return Tokens.of(new SourceFile("test.svp", text), new Diagnostics()).visible();
  }

  /** Tokens as a file of their own, a blank behind each. */
  private static Tokens file(List<Token> stretch) {
    StringBuilder text = new StringBuilder();
    List<Token> tokens = new ArrayList<>();
    for (Token token : stretch) {
      tokens.add(made(token.getType(), token.getText(), text.length(), tokens.size()));
      text.append(token.getText()).append(' ');
    }
    SourceFile file = new SourceFile("test.svp", text.toString());
    CommonToken end = made(Token.EOF, "", text.length(), tokens.size());
    return new Tokens(file, tokens, end, List.of(), new TokenScanner(file));
  }

  private static CommonToken made(int type, String text, int start, int index) {
    CommonToken token = new CommonToken(type, text);
    token.setTokenIndex(index);
    token.setStartIndex(start);
    token.setStopIndex(start + text.length() - 1);
    token.setLine(1);
    return token;
  }

  /** How many tokens the grammar takes as one statement; -1 where it takes none. */
  private static int byGrammar(Tokens tokens) {
    int size = tokens.visible().size();
    TokenList input = new TokenList(tokens.visible(), 0, size, tokens.end(), tokens.source());
    SvpSyntax syntax = new SvpSyntax(input);
    syntax.removeErrorListeners();
    syntax.setErrorHandler(new SyntaxFailure.Strategy());
    syntax.setBuildParseTree(false);
    syntax.getInterpreter().setPredictionMode(PredictionMode.LL);
    try {
      syntax.statement();
      return input.index();
    } catch (SyntaxFailure refused) {
      return -1;
    }
  }

  private static int byHand(Tokens tokens) {
    Diagnostics diagnostics = new Diagnostics();
    Cursor cursor = new Cursor(tokens);
    StatementReader reader =
        new StatementReader(
            cursor, new NameReader(cursor), new Documents(tokens, diagnostics), diagnostics);
    try {
      Statement statement = reader.statement();
      int read = 0;
      for (Token token : tokens.visible()) {
        read += token.getStopIndex() < statement.span().end() ? 1 : 0;
      }
      return read;
    } catch (Mismatch refused) {
      return -1;
    }
  }

  private static boolean agreesOn(List<Token> stretch) {
    Tokens tokens = file(stretch);
    int expected = byGrammar(tokens);
    assertThat(byHand(tokens)).as("tokens of: %s", shown(stretch)).isEqualTo(expected);
    return expected >= 0;
  }

  private static String shown(List<Token> stretch) {
    StringBuilder text = new StringBuilder();
    for (Token token : stretch) {
      text.append(token.getText()).append(' ');
    }
    return text.toString();
  }

  /** The statements of the top level, as the grammar ends them. */
  private static List<List<Token>> statements(String text) {
    List<Token> tokens = visible(text);
    List<List<Token>> statements = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      int type = tokens.get(at).getType();
      boolean apart =
          type == SvpTokens.MODULE || type == SvpTokens.LIBRARY || type == SvpTokens.USE;
      int length = apart ? -1 : byGrammar(file(tokens.subList(at, tokens.size())));
      if (length > 0) {
        statements.add(tokens.subList(at, at + length));
      }
      at += Math.max(length, 1);
    }
    return statements;
  }

  private static List<List<Token>> statementsIn(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(Path.of(folder))) {
      files = paths.filter(path -> path.toString().endsWith(".svp")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    List<List<Token>> all = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) < 100_000) {
        all.addAll(statements(Files.readString(file)));
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples", "policies", "src/test/resources"})
  void theStatementsOfTheRepository(String folder) throws IOException {
    for (List<Token> statement : statementsIn(folder)) {
      assertThat(agreesOn(statement)).isTrue();
    }
  }

  @Test
  void statementsChangedAtRandom() throws IOException {
    List<List<Token>> all = new ArrayList<>(statementsIn("src/test/resources/parse"));
    all.addAll(statementsIn("examples"));
    List<Token> pool = new ArrayList<>();
    for (List<Token> statement : all) {
      pool.addAll(statement.subList(0, Math.min(statement.size(), LONGEST)));
    }
    for (int type = 1; type <= SvpTokens.UNEQUAL; type++) {
      String literal = SvpTokens.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        pool.addAll(visible(literal.substring(1, literal.length() - 1)));
      }
    }
    all.removeIf(statement -> statement.size() > LONGEST);
    Random random = new Random(3);
    int taken = 0;
    for (int i = 0; i < CHANGED_AT_RANDOM; i++) {
      List<Token> changed = new ArrayList<>(all.get(random.nextInt(all.size())));
      for (int changes = 1 + random.nextInt(2); changes > 0 && changed.size() > 1; changes--) {
        change(changed, pool, random);
      }
      taken += agreesOn(changed) ? 1 : 0;
    }
    // Both must be met often, or nothing is tested.
    assertThat(taken).isBetween(CHANGED_AT_RANDOM / 20, CHANGED_AT_RANDOM * 19 / 20);
  }

  private static void change(List<Token> tokens, List<Token> pool, Random random) {
    int at = random.nextInt(tokens.size());
    Token other = pool.get(random.nextInt(pool.size()));
    switch (random.nextInt(5)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, other);
      case 2 -> tokens.set(at, other);
      case 3 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
      default -> {
        int with = random.nextInt(tokens.size());
        Token token = tokens.get(at);
        tokens.set(at, tokens.get(with));
        tokens.set(with, token);
      }
    }
  }

  /** In arguments a category behind a comma belongs to the level before it, or to nobody. */
  @Test
  void levelsAmongArguments() {
    List<String> parts =
        List.of("s0", ":", "c1", ",", "c2", "-", "a", "=", ")", "x_t", "{", "}", "\"p\"", "*");
    Random random = new Random(5);
    int taken = 0;
    for (int i = 0; i < CHANGED_AT_RANDOM; i++) {
      StringBuilder text = new StringBuilder("f(s0:c1");
      for (int left = random.nextInt(10); left > 0; left--) {
        text.append(' ').append(parts.get(random.nextInt(parts.size())));
      }
      taken += agreesOn(visible(text.append(");").toString())) ? 1 : 0;
    }
    assertThat(taken).isGreaterThan(CHANGED_AT_RANDOM / 100);
  }

  @Test
  void everyWordStartsWhatTheGrammarSays() {
    for (int type = 1; type <= SvpTokens.UNEQUAL; type++) {
      String literal = SvpTokens.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        String word = literal.substring(1, literal.length() - 1);
        for (String rest : List.of(" (a);", " a;", " a b;", " { }", " a { }", ";", " a = true;")) {
          agreesOn(visible(word + rest));
          agreesOn(visible("test \"t\" { " + word + rest + " }"));
          agreesOn(visible("ifdef (" + word + " a) { f(" + word + "); }"));
          agreesOn(
              visible("interface f(" + word + " a) { allow " + word + " self:" + word + " x; }"));
          agreesOn(visible("labels a { path \"/x\" " + word + "; }"));
          agreesOn(visible("require { " + word + rest + " }"));
          agreesOn(visible("extern " + word + rest));
        }
      }
    }
  }
}
