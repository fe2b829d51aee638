package org.svpc.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that is looked for anywhere in a name. The patterns are Python's, since
 * sesearch takes those, in the part of its language that names need; they are run by Java's engine,
 * and for a bounded number of steps.
 */
final class NamePattern {
  private static final int MOST_LENGTH = 1_000;

  /** Letters of names looked at before a pattern is given up: less than a second. */
  private static final long MOST_STEPS = 50_000_000;

  private static final String PLAIN_ESCAPES = "dDwWsSbBA";

  private final String text;
  private final StringBuilder java = new StringBuilder();
  private final Steps steps = new Steps();
  private @Nullable Matcher matcher;
  private @Nullable String problem;

  NamePattern(String text) {
    this.text = text;
    if (text.length() > MOST_LENGTH) {
      problem = "it is longer than " + MOST_LENGTH + " letters";
      return;
    }
    translate();
    if (problem == null) {
      try {
        matcher = Pattern.compile(java.toString()).matcher("");
      } catch (PatternSyntaxException e) {
        String reason = e.getDescription();
        problem = Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
      }
    }
  }

  /** What is wrong with the pattern, or why it was given up; null where nothing is. */
  @Nullable String problem() {
    return problem;
  }

  /** Whether it is somewhere in the name; never once there is a problem. */
  boolean find(String name) {
    Matcher known = matcher;
    if (known == null || problem != null) {
      return false;
    }
    steps.name = name;
    try {
      return known.reset(steps).find();
    } catch (TooManySteps | StackOverflowError e) {
      problem = "it takes too long on `" + name + "`";
      return false;
    }
  }

  private void translate() {
    int at = 0;
    while (at < text.length() && problem == null) {
      char letter = text.charAt(at);
      if (letter == '\\') {
        at = escape(at + 1);
      } else if (letter == '[') {
        at = set(at + 1);
      } else if (letter == '{') {
        at = brace(at);
      } else if (text.startsWith("(?", at)) {
        at = group(at);
      } else {
        java.append(letter);
        at++;
      }
    }
  }

  private int escape(int at) {
    if (at == text.length()) {
      problem = "it ends in a backslash";
      return at;
    }
    char letter = text.charAt(at);
    if (letter == 'Z') {
      java.append("\\z"); // Java's own \Z lets a line feed follow
    } else if (PLAIN_ESCAPES.indexOf(letter) >= 0 || !isAlphanumeric(letter)) {
      java.append('\\').append(letter);
    } else {
      problem = "it holds `\\" + letter + "`";
    }
    return at + 1;
  }

  private static boolean isAlphanumeric(char letter) {
    return letter >= 0x80
        || (letter >= '0' && letter <= '9')
        || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z');
  }

  /** The inside of {@code [...]}: Java nests sets and intersects them, Python does not. */
  private int set(int start) {
    int at = start;
    java.append('[');
    if (at < text.length() && text.charAt(at) == '^') {
      java.append('^');
      at++;
    }
    int first = at;
    while (at < text.length() && problem == null) {
      char letter = text.charAt(at);
      if (letter == ']' && at > first) {
        java.append(']');
        return at + 1;
      }
      if (letter == '\\') {
        at = escape(at + 1);
      } else {
        java.append(letter == '[' || letter == ']' || letter == '&' ? "\\" : "").append(letter);
        at++;
      }
    }
    if (problem == null) {
      problem = "a `[` has no `]`";
    }
    return at;
  }

  /** {@code {,4}} begins at none in Python; braces without numbers stand for themselves. */
  private int brace(int start) {
    int at = digits(start + 1);
    boolean least = at > start + 1;
    boolean comma = at < text.length() && text.charAt(at) == ',';
    int most = comma ? digits(at + 1) : at;
    if (most < text.length() && text.charAt(most) == '}' && (least || comma)) {
      java.append(least ? "{" : "{0").append(text, start + 1, most + 1);
      return most + 1;
    }
    java.append("\\{");
    return start + 1;
  }

  private int digits(int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private int group(int at) {
    int end = at + 2;
    boolean known =
        text.startsWith(":", end)
            || text.startsWith("=", end)
            || text.startsWith("!", end)
            || text.startsWith("<=", end)
            || text.startsWith("<!", end)
            || (at == 0 && text.startsWith("i)", end));
    if (!known) {
      problem = "it holds `(?" + text.substring(end, Math.min(end + 1, text.length())) + "`";
    }
    java.append("(?");
    return end;
  }

  /** A name whose letters are counted as they are looked at, over all names of a pattern. */
  private static final class Steps implements CharSequence {
    private String name = "";
    private long taken;

    @Override
    public char charAt(int index) {
      if (++taken > MOST_STEPS) {
        throw new TooManySteps();
      }
      return name.charAt(index);
    }

    @Override
    public int length() {
      return name.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return name.subSequence(start, end);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Ends a search inside Java's engine, which has no other way out. */
  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManySteps() {
      super(null, null, false, false);
    }
  }
}
