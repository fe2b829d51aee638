package org.svpc.refpolicy;

/** The macros that GNU m4 brings itself and that a reader of structure does not follow. */
final class Builtins {
  private Builtins() {}

  static boolean isBuiltin(String word) {
    return switch (word) {
      case "define",
          "undefine",
          "pushdef",
          "popdef",
          "defn",
          "shift",
          "shiftn",
          "incr",
          "decr",
          "eval",
          "len",
          "index",
          "substr",
          "regexp",
          "patsubst",
          "translit",
          "format",
          "divert",
          "undivert",
          "changequote",
          "changecom",
          "builtin",
          "indir",
          "include",
          "sinclude",
          "syscmd",
          "esyscmd",
          "m4exit",
          "m4wrap" ->
          true;
      default -> false;
    };
  }
}
