package org.svpc.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Severity;
import org.svpc.project.Project.Pin;
import org.svpc.project.Project.ProjectTarget;
import org.svpc.source.SourceFile;
import org.svpc.text.Spelling;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;

/** Reads a project file: TOML, and in it the keys that svpc knows. */
public final class ProjectReader {
  /** The largest project file, in characters; what is larger was not written by hand. */
  static final int MOST = 1 << 16;

  private static final int DEEPEST = 16;
  private static final int MOST_ERRORS = 20;
  private static final int LONGEST_NAME = 64;

  private static final List<String> FORMATS = List.of("module", "refpolicy", "cil");
  private static final List<String> PACKAGING = List.of("auto", "always", "never");
  private static final List<String> KEYS =
      List.of(
          "sources", "libraries", "output", "formats", "package", "targets", "checks", "suppress");
  private static final List<String> TARGET_KEYS = List.of("headers", "base", "options", "digest");

  /** Build options that follow from what a policy is, and change nothing of it. */
  private static final List<String> LEVEL_OPTIONS = List.of("enable_mcs", "enable_mls");

  private static final List<String> SUPPRESSION_KEYS = List.of("code", "file", "text", "reason");
  private static final List<String> LEVELS = levels();

  private final SourceFile file;
  private final Diagnostics diagnostics;

  private ProjectReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads the text of a project file; null, with errors among the diagnostics, where it has some.
   */
  public static @Nullable Project read(SourceFile file, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    Project project = new ProjectReader(file, found).read();
    diagnostics.addAll(found);
    return found.hasErrors() ? null : project;
  }

  private @Nullable Project read() {
    if (file.text().length() > MOST) {
      diagnostics.add(
          Diagnostic.of(
              Code.TOO_LARGE,
              "`"
                  + file.name()
                  + "` has "
                  + file.text().length()
                  + " characters, and a project file may have "
                  + MOST
                  + "."));
      return null;
    }
    TomlParseResult parsed =
        Toml.parse(file.text(), TomlParseOptions.sourceless().withMaxNestingDepth(DEEPEST));
    for (int i = 0; i < Math.min(MOST_ERRORS, parsed.errors().size()); i++) {
      TomlParseError error = parsed.errors().get(i);
      diagnostics.add(
          Diagnostic.at(
                  Code.PROJECT_SYNTAX,
                  Table.span(file, error.position()),
                  "The project file is not TOML: " + sentence(String.valueOf(error.getMessage())))
              .label("here"));
    }
    return diagnostics.hasErrors() ? null : project(new Table(parsed, file, diagnostics));
  }

  /** The library's words, with the project file's marks for what stands in the text. */
  private static String sentence(String message) {
    String first = message.isEmpty() ? message : message.substring(0, 1);
    String text = first.toLowerCase(java.util.Locale.ROOT) + message.substring(first.length());
    return (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).replace('\n', ' ')
        + ".";
  }

  private Project project(Table top) {
    top.knowsOnly(KEYS);
    List<Path> sources = inside(top, "sources");
    List<Path> libraries = new ArrayList<>();
    List<Table.Text> folders = top.texts("libraries");
    for (Table.Text text : folders == null ? List.<Table.Text>of() : folders) {
      Path path = top.path(text);
      if (path != null) {
        libraries.add(path);
      }
    }
    Table.Text output = top.text("output");
    Path folder = output == null ? null : top.pathInside(output);
    return new Project(
        file,
        sources == null ? List.of(Path.of("")) : sources,
        libraries,
        folder == null ? Path.of("build") : folder,
        formats(top),
        top.word("package", PACKAGING),
        targets(top.table("targets")),
        new Checks(levels(top.table("checks")), suppressions(top.tables("suppress"))));
  }

  private @Nullable List<Path> inside(Table table, String key) {
    List<Table.Text> texts = table.texts(key);
    if (texts == null) {
      return null;
    }
    List<Path> paths = new ArrayList<>();
    for (Table.Text text : texts) {
      Path path = table.pathInside(text);
      if (path != null) {
        paths.add(path);
      }
    }
    if (texts.isEmpty()) {
      empty(table, key, "source");
    }
    return paths;
  }

  private void empty(Table table, String key, String what) {
    diagnostics.add(
        Diagnostic.at(
                Code.PROJECT_VALUE, table.placeOfKey(key), "`" + key + "` names no " + what + ".")
            .label("expected at least one")
            .help("Name one, or leave the key out."));
  }

  private List<String> formats(Table top) {
    List<Table.Text> texts = top.texts("formats");
    if (texts == null) {
      return List.of(FORMATS.get(0));
    }
    List<String> formats = new ArrayList<>();
    for (Table.Text text : texts) {
      if (top.isOneOf(text, "formats", FORMATS) && !formats.contains(text.text())) {
        formats.add(text.text());
      }
    }
    if (texts.isEmpty()) {
      empty(top, "formats", "format");
    }
    return formats;
  }

