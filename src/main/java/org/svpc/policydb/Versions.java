package org.svpc.policydb;

/** Versions of the format from which on a part is there or has its present form. */
final class Versions {
  /** Bounds, and attributes kept by name; the oldest that svpc reads. */
  static final int OLDEST = 24;

  static final int NAME_TRANSITIONS = 25;
  static final int ROLE_TRANSITION_CLASS = 26;
  static final int NEW_OBJECT_DEFAULTS = 27;
  static final int DEFAULT_TYPE = 28;
  static final int CONSTRAINT_NAMES = 29;

  /** Named transitions by target, class and name, with a set of sources. */
  static final int COMPACT_NAME_TRANSITIONS = 33;

  static final int NEWEST = 33;

  private Versions() {}
}
