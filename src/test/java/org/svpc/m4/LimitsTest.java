package org.svpc.m4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text asks for, the engine ends, in bounded memory, and says what was too much. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class LimitsTest {
  private static final int MEGA = 1 << 20;

  private static M4Result expand(String text) {
    return new M4Engine(M4Limits.REFPOLICY).expand(text, "bomb.m4");
  }

  private static String problem(String text) {
    M4Message problem = expand(text).problem();
    return problem == null ? "none" : problem.text();
  }

  private static String nested(String open, int count, String close) {
    return open.repeat(count) + close.repeat(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "define(`a',`a')a",
        "define(`a',`b')define(`b',`a')a",
        "define(`a',`$0')a",
        "define(`a',`divert(-1)a')a",
        "define(`a',`indir(`a')')a",
        "define(`a',`pushdef(`b',`x')popdef(`b')a')a",
        "define(`a',`m4wrap(`a')')a",
        "define(`a',`undefine(`b')define(`b',`c')a')a",
      })
  void recursionWithoutGrowthEndsByItsCalls(String text) {
    assertThat(problem(text)).isEqualTo("The expansion makes more than 5000000 macro calls.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "define(`a',`a a')a",
        "define(`a',`a`'a')a",
        "define(`a',`x`'a`'x')a",
      })
  void recursionThatWaitsEndsByItsDepth(String text) {
    assertThat(problem(text)).isEqualTo("More than 50000 expansions wait inside of each other.");
  }

  @Test
  void textThatDoublesEndsByWhatIsHeld() {
    String doubled = "define(`x',defn(`x')defn(`x'))";
    assertThat(problem("define(`x',`0123456789')" + doubled.repeat(60)))
        .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
    assertThat(problem("define(`d',`$1$1')" + "d(".repeat(60) + "x" + ")".repeat(60)))
        .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
    assertThat(problem("define(`a',`$@,$@')define(`b',`a(a(a(a($@))))')" + nested("b(", 9, ")")))
        .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
    assertThat(problem("define(`a',`a($1$1)')a(x)"))
        .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
  }

  @Test
  void outputEndsAtItsLimit() {
    for (String text :
        new String[] {
          "define(`a',`some text to write a')a",
          "define(`a',`divert(1)some text to write`'a')a",
          "define(`a',`errprint(`some text to write')a')a",
          "define(`a',`divert(incr(divnum))a')a",
          "define(`a',`m4wrap(`some text to write')a')a",
          "define(`a',`incr()a')a",
        }) {
      assertThat(problem(text)).isEqualTo("The output has more than 16777216 characters.");
    }
  }

  @Test
  void definitionsEndAtTheirLimit() {
    assertThat(problem("define(`a',`define(`n$1',`x')a(incr($1))')a(1)"))
        .isEqualTo("The definitions hold more than 33554432 characters.");
    assertThat(problem("define(`a',`pushdef(`b',`x')a')a"))
        .isEqualTo("The definitions hold more than 33554432 characters.");
    String large = "`" + "x".repeat(3 * MEGA) + "'";
    assertThat(problem("define(`a'," + large + ")" + "pushdef(`b',defn(`a'))".repeat(12)))
        .isEqualTo("The definitions hold more than 33554432 characters.");
  }

  @Test
  void aMacroOfTenMegabytesIsTooMuch() {
    assertThat(problem("define(`a',`" + "x".repeat(10 * MEGA) + "')a"))
        .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
    assertThat(problem("define(`a',`" + "x y\n".repeat(MEGA) + "')a")).isEqualTo("none");
  }

  @Test
  void aFunnelOfArgumentsIsTooMuch() {
    assertThat(problem("len(" + ",".repeat(10 * MEGA) + ")"))
        .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
    assertThat(problem("define(`a',`$*$*$*$*')a(" + ",".repeat(3 * MEGA) + ")"))
        .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
    assertThat(problem("builtin(`len'" + ",defn(`len')".repeat(MEGA) + ")")).isEqualTo("none");
  }

  @Test
  void nestingOfCallsEndsAtItsLimit() {
    assertThat(problem(nested("len(", 100_000, ")")))
        .isEqualTo("More than 1000 macro calls stand inside of each other's arguments.");
    assertThat(problem("define(`a',`a(a')a"))
        .isEqualTo("More than 1000 macro calls stand inside of each other's arguments.");
  }

  /** As in m4, parentheses alone are text. */
  @Test
  void nestedParenthesesAreText() {
    String deep = nested("(", 100_000, ")");
    assertThat(expand(deep).output()).isEqualTo(deep);
    assertThat(expand("len(" + deep + ")").output()).isEqualTo("200000");
    String quotes = nested("`", 100_000, "'");
    assertThat(expand(quotes).output()).isEqualTo(quotes.substring(1, quotes.length() - 1));
    assertThat(problem("eval(" + nested("(", 100_000, ")") + ")"))
        .isEqualTo("An expression of `eval` is nested more than 400 deep.");
    assertThat(problem("eval(`" + "- ".repeat(100_000) + "1')"))
        .isEqualTo("An expression of `eval` is nested more than 400 deep.");
    assertThat(problem("eval(`" + "2**".repeat(100_000) + "1')"))
        .isEqualTo("An expression of `eval` is nested more than 400 deep.");
    assertThat(problem("regexp(`a',`" + nested("\\(", 100_000, "\\)") + "')"))
        .isEqualTo("A regular expression with such deep groups is not available.");
    assertThat(problem("regexp(`a',`" + "a*".repeat(100_000) + "')"))
        .isEqualTo("A regular expression of more than 5000 parts is not available.");
  }

  @Test
  void searchesCostNoMoreThanTheyMay() {
    String text = "a".repeat(20_000);
    assertThat(expand("regexp(`" + text + "',`\\(a*\\)*\\(a*\\)*\\(a\\|aa\\)*b')").output())
        .isEqualTo("-1");
    assertThat(problem("patsubst(`" + text.repeat(20) + "',`a*b')")).isEqualTo("none");
    assertThat(problem("define(`s',`" + text + "')define(`f',`patsubst(s,`a*\\(b\\|c*d\\)') f')f"))
        .isEqualTo("The expansion reads more than 150000000 characters.");
    String large = "a".repeat(MEGA);
    assertThat(problem("index(`" + large + large + "',`" + large + "b')"))
        .isEqualTo("The expansion reads more than 150000000 characters.");
  }

  @Test
  void widthsAreNoWayToMemory() {
    for (String text :
        new String[] {
          "eval(1,10,2000000000)",
          "eval(-2147483648,1)",
          "format(`%2000000000d',1)",
          "format(`%*s',2000000000,x)",
          "format(`%.2000000000x',1)"
        }) {
      assertThat(problem(text))
          .isEqualTo("Arguments and expansions hold more than 8388608 characters.");
    }
  }

  /** Every call asks for a line at one end of the text, and then at the other. */
  @Test
  void countingLinesIsWork() {
    String far = "dnl " + "x".repeat(60 * MEGA) + "\n";
    String text =
        "define(`f',`__line__')" + "f(".repeat(900) + "\n" + far + " __line__)".repeat(900);
    assertThat(problem(text)).isEqualTo("The expansion reads more than 150000000 characters.");
  }

  @Test
  void movingDiversionsIsWork() {
    String fill = "divert(1)" + "x".repeat(4 * MEGA);
    String swap = "divert(2)undivert(1)divert(1)undivert(2)";
    assertThat(problem(fill + swap.repeat(100)))
        .isEqualTo("The expansion reads more than 150000000 characters.");
  }

  @Test
  void whatIsOpenAtTheEndIsToldWhereItOpens() {
    assertThat(expand("a\nlen(`x'\n, `'(\n").problem())
        .isEqualTo(new M4Message("bomb.m4", 2, "The text ends within the arguments of `len`."));
    assertThat(expand("a\n\n b `c\n`d'\n").problem())
        .isEqualTo(new M4Message("bomb.m4", 3, "The text ends within a quote."));
    assertThat(expand("a\n# b").problem())
        .isEqualTo(new M4Message("bomb.m4", 2, "The text ends within a comment."));
    assertThat(expand("changequote(<<,>>)\n<<c\n>").problem())
        .isEqualTo(new M4Message("bomb.m4", 2, "The text ends within a quote."));
  }

  @Test
  void aProblemKeepsTheOutputBeforeIt() {
    M4Result result = expand("define(`a',`A')a `b' include(`/etc/passwd') c");
    assertThat(result.output()).isEqualTo("A b ");
    assertThat(result.problem())
        .isEqualTo(new M4Message("bomb.m4", 1, "`include` is not available."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "syscmd(`touch x')",
        "esyscmd(`date')",
        "sysval",
        "include(`/etc/passwd')",
        "sinclude(`/etc/passwd')",
        "maketemp(`/tmp/xXXXXXX')",
        "mkstemp(`/tmp/xXXXXXX')",
        "debugmode(`t')",
        "debugfile(`/tmp/x')",
        "traceon",
        "traceoff",
        "dumpdef(`len')",
        "builtin(`syscmd', `date')",
        "indir(`esyscmd', `date')",
        "undivert(`/etc/passwd')",
        "define(`harmless', defn(`syscmd'))harmless(`date')",
        "format(`%f', 1)",
        "regexp(`aa', `\\(a\\)\\1')",
      })
  void whatReachesOutIsRefused(String text) {
    assertThat(problem(text)).endsWith(" is not available.");
  }

  /** A word is a call only where m4 takes it for one. */
  @Test
  void namesOfRefusedBuiltinsAreWordsToo() {
    M4Result result = expand("include syscmd `sysval' ifdef(`syscmd', `yes') undefine(`traceon')");
    assertThat(result.problem()).isNull();
    assertThat(result.output()).isEqualTo("include syscmd sysval yes ");
  }
}
