package org.svpc.m4;

import java.util.List;
import java.util.Random;

/**
 * Texts for m4 made up from a seed: definitions, calls of macros and builtins, quotes, comments and
 * plain text in each other, and now and then a character too few.
 */
final class RandomText {
  private static final String[] NAMES = {"a", "b", "c", "d1", "_e", "foo"};
  private static final String[] WORDS = {"x", "y", "ab", "len", "define", "1a", "zz_9", "dnl1"};
  private static final String[] PLAIN = {
    " ", "  ", "\n", "\t", ";", "{", "}", "$", "$1", "[", "]", ".", "42", "-", "<<", ">>", "\\", "@"
  };
  private static final String[] PARAMETERS = {
    "$1", "$2", "$3", "$*", "$@", "$#", "`$0'", "$10", "$$", "${1}", "$ 1"
  };
  private static final String[] NUMBERS = {
    "0", "1", "2", "3", "7", "10", "-1", "-2", "-8", "017", "0x1f", "0b11", "0r3:21", "32", "255"
  };
  private static final String[] OPERATORS = {
    "+", "-", "*", "/", "%", "**", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&", "|", "^",
    "&&", "||", " - ", " + ", "=", "--", "!", "?"
  };
  private static final String[] ATOMS = {
    "a", "b", "c", ".", "\\w", "\\W", "[ab]", "[^a]", "[a-c]", "\\<", "\\>", "\\b", "x", "\\.",
    "[]a]"
  };
  private static final String[] REPEATS = {"", "", "", "*", "+", "?"};
  private static final String[] REPLACEMENTS = {
    "X", "<\\&>", "\\\\", "", "\\1", "[\\0]", "\\n", "a"
  };
  private static final String[] FORMATS = {
    "%d", "%5d", "%-5d|", "%05d", "%+d", "%x", "%#x", "%X", "%o", "%c", "%s", "%-4s|", "%.2s", "%%",
    "%i", "%u", "%hhd", "%ld", "%*d", "%.3d", "%6.3d|", "%z", "% d", "%q"
  };

  private final Random random;
  private final StringBuilder text = new StringBuilder();

  private RandomText(long seed) {
    random = new Random(seed);
  }

