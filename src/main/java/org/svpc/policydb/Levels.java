package org.svpc.policydb;

import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;

/** Levels and ranges of a policy file. A policy without MLS has them too, as zeros. */
final class Levels {
  static final MlsLevel NO_LEVEL = new MlsLevel(-1, IdSet.EMPTY);
  static final MlsRange NO_RANGE = new MlsRange(NO_LEVEL, NO_LEVEL);

  private final Input input;
  private final int sensitivities;
  private final int categories;
  private final boolean required;

  /**
   * Reads levels whose ids are below these sizes.
   *
   * @param required whether each has to have a sensitivity
   */
  Levels(Input input, int sensitivities, int categories, boolean required) {
    this.input = input;
    this.sensitivities = sensitivities;
    this.categories = categories;
    this.required = required;
  }

  /** Reads levels once all tables are there. */
  Levels(Input input, Counts counts) {
    this(input, counts.sensitivities(), counts.categories(), counts.mls());
  }

  MlsLevel level() throws MalformedPolicy {
    int sensitivity = sensitivity();
    return level(sensitivity, categories());
  }

  /** One level, or two: how many, the sensitivities, then the sets of categories. */
  MlsRange range() throws MalformedPolicy {
    int levels = input.bits32();
    if (levels != 1 && levels != 2) {
      throw input.broken("a range has " + Integer.toUnsignedString(levels) + " levels");
    }
    int low = sensitivity();
    int high = levels == 2 ? sensitivity() : low;
    MlsLevel lowLevel = level(low, categories());
    return new MlsRange(lowLevel, levels == 2 ? level(high, categories()) : lowLevel);
  }

  private static MlsLevel level(int sensitivity, IdSet categories) {
    return sensitivity < 0 && categories.isEmpty()
        ? NO_LEVEL
        : new MlsLevel(sensitivity, categories);
  }

  private int sensitivity() throws MalformedPolicy {
    return required
        ? input.id(sensitivities, "sensitivity")
        : input.idOrNone(sensitivities, "sensitivity");
  }

  private IdSet categories() throws MalformedPolicy {
    return input.set(categories, 0, "category");
  }
}
