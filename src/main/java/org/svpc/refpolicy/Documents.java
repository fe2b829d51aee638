package org.svpc.refpolicy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.Documentation.Infoflow;

/**
 * Reads refpolicy's documentation, XML in lines that begin with {@code ##}, by the elements of its
 * policy.dtd. What is no XML of that kind is passed over: documentation decides nothing.
 */
final class Documents {
  private static final String MARK = "##";

  private final String xml;
  private final Deque<String> open = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private final List<String> description = new ArrayList<>();
  private final List<Documentation.Parameter> parameters = new ArrayList<>();
  private final Set<String> optional = new HashSet<>();
  private String summary = "";
  private @Nullable String parameter;
  private @Nullable Infoflow infoflow;
  private boolean rolecap;

  private Documents(String xml) {
    this.xml = xml;
  }

  /**
   * What a comment says.
   *
   * @param optional the parameters that a call may leave out
   */
  record Documented(Documentation documentation, Set<String> optional) {
    static final Documented NOTHING = new Documented(Documentation.NONE, Set.of());
  }

  /** What the lines say that stand directly before {@code offset}. */
  static Documented before(Reading reading, int offset) {
    int from = start(reading.file().text(), offset);
    return from == offset ? Documented.NOTHING : read(reading.file().text(), from, offset);
  }

  /** Where the documentation that ends at {@code offset} starts; there itself if there is none. */
  static int start(String text, int offset) {
    int lineStart = lineStart(text, offset);
    int start = offset;
    boolean any = false;
    while (lineStart > 0) {
      int previous = lineStart(text, lineStart - 1);
      int at = previous;
      while (at < lineStart && text.charAt(at) <= ' ') {
        at++;
      }
      if (at < lineStart && text.charAt(at) != '#') {
        break;
      }
      boolean blank = at >= lineStart;
      boolean documentation = text.startsWith(MARK, at) && !text.startsWith("###", at);
      boolean bare = !blank && !documentation && isBare(text, at, lineStart);
      if (!documentation && !bare) {
        break;
      }
      if (documentation) {
        any = true;
        start = previous;
      }
      lineStart = previous;
    }
    return any ? start : offset;
  }

  /**
   * Where the documentation of a file ends, by the rule of refpolicy's segenxml.py: it is the first
   * lines of documentation, unless a definition follows in the very next line. Zero where there is
   * none.
   */
  static int endOfHeader(String text) {
    int at = 0;
    boolean any = false;
    while (at < text.length()) {
      boolean documentation = text.startsWith(MARK, at) && !text.startsWith("###", at);
      boolean definition = text.startsWith("interface(", at) || text.startsWith("template(", at);
      if (definition) {
        return 0;
      }
      if (any && !documentation) {
        return at;
      }
      any |= documentation;
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    return any ? text.length() : 0;
  }

  /** Whether a comment is a lone mark, as upstream puts it between documentation and interface. */
  private static boolean isBare(String text, int at, int end) {
    return text.substring(at, end).strip().equals("#");
  }

  private static int lineStart(String text, int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }

  static Documented read(String text, int from, int to) {
    StringBuilder xml = new StringBuilder();
    int at = from;
    while (at < to) {
      int end = text.indexOf('\n', at);
      end = end < 0 || end > to ? to : end;
      String line = text.substring(at, end).strip();
      if (line.startsWith(MARK) && !line.startsWith("###")) {
        xml.append(line, MARK.length(), line.length()).append('\n');
      }
      at = end + 1;
    }
    return new Documents(xml.toString()).read();
  }

  private Documented read() {
    int at = 0;
    while (at < xml.length()) {
      int tag = xml.indexOf('<', at);
      int close = tag < 0 ? -1 : xml.indexOf('>', tag);
      if (close < 0) {
        text.append(xml, at, xml.length());
        break;
      }
      text.append(xml, at, tag);
      tag(xml.substring(tag + 1, close).strip());
      at = close + 1;
    }
    flush();
    Documentation documentation =
        new Documentation(summary, description, parameters, infoflow, rolecap);
    return new Documented(documentation, Collections.unmodifiableSet(optional));
  }

  private void tag(String tag) {
    String name = name(tag);
    if (tag.startsWith("/")) {
      flush();
      open.removeFirstOccurrence(name);
      if (name.equals("param")) {
        parameter = null;
      }
      return;
    }
    switch (name) {
      case "param" -> {
        parameter = attribute(tag, "name");
        if ("true".equals(attribute(tag, "optional")) && parameter != null) {
          optional.add(parameter);
        }
        open.push(name);
      }
      case "infoflow" -> {
        String type = attribute(tag, "type");
        infoflow = type == null ? null : new Infoflow(type, weight(attribute(tag, "weight")));
      }
      case "rolecap", "rolebase" -> rolecap |= name.equals("rolecap");
      case "summary", "desc" -> {
        text.setLength(0);
        open.push(name);
      }
      default -> {
        flush();
        if (!tag.endsWith("/")) {
          open.push(name);
        }
      }
    }
  }

  private static int weight(@Nullable String weight) {
    int value = weight == null || weight.length() > 2 || weight.isEmpty() ? 10 : digits(weight);
    return value < 1 || value > 10 ? 10 : value;
  }

  private static int digits(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      value = value * 10 + Character.digit(text.charAt(i), 10);
    }
    return value;
  }

  /** Takes the text that was gathered where it belongs. */
  private void flush() {
    String gathered = unescaped(oneLine(text.toString()));
    text.setLength(0);
    if (gathered.isEmpty()) {
      return;
    }
    String current = parameter;
    if (current != null) {
      addParameter(current, gathered);
    } else if (open.contains("desc")) {
      description.add((open.contains("li") ? "- " : "") + gathered);
    } else if (open.contains("summary")) {
      summary = summary.isEmpty() ? gathered : summary + " " + gathered;
    }
  }

  private void addParameter(String name, String words) {
    int last = parameters.size() - 1;
    if (last >= 0 && parameters.get(last).name().equals(name)) {
      String before = parameters.get(last).text();
      parameters.set(last, new Documentation.Parameter(name, before + " " + words));
    } else {
      parameters.add(new Documentation.Parameter(name, words));
    }
  }

  private static String name(String tag) {
    int from = tag.startsWith("/") ? 1 : 0;
    int end = from;
    while (end < tag.length() && tag.charAt(end) > ' ' && tag.charAt(end) != '/') {
      end++;
    }
    return tag.substring(from, end);
  }

  private static @Nullable String attribute(String tag, String name) {
    int at = tag.indexOf(name + "=\"");
    if (at < 0) {
      return null;
    }
    int from = at + name.length() + 2;
    int end = tag.indexOf('"', from);
    return end < 0 ? null : tag.substring(from, end);
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ') {
        line.append(c);
      } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().strip();
  }

  private static String unescaped(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
