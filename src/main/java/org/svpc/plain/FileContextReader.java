package org.svpc.plain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.ir.Symbol;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.Level;
import org.svpc.selinux.LevelRange;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Reads the plain lines of a .fc file: a pattern, a mark for the kind of file if any, and a context
 * or {@code <<none>>}, with blanks between, as libsepol's module_to_cil.c reads them.
 */
public final class FileContextReader {
  private static final String NONE = "<<none>>";

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final List<FileContext> contexts = new ArrayList<>();

  private FileContextReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The file contexts of {@code file}; lines that cannot be read are reported and left out. */
  public static List<FileContext> read(SourceFile file, Diagnostics diagnostics) {
    FileContextReader reader = new FileContextReader(file, diagnostics);
    String text = file.text();
    for (int start = 0; start < text.length(); ) {
      int lineEnd = text.indexOf('\n', start);
      int end = lineEnd < 0 ? text.length() : lineEnd;
      reader.line(start, end);
      start = end + 1;
    }
    return reader.contexts;
  }

  private void line(int start, int end) {
    List<Span> words = words(start, end);
    if (words.isEmpty() || words.get(0).text().startsWith("#")) {
      return;
    }
    Span line = words.get(0).to(words.get(words.size() - 1));
    if (words.size() < 2 || words.size() > 3) {
      complain(line, "Expected a pattern, a file kind and a context, found `" + line.text() + "`.");
      return;
    }
    FileKind kind = words.size() == 2 ? FileKind.ANY : kind(words.get(1).text());
    if (kind == null) {
      complain(words.get(1), "Unknown mark of a file kind `" + words.get(1).text() + "`.");
      return;
    }
    Span last = words.get(words.size() - 1);
    FileContext.Context context = null;
    if (!last.text().equals(NONE)) {
      context = context(last);
      if (context == null) {
        complain(last, "Expected `user:role:type:level`, found `" + last.text() + "`.");
        return;
      }
    }
    contexts.add(new FileContext.Entry(words.get(0).text(), kind, context, Origin.at(line)));
  }

  private void complain(Span place, String message) {
    diagnostics.add(Diagnostic.at(Code.PLAIN_FILE_CONTEXT, place, message));
  }

  private List<Span> words(int start, int end) {
    String text = file.text();
    List<Span> words = new ArrayList<>(3);
    int at = start;
    while (at < end) {
      while (at < end && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      int from = at;
      while (at < end && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at > from) {
        words.add(new Span(file, from, at));
      }
    }
    return words;
  }

  private static @Nullable FileKind kind(String mark) {
    for (FileKind kind : FileKind.values()) {
      if (kind != FileKind.ANY && kind.mark().equals(mark)) {
        return kind;
      }
    }
    return null;
  }

  private FileContext.@Nullable Context context(Span span) {
    String text = span.text();
    int role = text.indexOf(':') + 1;
    int type = role == 0 ? 0 : text.indexOf(':', role) + 1;
    if (type == 0) {
      return null;
    }
    int level = text.indexOf(':', type) + 1;
    int typeEnd = level == 0 ? text.length() : level - 1;
    LevelRange range = level == 0 ? null : range(text.substring(level));
    String user = text.substring(0, role - 1);
    String roleName = text.substring(role, type - 1);
    String typeName = text.substring(type, typeEnd);
    if (!isName(user) || !isName(roleName) || !isName(typeName) || level == text.length()) {
      return null;
    }
    Span typeSpan = new Span(file, span.start() + type, span.start() + typeEnd);
    return new FileContext.Context(
        user, roleName, new Symbol(typeName, Origin.at(typeSpan)), range);
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static LevelRange range(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? LevelRange.of(Level.parse(text))
        : new LevelRange(
            Level.parse(text.substring(0, dash)), Level.parse(text.substring(dash + 1)));
  }
}
