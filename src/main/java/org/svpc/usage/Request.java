package org.svpc.usage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the words on the command line ask for. */
public sealed interface Request {
  /**
   * To carry out a command.
   *
   * @param values the values of the options given, by their names; a flag's is empty
   * @param operands files, folders or names
   */
  record Run(Command command, Map<String, List<String>> values, List<String> operands)
      implements Request {
    /** The value of an option that may be given once, or null. */
    public @Nullable String value(Option option) {
      List<String> given = values.get(option.name());
      return given == null ? null : given.get(0);
    }

    /** The value of an option, or what holds without it. */
    public String value(Option option, String otherwise) {
      String given = value(option);
      return given == null ? otherwise : given;
    }

    /** All values of an option that may be given several times. */
    public List<String> values(Option option) {
      List<String> given = values.get(option.name());
      return given == null ? List.of() : given;
    }

    /** Whether an option is given. */
    public boolean has(Option option) {
      return values.containsKey(option.name());
    }
  }

  /** To print the help, of one command or of all. */
  record Help(@Nullable Command command) implements Request {}

  /** To print the version. */
  record Version() implements Request {}

  /**
   * Nothing that can be carried out.
   *
   * @param message what is wrong, a sentence
   * @param advice what to do, a sentence
   */
  record Misuse(@Nullable Command command, String message, String advice) implements Request {}
}
