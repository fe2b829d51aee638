package org.svpc.refpolicy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.refpolicy.ContextText.Call;
import org.svpc.refpolicy.ContextText.Word;
import org.svpc.refpolicy.Contexts.Label;
import org.svpc.refpolicy.Lexer.Piece;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;
import org.svpc.syntax.Range.LevelText;
import org.svpc.target.Target;

/**
 * Reads the context of a line: {@code gen_context(context, level, categories)}, of which refpolicy
 * makes {@code context:level} under {@code enable_mls} and {@code context:s0:categories} under
 * {@code enable_mcs}, or a plain context.
 */
final class ContextLabel {
  private static final String USER_AND_ROLE = "system_u:object_r:";
  private static final String LOWEST = "s0";

  /** Refpolicy's name for all categories, and for the level that has them. */
  private static final String ALL_CATEGORIES = "mcs_allcats";

  private static final String ALL_CATEGORIES_LEVEL = "mcs_systemhigh";
  private static final List<String> LOWEST_NAMES =
      List.of(LOWEST, "mls_systemlow", "mcs_systemlow");

  private final SourceFile file;
  private final Target target;
  private final Problems problems;

  ContextLabel(SourceFile file, Target target, Problems problems) {
    this.file = file;
    this.target = target;
    this.problems = problems;
  }

  // ---- gen_context

