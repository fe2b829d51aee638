package org.svpc.m4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.svpc.corpus.Workers;

/** What lasts from one text to the next, and what does not. */
final class M4EngineTest {
  private final M4Engine engine = new M4Engine(M4Limits.REFPOLICY);

  private static String output(M4Result result) {
    assertThat(result.problem()).isNull();
    return result.output();
  }

  @Test
  void definitionsLastForTheTextsThatFollow() {
    engine.define("given", "<$1>");
    assertThat(output(engine.read("define(`a', `given($1)')dnl\n", "one"))).isEmpty();
    assertThat(output(engine.expand("a(x) __file__", "two"))).isEqualTo("<x> two");
    assertThat(output(engine.expand("a(y)", "three"))).isEqualTo("<y>");
    assertThat(engine.isDefined("a")).isTrue();
    assertThat(engine.isDefined("b")).isFalse();
  }

  @Test
  void diversionsQuotesAndWrappedTextLastForTheRun() {
    assertThat(output(engine.read("divert(1)one divert(-1)lost m4wrap(`wrapped __file__')", "a")))
        .isEmpty();
    assertThat(output(engine.read("lost too changequote([,]) divert`'changequote", "b")))
        .isEqualTo("`'");
    assertThat(output(engine.expand("`now' divert(2)", "c"))).isEqualTo("now one wrapped a");
    assertThat(output(engine.expand("x", "d"))).isEqualTo("x");
  }

  @Test
  void forksDoNotSeeEachOther() {
    engine.define("a", "base");
    M4Engine one = engine.fork();
    M4Engine other = engine.fork();
    assertThat(output(one.expand("define(`a', `one')define(`b', `new')a b", "f")))
        .isEqualTo("one new");
    assertThat(output(other.expand("a b undefine(`a')a pushdef(`len', `mine')len(x)", "f")))
        .isEqualTo("base b a mine");
    assertThat(output(engine.expand("a b len(x)", "f"))).isEqualTo("base b 1");
    engine.define("late", "seen");
    assertThat(output(one.expand("a b late popdef(`a')a", "f"))).isEqualTo("one new late a");
    assertThat(output(one.fork().expand("a b", "f"))).isEqualTo("a new");
  }

  @Test
  void forksOfForksKnowAllThatIsBelow() {
    M4Engine deep = engine;
    for (int i = 0; i < 40; i++) {
      deep.define("n" + i, "v" + i);
      deep.define("n" + i / 2, "again" + i);
      deep = deep.fork();
    }
    assertThat(output(deep.expand("n0 n1 n19 n20 n39 define(`n5', `x')n5", "f")))
        .isEqualTo("again1 again3 again39 v20 v39 x");
    assertThat(output(engine.expand("n0 n1", "f"))).isEqualTo("again0 n1");
  }

  @Test
  void forkTakesDiversionsAlong() {
    output(engine.read("divert(3)three divert(-1)", "f"));
    M4Engine fork = engine.fork();
    assertThat(output(fork.expand("lost divert`'here ", "f"))).isEqualTo("here three ");
    assertThat(output(engine.expand("lost divert(0)there ", "f"))).isEqualTo("there three ");
  }

  @Test
  void manyForksWorkAtOnce() {
    engine.define("twice", "$1$1");
    List<Integer> numbers = IntStream.range(0, 2_000).boxed().toList();
    List<String> outputs =
        Workers.map(
            numbers, i -> engine.fork().expand("define(`v', `" + i + "')twice(v) ", "f").output());
    assertThat(outputs).isEqualTo(numbers.stream().map(i -> "" + i + i + " ").toList());
  }

  @Test
  void warningsSayWhereTheyCameFrom() {
    M4Result result =
        engine.expand("\nerrprint(`one', `two')\ndefine(`a',`errprint(`x')')\n\na incr(q)\n", "f");
    assertThat(result.problem()).isNull();
    assertThat(result.warnings())
        .containsExactly(
            new M4Message("f", 2, "one two"),
            new M4Message("f", 5, "x"),
            new M4Message("f", 5, "`q` is not a number."));
  }

  @Test
  void exitEndsTheText() {
    M4Result result = engine.expand("a divert(1)lost divert m4exit(3) b", "f");
    assertThat(result.problem()).isNull();
    assertThat(result.exitStatus()).isEqualTo(3);
    assertThat(result.output()).isEqualTo("a  ");
    M4Result next = engine.expand("c", "f");
    assertThat(next.exitStatus()).isNull();
    assertThat(next.output()).isEqualTo("c");
  }

  /** The limits are for a call, not for the life of an engine. */
  @Test
  void eachCallHasItsOwnLimits() {
    M4Engine small = new M4Engine(new M4Limits(1_000, 10_000, 100, 10, 10, 1_000, 20_000));
    String text = "define(`a', `x')" + "a ".repeat(90);
    for (int i = 0; i < 200; i++) {
      assertThat(output(small.expand(text, "f"))).hasSize(180);
    }
    assertThat(small.expand(text + text, "f").problem()).isNotNull();
  }
}
