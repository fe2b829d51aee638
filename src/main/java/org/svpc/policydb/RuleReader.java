package org.svpc.policydb;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.svpc.index.ExtendedPermissions;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;

/** The access vector and type rules of a policy file: those without condition, then the others. */
final class RuleReader {
  /** The kinds of rules, as bits of a rule's head. */
  private static final int ALLOW = 0x1;

  private static final int AUDITALLOW = 0x2;

  /** Permissions whose denial is audited: the complement of dontaudit's. */
  private static final int AUDITDENY = 0x4;

  private static final int TRANSITION = 0x10;
  private static final int MEMBER = 0x20;
  private static final int CHANGE = 0x40;
  private static final int ALLOWXPERM = 0x100;
  private static final int AUDITALLOWXPERM = 0x200;
  private static final int DONTAUDITXPERM = 0x400;

  /** Set while the rule's condition holds; it follows from the condition. */
  private static final int ENABLED = 0x8000;

  private static final int FUNCTIONS_OF_DRIVER = 1;
  private static final int WHOLE_DRIVERS = 2;
  private static final int LEAST_RULE_BYTES = 12;
  private static final int MASK_BITS = 256;

  private final Input input;
  private final int types;
  private final int classes;
  private final RuleTable.Builder rules = RuleTable.builder();
  private final List<Policy.Condition> conditions = new ArrayList<>();

  RuleReader(Input input, int types, int classes) {
    this.input = input;
    this.types = types;
    this.classes = classes;
  }

  RuleTable rules() {
    return rules.build();
  }

  List<Policy.Condition> conditions() {
    return conditions;
  }

  /** The rules without condition. */
  void readUnconditional() throws MalformedPolicy {
    int start = input.at();
    int count = input.count("rules", LEAST_RULE_BYTES);
    rules.reserve(count);
    for (int i = 0; i < count; i++) {
      rule(-1, true);
    }
    Places places = input.places();
    if (places != null) {
      places.ruleCount = start;
      places.endOfRules = input.at();
    }
  }

  /** The conditions, each with its rules. */
  void readConditional(int booleans) throws MalformedPolicy {
    Expressions expressions = new Expressions(input, 0);
    int count = input.count("conditions", 16);
    for (int condition = 0; condition < count; condition++) {
      // The state of the condition as the policy was written; it follows from the booleans'.
      input.bits32();
      int start = input.at();
      conditions.add(new Policy.Condition(expressions.condition(booleans)));
      Places places = input.places();
      if (places != null) {
        places.conditions.add(input.since(start));
      }
      arm(condition, true);
      arm(condition, false);
    }
  }

  private void arm(int condition, boolean value) throws MalformedPolicy {
    int count = input.count("conditional rules", LEAST_RULE_BYTES);
    for (int i = 0; i < count; i++) {
      rule(condition, value);
    }
  }

  private void rule(int condition, boolean arm) throws MalformedPolicy {
    int start = input.at();
    ofKind(condition, arm);
    Places places = input.places();
    if (places != null) {
      places.rules.add(input.since(start));
    }
  }

  private void ofKind(int condition, boolean arm) throws MalformedPolicy {
    int source = input.id(input.u16(), types, "type");
    int target = input.id(input.u16(), types, "type");
    int objectClass = input.id(input.u16(), classes, "class");
    int kind = input.u16() & ~ENABLED;
    switch (kind) {
      case ALLOW ->
          rules.add(RuleKind.ALLOW, source, target, objectClass, input.bits32(), condition, arm);
      case AUDITALLOW ->
          rules.add(
              RuleKind.AUDITALLOW, source, target, objectClass, input.bits32(), condition, arm);
      case AUDITDENY ->
          rules.add(
              RuleKind.DONTAUDIT, source, target, objectClass, ~input.bits32(), condition, arm);
      case TRANSITION ->
          rules.add(RuleKind.TYPE_TRANSITION, source, target, objectClass, type(), condition, arm);
      case MEMBER ->
          rules.add(RuleKind.TYPE_MEMBER, source, target, objectClass, type(), condition, arm);
      case CHANGE ->
          rules.add(RuleKind.TYPE_CHANGE, source, target, objectClass, type(), condition, arm);
      case ALLOWXPERM -> extended(RuleKind.ALLOWXPERM, source, target, objectClass, condition);
      case AUDITALLOWXPERM ->
          extended(RuleKind.AUDITALLOWXPERM, source, target, objectClass, condition);
      case DONTAUDITXPERM ->
          extended(RuleKind.DONTAUDITXPERM, source, target, objectClass, condition);
      default -> throw input.broken("a rule is of kind 0x" + Integer.toHexString(kind));
    }
  }

  private int type() throws MalformedPolicy {
    return input.id(types, "type");
  }

  private void extended(RuleKind kind, int source, int target, int objectClass, int condition)
      throws MalformedPolicy {
    if (condition >= 0) {
      throw input.broken("a rule on ioctl commands stands under a condition");
    }
    int form = input.u8();
    int driver = input.u8();
    BitSet commands = new BitSet();
    if (form != FUNCTIONS_OF_DRIVER && form != WHOLE_DRIVERS) {
      throw input.broken("a rule on extended permissions is of form " + form);
    }
    for (int bit = 0; bit < MASK_BITS; bit += Integer.SIZE) {
      int word = input.bits32();
      for (int rest = word; rest != 0; rest &= rest - 1) {
        int place = bit + Integer.numberOfTrailingZeros(rest);
        if (form == FUNCTIONS_OF_DRIVER) {
          commands.set((driver << 8) | place);
        } else {
          commands.set(place << 8, (place + 1) << 8);
        }
      }
    }
    IdSet set = IdSet.of(commands);
    input.spend(commands.length() / Long.SIZE + 1);
    rules.add(kind, source, target, objectClass, new ExtendedPermissions(set));
  }
}
