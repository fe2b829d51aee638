package org.svpc.emit;

import java.util.Set;
import org.svpc.target.Target;

/**
 * The words that m4 does not leave alone when it reads a refpolicy source: its own builtins, what
 * the support files define, the build options that are on, and all interfaces and templates.
 */
public final class Macros {
  /** Builtins of GNU m4 1.4 that act wherever they stand. */
  private static final Set<String> BUILTINS =
      Set.of(
          "__file__",
          "__gnu__",
          "__line__",
          "__program__",
          "__unix__",
          "changecom",
          "changequote",
          "debugfile",
          "debugmode",
          "divert",
          "divnum",
          "dnl",
          "dumpdef",
          "m4exit",
          "sysval",
          "traceoff",
          "traceon",
          "undivert");

  /** Builtins of GNU m4 1.4 that act only where a parenthesis follows at once. */
  private static final Set<String> CALLED_BUILTINS =
      Set.of(
          "builtin",
          "changeword",
          "decr",
          "define",
          "defn",
          "errprint",
          "esyscmd",
          "eval",
          "format",
          "ifdef",
          "ifelse",
          "include",
          "incr",
          "index",
          "indir",
          "len",
          "m4wrap",
          "maketemp",
          "mkstemp",
          "patsubst",
          "popdef",
          "pushdef",
          "regexp",
          "shift",
          "sinclude",
          "substr",
          "syscmd",
          "translit",
          "undefine");

  /** What refpolicy's support files define beside sets, levels and patterns. */
  private static final Set<String> SUPPORT =
      Set.of(
          "__endline__",
          "__if_error",
          "__in_optional_policy",
          "all_kernel_class_perms",
          "can_exec",
          "decl_cats",
          "decl_levels",
          "decl_sens",
          "declare_required_symbols",
          "dflt_or_overr",
          "gen_bool",
          "gen_cats",
          "gen_context",
          "gen_dominance",
          "gen_levels",
          "gen_require",
          "gen_sens",
          "gen_tunable",
          "gen_user",
          "ifndef",
          "interface",
          "m4_fatal_error",
          "m4_werror",
          "mcs_num_cats",
          "mls_num_cats",
          "mls_num_sens",
          "optional_policy",
          "policy_call_depth",
          "policy_m4_comment",
          "policy_module",
          "refpolicyerr",
          "refpolicywarn",
          "self_contained_policy",
          "shiftn",
          "template",
          "tunable_policy",
          "users_extra");

  private static final String PATTERN = "_pattern";

  private final Target target;
  private final Set<String> interfaces;

  private Macros(Target target, Set<String> interfaces) {
    this.target = target;
    this.interfaces = interfaces;
  }

  /**
   * The macros of a build for a target.
   *
   * @param interfaces the names of all interfaces and templates, the module's own included
   */
  public static Macros of(Target target, Set<String> interfaces) {
    return new Macros(target, interfaces);
  }

  /** The macros that a .fc file meets: no interfaces. */
  Macros forFileContexts() {
    return new Macros(target, Set.of());
  }

  /** Whether m4 takes the word for a macro wherever it stands. */
  boolean isMacro(String word) {
    return SUPPORT.contains(word)
        || BUILTINS.contains(word)
        || word.endsWith(PATTERN)
        || isSetOrLevel(word)
        || target.options().containsKey(word)
        || interfaces.contains(word);
  }

  /** Whether the word is a macro that SVP knows as well, and by the same meaning. */
  boolean isSetOrLevel(String word) {
    return target.vocabulary().permissionSetNames().contains(word)
        || target.vocabulary().classSetNames().contains(word)
        || target.levelNames().contains(word)
        || target.categorySetNames().contains(word);
  }

  /** Whether m4 takes the word for a macro where a parenthesis follows it. */
  boolean isMacroWhenCalled(String word) {
    return CALLED_BUILTINS.contains(word) || isMacro(word);
  }

  /**
   * Whether an interface of this name would take a word away from m4 or from the support files, so
   * that no .if can define it.
   */
  public boolean isTaken(String name) {
    return CALLED_BUILTINS.contains(name) || forFileContexts().isMacro(name);
  }

  /** Whether {@code policy_module} requires the class with all of its permissions. */
  boolean isRequiredByEveryModule(String className) {
    return target.hasHeaders()
        && target.vocabulary().hasClass(className)
        && !target.vocabulary().isUserspaceClass(className);
  }
}
