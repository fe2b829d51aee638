package org.svpc.index;

import java.util.Arrays;
import java.util.List;

/**
 * The access vector and type rules of a policy in parallel arrays: a rule is its place in them.
 * Rules with the same kind, source, target, class and condition arm stand once, as in the policy
 * file. The order is the file's: first all without condition.
 */
public final class RuleTable {
  private final RuleKind[] kinds;
  private final char[] sources;
  private final char[] targets;
  private final char[] classes;
  private final int[] data;
  private final int[] arms;
  private final List<ExtendedPermissions> extended;

  private RuleTable(Builder builder) {
    int size = builder.size;
    kinds = Arrays.copyOf(builder.kinds, size);
    sources = Arrays.copyOf(builder.sources, size);
    targets = Arrays.copyOf(builder.targets, size);
    classes = Arrays.copyOf(builder.classes, size);
    data = Arrays.copyOf(builder.data, size);
    arms = Arrays.copyOf(builder.arms, size);
    extended = List.copyOf(builder.extended);
  }

  public int size() {
    return kinds.length;
  }

  public RuleKind kind(int rule) {
    return kinds[rule];
  }

  /** Id of the source: a type or an attribute. */
  public int source(int rule) {
    return sources[rule];
  }

  /** Id of the target: a type or an attribute. {@code self} is written out in a kernel policy. */
  public int target(int rule) {
    return targets[rule];
  }

  /** Id of the object class. */
  public int objectClass(int rule) {
    return classes[rule];
  }

  /**
   * The mask of permissions of an access rule; for a dontaudit those that are *not* audited (the
   * file holds the complement). The type of a type rule. The place in the table of extended
   * permissions of an xperm rule.
   */
  public int datum(int rule) {
    return data[rule];
  }

  public ExtendedPermissions extended(int rule) {
    return extended.get(data[rule]);
  }

  public boolean isConditional(int rule) {
    return arms[rule] != 0;
  }

  /** The place of the rule's condition in {@link Policy#conditions}, or -1 without one. */
  public int condition(int rule) {
    return Math.abs(arms[rule]) - 1;
  }

  /** The value of the condition under which the rule holds; true where there is no condition. */
  public boolean arm(int rule) {
    return arms[rule] >= 0;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects the rules. */
  public static final class Builder {
    private int size;
    private RuleKind[] kinds = new RuleKind[1024];
    private char[] sources = new char[1024];
    private char[] targets = new char[1024];
    private char[] classes = new char[1024];
    private int[] data = new int[1024];
    private int[] arms = new int[1024];
    private final java.util.ArrayList<ExtendedPermissions> extended = new java.util.ArrayList<>();

    private Builder() {}

    /** Makes room for so many rules in all. */
    public void reserve(int capacity) {
      if (capacity > kinds.length) {
        kinds = Arrays.copyOf(kinds, capacity);
        sources = Arrays.copyOf(sources, capacity);
        targets = Arrays.copyOf(targets, capacity);
        classes = Arrays.copyOf(classes, capacity);
        data = Arrays.copyOf(data, capacity);
        arms = Arrays.copyOf(arms, capacity);
      }
    }

    /**
     * Adds an access or type rule.
     *
     * @param condition place of its condition, or -1
     * @param arm the value of the condition under which it holds
     */
    public void add(
        RuleKind kind,
        int source,
        int target,
        int objectClass,
        int datum,
        int condition,
        boolean arm) {
      if (size == kinds.length) {
        reserve(2 * size);
      }
      kinds[size] = kind;
      sources[size] = (char) source;
      targets[size] = (char) target;
      classes[size] = (char) objectClass;
      data[size] = datum;
      arms[size] = arm ? condition + 1 : -(condition + 1);
      size++;
    }

    /** Adds an xperm rule; it has no condition. */
    public void add(
        RuleKind kind, int source, int target, int objectClass, ExtendedPermissions permissions) {
      extended.add(permissions);
      add(kind, source, target, objectClass, extended.size() - 1, -1, true);
    }

    public RuleTable build() {
      return new RuleTable(this);
    }
  }
}
