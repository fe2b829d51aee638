package org.svpc.target;

import java.util.Set;

/**
 * The words that m4 does not leave alone when it reads refpolicy's sources, and that every such
 * source meets: its own builtins and what the support files define.
 */
public final class M4Words {
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

  private M4Words() {}

  /** Whether the word is a builtin of GNU m4 that acts wherever it stands. */
  public static boolean actsAlone(String word) {
    return BUILTINS.contains(word);
  }

  /** Whether the word is a builtin that acts only where a parenthesis follows at once. */
  public static boolean actsWhenCalled(String word) {
    return CALLED_BUILTINS.contains(word);
  }

  /** Whether a support file defines the word, as neither a set, a level nor a pattern. */
  public static boolean isOfSupport(String word) {
    return SUPPORT.contains(word);
  }

  /** Whether the word is a set, or a level or categories by name. */
  public static boolean isSetOrLevel(String word, Target target) {
    return target.vocabulary().permissionSetNames().contains(word)
        || target.vocabulary().classSetNames().contains(word)
        || target.levelNames().contains(word)
        || target.categorySetNames().contains(word);
  }
}