  static String of(long seed) {
    RandomText made = new RandomText(seed);
    for (int i = 4 + made.random.nextInt(10); i > 0; i--) {
      made.piece(NAMES.length, 3);
    }
    if (made.random.nextInt(10) == 0) {
      made.text.deleteCharAt(made.random.nextInt(made.text.length()));
    }
    return made.text.append('\n').toString();
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private RandomText add(String part) {
    text.append(part);
    return this;
  }

  /** The name of one of the first macros: one that calls only those before it comes to an end. */
  private String name(int names) {
    return names == 0 ? any(WORDS) : NAMES[random.nextInt(names)];
  }

  private void pieces(int names, int depth) {
    for (int i = random.nextInt(4); i > 0; i--) {
      piece(names, depth);
    }
  }

  private void piece(int names, int depth) {
    switch (random.nextInt(depth > 0 ? 16 : 5)) {
      case 0 -> add(any(PLAIN));
      case 1 -> add(any(WORDS));
      case 2 -> add(any(PLAIN)).add(any(WORDS)).add(any(PLAIN));
      case 3 -> add(name(names));
      case 4 -> add(any(", ", ",", "(", "()", "`'", "``'x'", "# com, ment\n", "# )\n"));
      case 5, 6 -> quoted(names, depth - 1);
      case 7, 8, 9 -> call(name(names), names, depth - 1);
      case 10, 11 -> definition(names, depth - 1);
      default -> builtin(names, depth - 1);
    }
    if (random.nextInt(40) == 0) {
      add(")");
    }
  }

  private void quoted(int names, int depth) {
    add("`");
    pieces(names, depth);
    add("'");
  }

  private void argument(int names, int depth) {
    add(any("", "", " ", "\n"));
    switch (random.nextInt(4)) {
      case 0, 1 -> quoted(names, depth);
      case 2 -> add(any(NUMBERS));
      default -> pieces(names, depth);
    }
  }

  private void call(String macro, int names, int depth) {
    add(macro).add("(");
    for (int i = random.nextInt(4); i > 0; i--) {
      argument(names, depth);
      add(any(",", ",", ")"));
      if (text.charAt(text.length() - 1) == ')') {
        return;
      }
    }
    argument(names, depth);
    add(")");
  }

  private void definition(int names, int depth) {
    int macro = random.nextInt(Math.max(1, names));
    add(any("define", "define", "pushdef")).add("(`").add(NAMES[macro]).add("', `");
    for (int i = random.nextInt(4); i > 0; i--) {
      if (random.nextBoolean()) {
        add(any(PARAMETERS)).add(any("", " ", ","));
      } else {
        piece(macro, depth - 1);
      }
    }
    add("')");
  }

  private void builtin(int names, int depth) {
    switch (random.nextInt(24)) {
      case 0 -> conditional("ifdef", names, depth);
      case 1, 2 -> conditional("ifelse", names, depth);
      case 3 -> call(any("shift", "len", "m4wrap"), names, depth);
      case 4 -> call(any("incr", "decr"), 0, 0);
      case 5, 6 -> expression();
      case 7 -> call(any("index", "substr", "translit"), names, depth);
      case 8 ->
          add("substr(`abcdef', ").add(any(NUMBERS)).add(any(")", ",", ", 2")).add(any(")", ""));
      case 9, 10 -> search();
      case 11 -> format();
      case 12 ->
          add("translit(`abcXYZ-', `")
              .add(any("a-c", "abc", "a-", "Z-X", "-a"))
              .add("', `")
              .add(any("", "A-Z", "xy", "1-9"))
              .add("')");
      case 13 ->
          add(any("undefine", "popdef", "defn", "errprint")).add("(`").add(name(names)).add("')");
      case 14 ->
          add("define(`")
              .add(name(names))
              .add("', defn(`")
              .add(any("len", "incr", "shift", "a"))
              .add("'))");
      case 15 -> add("dnl ").add(any(WORDS)).add("\n");
      case 16 -> add("divert(").add(any("", "1", "2", "3", "-1", "0", "0")).add(")");
      case 17 -> add("undivert").add(any("", "(1)", "(2)", "(2,1)", "(9)"));
      case 18 -> add(any("divnum", "__line__", "__file__", "__program__", "dnl\n", "__gnu__"));
      case 19 -> add("indir(`").add(name(names)).add("', `x', ").add(any(NUMBERS)).add(")");
      case 20 ->
          call(
              "builtin(`" + any("len", "incr", "ifelse", "shift", "nosuch") + "',`q')dnl1",
              names,
              0);
      case 21 -> quotes(names, depth);
      case 22 -> comments(names, depth);
      default -> call(any(WORDS), names, depth);
    }
  }

  private void conditional(String builtin, int names, int depth) {
    add(builtin).add("(`").add(any(NAMES)).add("', ");
    for (int i = random.nextInt(6); i > 0; i--) {
      if (random.nextInt(3) == 0) {
        add("`").add(any(NAMES)).add("'");
      } else {
        argument(names, depth);
      }
      add(", ");
    }
    argument(names, depth);
    add(")");
  }

  private void expression() {
    add("eval(`");
    for (int i = random.nextInt(6); i > 0; i--) {
      add(any("", "", "", "-", "!", "~", "(")).add(any(NUMBERS));
      add(any("", "", "", ")")).add(any(OPERATORS));
    }
    add(any(NUMBERS)).add("'");
    if (random.nextInt(4) == 0) {
      add(", ").add(any(NUMBERS)).add(any("", ", ")).add(any("", "3"));
    }
    add(")");
  }

  private void search() {
    add(any("regexp", "patsubst")).add("(`");
    for (int i = random.nextInt(10); i > 0; i--) {
      add(any("a", "b", "c", "a", "b", " ", "x.", "\n", "_1"));
    }
    add("', `").add(any("", "", "", "", "^"));
    pattern(2);
    add(any("", "", "", "$")).add("'").add(any("", ", `" + any(REPLACEMENTS) + "'")).add(")");
  }

  private void pattern(int depth) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      if (depth > 0 && random.nextInt(3) == 0) {
        add("\\(");
        pattern(depth - 1);
        if (random.nextInt(3) == 0) {
          add("\\|");
          pattern(depth - 1);
        }
        add("\\)");
      } else {
        add(any(ATOMS)).add(any(REPEATS));
      }
    }
  }

  private void format() {
    add("format(`");
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      add(any(FORMATS)).add(any("", ",", " "));
    }
    add("'");
    for (int i = random.nextInt(4); i > 0; i--) {
      add(", ").add(any("65", "7", "-3", "abc", "0", "300", "`x y'"));
    }
    add(")");
  }

  private void quotes(int names, int depth) {
    List<String> marks = List.of("[,]", "<<,>>", "\",\"", "`{', `}'", "`<', `end>'");
    String chosen = any(marks.toArray(String[]::new));
    add("changequote(").add(chosen).add(")");
    String[] pair = chosen.replace("`", "").replace("'", "").split(", ?", 2);
    add(pair[0]).add(name(names)).add(any("", pair[0] + "q" + pair[1])).add(pair[1]);
    pieces(names, depth - 1);
    add("changequote").add(any("", "", "(`,')")).add("changequote");
  }

  private void comments(int names, int depth) {
    add("changecom(").add(any("", "/*, */", "`//'", "`%', `%'")).add(")");
    add(any("# ", "/* ", "// ", "% ")).add(name(names)).add(any("*/", "%", "\n", " % */\n"));
    pieces(names, depth - 1);
    add("changecom(`#')");
  }
}
