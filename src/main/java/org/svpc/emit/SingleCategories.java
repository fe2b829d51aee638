package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.svpc.selinux.Level;
import org.svpc.selinux.Level.CategoryRange;
import org.svpc.selinux.LevelRange;

/**
 * Levels as a .te file has to spell them. Where a run of categories stands beside others ({@code
 * s0:c1,c3.c7}), the step from .pp to CIL (hll/pp of policycoreutils 3.4) leaves out parentheses,
 * and semodule refuses the module; so the run is written category by category. File contexts take
 * another way and keep their runs.
 */
final class SingleCategories {
  /** Between the levels of a range. */
  private static final String TO = " - ";

  private SingleCategories() {}

  static LevelRange of(LevelRange range) {
    return new LevelRange(of(range.low()), of(range.high()));
  }

  /** A call's argument; nothing but a level has both a colon and a comma. */
  static String ofArgument(String argument) {
    if (argument.indexOf(':') < 0 || argument.indexOf(',') < 0 || argument.indexOf('.') < 0) {
      return argument;
    }
    int between = argument.indexOf(TO);
    return between < 0
        ? of(Level.parse(argument)).text()
        : of(Level.parse(argument.substring(0, between))).text()
            + TO
            + of(Level.parse(argument.substring(between + TO.length()))).text();
  }

  /** The level itself where it has no run, or nothing beside one. */
  static Level of(Level level) {
    if (level.categories().size() < 2) {
      return level;
    }
    List<CategoryRange> singles = new ArrayList<>();
    for (CategoryRange run : level.categories()) {
      int low = number(run.low());
      int high = number(run.high());
      if (low < 0 || high <= low) {
        singles.add(run);
      }
      for (int i = low; low >= 0 && low < high && i <= high; i++) {
        singles.add(new CategoryRange("c" + i, "c" + i));
      }
    }
    return singles.size() == level.categories().size()
        ? level
        : new Level("", level.sensitivity(), singles);
  }

  /** The number in {@code c12}, or -1. */
  private static int number(String category) {
    int length = category.length();
    if (length < 2 || length > 6 || category.charAt(0) != 'c') {
      return -1;
    }
    int number = 0;
    for (int i = 1; i < length; i++) {
      char digit = category.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }
}
