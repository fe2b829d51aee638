package org.svpc.selinux;

import java.util.List;

/**
 * A level: a sensitivity with categories, or a name that the target defines ({@code
 * mcs_systemhigh}), together with what it stands for.
 *
 * @param symbol the symbolic name as written, or empty where the level was written out
 * @param sensitivity such as {@code s0}
 * @param categories ranges of categories in the order written; a single one has equal ends
 */
public record Level(String symbol, String sensitivity, List<CategoryRange> categories) {

  /** Categories from {@code low} to {@code high}, both included, such as {@code c0.c1023}. */
  public record CategoryRange(String low, String high) {}

  public Level {
    categories = List.copyOf(categories);
  }

  /** A level without symbol, parsed from {@code s0:c1,c2.c5}; the text must be well formed. */
  public static Level parse(String text) {
    return parse("", text);
  }

  /** A level known under a symbolic name, parsed from what the name stands for. */
  public static Level parse(String symbol, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new Level(symbol, text.strip(), List.of());
    }
    List<CategoryRange> ranges = new java.util.ArrayList<>();
    int from = colon + 1;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      String part = text.substring(from, end).strip();
      int dot = part.indexOf('.');
      ranges.add(
          dot < 0
              ? new CategoryRange(part, part)
              : new CategoryRange(part.substring(0, dot).strip(), part.substring(dot + 1).strip()));
      from = end + 1;
    }
    return new Level(symbol, text.substring(0, colon).strip(), ranges);
  }

  /** The level written out: {@code s0:c1,c2.c5}. */
  public String text() {
    StringBuilder text = new StringBuilder(sensitivity);
    char separator = ':';
    for (CategoryRange range : categories) {
      text.append(separator).append(range.low());
      if (!range.low().equals(range.high())) {
        text.append('.').append(range.high());
      }
      separator = ',';
    }
    return text.toString();
  }

  /** As written: the symbol where there is one. */
  public String written() {
    return symbol.isEmpty() ? text() : symbol;
  }
}
