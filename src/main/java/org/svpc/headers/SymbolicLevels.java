package org.svpc.headers;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works out what the support macros mean by a symbolic level: <code>s0:c0.c`'decr(mcs_num_cats)
 * </code> is {@code s0:c0.c1023} where there are 1,024 categories. Knows quotes, numbers of build
 * options, {@code incr}, {@code decr} and names of other levels; a text with anything else stands
 * for no level.
 */
final class SymbolicLevels {
  private static final int MAX_DEPTH = 16;

  private final Map<String, String> definitions = new HashMap<>();
  private final Map<String, String> numbers;

  SymbolicLevels(Map<String, String> numbers) {
    this.numbers = numbers;
  }

  /** Takes a macro into account whose name says that it is a level or a set of categories. */
  void define(String name, String text) {
    if (name.startsWith("mls_") || name.startsWith("mcs_")) {
      definitions.put(name, text);
    }
  }

  /** All names that stand for a level, with it written out. */
  Map<String, String> levels() {
    return startingWith('s');
  }

  /** All names that stand for categories, with them written out. */
  Map<String, String> categorySets() {
    return startingWith('c');
  }

  private Map<String, String> startingWith(char letter) {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> definition : definitions.entrySet()) {
      String value = evaluate(definition.getValue(), 0);
      if (value != null && isListOf(letter, value)) {
        found.put(definition.getKey(), value);
      }
    }
    return found;
  }

  private @Nullable String evaluate(String text, int depth) {
    StringBuilder value = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '`' || c == '\'' || c <= ' ') {
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && isWordPart(text.charAt(end))) {
        end++;
      }
      if (end == at) {
        value.append(c);
        at++;
        continue;
      }
      String word = text.substring(at, end);
      at = end;
      if (at < text.length() && text.charAt(at) == '(') {
        int close = text.indexOf(')', at);
        Integer number = close < 0 ? null : step(word, text.substring(at + 1, close));
        if (number == null) {
          return null;
        }
        value.append(number.intValue());
        at = close + 1;
      } else {
        String meaning = meaning(word, depth);
        if (meaning == null) {
          return null;
        }
        value.append(meaning);
      }
    }
    return value.toString();
  }

  private @Nullable String meaning(String word, int depth) {
    String number = numbers.get(word);
    if (number != null) {
      return number;
    }
    String other = definitions.get(word);
    if (other == null) {
      return word;
    }
    return depth < MAX_DEPTH ? evaluate(other, depth + 1) : null;
  }

  private @Nullable Integer step(String function, String argument) {
    String number = numbers.get(argument.strip());
    if (number == null) {
      return null;
    }
    return switch (function) {
      case "decr" -> Integer.parseInt(number) - 1;
      case "incr" -> Integer.parseInt(number) + 1;
      default -> null;
    };
  }

  private static boolean isListOf(char letter, String value) {
    if (value.length() < 2 || value.charAt(0) != letter || !isDigit(value.charAt(1))) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isDigit(c) && "sc:.,".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || c == '_' || (c >= 'A' && c <= 'Z');
  }
}
