package org.svpc.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.IdSet;
import org.svpc.index.LevelTable;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;

/** Levels, ranges and contexts as setools writes them, and read back. */
final class LevelText {
  private final Policy policy;

  LevelText(Policy policy) {
    this.policy = policy;
  }

  /** {@code user:role:type}, and the range where the policy has levels. */
  String context(SecurityContext context) {
    StringBuilder text = new StringBuilder();
    text.append(policy.users().names().name(context.user())).append(':');
    text.append(policy.roles().names().name(context.role())).append(':');
    text.append(policy.types().names().name(context.type()));
    MlsRange range = context.range();
    if (range != null) {
      append(text.append(':'), range);
    }
    return text.toString();
  }

  /** {@code s0 - s0:c0.c1023}; one level where both ends are the same. */
  void append(StringBuilder text, MlsRange range) {
    append(text, range.low());
    if (!range.low().equals(range.high())) {
      append(text.append(" - "), range.high());
    }
  }

  /** {@code s0:c1,c4.c9}: neighbours in the policy's order are drawn together. */
  void append(StringBuilder text, MlsLevel level) {
    LevelTable levels = policy.levels();
    text.append(levels.sensitivities().name(level.sensitivity()));
    IdSet categories = level.categories();
    char before = ':';
    for (int first = categories.next(0); first >= 0; ) {
      int last = categories.endOfRun(first);
      text.append(before).append(levels.categories().name(first));
      if (last > first) {
        text.append('.').append(levels.categories().name(last));
      }
      before = ',';
      first = categories.next(last + 1);
    }
  }

  /** Reads {@code s0-s0:c0.c3,c7}; null, and a refusal, where the policy has no such range. */
  @Nullable MlsRange range(String text, Lookup lookup) {
    if (!policy.properties().mls()) {
      lookup.refuse(
          "The policy has no levels, so no range `" + text + "`.",
          "It has no range_transition either.");
      return null;
    }
    int dash = text.indexOf('-');
    MlsLevel low = level((dash < 0 ? text : text.substring(0, dash)).strip(), lookup);
    MlsLevel high = dash < 0 ? low : level(text.substring(dash + 1).strip(), lookup);
    if (low == null || high == null) {
      return null;
    }
    if (!high.dominates(low)) {
      lookup.refuse(
          "`" + text + "` is no range: its high end does not dominate its low end.",
          "A range is written `s0 - s0:c0.c1023`.");
      return null;
    }
    return new MlsRange(low, high);
  }

  private @Nullable MlsLevel level(String text, Lookup lookup) {
    LevelTable levels = policy.levels();
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    int sensitivity = lookup.id(levels.sensitivities(), name, "sensitivity", "sensitivity");
    BitSet categories = new BitSet();
    List<String> parts = colon < 0 ? new ArrayList<>() : Lookup.parts(text.substring(colon + 1));
    for (String part : parts) {
      int dot = part.indexOf('.');
      String first = dot < 0 ? part : part.substring(0, dot);
      String last = dot < 0 ? part : part.substring(dot + 1);
      int from = lookup.id(levels.categories(), first, "category", "category");
      int to = lookup.id(levels.categories(), last, "category", "category");
      if (from >= 0 && to >= from) {
        categories.set(from, to + 1);
      } else {
        lookup.refuse("`" + part + "` is no range of categories: it runs backwards.", "");
      }
    }
    MlsLevel level = new MlsLevel(Math.max(sensitivity, 0), IdSet.of(categories));
    if (sensitivity >= 0
        && !levels.categoriesOf().get(sensitivity).containsAll(level.categories())) {
      lookup.refuse(
          "`" + text + "` is no level: not all of its categories go with `" + name + "`.",
          "The policy's `level` statements say which do.");
    }
    return lookup.refused() ? null : level;
  }
}
