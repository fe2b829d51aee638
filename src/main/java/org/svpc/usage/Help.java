package org.svpc.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help texts, laid out by picocli from the definitions in {@link Command}. */
public final class Help {
  private static final int WIDTH = 100;

  private Help() {}

  /** The help of a command, or the overview. */
  public static String text(@Nullable Command command) {
    CommandLine all = commandLine();
    all.setSeparator(" ");
    CommandLine one = command == null ? null : all.getSubcommands().get(command.word());
    return (one == null ? all : one).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** All commands as picocli sees them. */
  static CommandLine commandLine() {
    CommandSpec root = spec("svpc", "Builds SELinux policy modules from .svp sources.");
    root.addOption(helpOption());
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    root.usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Exit status: 0 fine; 1 the sources have errors, or a check did not hold; 2 wrong use;",
            "3 a file or tool could not be used; 70 a bug in svpc.");
    for (Command command : Command.values()) {
      root.addSubcommand(command.word(), spec(command));
    }
    CommandLine all = new CommandLine(root);
    all.setExpandAtFiles(false);
    all.setInterpolateVariables(false);
    all.setUsageHelpWidth(WIDTH);
    all.setUnmatchedOptionsAllowedAsOptionParameters(false);
    return all;
  }

  private static CommandSpec spec(String name, String... description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(description);
    return spec;
  }

  private static CommandSpec spec(Command command) {
    CommandSpec spec = spec(command.word(), command.summary(), "", command.description(), "");
    boolean any = command.most() == Integer.MAX_VALUE;
    // One by one where their number is bounded: options may stand between them.
    for (int at = 0; at < (any ? 1 : command.most()); at++) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .paramLabel(command.operand())
              .hidden(true)
              .required(at < command.least())
              .type(List.class)
              .auxiliaryTypes(String.class)
              .arity(any ? command.least() + "..*" : at < command.least() ? "1" : "0..1")
              .index(any ? "0..*" : Integer.toString(at))
              .build());
    }
    for (Option option : command.options()) {
      OptionSpec.Builder builder =
          OptionSpec.builder(names(option))
              .required(option.required())
              .description(option.description());
      if (option.label() == null) {
        builder.arity("0").type(boolean.class);
      } else {
        builder.arity("1").paramLabel(option.label());
        if (option.repeatable()) {
          builder.type(List.class).auxiliaryTypes(String.class);
        } else {
          builder.type(String.class);
        }
      }
      spec.addOption(builder.build());
    }
    spec.addOption(helpOption());
    spec.usageMessage()
        .sortOptions(false)
        .customSynopsis(
            "svpc "
                + command.word()
                + (command.options().isEmpty() ? " " : " [OPTION]... ")
                + command.operand()
                + (any ? "..." : ""));
    return spec;
  }

  private static String[] names(Option option) {
    String alias = option.alias();
    return alias == null ? new String[] {option.name()} : new String[] {option.name(), alias};
  }

  private static OptionSpec helpOption() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Print this help.")
        .build();
  }
}
