package org.svpc.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param name {@code -o} or {@code --target}; values are kept under it
 * @param alias a second form of the name, or null
 * @param label what its value is called, {@code DIR}; null where it takes none
 * @param choices the values it may have; empty where any will do
 * @param repeatable whether it may be given more than once
 * @param required whether the command needs it
 * @param description one sentence for the help
 */
public record Option(
    String name,
    @Nullable String alias,
    @Nullable String label,
    List<String> choices,
    boolean repeatable,
    boolean required,
    String description) {

  /** An option with one form of its name. */
  Option(
      String name,
      @Nullable String label,
      List<String> choices,
      boolean repeatable,
      boolean required,
      String description) {
    this(name, null, label, choices, repeatable, required, description);
  }

  /** Whether the option may be typed so. */
  boolean isCalled(String word) {
    return name.equals(word) || word.equals(alias);
  }

  public static final Option REPORT =
      choice("--report", List.of("human", "json", "sarif"), "How diagnostics are reported.");
  public static final Option COLOR =
      choice(
          "--color",
          List.of("auto", "always", "never"),
          "Whether reports for people are coloured; auto does so on a terminal.");
  public static final Option TARGET =
      value(
          "--target",
          "DIR",
          "The policy to build for: a folder of headers, or a target of the project; else the"
              + " installed.");

  /** What a project file turns on for a target: a value of requests, which nobody can type. */
  public static final Option BUILD_OPTIONS =
      new Option("options", "NAME", List.of(), true, false, "A build option of refpolicy.");

  public static final Option PROJECT =
      value(
          "--project",
          "FILE",
          "The project file, else, without operands, svpc.toml in this folder or above it.");
  public static final Option TARGETS_PROJECT =
      value(
          "--project",
          "FILE",
          "The project file whose target is taken, else svpc.toml in this folder or above it.");
  public static final Option LIB =
      new Option(
          "--lib",
          "DIR",
          List.of(),
          true,
          false,
          "A folder in which libraries are looked for, besides those of svpc; repeatable.");
  public static final Option NO_CACHE =
      flag("--no-cache", "Make all anew, and keep nothing of headers and builds for later runs.");
  public static final Option FOLDER =
      value("-o", "DIR", "The folder that the files are written to, else the current one.");
  public static final Option SOURCES_FOLDER =
      value("-o", "DIR", "The folder that the sources are written to, else the current one.");
  public static final Option POLICY_FILE =
      new Option("-o", "policy.NN", List.of(), false, true, "The policy file that is written.");
  public static final Option FORMAT =
      choice(
          "--format",
          List.of("module", "refpolicy", "cil"),
          "What is written: plain .te, .fc and .if; the same fit to send upstream; or CIL.");
  public static final Option PACKAGE =
      choice(
          "--package",
          List.of("auto", "always", "never"),
          "Whether a .pp is made as well; auto does so where the tools for it are found.");
  public static final Option INSTALLER =
      flag(
          "--installer",
          "Write install.sh as well, which installs the modules, and takes them back when asked"
              + " to.");
  public static final Option SET_BOOLEAN =
      new Option(
          "--set",
          "NAME=on|off",
          List.of(),
          true,
          false,
          "A boolean that install.sh sets; repeatable.");
  public static final Option BASE =
      value("--base", "DIR", "A folder with the modules to link with, else the installed base.");
  public static final Option POLICY =
      value("--policy", "FILE", "The kernel policy that is looked at, else what linking gives.");
  public static final Option KERNEL =
      flag("--kernel", "Have a real kernel decide as well, in a throwaway virtual machine.");
  public static final Option MUTANTS =
      flag("--mutants", "Remove safeguards one by one, and tell which tests notice.");
  public static final Option TIME_LIMIT =
      value("--time-limit", "SECONDS", "The longest that the virtual machine may run.");
  public static final Option TEST_REPORT =
      choice(
          "--report", List.of("human", "json", "junit"), "How the results of tests are reported.");
  public static final Option CHECK_ONLY =
      flag("--check", "Write nothing; name the files that are not laid out so, and exit with 1.");
  public static final Option DIFF =
      flag("--diff", "Write nothing; print what would change, and exit with 1 if anything would.");

  public static final Option BOOL =
      new Option(
          "--bool",
          "NAME=on|off",
          List.of(),
          true,
          false,
          "The state of a boolean, else that which the policy has; repeatable.");
  public static final Option BATCH =
      value(
          "--batch",
          "FILE|-",
          "Answer each line of a file or of standard input in a line of its own.");
  public static final Option ISOLATION =
      value(
          "--isolation",
          "DOMAIN",
          "Tell what crosses between two guests of a domain that differ in their categories.");
  public static final Option ANSWER =
      choice("--report", List.of("human", "json"), "How the answer is printed.");

  public static final Option DIFFERENCE =
      choice(
          "--report",
          List.of("human", "summary", "json"),
          "How the difference is printed: in lines, as Markdown for a merge request, or whole.");
  public static final Option BASE_REF =
      value(
          "--base-ref",
          "REF",
          "Compare the sources, else those of the project, with their state in a commit of git.");
  public static final Option EXIT_CODE =
      flag("--exit-code", "Exit with 1 where there is a difference, as diff does.");

  private static Option value(String name, String label, String description) {
    return new Option(name, label, List.of(), false, false, description);
  }

  private static Option choice(String name, List<String> choices, String description) {
    return new Option(name, String.join("|", choices), choices, false, false, description);
  }

  private static Option flag(String name, String description) {
    return new Option(name, null, List.of(), false, false, description);
  }
}
