package org.svpc.lower;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.selinux.Level;
import org.svpc.selinux.Level.CategoryRange;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Origin;
import org.svpc.syntax.Range;
import org.svpc.target.Target;
import org.svpc.text.Spelling;

/**
 * Takes levels and ranges: symbolic names get their meaning, numbers are held against the target.
 */
final class Ranges {
  /** The level that everything has that is given none. */
  static final Level LOWEST = Level.parse("s0");

  private final Target target;
  private final Diagnostics diagnostics;

  Ranges(Target target, Diagnostics diagnostics) {
    this.target = target;
    this.diagnostics = diagnostics;
  }

  /**
   * A range that is an argument. Where the target has no levels it is kept as written: what is
   * called may use it only under `ifdef`s that the target does not take.
   */
  @Nullable LevelRange argument(Range range, Frame frame) {
    return written(range, target.mls() ? frame : frame.arm(false));
  }

  /** A range that a statement uses; null, with a diagnostic, where the target has none such. */
  @Nullable LevelRange range(Range range, Frame frame) {
    // What the target does not take may speak of levels that only another target has.
    if (!target.mls() && !frame.dead()) {
      diagnostics.add(
          Diagnostic.at(
                  Code.UNKNOWN_LEVEL,
                  frame.origin(range.span()),
                  "Contexts of " + target.description() + " have no level.")
              .label("the target is built without MCS and MLS")
              .note("Put what needs levels under `ifdef (enable_mcs)`."));
      return null;
    }
    return written(range, frame);
  }

  private @Nullable LevelRange written(Range range, Frame frame) {
    Range.LevelText highText = range.high();
    if (highText == null) {
      Binding binding = frame.binding(range.low().text());
      if (binding != null && binding.kind() == ParameterKind.RANGE) {
        return binding.range();
      }
    }
    Level low = level(range.low(), frame);
    Level high = highText == null ? low : level(highText, frame);
    if (low == null || high == null) {
      return null;
    }
    if (!frame.dead() && !dominates(high, low)) {
      diagnostics.add(
          Diagnostic.at(
                  Code.RANGE_ORDER,
                  frame.origin(range.span()),
                  "The level `" + high.written() + "` does not dominate `" + low.written() + "`.")
              .label("a range goes from its low level up to its high level")
              .note(
                  "A level dominates another whose sensitivity is not higher and whose categories"
                      + " it all has."));
      return null;
    }
    return new LevelRange(low, high);
  }

  private @Nullable Level level(Range.LevelText text, Frame frame) {
    Origin origin = frame.origin(text.span());
    String written = text.text();
    Binding binding = frame.binding(written);
    if (binding != null && binding.kind() == ParameterKind.RANGE) {
      LevelRange range = binding.range();
      return range == null ? null : range.low();
    }
    if (written.indexOf(':') < 0 && number('s', written) < 0) {
      String meaning = target.level(written).orElse(null);
      if (meaning == null && frame.dead()) {
        return new Level(written, written, List.of());
      }
      if (meaning == null) {
        diagnostics.add(
            Diagnostic.at(
                    Code.UNKNOWN_LEVEL,
                    origin,
                    "There is no level `" + written + "` in " + target.description() + ".")
                .label("unknown level")
                .note("A level is `s0`, `s0:c1,c2`, `s0:c0.c1023` or a symbolic name.")
                .suggest(Spelling.closest(written, target.levelNames())));
        return null;
      }
      Level level = Level.parse(written, meaning);
      if (frame.dead() || number('s', level.sensitivity()) < target.sensitivities()) {
        return level;
      }
      diagnostics.add(
          Diagnostic.at(
                  Code.UNKNOWN_LEVEL,
                  origin,
                  "`"
                      + written
                      + "` stands for `"
                      + meaning
                      + "`, and there is no sensitivity `"
                      + level.sensitivity()
                      + "` in "
                      + target.description()
                      + ".")
              .label("beyond the target's levels")
              .help(
                  "Put it under `ifdef (enable_mls)`; the highest level of a target with MCS is"
                      + " `mcs_systemhigh`."));
      return null;
    }
    Level level = Level.parse(written);
    return frame.dead() || known(level, origin) ? level : null;
  }

  private boolean known(Level level, Origin origin) {
    int sensitivity = number('s', level.sensitivity());
    if (sensitivity < 0 || sensitivity >= target.sensitivities()) {
      unknown(level.sensitivity(), "sensitivity", 's', target.sensitivities(), origin);
      return false;
    }
    for (CategoryRange categories : level.categories()) {
      for (String end : List.of(categories.low(), categories.high())) {
        int number = number('c', end);
        if (number < 0 || number >= target.categories()) {
          unknown(end, "category", 'c', target.categories(), origin);
          return false;
        }
      }
      if (number('c', categories.low()) > number('c', categories.high())) {
        diagnostics.add(
            Diagnostic.at(
                    Code.RANGE_ORDER,
                    origin,
                    "The categories `"
                        + categories.low()
                        + "."
                        + categories.high()
                        + "` run backwards.")
                .label("write the lower category first"));
        return false;
      }
    }
    return true;
  }

  private void unknown(String name, String what, char letter, int count, Origin origin) {
    diagnostics.add(
        Diagnostic.at(
                Code.UNKNOWN_LEVEL,
                origin,
                "There is no " + what + " `" + name + "` in " + target.description() + ".")
            .label("unknown " + what)
            .note("It has `" + letter + "0` to `" + letter + (count - 1) + "`."));
  }

  /** The number in {@code s0} or {@code c12}; -1 where the name is not of that form. */
  private static int number(char letter, String name) {
    if (name.length() < 2 || name.length() > 6 || name.charAt(0) != letter) {
      return -1;
    }
    int number = 0;
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static boolean dominates(Level high, Level low) {
    if (Sets.isParameter(high.written()) || Sets.isParameter(low.written())) {
      return true;
    }
    BitSet missing = categories(low);
    missing.andNot(categories(high));
    return number('s', high.sensitivity()) >= number('s', low.sensitivity()) && missing.isEmpty();
  }

  private static BitSet categories(Level level) {
    BitSet set = new BitSet();
    for (CategoryRange range : level.categories()) {
      int low = number('c', range.low());
      int high = number('c', range.high());
      if (low >= 0 && high >= low) {
        set.set(low, high + 1);
      }
    }
    return set;
  }
}
