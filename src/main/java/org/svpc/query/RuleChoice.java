package org.svpc.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.RuleKind;

/** The options of a query that say which kinds of rules are looked for. */
public enum RuleChoice {
  ALLOW_AND_XPERM("-A", null, "allow and allowxperm rules.", RuleKind.ALLOW, RuleKind.ALLOWXPERM),
  ALLOW("--allow", null, "allow rules.", RuleKind.ALLOW),
  ALLOWXPERM("--allowxperm", null, "allowxperm rules.", RuleKind.ALLOWXPERM),
  AUDITALLOW("--auditallow", null, "auditallow rules.", RuleKind.AUDITALLOW),
  AUDITALLOWXPERM("--auditallowxperm", null, "auditallowxperm rules.", RuleKind.AUDITALLOWXPERM),
  DONTAUDIT("--dontaudit", null, "dontaudit rules.", RuleKind.DONTAUDIT),
  DONTAUDITXPERM("--dontauditxperm", null, "dontauditxperm rules.", RuleKind.DONTAUDITXPERM),
  NEVERALLOW("--neverallow", null, "neverallow rules: a kernel policy has none."),
  NEVERALLOWXPERM("--neverallowxperm", null, "neverallowxperm rules: a kernel policy has none."),
  TYPE_TRANSITION("-T", "--type_trans", "type_transition rules.", RuleKind.TYPE_TRANSITION),
  TYPE_CHANGE("--type_change", null, "type_change rules.", RuleKind.TYPE_CHANGE),
  TYPE_MEMBER("--type_member", null, "type_member rules.", RuleKind.TYPE_MEMBER),
  ROLE_ALLOW("--role_allow", null, "allow rules between roles."),
  ROLE_TRANSITION("--role_trans", null, "role_transition rules."),
  RANGE_TRANSITION("--range_trans", null, "range_transition rules.");

  private final String letter;
  private final @Nullable String word;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<RuleKind> kinds;

  RuleChoice(String letter, @Nullable String word, String description, RuleKind... kinds) {
    this.letter = letter;
    this.word = word;
    this.description = description;
    this.kinds = List.of(kinds);
  }

  /** What is typed: {@code -A}, {@code --auditallow}. */
  public String letter() {
    return letter;
  }

  /** The long form where the letter is a letter. */
  public @Nullable String word() {
    return word;
  }

  /** What is found, for the help. */
  public String description() {
    return description;
  }

  /** The kinds of rules of the table of rules; none for rules on roles and ranges. */
  public List<RuleKind> kinds() {
    return kinds;
  }

  /** Whether a source and target of such a rule is a type or attribute. */
  boolean isTypeEnforcement() {
    return this != ROLE_ALLOW && this != ROLE_TRANSITION && this != RANGE_TRANSITION;
  }
}
