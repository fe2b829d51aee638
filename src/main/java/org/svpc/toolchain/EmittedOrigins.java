package org.svpc.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.svpc.emit.SourceMarks;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Finds statements of a {@code .pp} in the {@code .te} and {@code .fc} that lie beside it, as svpc
 * leaves them: the statement of the same kind that shares the most names. What is found this way is
 * shown to the author and decides nothing.
 */
final class EmittedOrigins implements CilOrigins {
  private static final int LARGEST = 32 << 20;

  /** How the first words of CIL statements are written in plain policy. */
  private static final Map<String, Set<String>> KEYWORDS =
      Map.ofEntries(
          Map.entry("allow", Set.of("allow")),
          Map.entry("auditallow", Set.of("auditallow")),
          Map.entry("dontaudit", Set.of("dontaudit")),
          Map.entry("neverallow", Set.of("neverallow")),
          Map.entry("allowx", Set.of("allowxperm")),
          Map.entry("auditallowx", Set.of("auditallowxperm")),
          Map.entry("dontauditx", Set.of("dontauditxperm")),
          Map.entry("neverallowx", Set.of("neverallowxperm")),
          Map.entry("type", Set.of("type")),
          Map.entry("typealias", Set.of("type", "typealias")),
          Map.entry("typealiasactual", Set.of("type", "typealias")),
          Map.entry("typeattribute", Set.of("attribute")),
          Map.entry("typeattributeset", Set.of("typeattribute", "type", "attribute")),
          Map.entry("typetransition", Set.of("type_transition")),
          Map.entry("typechange", Set.of("type_change")),
          Map.entry("typemember", Set.of("type_member")),
          Map.entry("typebounds", Set.of("typebounds")),
          Map.entry("typepermissive", Set.of("permissive")),
          Map.entry("rangetransition", Set.of("range_transition")),
          Map.entry("role", Set.of("role")),
          Map.entry("roletype", Set.of("role")),
          Map.entry("roleallow", Set.of("allow")),
          Map.entry("roletransition", Set.of("role_transition")),
          Map.entry("roleattribute", Set.of("attribute_role")),
          Map.entry("roleattributeset", Set.of("roleattribute", "role", "attribute_role")),
          Map.entry("boolean", Set.of("bool")),
          Map.entry("booleanif", Set.of("bool")));

  private static final Set<String> REQUIRED = Set.of("type", "attribute", "role", "attribute_role");

  private record Statement(int start, int end, List<String> words) {}

  private final Path file;
  private final @Nullable SourceFile policy;
  private final @Nullable SourceFile contexts;
  private @Nullable List<Statement> statements;

  private EmittedOrigins(Path file, @Nullable SourceFile policy, @Nullable SourceFile contexts) {
    this.file = file;
    this.policy = policy;
    this.contexts = contexts;
  }

  /** Looks beside a package. */
  static CilOrigins beside(Path file) {
    Path name = file.getFileName();
    if (name == null || !name.toString().endsWith(".pp")) {
      return NONE;
    }
    String stem = name.toString().substring(0, name.toString().length() - 3);
    return new EmittedOrigins(
        file, read(file.resolveSibling(stem + ".te")), read(file.resolveSibling(stem + ".fc")));
  }

