package org.svpc.headers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables of a {@code build.conf}: make assignments, one a line. A {@code ?=} keeps what is
 * set already, every other form replaces it; values are taken as written.
 */
final class BuildConf {
  private final Map<String, String> values = new LinkedHashMap<>();

  static BuildConf parse(String text) {
    BuildConf conf = new BuildConf();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      conf.line(text.substring(from, end));
      from = end + 1;
    }
    return conf;
  }

  private void line(String raw) {
    int comment = raw.indexOf('#');
    String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
    int equals = line.indexOf('=');
    if (equals <= 0) {
      return;
    }
    char before = line.charAt(equals - 1);
    boolean keeps = before == '?';
    int nameEnd = equals;
    while (nameEnd > 0 && "?:+!".indexOf(line.charAt(nameEnd - 1)) >= 0) {
      nameEnd--;
    }
    String name = line.substring(0, nameEnd).strip();
    for (String word : new String[] {"export ", "override "}) {
      if (name.startsWith(word)) {
        name = name.substring(word.length()).strip();
      }
    }
    String value = line.substring(equals + 1).strip();
    if (before == '+') {
      values.merge(name, value, (old, more) -> (old + ' ' + more).strip());
    } else if (!keeps || !values.containsKey(name)) {
      values.put(name, value);
    }
  }

  /** The value of a variable, or {@code fallback} where it is not set or empty. */
  String get(String name, String fallback) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? fallback : value;
  }

  boolean yes(String name) {
    return get(name, "n").equals("y");
  }

  /** The value as a number from 1 to 65536, or {@code fallback} where it is none. */
  int number(String name, int fallback) {
    String value = get(name, "");
    int number = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9' || number > 65536) {
        return fallback;
      }
      number = number * 10 + (c - '0');
    }
    return number < 1 || number > 65536 ? fallback : number;
  }
}
