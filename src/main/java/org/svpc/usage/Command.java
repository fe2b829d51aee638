package org.svpc.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands, with all that can stand behind them: the one definition of the command line. */
public enum Command {
  INIT(
      "init",
      "NAME",
      1,
      1,
      "Start a new module.",
      "Makes the folder NAME with NAME.svp, a test, a README and, outside of projects, svpc.toml:"
          + " ready for svpc test and svpc build.",
      List.of()),
  BUILD(
      "build",
      "FILE|DIR",
      0,
      Integer.MAX_VALUE,
      "Build modules.",
      "Checks the sources, and writes their modules if they have no errors. Of a folder, all .svp"
          + " files in it and below are read.",
      List.of(
          Option.PROJECT,
          Option.FOLDER,
          Option.FORMAT,
          Option.PACKAGE,
          Option.INSTALLER,
          Option.SET_BOOLEAN,
          Option.TARGET,
          Option.LIB,
          Option.NO_CACHE,
          Option.REPORT,
          Option.COLOR)),
  CHECK(
      "check",
      "FILE|DIR",
      0,
      Integer.MAX_VALUE,
      "Tell what is wrong with modules, and write nothing.",
      "Checks the sources as build does. Of a folder, all .svp files in it and below are read.",
      List.of(
          Option.PROJECT, Option.TARGET, Option.LIB, Option.NO_CACHE, Option.REPORT, Option.COLOR)),
  FMT(
      "fmt",
      "FILE|DIR|-",
      0,
      Integer.MAX_VALUE,
      "Lay sources out in the one way there is.",
      "Rewrites the files that are laid out in another way. With - it reads standard input and"
          + " writes to standard output. Of a folder, all .svp files in it and below are taken.",
      List.of(Option.PROJECT, Option.CHECK_ONLY, Option.DIFF, Option.REPORT, Option.COLOR)),
  EXPLAIN(
      "explain",
      "CODE|NAME",
      1,
      1,
      "Explain a diagnostic, an interface or a template.",
      "Prints the page of a diagnostic's code such as SVP0101: what it means, a bad and a good"
          + " example, and why. Of an interface or template it prints the documentation, the"
          + " parameters, and what it expands to.",
      List.of(Option.TARGETS_PROJECT, Option.TARGET, Option.LIB, Option.NO_CACHE)),
  IMPORT(
      "import",
      "FILE.te|DIR",
      1,
      Integer.MAX_VALUE,
      "Turn modules of refpolicy into sources of SVP.",
      "Writes NAME.svp for each module: of a .te file, with the .if and .fc beside it; of a folder,"
          + " of all .te files in it and below. The result means the same, and is checked.",
      List.of(
          Option.TARGETS_PROJECT,
          Option.SOURCES_FOLDER,
          Option.TARGET,
          Option.NO_CACHE,
          Option.REPORT,
          Option.COLOR)),
  LINK(
      "link",
      "FILE.pp|FILE.cil",
      0,
      Integer.MAX_VALUE,
      "Link modules with the base policy.",
      "Links built modules with all modules of the base policy, in a store of its own: nothing of"
          + " this machine is changed. Beside the policy it writes file_contexts and"
          + " file_contexts.homedirs. Without modules it links those of the project.",
      List.of(
          Option.PROJECT,
          Option.POLICY_FILE,
          Option.BASE,
          Option.TARGET,
          Option.LIB,
          Option.NO_CACHE,
          Option.REPORT,
          Option.COLOR)),
  ACCESS(
      "access",
      "POLICY SCON TCON CLASS [PERM]",
      1,
      Integer.MAX_VALUE,
      "Tell what one context may do to another, and why.",
      "Tells the permissions that the kernel would grant under POLICY, a linked kernel policy, and"
          + " why. With PERM, exit status 1 says that not all of them are allowed. An ioctl command"
          + " is asked about as ioctl:0x5401. A type alone stands for its usual context.",
      List.of(Option.BOOL, Option.BATCH, Option.ISOLATION, Option.ANSWER)),
  DIFF(
      "diff",
      "OLD NEW|FILE|DIR",
      0,
      Integer.MAX_VALUE,
      "Tell what one policy means and another does not.",
      "Compares two linked kernel policies type by type, as they apply: which access, transitions and"
          + " statements the new one has and the old one had. How attributes and conditions are"
          + " written does not matter. Sources, .svp files or folders of them, are compiled and linked"
          + " with the base policy first. With --base-ref it compares sources with what they were.",
      List.of(
          Option.BASE_REF,
          Option.PROJECT,
          Option.DIFFERENCE,
          Option.EXIT_CODE,
          Option.BASE,
          Option.TARGET,
          Option.LIB,
          Option.NO_CACHE,
          Option.COLOR)),
  FLOW(
      "flow",
      "POLICY FROM [TO]",
      1,
      3,
      "Find how information gets from one type to another.",
      "Prints a shortest path on which information flows from FROM to TO, and the rules of each"
          + " hop; with --transitions, on which a process changes from domain to domain. Without TO"
          + " it prints all that is one hop away. FROM and TO may be attributes. Where one of them"
          + " has a level, as in svirt_t:s0:c1,c2, only what constraints let pass counts.",
      FlowOptions.ALL),
  QUERY(
      "query",
      "POLICY [NAME]",
      1,
      2,
      "Find rules of a policy, or list its names.",
      "Prints the rules that are asked for with sesearch's letters, as sesearch prints them. With"
          + " --list it prints names and what is known of them, as seinfo does; NAME is the one"
          + " that is listed, else all are.",
      QueryOptions.ALL),
  TEST(
      "test",
      "FILE|DIR",
      0,
      Integer.MAX_VALUE,
      "Judge tests and assertions against the linked policy.",
      "Compiles the sources, links them with the base policy as link does, and judges each test,"
          + " assert and neverallow in them. With --policy it looks at that policy instead, and"
          + " at the file_contexts beside it. With --kernel, processes in a virtual machine do what"
          + " the tests are about: with QEMU and a kernel that are installed, named in SVPC_QEMU and"
          + " SVPC_KERNEL, or fetched as packages into the user's cache folder.",
      List.of(
          Option.PROJECT,
          Option.POLICY,
          Option.KERNEL,
          Option.MUTANTS,
          Option.TIME_LIMIT,
          Option.BASE,
          Option.TARGET,
          Option.LIB,
          Option.NO_CACHE,
          Option.TEST_REPORT,
          Option.COLOR)),
  GUEST(
      "guest",
      "DOMAIN.xml",
      1,
      Integer.MAX_VALUE,
      "Make a module of a domain of libvirt.",
      "Reads the XML of virtual machines, - for standard input, and writes for each the source of a"
          + " module with just what it needs, in words what libvirt does with its labels, and the"
          + " commands that label its files. With --covers it tells in place of that what a policy"
          + " lacks for them.",
      GuestOptions.ALL),
  LABELS(
      "labels",
      "[PLAN]",
      0,
      1,
      "Deal out labels that keep guests apart, and let groups share.",
      "Gives each guest of PLAN a pair of categories of its own, and each group one that its"
          + " members carry too; holds all labels against each other and against the policy; and"
          + " keeps them in PLAN.lock, so that they stay as the plan grows. Without PLAN it tells"
          + " how many guests fit.",
      LabelsOptions.ALL),
  DOC(
      "doc",
      "FILE|DIR",
      0,
      Integer.MAX_VALUE,
      "Write manual pages of modules.",
      "Writes MODULE_selinux.8 for man and MODULE_selinux.html: domains, booleans, types and labels"
          + " with the commands to use them, and interfaces, with the documentation of the"
          + " sources.",
      DocOptions.ALL),
  PACKAGE(
      "package",
      "FILE|DIR",
      0,
      Integer.MAX_VALUE,
      "Pack modules for rpm and dpkg.",
      "Builds the modules and makes a package of them that installs them at priority 200, labels"
          + " files anew, and removes them without a trace: after Fedora's practice for .rpm, and"
          + " with scripts of the same effect for .deb. Of a folder, all .svp files in it and below"
          + " are read.",
      PackageOptions.ALL),
  COMPLETION(
      "completion",
      "bash|zsh|fish",
      1,
      1,
      "Print the completion script of a shell.",
      "In bash: source <(svpc completion bash)",
      List.of());