  /** A text file for showing places in it; null where it cannot be read. */
  static @Nullable SourceFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST
          ? null
          : new SourceFile(file.toString(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public @Nullable Span find(String statement) {
    List<String> words = CilText.words(statement);
    if (words.isEmpty()) {
      return null;
    }
    if (words.get(0).equals("filecon")) {
      return words.size() < 2 ? null : context(words.get(1));
    }
    boolean required = words.contains("cil_gen_require");
    Set<String> keywords = required ? null : KEYWORDS.get(words.get(0));
    if (policy == null || (keywords == null && !required)) {
      return null;
    }
    Set<String> names = new HashSet<>(words.subList(1, words.size()));
    names.remove("cil_gen_require");
    Statement best = null;
    int most = 0;
    for (Statement candidate : statements(policy)) {
      if (candidate.words.isEmpty()
          || (keywords != null && !keywords.contains(candidate.words.get(0)))) {
        continue;
      }
      // A rule says more about a name than the require block does.
      int shared = required && REQUIRED.contains(candidate.words.get(0)) ? -1 : 0;
      for (String word : new HashSet<>(candidate.words.subList(1, candidate.words.size()))) {
        shared += names.contains(word) ? 2 : 0;
      }
      if (shared > most) {
        most = shared;
        best = candidate;
      }
    }
    if (best == null) {
      return null;
    }
    Span source = marked(policy, policy.line(best.start));
    return source == null ? new Span(policy, best.start, best.end) : source;
  }

  /** The place in the source that the policy's own marks name; null where it is not at hand. */
  private @Nullable Span marked(SourceFile emitted, int line) {
    for (int at = emitted.lineCount(); at >= 1; at--) {
      String text = emitted.lineText(at);
      if (!text.startsWith(SourceMarks.PREFIX)) {
        return null;
      }
      StringTokenizer marks = new StringTokenizer(text.substring(SourceMarks.PREFIX.length()));
      String name = marks.hasMoreTokens() ? marks.nextToken() : "";
      while (marks.hasMoreTokens()) {
        int source = sourceLine(marks.nextToken(), line);
        if (source > 0) {
          return sourcePlace(name, source);
        }
      }
    }
    return null;
  }

  /** What {@code 49-52=20} says of a line; zero where it says nothing. */
  private static int sourceLine(String mark, int line) {
    int equals = mark.indexOf('=');
    int dash = mark.indexOf('-');
    try {
      int first = Integer.parseInt(mark.substring(0, dash < 0 ? equals : dash));
      int last = dash < 0 ? first : Integer.parseInt(mark.substring(dash + 1, equals));
      return first <= line && line <= last ? Integer.parseInt(mark.substring(equals + 1)) : 0;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return 0;
    }
  }

  private @Nullable Span sourcePlace(String name, int line) {
    Path folder = file.resolveSibling("");
    List<Path> places =
        List.of(
            folder.resolve(name), folder.resolve("..").resolve(name).normalize(), Path.of(name));
    for (Path place : places) {
      SourceFile source = read(place);
      if (source != null && line <= source.lineCount()) {
        return line(source, line);
      }
    }
    return null;
  }

  /** What stands on a line, without the blanks around it. */
  static Span line(SourceFile source, int line) {
    String text = source.lineText(line);
    String stripped = text.strip();
    int start = source.lineStart(line) + text.indexOf(stripped);
    return new Span(source, start, start + stripped.length());
  }

  private @Nullable Span context(String path) {
    if (contexts == null) {
      return null;
    }
    for (int line = 1; line <= contexts.lineCount(); line++) {
      String text = contexts.lineText(line).strip();
      if (text.startsWith(path)
          && (text.length() == path.length() || text.charAt(path.length()) <= ' ')) {
        return line(contexts, line);
      }
    }
    return null;
  }

  private List<Statement> statements(SourceFile source) {
    List<Statement> known = statements;
    if (known == null) {
      known = split(source.text());
      statements = known;
    }
    return known;
  }

  /** Statements end in a semicolon; braces around statements, unlike those of sets, hold one. */
  private static List<Statement> split(String text) {
    List<Statement> found = new ArrayList<>();
    int start = 0;
    int sets = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        start = text.substring(start, Math.min(at, text.length())).isBlank() ? at : start;
      } else if (c == '{') {
        if (isSet(text, at)) {
          sets++;
        } else {
          start = at + 1;
        }
      } else if (c == '}') {
        if (sets > 0) {
          sets--;
        } else {
          start = at + 1;
        }
      } else if (c == ';') {
        int first = skipBlanks(text, start, at);
        found.add(new Statement(first, at + 1, CilText.words(text.substring(first, at))));
        start = at + 1;
      }
    }
    return found;
  }

  private static int skipBlanks(String text, int from, int end) {
    int at = from;
    while (at < end) {
      if (text.charAt(at) == '#') {
        int line = text.indexOf('\n', at);
        at = line < 0 ? end : Math.min(end, line);
      } else if (text.charAt(at) <= ' ') {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean isSet(String text, int open) {
    for (int at = open + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '}') {
        return true;
      }
      if (c == ';' || c == '{') {
        return false;
      }
    }
    return false;
  }
}
