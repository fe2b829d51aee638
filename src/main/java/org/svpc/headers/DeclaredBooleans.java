package org.svpc.headers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the booleans and tunables of a target with their defaults: in the documentation's XML
 * beside the headers or, in a source tree, in {@code gen_bool} and {@code gen_tunable} statements.
 * What cannot be read counts as absent.
 */
final class DeclaredBooleans {
  private static final String DEFAULT_VALUE = "dftval=\"";

  /** How far the search for {@link #DEFAULT_VALUE} may go on where a character does not fit. */
  private static final byte[] SKIP = skips(DEFAULT_VALUE);

  private final Map<String, Boolean> found = new TreeMap<>();
  private boolean whole = true;

  private DeclaredBooleans() {}

  private static byte[] skips(String sought) {
    byte[] skips = new byte[256];
    Arrays.fill(skips, (byte) sought.length());
    for (int i = 0; i < sought.length() - 1; i++) {
      skips[sought.charAt(i)] = (byte) (sought.length() - 1 - i);
    }
    return skips;
  }

  static DeclaredBooleans of(HeaderTree tree) {
    DeclaredBooleans booleans = new DeclaredBooleans();
    if (tree.isSource()) {
      booleans.addSources(tree);
    } else {
      for (Path file : tree.files(HeaderTree.DOCUMENTATION)) {
        fromXml(booleans.bytesOf(file), booleans.found);
      }
    }
    return booleans;
  }

  /** Their defaults by their names, sorted. */
  Map<String, Boolean> values() {
    return Collections.unmodifiableMap(found);
  }

  /** Whether every file could be read. */
  boolean areWhole() {
    return whole;
  }

  private void addSources(HeaderTree tree) {
    for (String globals : HeaderTree.GLOBALS) {
      for (Path file : tree.files(globals)) {
        fromStatements(textOf(file), found);
      }
    }
    Map<String, Map<String, Boolean>> templates = new TreeMap<>();
    for (Path file : tree.files(HeaderTree.INTERFACES)) {
      templatesOf(textOf(file), templates);
    }
    for (Path file : tree.files(HeaderTree.MODULES)) {
      String module = textOf(file);
      fromStatements(module, found);
      templates.forEach((name, patterns) -> fromCalls(module, name, patterns, found));
    }
  }

  private String textOf(Path file) {
    return new String(bytesOf(file), StandardCharsets.ISO_8859_1);
  }

  private byte[] bytesOf(Path file) {
    try {
      return HeaderFiles.bytes(file, HeaderFiles.MAX_BYTES);
    } catch (IOException e) {
      whole = false;
      return new byte[0];
    }
  }

  /**
   * Finds <code>&lt;tunable name="x" dftval="false"&gt;</code>, and the same for bool, by the
   * attribute that the DTD wants of these two and gives to nothing else.
   *
   * <p>These files have megabytes, and without an index every build of a module with a boolean
   * reads them: so the search looks at every eighth character, after Horspool, and the rest at what
   * it finds.
   */
  static void fromXml(byte[] text, Map<String, Boolean> into) {
    int last = DEFAULT_VALUE.length() - 1;
    int at = last;
    while (at < text.length) {
      byte c = text[at];
      if (c == '"' && stands(DEFAULT_VALUE, text, at - last)) {
        int start = at;
        while (start >= 0 && text[start] != '<') {
          start--;
        }
        int end = at;
        while (end < text.length && text[end] != '>') {
          end++;
        }
        tag(new String(text, start + 1, end - start - 1, StandardCharsets.ISO_8859_1), into);
        at = end + last;
      } else {
        at += SKIP[c & 0xff];
      }
    }
  }

  private static boolean stands(String sought, byte[] text, int at) {
    for (int i = 0; i < sought.length(); i++) {
      if (text[at + i] != sought.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static void tag(String tag, Map<String, Boolean> into) {
    String name = attribute(tag, "name=\"");
    if (!name.isEmpty() && (tag.startsWith("tunable ") || tag.startsWith("bool "))) {
      into.put(name, attribute(tag, DEFAULT_VALUE).equals("true"));
    }
  }

  private static String attribute(String tag, String start) {
    int from = tag.indexOf(start);
    int end = from < 0 ? -1 : tag.indexOf('"', from + start.length());
    return end < 0 ? "" : tag.substring(from + start.length(), end);
  }

  /** Finds <code>gen_tunable(x, false)</code> and <code>gen_bool(x,true)</code>, quoted or not. */
  static void fromStatements(String text, Map<String, Boolean> into) {
    for (String macro : new String[] {"gen_tunable(", "gen_bool("}) {
      for (int at = text.indexOf(macro); at >= 0; at = text.indexOf(macro, at + 1)) {
        int from = at + macro.length();
        int end = text.indexOf(')', from);
        int comma = text.indexOf(',', from);
        if (end < 0) {
          return;
        }
        if (comma > 0 && comma < end) {
          into.put(
              plain(text.substring(from, comma)),
              plain(text.substring(comma + 1, end)).equals("true"));
        }
      }
    }
  }

  /** Finds templates that declare booleans named after their first parameter. */
  private static void templatesOf(String text, Map<String, Map<String, Boolean>> into) {
    String start = "template(`";
    for (int at = text.indexOf(start); at >= 0; ) {
      int next = text.indexOf(start, at + 1);
      int nameEnd = text.indexOf('\'', at);
      Map<String, Boolean> patterns = new TreeMap<>();
      fromStatements(text.substring(at, next < 0 ? text.length() : next), patterns);
      patterns.keySet().removeIf(pattern -> !pattern.contains("$1"));
      if (nameEnd > 0 && !patterns.isEmpty()) {
        into.put(text.substring(at + start.length(), nameEnd), patterns);
      }
      at = next;
    }
  }

  private static void fromCalls(
      String text, String template, Map<String, Boolean> patterns, Map<String, Boolean> into) {
    for (int at = text.indexOf(template + "(");
        at >= 0;
        at = text.indexOf(template + "(", at + 1)) {
      int from = at + template.length() + 1;
      int comma = text.indexOf(',', from);
      int close = text.indexOf(')', from);
      int end = comma < 0 || (close >= 0 && close < comma) ? close : comma;
      if (end > 0) {
        String argument = plain(text.substring(from, end));
        patterns.forEach((pattern, value) -> into.put(pattern.replace("$1", argument), value));
      }
    }
  }

  private static String plain(String argument) {
    return argument.replace("`", "").replace("'", "").strip();
  }
}