  private final String word;
  private final String operand;
  private final int least;
  private final int most;
  private final String summary;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Option> options;

  Command(
      String word,
      String operand,
      int least,
      int most,
      String summary,
      String description,
      List<Option> options) {
    this.word = word;
    this.operand = operand;
    this.least = least;
    this.most = most;
    this.summary = summary;
    this.description = description;
    this.options = options;
  }

  /** The command of a word, or null. */
  static @Nullable Command of(String word) {
    for (Command command : values()) {
      if (command.word.equals(word)) {
        return command;
      }
    }
    return null;
  }

  /** What is typed. */
  public String word() {
    return word;
  }

  /** What stands behind the options, as the help calls it. */
  public String operand() {
    return operand;
  }

  /** How many operands there must be. */
  int least() {
    return least;
  }

  /** How many operands there may be. */
  int most() {
    return most;
  }

  String summary() {
    return summary;
  }

  String description() {
    return description;
  }

  public List<Option> options() {
    return options;
  }

  /** The sentence that says where the options are explained. */
  public String seeHelp() {
    return "`svpc " + word + " --help` lists the options.";
  }

  /** The option of a name, or null. */
  @Nullable Option option(String name) {
    for (Option option : options) {
      if (option.isCalled(name)) {
        return option;
      }
    }
    return null;
  }
}
