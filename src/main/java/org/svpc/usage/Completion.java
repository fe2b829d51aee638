package org.svpc.usage;

import java.util.ArrayList;
import java.util.List;

/** Completion scripts, made from the definitions in {@link Command}. */
public final class Completion {
  private static final String FILES = "*.svp";

  private Completion() {}

  /** For bash: offers commands, options, values, and files that the command takes. */
  public static String bash() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # bash completion for svpc: source <(svpc completion bash)

        _svpc() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
            local options= values= files=
            # bash makes words of = and of what stands round it.
            if [[ $word == '=' ]]; then
                word=
            elif [[ $before == '=' && $COMP_CWORD -ge 2 ]]; then
                before=${COMP_WORDS[COMP_CWORD-2]}
            fi
            COMPREPLY=()
            compopt -o filenames 2>/dev/null
            if [[ $COMP_CWORD -eq 1 ]]; then
        """);
    out.append("        COMPREPLY=($(compgen -W '")
        .append(String.join(" ", commandWords()))
        .append(" --help --version' -- \"$word\"))\n        return\n    fi\n");
    out.append("    case ${COMP_WORDS[1]} in\n");
    for (Command command : Command.values()) {
      out.append("        ").append(command.word()).append(")\n");
      out.append("            options='")
          .append(String.join(" ", optionWords(command)))
          .append("'\n");
      if (command.options().stream().anyMatch(option -> option.label() != null)) {
        out.append("            case $before in\n");
        for (Option option : command.options()) {
          if (option.label() != null) {
            out.append("                ")
                .append(String.join("|", names(option)))
                .append(") values='");
            out.append(
                option.choices().isEmpty()
                    ? option.label().equals("DIR") ? "DIR" : "FILE"
                    : String.join(" ", option.choices()));
            out.append("' ;;\n");
          }
        }
        out.append("            esac\n");
      }
      out.append("            files='").append(operands(command)).append("'\n            ;;\n");
    }
    out.append(
        """
            esac
            local IFS=$'\\n' pattern
            case $values in
                DIR) COMPREPLY=($(compgen -d -- "$word")); return ;;
                FILE) COMPREPLY=($(compgen -f -- "$word")); return ;;
                ?*) IFS=$' \\n'; COMPREPLY=($(compgen -W "$values" -- "$word")); return ;;
            esac
            if [[ $word == -* ]]; then
                IFS=$' \\n'
                COMPREPLY=($(compgen -W "$options" -- "$word"))
                return
            fi
            case $files in
                '') ;;
                *\\**)
                    COMPREPLY=($(compgen -d -- "$word"))
                    local -
                    set -f
                    IFS=' '
                    for pattern in $files; do
                        IFS=$'\\n' COMPREPLY+=($(compgen -f -X "!$pattern" -- "$word"))
                    done
                    ;;
                *) IFS=$' \\n'; COMPREPLY=($(compgen -W "$files" -- "$word")) ;;
            esac
        }
        complete -F _svpc svpc
        """);
    return out.toString();
  }

  /** For zsh, by its own completion system, with descriptions. */
  public static String zsh() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        #compdef svpc
        # zsh completion for svpc: put this into a file _svpc in a folder of $fpath,
        # or run: source <(svpc completion zsh)

        _svpc() {
            local context state line
            local -a commands
            commands=(
        """);
    for (Command command : Command.values()) {
      out.append("        '")
          .append(command.word())
          .append(':')
          .append(quoted(command.summary()))
          .append("'\n");
    }
    out.append(
        """
            )
            _arguments -C \\
                '(- *)'{-h,--help}'[Print the help.]' \\
                '(- *)'{-V,--version}'[Print the version.]' \\
                '1:command:->command' \\
                '*::operand:->rest'
            case $state in
                command) _describe command commands ;;
                rest)
                    case $line[1] in
        """);
    for (Command command : Command.values()) {
      out.append("                ").append(command.word()).append(")\n");
      out.append("                    _arguments \\\n");
      for (Option option : command.options()) {
        for (String name : names(option)) {
          out.append("                        '")
              .append(option.repeatable() ? "*" : "")
              .append(name)
              .append(option.label() != null && name.startsWith("--") ? "=" : "")
              .append('[')
              .append(quoted(option.description()))
              .append(']');
          if (option.label() != null) {
            out.append(':').append(quoted(option.label())).append(':');
            out.append(
                option.choices().isEmpty()
                    ? option.label().equals("DIR") ? "_files -/" : "_files"
                    : "(" + String.join(" ", option.choices()) + ")");
          }
          out.append("' \\\n");
        }
      }
      out.append("                        '(- *)'{-h,--help}'[Print this help.]' \\\n");
      out.append("                        '")
          .append(command.most() > 1 ? "*" : "1")
          .append(':')
          .append(quoted(command.operand()))
          .append(':');
      List<String> patterns = patterns(command);
      if (!patterns.isEmpty()) {
        out.append("_files -g \"").append(String.join(" ", patterns)).append("(-.)\"");
      } else {
        out.append('(').append(operands(command)).append(')');
      }
      out.append("'\n                    ;;\n");
    }
    out.append(
        """
                    esac
                    ;;
            esac
        }
        if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
            _svpc "$@"
        else
            compdef _svpc svpc
        fi
        """);
    return out.toString();
  }

  /** For fish, with descriptions. */
  public static String fish() {
    StringBuilder out = new StringBuilder();
    out.append("# fish completion for svpc: svpc completion fish | source\n\n");
    out.append("complete -c svpc -f\n");
    out.append("complete -c svpc -n __fish_use_subcommand -s h -l help -d 'Print the help.'\n");
    out.append(
        "complete -c svpc -n __fish_use_subcommand -s V -l version -d 'Print the version.'\n");
    for (Command command : Command.values()) {
      out.append("\ncomplete -c svpc -n __fish_use_subcommand -a ")
          .append(command.word())
          .append(" -d '")
          .append(quoted(command.summary()))
          .append("'\n");
      String here = "complete -c svpc -n '__fish_seen_subcommand_from " + command.word() + "' ";
      for (Option option : command.options()) {
        out.append(here.stripTrailing());
        for (String name : names(option)) {
          boolean isLong = name.startsWith("--");
          out.append(isLong ? " -l " : name.length() == 2 ? " -s " : " -o ")
              .append(name.substring(isLong ? 2 : 1));
        }
        if (option.label() != null) {
          out.append(
              option.choices().isEmpty()
                  ? option.label().equals("DIR")
                      ? " -x -a '(__fish_complete_directories)'"
                      : " -r -F"
                  : " -x -a '" + String.join(" ", option.choices()) + "'");
        }
        out.append(" -d '").append(quoted(option.description())).append("'\n");
      }
      out.append(here).append("-s h -l help -d 'Print this help.'\n");
      List<String> patterns = patterns(command);
      if (!patterns.isEmpty()) {
        out.append(here).append("-F\n");
      } else if (!operands(command).isEmpty()) {
        out.append(here).append("-a '").append(operands(command)).append("'\n");
      }
    }
    return out.toString();
  }

  private static List<String> commandWords() {
    List<String> words = new ArrayList<>();
    for (Command command : Command.values()) {
      words.add(command.word());
    }
    return words;
  }

  private static List<String> names(Option option) {
    String alias = option.alias();
    return alias == null ? List.of(option.name()) : List.of(option.name(), alias);
  }

  private static List<String> optionWords(Command command) {
    List<String> words = new ArrayList<>();
    for (Option option : command.options()) {
      words.add(option.name());
      if (option.alias() != null) {
        words.add(option.alias());
      }
    }
    words.add("--help");
    return words;
  }

  /** The patterns of the files that a command takes, or the words that it takes. */
  private static String operands(Command command) {
    List<String> patterns = patterns(command);
    return patterns.isEmpty() ? words(command) : String.join(" ", patterns);
  }

  private static List<String> patterns(Command command) {
    return switch (command) {
      case BUILD, CHECK, FMT, TEST, DOC, PACKAGE -> List.of(FILES);
      case IMPORT -> List.of("*.te");
      case LINK -> List.of("*.pp", "*.cil");
      case ACCESS, DIFF, FLOW, QUERY -> List.of("policy.*");
      case GUEST -> List.of("*.xml");
      case LABELS -> List.of("*.plan");
      case INIT, EXPLAIN, COMPLETION -> List.of();
    };
  }

  private static String words(Command command) {
    return switch (command) {
      case EXPLAIN -> String.join(" ", codes());
      case COMPLETION -> "bash zsh fish";
      case INIT,
          BUILD,
          CHECK,
          FMT,
          IMPORT,
          LINK,
          ACCESS,
          DIFF,
          FLOW,
          QUERY,
          TEST,
          GUEST,
          LABELS,
          DOC,
          PACKAGE ->
          "";
    };
  }

  private static List<String> codes() {
    List<String> codes = new ArrayList<>();
    for (org.svpc.diagnostic.Code code : org.svpc.diagnostic.Code.values()) {
      codes.add(code.id());
    }
    return codes;
  }

  /** A description fit to stand between single quotes, and between brackets and colons of zsh. */
  private static String quoted(String text) {
    return text.replace("'", "").replace(":", ",").replace("[", "(").replace("]", ")");
  }
}
