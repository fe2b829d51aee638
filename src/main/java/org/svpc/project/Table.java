package org.svpc.project;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.text.Spelling;
import org.tomlj.TomlArray;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a project file, asked key by key. What is wrong with a value is told at its place, and
 * the value counts as missing then.
 */
final class Table {
  private static final String QUOTES = "\"'";
  private static final String ENDS = " \t\r\n,]}#=";

  private final TomlTable table;
  private final Span place;
  private final SourceFile file;
  private final Diagnostics diagnostics;

  /** The whole of a file. */
  Table(TomlTable table, SourceFile file, Diagnostics diagnostics) {
    this(table, new Span(file, 0, 0), diagnostics);
  }

  private Table(TomlTable table, Span place, Diagnostics diagnostics) {
    this.table = table;
    this.place = place;
    this.file = place.file();
    this.diagnostics = diagnostics;
  }

  /** Where it begins. */
  Span place() {
    return place;
  }

  /** A text and the place where it stands. */
  record Text(String text, Span place) {}

  /** The keys, in the order of the file. */
  List<String> keys() {
    return List.copyOf(table.keySet());
  }

  /** Tells of keys that are none of these. */
  void knowsOnly(List<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        List<String> close = Spelling.closest(key, known);
        Diagnostic.Builder problem =
            Diagnostic.at(Code.PROJECT_KEY, placeOfKey(key), "There is no key `" + key + "` here.")
                .label("unknown key");
        if (close.isEmpty()) {
          problem.note("The keys are " + list(known) + ".");
        }
        diagnostics.add(problem.suggest(close));
      }
    }
  }

  static String list(List<String> words) {
    return "`" + String.join("`, `", words) + "`";
  }

  boolean has(String key) {
    return table.keySet().contains(key);
  }

  /** A text; null where there is none. */
  @Nullable Text text(String key) {
    Object value = value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return new Text(text, placeOfValue(key));
    }
    wrong(placeOfValue(key), key, "a text in quotes", value);
    return null;
  }

  /** A text that is one of these words; null where there is none. */
  @Nullable String word(String key, List<String> words) {
    Text text = text(key);
    return text != null && isOneOf(text, key, words) ? text.text() : null;
  }

  /**
   * Texts, one text standing for a list of it; null where there are none, or others beside them.
   */
  @Nullable List<Text> texts(String key) {
    Object value = value(key);
    if (value == null) {
      return null;
    }
    List<Text> texts = new ArrayList<>();
    boolean right = true;
    if (value instanceof String text) {
      texts.add(new Text(text, placeOfValue(key)));
    } else if (value instanceof TomlArray array) {
      for (int at = 0; at < array.size(); at++) {
        Span place = span(array.inputPositionOf(at));
        if (array.get(at) instanceof String text) {
          texts.add(new Text(text, place));
        } else {
          wrong(place, key, "a text in quotes", array.get(at));
          right = false;
        }
      }
    } else {
      wrong(placeOfValue(key), key, "a list of texts", value);
      right = false;
    }
    return right ? texts : null;
  }

  /** Whether a text is one of these words; it is told where it is not. */
  boolean isOneOf(Text text, String key, List<String> words) {
    if (words.contains(text.text())) {
      return true;
    }
    diagnostics.add(
        Diagnostic.at(
                Code.PROJECT_VALUE,
                text.place(),
                "`" + text.text() + "` is no value of `" + key + "`.")
            .label("expected " + Spelling.or(words))
            .suggest(quoted(Spelling.closest(text.text(), words))));
    return false;
  }

  private static List<String> quoted(List<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      quoted.add("\"" + word + "\"");
    }
    return quoted;
  }

  /** The path that a text is; null, with a diagnostic, where it can be none. */
  @Nullable Path path(Text text) {
    try {
      if (!text.text().isEmpty()) {
        return Path.of(text.text());
      }
    } catch (InvalidPathException e) {
      // It is told as an empty one is.
    }
    diagnostics.add(
        Diagnostic.at(
                Code.PROJECT_VALUE,
                text.place(),
                "`" + text.text() + "` cannot be the name of a file or folder.")
            .label("no path"));
    return null;
  }

  /** The same, where the path may not leave the project's folder. */
  @Nullable Path pathInside(Text text) {
    Path path = path(text);
    if (path == null) {
      return null;
    }
    Path normal = path.normalize();
    if (normal.isAbsolute() || normal.startsWith("..")) {
      diagnostics.add(
          Diagnostic.at(
                  Code.PROJECT_VALUE,
                  text.place(),
                  "`" + text.text() + "` is not inside of the project's folder.")
              .label("leads out of the project")
              .help("Give a path relative to the folder of `" + Project.FILE_NAME + "`."));
      return null;
    }
    return normal;
  }

  /** A table; null where there is none. */
  @Nullable Table table(String key) {
    Object value = value(key);
    if (value == null || value instanceof TomlTable) {
      return value == null ? null : new Table((TomlTable) value, placeOfKey(key), diagnostics);
    }
    wrong(placeOfValue(key), key, "a table, `[" + key + "]`", value);
    return null;
  }

  /** The tables of a list; none where there is no list. */
  List<Table> tables(String key) {
    Object value = value(key);
    List<Table> tables = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (int at = 0; at < array.size(); at++) {
        if (array.get(at) instanceof TomlTable item) {
          tables.add(new Table(item, span(array.inputPositionOf(at)), diagnostics));
        } else {
          wrong(span(array.inputPositionOf(at)), key, "a table", array.get(at));
        }
      }
    } else if (value != null) {
      wrong(placeOfValue(key), key, "tables, `[[" + key + "]]`", value);
    }
    return tables;
  }

  private @Nullable Object value(String key) {
    return table.get(List.of(key));
  }

  private void wrong(Span place, String key, String expected, Object found) {
    diagnostics.add(
        Diagnostic.at(
                Code.PROJECT_VALUE, place, "`" + key + "` cannot be " + kind(found) + " here.")
            .label("expected " + expected));
  }

  private static String kind(Object value) {
    if (value instanceof String) {
      return "a text";
    }
    if (value instanceof TomlTable) {
      return "a table";
    }
    if (value instanceof TomlArray) {
      return "a list";
    }
    if (value instanceof Boolean) {
      return "a truth value";
    }
    return value instanceof Number ? "a number" : "a date";
  }

  /** Where a key stands; of a table, its header. */
  Span placeOfKey(String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return span(position == null ? TomlPosition.positionAt(1, 1) : position);
  }

  private Span placeOfValue(String key) {
    TomlKeyValue entry = table.entry(List.of(key));
    return entry == null || entry.value() == null
        ? placeOfKey(key)
        : span(entry.value().position());
  }

  private Span span(TomlPosition position) {
    return span(file, position);
  }

  /** What begins at a position: a text in quotes, a header in brackets, or a word. */
  static Span span(SourceFile file, TomlPosition position) {
    String text = file.text();
    int line = Math.max(1, Math.min(position.line(), file.lineCount()));
    int start = file.lineStart(line);
    int lineEnd = start + file.lineText(line).length();
    int points = text.codePointCount(start, lineEnd);
    start = text.offsetByCodePoints(start, Math.min(position.column() - 1, points));
    if (start == lineEnd) {
      return new Span(file, start, start);
    }
    char first = text.charAt(start);
    int end = start + 1;
    if (first == '[') {
      end = text.indexOf(']', start);
      end = end < 0 || end > lineEnd ? lineEnd : text.startsWith("]]", end) ? end + 2 : end + 1;
    } else if (QUOTES.indexOf(first) >= 0) {
      while (end < lineEnd && text.charAt(end) != first) {
        end += first == '"' && text.charAt(end) == '\\' && end + 1 < lineEnd ? 2 : 1;
      }
      end = Math.min(end + 1, lineEnd);
    } else {
      while (end < lineEnd && ENDS.indexOf(text.charAt(end)) < 0) {
        end++;
      }
    }
    return new Span(file, start, end);
  }
}
