package org.svpc.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Module;
import org.svpc.selinux.ParameterKind;

/**
 * Text on its way through m4: it has to come out as it went in, whatever macro, quote or comment
 * sign it holds.
 *
 * <p>Rules of GNU m4 that this relies on: a word is a run of ASCII letters, digits and underscores
 * that starts with no digit; {@code #} starts a comment that passes unchanged to its line's end,
 * unless it stands in quotes; in an argument in quotes only quotes count, comments do not; what a
 * macro gives is read again.
 */
final class M4 {
  /**
   * A backtick, anywhere: while it is made and read again, brackets are the quotes. Its own quotes
   * are balanced, so it may stand in an argument in quotes.
   */
  private static final String BACKTICK = "`'changequote([,])format([%c],96)changequote([`],['])";

  /** An apostrophe, anywhere. */
  private static final String APOSTROPHE = "`'format(`%c',39)";

  /** What the headers' Makefile replaces by {@code $*} in everything that defines interfaces. */
  private static final String STAR = "dollarsstar";

  /** Parts words for m4 and vanishes in what it writes. */
  private static final String JOINT = "`'";

  /** The same in quotes: they end and begin again. */
  private static final String QUOTED_JOINT = "'`";

  private static final int STAR_SPLIT = "dollars".length();

  private final Macros macros;
  private final @Nullable Module module;
  private final @Nullable List<ParameterKind> parameters;
  private final Map<String, Boolean> usedNames = new HashMap<>();

  private M4(Macros macros, @Nullable Module module, @Nullable List<ParameterKind> parameters) {
    this.macros = macros;
    this.module = module;
    this.parameters = parameters;
  }

  /** For a module's own text. */
  static M4 inModule(Macros macros, Module module) {
    return new M4(macros, module, null);
  }

  /** For file contexts, which know no interfaces. */
  static M4 inFileContexts(Macros macros) {
    return new M4(macros.forFileContexts(), null, null);
  }

  /** For text in an interface of these parameters, where {@code $1} is the first of them. */
  static M4 inInterface(Macros macros, Module module, List<ParameterKind> parameters) {
    return new M4(macros, module, parameters);
  }

  Macros macros() {
    return macros;
  }

  boolean inInterface() {
    return parameters != null;
  }

  /**
   * A name of the policy. In an interface {@code $1} in it stands for a parameter, inside quotes as
   * well; a name that is nothing but a parameter is left bare, since a call may give a macro.
   */
  String name(String name) {
    boolean parameter = inInterface() && name.indexOf('$') >= 0;
    boolean inert = isInert(parameter ? name.replace('$', '_') : name);
    String joint = inert ? JOINT : QUOTED_JOINT;
    String text = splitStar(parameter ? parameters(name, joint) : name, joint);
    return inert ? text : "`" + text + "'";
  }

  /** Whether no word of the name is a macro. */
  boolean isInert(String name) {
    return isInert(name, false);
  }

  /**
   * Whether m4 leaves every word alone.
   *
   * @param argument whether sets and levels may do what they are there for
   */
  private boolean isInert(String text, boolean argument) {
    boolean quotes = text.indexOf('"') >= 0;
    for (int at = 0; at < text.length(); ) {
      int end = wordEnd(text, at);
      if (end == at) {
        at++;
      } else {
        String word = text.substring(at, end);
        boolean macro = quotes ? macros.isMacroInText(word) : macros.isMacro(word);
        if (macro && !(argument && isWhole(text, at, end) && meansTheSame(word))) {
          return false;
        }
        at = end;
      }
    }
    return true;
  }

  /** Whether the word is no part of a longer name: {@code x-word} or {@code x.word}. */
  private static boolean isWhole(String text, int start, int end) {
    boolean joined =
        end + 1 < text.length() && isJoint(text.charAt(end)) && text.charAt(end + 1) > ' ';
    boolean joins = start > 1 && isJoint(text.charAt(start - 1)) && text.charAt(start - 2) > ' ';
    return !joined && !joins;
  }

  private static boolean isJoint(char c) {
    return c == '-' || c == '.';
  }

  /** Whether the word is a set or a level, and the module has no other use for it. */
  private boolean meansTheSame(String word) {
    if (module == null || !macros.isSetOrLevel(word)) {
      return false;
    }
    Boolean known = usedNames.get(word);
    if (known == null) {
      known = UsedNames.contains(module, word);
      usedNames.put(word, known);
    }
    return !known;
  }

