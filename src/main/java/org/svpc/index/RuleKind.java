package org.svpc.index;

/** The kinds of rules of a {@link RuleTable}, with their .te word. */
public enum RuleKind {
  ALLOW("allow"),
  AUDITALLOW("auditallow"),
  DONTAUDIT("dontaudit"),
  TYPE_TRANSITION("type_transition"),
  TYPE_MEMBER("type_member"),
  TYPE_CHANGE("type_change"),
  ALLOWXPERM("allowxperm"),
  AUDITALLOWXPERM("auditallowxperm"),
  DONTAUDITXPERM("dontauditxperm");

  private final String word;

  RuleKind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Whether the rule's datum is a mask of permissions. */
  public boolean isAccess() {
    return this == ALLOW || this == AUDITALLOW || this == DONTAUDIT;
  }

  /** Whether the rule's datum is a type. */
  public boolean isTypeRule() {
    return this == TYPE_TRANSITION || this == TYPE_MEMBER || this == TYPE_CHANGE;
  }

  /** Whether the rule's datum is a place in {@link RuleTable#extended}. */
  public boolean isExtended() {
    return this == ALLOWXPERM || this == AUDITALLOWXPERM || this == DONTAUDITXPERM;
  }
}
