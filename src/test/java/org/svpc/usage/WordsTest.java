package org.svpc.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The words on the command line, read by hand and held to picocli's reading of them. */
final class WordsTest {
  private static final int TRIES = 1_500;

  @ParameterizedTest
  @MethodSource("readable")
  void readsOptionsAndOperands(String line, Map<String, List<String>> values, List<String> rest) {
    assertThat(Words.read(split(line)))
        .isInstanceOfSatisfying(
            Request.Run.class,
            run -> {
              assertThat(run.values()).isEqualTo(values);
              assertThat(run.operands()).isEqualTo(rest);
            });
  }

  private static Stream<Arguments> readable() {
    return Stream.of(
        arguments("build a.svp", Map.of(), List.of("a.svp")),
        arguments("build a -o out b", Map.of("-o", List.of("out")), List.of("a", "b")),
        arguments("build -oout a", Map.of("-o", List.of("out")), List.of("a")),
        arguments("build -o=out a", Map.of("-o", List.of("out")), List.of("a")),
        arguments("build --lib x --lib=y a", Map.of("--lib", List.of("x", "y")), List.of("a")),
        arguments("build --target=-x a", Map.of("--target", List.of("-x")), List.of("a")),
        arguments("build -- -x --help", Map.of(), List.of("-x", "--help")),
        arguments("fmt --check -", Map.of("--check", List.of("")), List.of("-")),
        arguments("build @file $HOME ${x}", Map.of(), List.of("@file", "$HOME", "${x}")));
  }

  @Test
  void helpAndVersion() {
    assertThat(Words.read("--help")).isEqualTo(new Request.Help(null));
    assertThat(Words.read("build", "--nonsense", "-h")).isEqualTo(new Request.Help(Command.BUILD));
    assertThat(Words.read("--version")).isEqualTo(new Request.Version());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void tellsWhatIsWrong(String line, String message) {
    assertThat(Words.read(split(line)))
        .isInstanceOfSatisfying(
            Request.Misuse.class, misuse -> assertThat(misuse.message()).isEqualTo(message));
  }

  private static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("", "No command is given."),
        arguments("biuld a", "There is no command `biuld`."),
        arguments("--report json build a", "`--report` stands before the command."),
        arguments("import", "Nothing is given to work on; expected FILE.te|DIR."),
        arguments("build --fromat cil a", "There is no option `--fromat`."),
        arguments("build -x.svp", "There is no option `-x.svp`."),
        arguments("build a --format", "`--format` needs a value: module|refpolicy|cil."),
        arguments("build a --target --lib", "`--target` needs a value: DIR."),
        arguments("build a --target=", "The value of `--target` is empty."),
        arguments(
            "build a --format te",
            "`te` is no value of `--format`, which takes `module`, `refpolicy` or `cil`."),
        arguments("build a -o x -o y", "`-o` is given twice."),
        arguments("fmt --check=yes a", "`--check` takes no value."),
        arguments("init a b", "`b` is one too many; expected one NAME."),
        arguments("link a.pp", "`-o policy.NN` is missing."));
  }

  @Test
  void anEmptyOperandIsRefused() {
    assertThat(Words.read("build", "")).isInstanceOf(Request.Misuse.class);
    assertThat(Words.read("")).isInstanceOf(Request.Misuse.class);
  }

  @Test
  void closeWordsAreSuggested() {
    assertThat(Words.read("biuld", "a"))
        .isInstanceOfSatisfying(
            Request.Misuse.class,
            misuse -> assertThat(misuse.advice()).startsWith("Did you mean `build`?"));
    assertThat(Words.read("build", "--fromat", "cil"))
        .isInstanceOfSatisfying(
            Request.Misuse.class,
            misuse -> assertThat(misuse.advice()).startsWith("Did you mean `--format`?"));
  }

  /**
   * Random command lines of words that matter: both readers take or refuse them, and agree. Left
   * out is {@code -o=-d}, which picocli refuses though it can mean one thing only.
   */
  @Test
  void picocliReadsTheSame() {
    Random random = new Random(20261122);
    int taken = 0;
    for (int i = 0; i < TRIES; i++) {
      String[] words = randomWords(random);
      Request request = Words.read(words);
      Request.Run byHand = request instanceof Request.Run run ? run : null;
      Request.Run byPicocli = picocli(words);
      assertThat(byHand).as(String.join(" ", words)).isEqualTo(byPicocli);
      taken += byHand == null ? 0 : 1;
    }
    assertThat(taken).isGreaterThan(TRIES / 20);
  }

  private static String[] randomWords(Random random) {
    Command command = pick(random, List.of(Command.values()));
    List<String> words = new ArrayList<>(List.of(command.word()));
    for (int count = random.nextInt(6); count > 0; count--) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> words.add(pick(random, List.of("a", "b.svp", "@c", "x=y", "${d}", "bash")));
        case 3 -> words.add(pick(random, List.of("-", "--", "-z", "--nosuch", "--target=", "-ox")));
        default -> {
          if (!command.options().isEmpty()) {
            Option option = pick(random, command.options());
            List<String> values =
                option.choices().isEmpty() ? List.of("d", "e f", "-d") : option.choices();
            String value = pick(random, values);
            if (option.label() == null || random.nextInt(20) == 0) {
              words.add(option.name());
            } else if (!value.startsWith("-") && random.nextBoolean()) {
              words.add(option.name() + "=" + value);
            } else {
              words.add(option.name());
              words.add(value);
            }
          }
        }
      }
    }
    return words.toArray(String[]::new);
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static Request.Run picocli(String... words) {
    ParseResult result;
    try {
      result = Help.commandLine().parseArgs(words).subcommand();
    } catch (CommandLine.ParameterException e) {
      return null;
    }
    Command command = Command.of(result.commandSpec().name());
    Map<String, List<String>> values = new HashMap<>();
    for (OptionSpec option : result.matchedOptions()) {
      Option definition = command.option(option.names()[0]);
      values.put(definition.name(), definition.label() == null ? List.of("") : strings(option));
      for (String value : values.get(definition.name())) {
        // What picocli is not told: values are never empty, and some are of a fixed choice.
        boolean known = definition.choices().isEmpty() || definition.choices().contains(value);
        if (definition.label() != null && (value.isEmpty() || !known)) {
          return null;
        }
      }
    }
    List<String> operands =
        result.matchedPositionals().stream()
            .distinct()
            .flatMap(one -> strings(one).stream())
            .toList();
    return new Request.Run(command, values, operands);
  }

  private static List<String> strings(ArgSpec argument) {
    return List.copyOf(argument.stringValues());
  }

  private static String[] split(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ");
  }
}