  private List<ProjectTarget> targets(@Nullable Table tables) {
    List<ProjectTarget> targets = new ArrayList<>();
    if (tables == null) {
      return targets;
    }
    for (String name : tables.keys()) {
      Table table = tables.table(name);
      if (!fits(name)) {
        diagnostics.add(
            Diagnostic.at(
                    Code.PROJECT_VALUE,
                    tables.placeOfKey(name),
                    "`" + name + "` cannot be the name of a target.")
                .label("no name")
                .note("It is the name of a folder: letters, digits, `-`, `_` and `.`."));
      } else if (table != null) {
        targets.add(target(name, table));
      }
    }
    return targets;
  }

  /** Names that are one folder, and no option. */
  private static boolean fits(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && (i == 0 || (c != '-' && c != '_' && c != '.'))) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  private ProjectTarget target(String name, Table table) {
    table.knowsOnly(TARGET_KEYS);
    Table.Text headers = table.text("headers");
    Table.Text base = table.text("base");
    Table.Text digest = table.text("digest");
    return new ProjectTarget(
        name,
        headers == null ? null : table.path(headers),
        base == null ? null : table.path(base),
        options(table),
        digest == null ? null : new Pin(digest.text(), digest.place()));
  }

  private List<String> options(Table table) {
    List<Table.Text> texts = table.texts("options");
    List<String> options = new ArrayList<>();
    for (Table.Text text : texts == null ? List.<Table.Text>of() : texts) {
      if (LEVEL_OPTIONS.contains(text.text()) || !isWord(text.text())) {
        Diagnostic.Builder problem =
            Diagnostic.at(
                    Code.PROJECT_VALUE,
                    text.place(),
                    "`" + text.text() + "` cannot be turned on as a build option.")
                .label("no build option");
        problem.note(
            isWord(text.text())
                ? "Whether a policy has levels is said by `TYPE` in the `build.conf` of its headers."
                : "A build option is a word of m4: letters, digits and `_`, and no digit first.");
        diagnostics.add(problem);
      } else {
        options.add(text.text());
      }
    }
    return options;
  }

  /** Whether m4 takes a text as one name (GNU m4, "Names"). */
  private static boolean isWord(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (at == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static List<String> levels() {
    List<String> words = new ArrayList<>();
    for (Level level : Level.values()) {
      words.add(level.word());
    }
    return List.copyOf(words);
  }

  private Map<Code, Level> levels(@Nullable Table table) {
    Map<Code, Level> levels = new EnumMap<>(Code.class);
    if (table == null) {
      return levels;
    }
    for (String key : table.keys()) {
      Code code = code(new Table.Text(key, table.placeOfKey(key)));
      String word = table.word(key, LEVELS);
      for (Level level : Level.values()) {
        if (code != null && level.word().equals(word)) {
          levels.put(code, level);
        }
      }
    }
    return levels;
  }

  /** The code that a text names; null, with a diagnostic, where its level cannot be chosen. */
  private @Nullable Code code(Table.Text text) {
    Code code = Code.of(text.text());
    if (code == null) {
      List<String> known = new ArrayList<>();
      for (Code other : Code.values()) {
        if (other.severity() != Severity.ERROR) {
          known.add(other.id());
        }
      }
      Diagnostic.Builder problem =
          Diagnostic.at(
                  Code.PROJECT_VALUE, text.place(), "There is no diagnostic `" + text.text() + "`.")
              .label("unknown code");
      List<String> close = Spelling.closest(text.text(), known);
      if (!close.isEmpty()) {
        problem.help(Spelling.question(close));
      }
      diagnostics.add(problem);
      return null;
    }
    if (code.severity() == Severity.ERROR) {
      diagnostics.add(
          Diagnostic.at(Code.PROJECT_VALUE, text.place(), code.id() + " is an error everywhere.")
              .label("cannot be changed")
              .note("Levels can be chosen for warnings and notes, and these can be suppressed.")
              .help("`svpc explain " + code.id() + "` tells what can be done."));
      return null;
    }
    return code;
  }

  private List<Suppression> suppressions(List<Table> tables) {
    List<Suppression> suppressions = new ArrayList<>();
    for (Table table : tables) {
      table.knowsOnly(SUPPRESSION_KEYS);
      Table.Text named = required(table, "code", "which diagnostic it is about");
      Table.Text place = required(table, "file", "for which source or folder it holds");
      Table.Text reason = required(table, "reason", "why it is right");
      Table.Text text = table.text("text");
      Code code = named == null ? null : code(named);
      Path path = place == null ? null : table.pathInside(place);
      if (named != null && code != null && path != null && reason != null) {
        suppressions.add(
            new Suppression(
                code, path, text == null ? null : text.text(), reason.text(), named.place()));
      }
    }
    return suppressions;
  }

  private Table.@Nullable Text required(Table table, String key, String what) {
    Table.Text text = table.text(key);
    if (text != null && !text.text().isBlank()) {
      return text;
    }
    if (text != null || !table.has(key)) {
      diagnostics.add(
          Diagnostic.at(
                  Code.PROJECT_VALUE,
                  text == null ? table.place() : text.place(),
                  "A suppression says with `" + key + "` " + what + ", and this one does not.")
              .label(text == null ? "`" + key + "` is missing" : "empty"));
    }
    return null;
  }
}
