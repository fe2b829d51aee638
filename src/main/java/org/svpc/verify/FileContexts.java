package org.svpc.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.FileKind;

/**
 * The file contexts of a policy, asked as libselinux asks them ({@code label_file.c}): patterns
 * with special characters come first, the others after, each in the order of the files; the last
 * that fits wins. Before that, the start of a path may be replaced (file_contexts.subs_dist).
 */
public final class FileContexts {
  /** What a line says of files that are not to be labelled. */
  public static final String NONE = "<<none>>";

  /** Steps of matching one path after which a pattern is given up. */
  private static final int MOST_STEPS = 1_000_000;

  /** A line, with its pattern as libselinux matches it: byte by byte. */
  record Line(String pattern, FileKind kind, String context) {
    /** The line as it stands in the file, with single blanks. */
    String text() {
      String path =
          new String(pattern.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      return path + (kind == FileKind.ANY ? " " : " " + kind.mark() + " ") + context;
    }
  }

  private record Substitution(String from, String to) {}

  private final List<Line> entries;
  private final List<Substitution> substitutions;

  private FileContexts(List<Line> entries, List<Substitution> substitutions) {
    this.entries = entries;
    this.substitutions = substitutions;
  }

  /**
   * Reads files; lines that are none of file_contexts(5) are passed over, as libselinux does.
   *
   * @param texts of {@code file_contexts} and of {@code file_contexts.homedirs} and the like, in
   *     that order
   * @param substitutions the text of {@code file_contexts.subs_dist}
   */
  public static FileContexts read(List<String> texts, String substitutions) {
    List<Line> special = new ArrayList<>();
    List<Line> plain = new ArrayList<>();
    for (String text : texts) {
      for (String line : lines(text)) {
        List<String> words = words(line);
        FileKind kind = words.size() == 3 ? kind(words.get(1)) : FileKind.ANY;
        if ((words.size() == 2 || words.size() == 3) && kind != null) {
          Line entry = new Line(bytes(words.get(0)), kind, words.get(words.size() - 1));
          (isSpecial(entry.pattern()) ? special : plain).add(entry);
        }
      }
    }
    special.addAll(plain);
    List<Substitution> read = new ArrayList<>();
    for (String line : lines(substitutions)) {
      List<String> words = words(line);
      if (words.size() >= 2) {
        // The file's last line that fits wins.
        read.add(0, new Substitution(words.get(0), words.get(1)));
      }
    }
    return new FileContexts(special, read);
  }

  /**
   * The context of a path: {@link #NONE} where it is to have none, null where no line fits.
   *
   * @param kind {@link FileKind#ANY} where the kind is not known: lines of all kinds fit then
   * @throws IllegalArgumentException where a pattern of the file cannot be read, or does not come
   *     to an end
   */
  public @Nullable String labelOf(String path, FileKind kind) {
    Line line = lineOf(path, kind);
    return line == null ? null : line.context();
  }

  /** The line that labels a path; null where none fits. */
  @Nullable Line lineOf(String path, FileKind kind) {
    String sought = bytes(substituted(path));
    for (int i = entries.size() - 1; i >= 0; i--) {
      Line entry = entries.get(i);
      boolean fits = kind == FileKind.ANY || entry.kind() == FileKind.ANY || entry.kind() == kind;
      if (fits && mayMatch(entry.pattern(), sought) && matches(entry.pattern(), sought)) {
        return entry;
      }
    }
    return null;
  }

  /** The lines in the order in which libselinux holds them: the last that fits wins. */
  List<Line> lines() {
    return entries;
  }

  /** What a pattern starts with before its first special character; libselinux's stem, and more. */
  static String stem(String pattern) {
    int end = 0;
    while (end < pattern.length()
        && !isSpecial(pattern.charAt(end))
        && pattern.charAt(end) != '\\') {
      end++;
    }
    boolean counted = end < pattern.length() && "?*{".indexOf(pattern.charAt(end)) >= 0;
    return pattern.indexOf('|') >= 0 && pattern.indexOf('(') < 0
        ? ""
        : pattern.substring(0, counted && end > 0 ? end - 1 : end);
  }

  /** A text as libselinux matches it: byte by byte. */
  static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private String substituted(String path) {
    for (Substitution each : substitutions) {
      String from = each.from();
      if (path.startsWith(from)
          && (path.length() == from.length() || path.charAt(from.length()) == '/')) {
        String rest = path.substring(from.length());
        return each.to().equals("/") && !rest.isEmpty() ? rest : each.to() + rest;
      }
    }
    return path;
  }

  /** Whether the plain letters that a pattern starts with fit; most patterns fail here. */
  private static boolean mayMatch(String pattern, String path) {
    if (pattern.indexOf('|') >= 0) {
      return true;
    }
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean counted = i + 1 < pattern.length() && "?*{".indexOf(pattern.charAt(i + 1)) >= 0;
      if (c == '\\' || counted || isSpecial(c)) {
        return true;
      }
      if (i >= path.length() || path.charAt(i) != c) {
        return false;
      }
    }
    return true;
  }

  static boolean matches(String pattern, String path) {
    try {
      Matcher matcher =
          Pattern.compile("^" + pattern + "$", Pattern.DOTALL).matcher(new Counted(path));
      return matcher.find();
    } catch (PatternSyntaxException | StackOverflowError | TooLong e) {
      throw new IllegalArgumentException(pattern, e);
    }
  }

  @SuppressWarnings("serial")
  private static final class TooLong extends RuntimeException {}

  /** A text that may be looked at so many times only. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++looks > MOST_STEPS) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }
  }

  /** Whether libselinux takes a pattern for more than a path. */
  private static boolean isSpecial(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (isSpecial(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpecial(char c) {
    return ".^$?*+|[({".indexOf(c) >= 0;
  }

  private static @Nullable FileKind kind(String word) {
    for (FileKind kind : FileKind.values()) {
      if (kind != FileKind.ANY && kind.mark().equals(word)) {
        return kind;
      }
    }
    return null;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String bare = line.strip();
      if (!bare.isEmpty() && bare.charAt(0) != '#') {
        lines.add(bare);
      }
    }
    return lines;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split("[ \t\r]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
