package org.svpc.index;

import java.util.List;

/**
 * A kernel policy. All ids are from 0; types and attributes share one table, as in the kernel.
 *
 * @param properties version and switches
 * @param classes object classes, their permissions and constraints
 * @param types types and attributes
 * @param roles roles, with role allow and role_transition
 * @param users SELinux users
 * @param levels sensitivities and categories; empty tables where the policy has no MLS
 * @param booleans names and states of booleans
 * @param conditions what conditional rules depend on; a rule names its condition by the place here
 * @param rules access vector and type rules
 * @param nameTransitions type_transition rules with a file name
 * @param rangeTransitions range_transition rules
 * @param contexts initial contexts, and those of file systems, ports and the like
 */
public record Policy(
    Properties properties,
    ClassTable classes,
    TypeTable types,
    RoleTable roles,
    UserTable users,
    LevelTable levels,
    BooleanTable booleans,
    List<Condition> conditions,
    RuleTable rules,
    List<NameTransition> nameTransitions,
    List<RangeTransition> rangeTransitions,
    List<LabelRule> contexts) {

  public Policy {
    conditions = List.copyOf(conditions);
    nameTransitions = List.copyOf(nameTransitions);
    rangeTransitions = List.copyOf(rangeTransitions);
    contexts = List.copyOf(contexts);
  }

  /** What the kernel does with classes and permissions that the policy does not know. */
  public enum UnknownHandling {
    DENY("deny"),
    REJECT("reject"),
    ALLOW("allow");

    private final String word;

    UnknownHandling(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * What holds for the policy as a whole.
   *
   * @param version of the policy's format, 24 to 33
   * @param mls whether contexts have levels
   * @param unknown handle_unknown
   * @param capabilities names of the policy capabilities that are on, in the kernel's order; one
   *     that this svpc does not know by name is {@code capability N}
   */
  public record Properties(
      int version, boolean mls, UnknownHandling unknown, List<String> capabilities) {
    public Properties {
      capabilities = List.copyOf(capabilities);
    }
  }

  /**
   * A conditional expression and what it guards.
   *
   * @param expression over ids of booleans
   */
  public record Condition(BooleanExpression expression) {}

  /**
   * {@code type_transition source target:class result "name"}; the name is compared in full.
   *
   * @param source id of a type or attribute
   * @param target id of a type or attribute
   * @param result id of a type
   */
  public record NameTransition(int source, int target, int objectClass, String name, int result) {}

  /** {@code range_transition source target:class range}. */
  public record RangeTransition(int source, int target, int objectClass, MlsRange range) {}
}