  /** Adds what m4 would read as words. */
  static void addWords(String text, Set<String> into) {
    for (int at = 0; at < text.length(); ) {
      int end = wordEnd(text, at);
      if (end > at) {
        into.add(text.substring(at, end));
      }
      at = Math.max(end, at + 1);
    }
  }

  /** Keeps a digit behind a parameter from being read as part of its number. */
  private static String parameters(String name, String joint) {
    StringBuilder text = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      text.append(name.charAt(i));
      if (i > 0 && name.charAt(i - 1) == '$' && i + 1 < name.length() && isDigit(name, i + 1)) {
        text.append(joint);
      }
    }
    return text.toString();
  }

  /** Any text of one line: a path, an object's name. */
  String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); ) {
      int end = wordEnd(text, at);
      if (end > at) {
        String word = text.substring(at, end);
        boolean called = end < text.length() && text.charAt(end) == '(';
        boolean macro = called ? macros.isMacroWhenCalled(word) : macros.isMacroInText(word);
        out.append(macro ? "`" + splitStar(word, QUOTED_JOINT) + "'" : splitStar(word, JOINT));
        at = end;
      } else {
        other(text, at, out);
        at++;
      }
    }
    return out.toString();
  }

  private void other(String text, int at, StringBuilder out) {
    char c = text.charAt(at);
    switch (c) {
      case '`' -> out.append(BACKTICK);
      case '\'' -> out.append(APOSTROPHE);
      case '#' -> out.append("`#'");
      case '$' -> out.append(startsParameter(text, at) ? "$`'" : "$");
      default -> out.append(c);
    }
  }

  /** Whether the text may be an argument of an interface, which uses its arguments in comments. */
  boolean mayBeArgument(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '`' || c == '\'' || c == '#' || c == '(' || c == ')') {
        return false;
      }
      if (c == '$' && !(inInterface() && startsParameter(text, i))) {
        return false;
      }
    }
    return isInert(text, true) && !holdsStar(text);
  }

  /** Whether the argument is a parameter for which a caller may have given a text with commas. */
  boolean mayHoldCommas(String argument) {
    List<ParameterKind> kinds = parameters;
    if (kinds == null || argument.length() != 2 || argument.charAt(0) != '$') {
      return false;
    }
    int index = argument.charAt(1) - '1';
    return index >= 0
        && index < kinds.size()
        && switch (kinds.get(index)) {
          case FILE_NAME, RANGE, STRING -> true;
          case DOMAIN,
              DOMAINS,
              TYPE,
              TYPES,
              ATTRIBUTE,
              NEW_TYPE,
              ROLE,
              ROLE_ATTRIBUTE,
              CLASSES,
              PERMISSIONS,
              BOOLEAN,
              STEM ->
              false;
        };
  }

  /**
   * A line of a comment. Where comments stand in arguments in quotes, the quote signs in them would
   * count, so typographic ones take their place.
   */
  String comment(String line, boolean inQuotes) {
    StringBuilder out = new StringBuilder(line.length() + 4);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\r' || c == '\n') {
        out.append(' ');
      } else if (inQuotes && c == '`') {
        out.append('\u2018');
      } else if (inQuotes && c == '\'') {
        out.append('\u2019');
      } else {
        out.append(c);
        if (c == '$' && startsParameter(line, i)) {
          out.append(' ');
        }
      }
    }
    return inInterface() ? out.toString().replace(STAR, "dollars star") : out.toString();
  }

  /** A text for people in an argument in quotes; selint allows no quote signs of any kind there. */
  String message(String text) {
    return comment(text.replace("`", "").replace("'", "").replace("\"", ""), true);
  }

  private boolean startsParameter(String text, int dollar) {
    if (!inInterface() || dollar + 1 >= text.length()) {
      return false;
    }
    char next = text.charAt(dollar + 1);
    return isDigit(text, dollar + 1) || next == '*' || next == '@' || next == '#';
  }

  private String splitStar(String text, String joint) {
    return inInterface() && holdsStar(text)
        ? text.replace(STAR, STAR.substring(0, STAR_SPLIT) + joint + STAR.substring(STAR_SPLIT))
        : text;
  }

  private static boolean holdsStar(String text) {
    return text.length() >= STAR.length() && text.contains(STAR);
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** The end of the word that starts at {@code at}; {@code at} itself where none does. */
  private static int wordEnd(String text, int at) {
    if (!isLetter(text.charAt(at))) {
      return at;
    }
    int end = at + 1;
    while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text, end))) {
      end++;
    }
    return end;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