  /** The label that a call of {@code gen_context} gives; null, with a diagnostic, if none. */
  @Nullable Label ofCall(Call call) {
    List<Piece> arguments = call.arguments();
    if (arguments.size() < 2 || arguments.size() > 3) {
      problems.add(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX,
                  call.span(),
                  arguments.size() < 2
                      ? "`gen_context` is given no level."
                      : "`gen_context` takes no more than three arguments.")
              .label("expected a context, a level, and categories if there are any")
              .note(
                  "The level is for targets with MLS, the categories are for those with MCS. What"
                      + " holds a comma has to stand in m4's quotes.")
              .help("The level of most files is `s0`."));
      return null;
    }
    String context = text(arguments.get(0));
    String level = text(arguments.get(1));
    String categories = arguments.size() == 3 ? text(arguments.get(2)) : "";
    if (context == null || level == null || categories == null) {
      return null;
    }
    Span contextSpan = span(arguments.get(0));
    Name type = type(context, contextSpan);
    if (type == null) {
      return null;
    }
    Span levelSpan = span(arguments.get(1));
    Span mcsSpan = arguments.size() == 3 ? span(arguments.get(2)) : levelSpan;
    Levels mls = levels(level.stripTrailing(), levelSpan);
    Levels mcs =
        categories.isBlank()
            ? new Levels(null)
            : levels(LOWEST + ":" + categories.stripTrailing(), mcsSpan);
    return mls == null || mcs == null
        ? null
        : new Label(type, mls.range(), mcs.range(), call.span());
  }

  private Span span(Piece piece) {
    return new Span(file, piece.start(), piece.end());
  }

  /** What m4 makes of an argument, which it reads twice; null, with a diagnostic, if it is more. */
  private @Nullable String text(Piece piece) {
    String once = expanded(file.text().substring(piece.start(), piece.end()));
    String twice = once == null ? null : expanded(once);
    if (twice == null) {
      problems.add(
          Diagnostic.at(
                  Code.REFPOLICY_UNSUPPORTED,
                  span(piece),
                  "This argument of `gen_context` holds a macro or a comment.")
              .label("has no counterpart in SVP"));
    }
    return twice;
  }

  /** Takes quotes off; null where there is more for m4 to do. Names of levels stay. */
  private @Nullable String expanded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    char[] chars = text.toCharArray();
    int at = 0;
    while (at < chars.length) {
      char c = chars[at];
      if (c == '`') {
        int behind = Lexer.closingQuote(chars, at, chars.length);
        if (behind < 0) {
          return null;
        }
        out.append(text, at + 1, behind - 1);
        at = behind;
      } else if (Lexer.isWord(c) && !Lexer.isDigit(c)) {
        int start = at;
        while (at < text.length() && Lexer.isWord(text.charAt(at))) {
          at++;
        }
        String word = text.substring(start, at);
        boolean called = at < text.length() && text.charAt(at) == '(';
        if (called || (ContextText.isMacro(word, target) && !isNameOfLevel(word))) {
          return null;
        }
        out.append(word);
      } else if (c == '#') {
        return null;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  // ---- contexts

  /** The label of a plain context; null, with a diagnostic, where it is none. */
  @Nullable Label ofWord(Word word) {
    String text = word.text();
    int role = text.indexOf(':') + 1;
    int type = role == 0 ? 0 : text.indexOf(':', role) + 1;
    int level = type == 0 ? -1 : text.indexOf(':', type);
    Name name = type(level < 0 ? text : text.substring(0, level), word.span());
    if (name == null) {
      return null;
    }
    Levels levels = level < 0 ? new Levels(null) : levels(text.substring(level + 1), word.span());
    return levels == null ? null : new Label(name, levels.range(), levels.range(), word.span());
  }

  private @Nullable Name type(String context, Span place) {
    int role = context.indexOf(':') + 1;
    int type = role == 0 ? 0 : context.indexOf(':', role) + 1;
    String name = context.substring(type);
    if (type == 0
        || !isName(name)
        || !isName(context.substring(0, role - 1))
        || !isName(context.substring(role, type - 1))) {
      problems.add(
          Diagnostic.at(
                  Code.REFPOLICY_SYNTAX,
                  place,
                  "Expected `system_u:object_r:` and a type, or `<<none>>`.")
              .label("no context of a file"));
      return null;
    }
    if (!context.startsWith(USER_AND_ROLE)) {
      problems.add(
          Diagnostic.at(
                  Code.REFPOLICY_UNSUPPORTED,
                  place,
                  "Labels of files have the user `system_u` and the role `object_r` in SVP.")
              .label("another user or role"));
      return null;
    }
    if (name.equals("none") || name.equals("this")) {
      problems.add(
          Diagnostic.at(
                  Code.REFPOLICY_UNSUPPORTED,
                  place,
                  "A type called `" + name + "` cannot be given labels in SVP.")
              .label("a word of the language"));
      return null;
    }
    int at = place.text().indexOf(context);
    return new Name(
        name,
        at < 0
            ? place
            : new Span(file, place.start() + at + type, place.start() + at + context.length()));
  }

  /** Whether the text is a name of SVP. */
  private static boolean isName(String text) {
    boolean joint = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Lexer.isWord(c) && (joint || (c != '-' && c != '.'))) {
        return false;
      }
      joint = !Lexer.isWord(c);
    }
    return !joint && !Lexer.isDigit(text.charAt(0));
  }

  // ---- levels

  /**
   * A level or range that was read.
   *
   * @param range null where it is the lowest level
   */
  private record Levels(@Nullable Range range) {}

  private @Nullable Levels levels(String text, Span place) {
    int dash = text.indexOf('-');
    String low = level(dash < 0 ? text : text.substring(0, dash));
    String high = dash < 0 ? low : level(text.substring(dash + 1));
    if (low == null || high == null) {
      problems.add(
          Diagnostic.at(Code.REFPOLICY_SYNTAX, place, "Expected a level or a range of levels.")
              .label("no level")
              .note(
                  "A level is `s0`, `s0:c1,c2`, `s0:c0.c1023` or a name such as `mls_systemhigh`."));
      return null;
    }
    if (low.equals(high)) {
      return new Levels(
          low.equals(LOWEST) ? null : new Range(new LevelText(low, place), null, place));
    }
    return new Levels(new Range(new LevelText(low, place), new LevelText(high, place), place));
  }

  /** A level as SVP writes it; null where it is none. */
  private @Nullable String level(String text) {
    if (LOWEST_NAMES.contains(text)) {
      return LOWEST;
    }
    if (text.equals(LOWEST + ":" + ALL_CATEGORIES)) {
      return ALL_CATEGORIES_LEVEL;
    }
    if (isNameOfLevel(text)) {
      return isNameOfCategories(text) ? null : text;
    }
    int colon = text.indexOf(':');
    boolean numbered =
        isNumbered('s', colon < 0 ? text : text.substring(0, colon))
            && (colon < 0 || areCategories(text.substring(colon + 1)));
    return numbered ? text : null;
  }

  private boolean isNameOfLevel(String word) {
    return Reading.isWord(word)
        && (word.startsWith("mls_")
            || word.startsWith("mcs_")
            || target.levelNames().contains(word)
            || isNameOfCategories(word));
  }

  private boolean isNameOfCategories(String word) {
    return word.equals(ALL_CATEGORIES) || target.categorySetNames().contains(word);
  }

  private static boolean areCategories(String text) {
    int from = 0;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      String part = text.substring(from, comma < 0 ? text.length() : comma);
      int dot = part.indexOf('.');
      if (!isNumbered('c', dot < 0 ? part : part.substring(0, dot))
          || (dot >= 0 && !isNumbered('c', part.substring(dot + 1)))) {
        return false;
      }
      from = comma < 0 ? text.length() + 1 : comma + 1;
    }
    return true;
  }

  private static boolean isNumbered(char letter, String text) {
    for (int i = 1; i < text.length(); i++) {
      if (!Lexer.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > 1 && text.charAt(0) == letter;
  }
}
