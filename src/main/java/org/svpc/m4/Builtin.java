package org.svpc.m4;

import org.jspecify.annotations.Nullable;

/** The macros that m4 is born with, and how it lets them be called (GNU m4 1.4.19). */
enum Builtin implements Meaning {
  BUILTIN("builtin", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  CHANGECOM("changecom", Call.ALONE_TOO, 0, 2),
  CHANGEQUOTE("changequote", Call.ALONE_TOO, 0, 2),
  DECR("decr", Call.WITH_ARGUMENTS, 1, 1),
  DEFINE("define", Call.WITH_ARGUMENTS, 1, 2),
  DEFN("defn", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  DIVERT("divert", Call.ALONE_TOO, 0, 1),
  DIVNUM("divnum", Call.ALONE_TOO, 0, 0),
  DNL("dnl", Call.ALONE_TOO, 0, 0),
  ERRPRINT("errprint", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  EVAL("eval", Call.WITH_ARGUMENTS, 1, 3),
  FORMAT("format", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  IFDEF("ifdef", Call.WITH_ARGUMENTS, 2, 3),
  IFELSE("ifelse", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  INCR("incr", Call.WITH_ARGUMENTS, 1, 1),
  INDEX("index", Call.WITH_ARGUMENTS, 2, 2),
  INDIR("indir", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  LEN("len", Call.WITH_ARGUMENTS, 1, 1),
  M4EXIT("m4exit", Call.ALONE_TOO, 0, 1),
  M4WRAP("m4wrap", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  PATSUBST("patsubst", Call.WITH_ARGUMENTS, 2, 3),
  POPDEF("popdef", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  PUSHDEF("pushdef", Call.WITH_ARGUMENTS, 1, 2),
  REGEXP("regexp", Call.WITH_ARGUMENTS, 2, 3),
  SHIFT("shift", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  SUBSTR("substr", Call.WITH_ARGUMENTS, 2, 3),
  TRANSLIT("translit", Call.WITH_ARGUMENTS, 2, 3),
  UNDEFINE("undefine", Call.WITH_ARGUMENTS, 1, Builtin.ANY),
  UNDIVERT("undivert", Call.ALONE_TOO, 0, Builtin.ANY),
  FILE("__file__", Call.ALONE_TOO, 0, 0),
  LINE("__line__", Call.ALONE_TOO, 0, 0),
  PROGRAM("__program__", Call.ALONE_TOO, 0, 0),

  // What reaches out of the text, or writes in a form that only a person reads.
  DEBUGFILE("debugfile", Call.REFUSED_ALONE_TOO, 0, 1),
  DEBUGMODE("debugmode", Call.REFUSED_ALONE_TOO, 0, 1),
  DUMPDEF("dumpdef", Call.REFUSED_ALONE_TOO, 0, Builtin.ANY),
  ESYSCMD("esyscmd", Call.REFUSED, 1, 1),
  INCLUDE("include", Call.REFUSED, 1, 1),
  MAKETEMP("maketemp", Call.REFUSED, 1, 1),
  MKSTEMP("mkstemp", Call.REFUSED, 1, 1),
  SINCLUDE("sinclude", Call.REFUSED, 1, 1),
  SYSCMD("syscmd", Call.REFUSED, 1, 1),
  SYSVAL("sysval", Call.REFUSED_ALONE_TOO, 0, 0),
  TRACEOFF("traceoff", Call.REFUSED_ALONE_TOO, 0, Builtin.ANY),
  TRACEON("traceon", Call.REFUSED_ALONE_TOO, 0, Builtin.ANY);

  /** How a builtin's name is read: some are plain words unless a parenthesis follows. */
  private enum Call {
    WITH_ARGUMENTS(true, false),
    ALONE_TOO(false, false),
    REFUSED(true, true),
    REFUSED_ALONE_TOO(false, true);

    final boolean needsParenthesis;
    final boolean refused;

    Call(boolean needsParenthesis, boolean refused) {
      this.needsParenthesis = needsParenthesis;
      this.refused = refused;
    }
  }

  static final int ANY = Integer.MAX_VALUE;

  private static final Builtin[] ALL = values();

  private final String word;
  private final Call call;
  private final int least;
  private final int most;

  Builtin(String word, Call call, int least, int most) {
    this.word = word;
    this.call = call;
    this.least = least;
    this.most = most;
  }

  static @Nullable Builtin named(String word) {
    for (Builtin builtin : ALL) {
      if (builtin.word.equals(word)) {
        return builtin;
      }
    }
    return null;
  }

  String word() {
    return word;
  }

  boolean needsParenthesis() {
    return call.needsParenthesis;
  }

  boolean refused() {
    return call.refused;
  }

  int leastArguments() {
    return least;
  }

  int mostArguments() {
    return most;
  }
}
