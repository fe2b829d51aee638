package org.svpc.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.text.Spelling;

/**
 * Reads the words of the command line by the definitions in {@link Command}. Every build passes
 * here, and picocli would cost it 50 ms; the help is picocli's, from the same definitions, and a
 * test holds the two to each other.
 */
public final class Words {
  private final Command command;
  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  private Words(Command command) {
    this.command = command;
  }

  public static Request read(String... words) {
    if (words.length == 0) {
      return new Request.Misuse(null, "No command is given.", "`svpc --help` lists the commands.");
    }
    String first = words[0];
    if (isHelp(first)) {
      return new Request.Help(null);
    }
    if (first.equals("--version") || first.equals("-V")) {
      return new Request.Version();
    }
    Command command = Command.of(first);
    if (command == null) {
      return unknownCommand(first);
    }
    return new Words(command).readBehind(words);
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  private Request readBehind(String... words) {
    for (int at = 1; at < words.length; at++) {
      if (words[at].equals("--")) {
        break;
      }
      if (isHelp(words[at])) {
        return new Request.Help(command);
      }
    }
    boolean ended = false;
    for (int at = 1; at < words.length; at++) {
      String word = words[at];
      if (ended || word.equals("-") || !word.startsWith("-")) {
        operands.add(word);
      } else if (word.equals("--")) {
        ended = true;
      } else {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = command.option(name);
        String value = equals < 0 ? null : word.substring(equals + 1);
        if (option == null && !name.startsWith("--") && name.length() > 2) {
          option = command.option(name.substring(0, 2));
          value = word.substring(2);
        }
        if (option == null) {
          return unknownOption(name, word);
        }
        if (option.label() != null && value == null) {
          at++;
          if (at == words.length || (words[at].startsWith("-") && words[at].length() > 1)) {
            return misuse("`" + name + "` needs a value: " + option.label() + ".");
          }
          value = words[at];
        }
        Request.Misuse wrong = put(option, value);
        if (wrong != null) {
          return wrong;
        }
      }
    }
    return checked();
  }

  private Request.@Nullable Misuse put(Option option, @Nullable String value) {
    String name = option.name();
    if (option.label() == null && value != null) {
      return misuse("`" + name + "` takes no value.");
    }
    String known = value == null ? "" : value;
    if (option.label() != null && known.isEmpty()) {
      return misuse("The value of `" + name + "` is empty.");
    }
    if (!option.choices().isEmpty() && !option.choices().contains(known)) {
      return misuse(
          "`"
              + known
              + "` is no value of `"
              + name
              + "`, which takes "
              + Spelling.or(option.choices())
              + ".");
    }
    List<String> given = values.get(name);
    if (given == null) {
      given = new ArrayList<>();
      values.put(name, given);
    } else if (!option.repeatable()) {
      return misuse("`" + name + "` is given twice.");
    }
    given.add(known);
    return null;
  }

  private Request checked() {
    for (String operand : operands) {
      if (operand.isEmpty()) {
        return misuse("An operand is empty; expected " + command.operand() + ".");
      }
    }
    if (operands.size() < command.least()) {
      return misuse(
          operands.isEmpty()
              ? "Nothing is given to work on; expected " + command.operand() + "."
              : "Something is missing after `"
                  + operands.get(operands.size() - 1)
                  + "`; expected "
                  + command.operand()
                  + ".");
    }
    if (operands.size() > command.most()) {
      return misuse(
          "`"
              + operands.get(command.most())
              + "` is one too many; expected "
              + (command.most() == 1 ? "one " : "")
              + command.operand()
              + ".");
    }
    for (Option option : command.options()) {
      if (option.required() && !values.containsKey(option.name())) {
        return misuse("`" + option.name() + " " + option.label() + "` is missing.");
      }
    }
    return new Request.Run(command, values, operands);
  }

  private static Request.Misuse unknownCommand(String word) {
    if (word.startsWith("-")) {
      return new Request.Misuse(
          null,
          "`" + word + "` stands before the command.",
          "Options stand behind the command; `svpc --help` lists the commands.");
    }
    List<String> known = new ArrayList<>();
    for (Command command : Command.values()) {
      known.add(command.word());
    }
    return new Request.Misuse(
        null,
        "There is no command `" + word + "`.",
        meant(Spelling.closest(word, known)) + "`svpc --help` lists the commands.");
  }

  private Request.Misuse unknownOption(String name, String word) {
    List<String> known = new ArrayList<>();
    for (Option option : command.options()) {
      known.add(option.name());
      if (option.alias() != null) {
        known.add(option.alias());
      }
    }
    String file = word.endsWith(".svp") ? "A file of that name is given as `./" + word + "`. " : "";
    return new Request.Misuse(
        command,
        "There is no option `" + name + "`.",
        meant(Spelling.closest(name, known)) + file + command.seeHelp());
  }

  private Request.Misuse misuse(String message) {
    return new Request.Misuse(command, message, command.seeHelp());
  }

  private static String meant(List<String> close) {
    return close.isEmpty() ? "" : Spelling.question(close) + " ";
  }
}
