package org.svpc.emit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Says in emitted texts which line of which source each line came from, so that what a tool
 * complains of much later, when the module is linked, can still be shown where the author wrote it.
 * Sources go by their names without folders: the same sources give the same text wherever they lie.
 */
public final class SourceMarks {
  /** What the marks of a plain policy begin with: comments, a source's name, lines. */
  public static final String PREFIX = "#@ ";

  private static final int WIDTH = 100;

  private SourceMarks() {}

  /**
   * Comments to stand at the end of a plain policy: <code>#@ svirt_gpu.svp 47=12 49-52=20</code>
   * says that its line 47 came from line 12 of that source, and lines 49 to 52 from line 20.
   */
  public static String ofPolicy(EmittedText policy) {
    Map<String, StringBuilder> files = new TreeMap<>();
    Sources sources = new Sources();
    int count = policy.origins().size();
    for (int line = 1; line <= count; line++) {
      Span place = place(policy, line, sources);
      if (place == null) {
        continue;
      }
      String name = sources.name(place);
      int from = place.line();
      int last = line;
      while (last < count && isSame(place, place(policy, last + 1, sources), sources)) {
        last++;
      }
      StringBuilder marks = files.get(name);
      if (marks == null) {
        marks = new StringBuilder(PREFIX).append(name);
        files.put(name, marks);
      }
      String mark = (last == line ? "" + line : line + "-" + last) + "=" + from;
      if (marks.length() - marks.lastIndexOf("\n") + mark.length() > WIDTH) {
        marks.append('\n').append(PREFIX).append(name);
      }
      marks.append(' ').append(mark);
      line = last;
    }
    StringBuilder text = new StringBuilder();
    for (StringBuilder marks : files.values()) {
      text.append(marks).append('\n');
    }
    return text.length() == 0 ? "" : "\n" + text;
  }

  /**
   * A policy in CIL with the line marks that CIL's own compilers understand, around each line that
   * is a whole statement. Within a {@code booleanif} there are none: secilc 3.4 refuses them there.
   */
  public static String inCil(EmittedText cil) {
    String text = cil.text();
    Sources sources = new Sources();
    StringBuilder marked = new StringBuilder(text.length() * 2);
    int from = 0;
    int conditionalEnd = 0;
    for (int line = 1; from < text.length(); line++) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline + 1;
      if (text.startsWith("(booleanif", from + indent(text, from))) {
        conditionalEnd = endOfStatement(text, from);
      }
      Span place = from < conditionalEnd ? null : place(cil, line, sources);
      boolean whole = isStatement(text, from, end);
      if (place != null && whole) {
        marked
            .append(";;* lmx ")
            .append(place.line())
            .append(' ')
            .append(sources.name(place))
            .append('\n');
      }
      marked.append(text, from, end);
      if (place != null && whole) {
        marked.append(";;* lme\n");
      }
      from = end;
    }
    return marked.toString();
  }

  private static @Nullable Span place(EmittedText text, int line, Sources sources) {
    Origin origin = text.origin(line);
    if (origin == null) {
      return null;
    }
    Span place = origin.outermost();
    return sources.name(place).isEmpty() ? null : place;
  }

  private static boolean isSame(Span place, @Nullable Span other, Sources sources) {
    return other != null
        && place.line() == other.line()
        && sources.name(place).equals(sources.name(other));
  }

  /** Names of sources; mostly the one that was asked for before is asked for again. */
  private static final class Sources {
    private @Nullable SourceFile file;
    private String name = "";

    /** The name without folders; empty where it cannot stand in a mark. */
    @SuppressWarnings("ReferenceEquality") // Files are told apart by what they are.
    String name(Span place) {
      if (file != place.file()) {
        file = place.file();
        String path = place.file().name();
        String plain = path.substring(path.lastIndexOf('/') + 1);
        name = isPlain(plain) ? plain : "";
      }
      return name;
    }
  }

  /** Whether a name can stand in a mark; one with blanks or quotes could end it. */
  private static boolean isPlain(String name) {
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || c == '.';
      if (!plain) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static int indent(String text, int from) {
    int blanks = 0;
    while (from + blanks < text.length() && text.charAt(from + blanks) == ' ') {
      blanks++;
    }
    return blanks;
  }

  /** Behind the parenthesis that closes the first one from a place on. */
  private static int endOfStatement(String text, int from) {
    int depth = 0;
    boolean quoted = false;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      quoted ^= c == '"';
      if (!quoted && (c == '(' || c == ')')) {
        depth += c == '(' ? 1 : -1;
        if (depth == 0) {
          return at + 1;
        }
      }
    }
    return text.length();
  }

  private static boolean isStatement(String text, int from, int end) {
    int depth = 0;
    boolean quoted = false;
    boolean any = false;
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ';') {
        return false;
      } else if (!quoted && (c == '(' || c == ')')) {
        depth += c == '(' ? 1 : -1;
        any = true;
        if (depth < 0) {
          return false;
        }
      }
    }
    return any && depth == 0 && !quoted;
  }
}
