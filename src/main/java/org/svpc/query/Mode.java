package org.svpc.query;

/** The options of a query that say how its criteria are compared. */
public enum Mode {
  SOURCE_DIRECT("-ds", "The source is written in the rule, not reached through an attribute."),
  TARGET_DIRECT("-dt", "The target is written in the rule, not reached through an attribute."),
  PERMISSIONS_EQUAL("-ep", "The rule has exactly the permissions of -p."),
  PERMISSIONS_SUBSET("-Sp", "The rule has all permissions of -p."),
  EXTENDED_EQUAL("-ex", "The rule has exactly the ioctl commands of -x."),
  BOOLEANS_EQUAL("-eb", "The condition has exactly the booleans of -b."),
  SOURCE_PATTERN("-rs", "The value of -s is a regular expression."),
  TARGET_PATTERN("-rt", "The value of -t is a regular expression."),
  CLASS_PATTERN("-rc", "The value of -c is a regular expression."),
  RESULT_PATTERN("-rd", "The value of -D is a regular expression."),
  BOOLEANS_PATTERN("-rb", "The value of -b is a regular expression.");

  private final String letter;
  private final String description;

  Mode(String letter, String description) {
    this.letter = letter;
    this.description = description;
  }

  /** What is typed. */
  public String letter() {
    return letter;
  }

  public String description() {
    return description;
  }
}
