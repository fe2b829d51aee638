package org.svpc.query;

/** The options of a query that narrow it down, each with a value. */
public enum Criterion {
  SOURCE("-s", "--source", "NAME", "Source: a type or attribute; a role in rules on roles."),
  TARGET("-t", "--target", "NAME", "Target: a type or attribute; a role in rules on roles."),
  CLASS("-c", "--class", "CLASS[,CLASS]...", "Any of these object classes."),
  PERMISSIONS("-p", "--perms", "PERM[,PERM]...", "Any of these permissions."),
  EXTENDED("-x", "--xperms", "HEX[-HEX][,...]", "Any of these ioctl commands, as 0x5401-0x5404."),
  RESULT("-D", "--default", "NAME", "The type, role or range that a transition leads to."),
  BOOLEANS("-b", "--bool", "BOOL[,BOOL]...", "Conditional on any of these booleans.");

  private final String letter;
  private final String word;
  private final String label;
  private final String description;

  Criterion(String letter, String word, String label, String description) {
    this.letter = letter;
    this.word = word;
    this.label = label;
    this.description = description;
  }

  /** What is typed, short. */
  public String letter() {
    return letter;
  }

  /** What is typed, long. */
  public String word() {
    return word;
  }

  /** What the help calls the value. */
  public String label() {
    return label;
  }

  public String description() {
    return description;
  }
}
