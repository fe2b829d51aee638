package org.svpc.index;

/**
 * A level as ids.
 *
 * @param sensitivity id of the sensitivity; a greater id is the more sensitive
 * @param categories ids of the categories
 */
public record MlsLevel(int sensitivity, IdSet categories) {
  /** Whether this level is at least as sensitive and has every category of the other. */
  public boolean dominates(MlsLevel other) {
    return sensitivity >= other.sensitivity && categories.containsAll(other.categories);
  }

  /** Whether the relation holds between this level and the other, as the kernel has it. */
  public boolean is(Constraint.Relation relation, MlsLevel other) {
    return switch (relation) {
      case EQUAL -> equals(other);
      case NOT_EQUAL -> !equals(other);
      case DOMINATES -> dominates(other);
      case DOMINATED_BY -> other.dominates(this);
      case INCOMPARABLE -> !dominates(other) && !other.dominates(this);
    };
  }

  // Written out: what a record makes of itself costs a cold JVM tens of milliseconds when first
  // called, and every access decision comes here.
  @Override
  public boolean equals(Object other) {
    return other instanceof MlsLevel level
        && sensitivity == level.sensitivity
        && categories.equals(level.categories);
  }

  @Override
  public int hashCode() {
    return 31 * sensitivity + categories.hashCode();
  }
}
