package org.svpc.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RoleTable;
import org.svpc.index.RuleTable;

/** Rules as lines of text, as sesearch prints them. */
final class RuleText {
  private final Policy policy;
  private final LevelText levels;
  private final StringBuilder line = new StringBuilder();
  private final @Nullable String[] conditions;
  private final int[][] alphabetical;

  RuleText(Policy policy) {
    this.policy = policy;
    levels = new LevelText(policy);
    conditions = new String[policy.conditions().size()];
    // A class is empty here until its permissions are first sorted.
    alphabetical = new int[policy.classes().classes().size()][0];
  }

  /** A rule of the table of rules. */
  String of(int rule) {
    RuleTable rules = policy.rules();
    int objectClass = rules.objectClass(rule);
    begin(rules.kind(rule).word(), rules.source(rule), rules.target(rule), objectClass);
    switch (rules.kind(rule)) {
      case ALLOW, AUDITALLOW, DONTAUDIT -> permissions(objectClass, rules.datum(rule));
      case TYPE_TRANSITION, TYPE_MEMBER, TYPE_CHANGE -> line.append(type(rules.datum(rule)));
      case ALLOWXPERM, AUDITALLOWXPERM, DONTAUDITXPERM -> {
        line.append("ioctl ");
        commands(rules.extended(rule).commands());
      }
    }
    line.append(';');
    if (rules.isConditional(rule)) {
      line.append(" [ ").append(condition(rules.condition(rule)));
      line.append(rules.arm(rule) ? " ]:True" : " ]:False");
    }
    return line.toString();
  }

  String of(Policy.NameTransition rule) {
    begin("type_transition", rule.source(), rule.target(), rule.objectClass());
    return line.append(type(rule.result())).append(' ').append(rule.name()).append(';').toString();
  }

  String of(Policy.RangeTransition rule) {
    begin("range_transition", rule.source(), rule.target(), rule.objectClass());
    levels.append(line, rule.range());
    return line.append(';').toString();
  }

  String of(RoleTable.Allow rule) {
    return "allow " + role(rule.from()) + " " + role(rule.to()) + ";";
  }

  String of(RoleTable.Transition rule) {
    return "role_transition "
        + role(rule.role())
        + " "
        + type(rule.type())
        + ":"
        + policy.classes().names().name(rule.objectClass())
        + " "
        + role(rule.result())
        + ";";
  }

  private void begin(String word, int source, int target, int objectClass) {
    line.setLength(0);
    line.append(word).append(' ').append(type(source)).append(' ').append(type(target));
    line.append(':').append(policy.classes().names().name(objectClass)).append(' ');
  }

  private String type(int id) {
    return policy.types().names().name(id);
  }

  private String role(int id) {
    return policy.roles().names().name(id);
  }

  private void permissions(int objectClass, int mask) {
    List<String> names = policy.classes().get(objectClass).permissions();
    int start = line.length();
    int count = 0;
    for (int bit : order(objectClass)) {
      if ((mask & (1 << bit)) != 0) {
        line.append(count == 0 ? "" : " ").append(names.get(bit));
        count++;
      }
    }
    if (count > 1) {
      line.insert(start, "{ ").append(" }");
    }
  }

  /** The bits of a class by the names of their permissions. */
  private int[] order(int objectClass) {
    int[] known = alphabetical[objectClass];
    if (known.length > 0) {
      return known;
    }
    ObjectClass described = policy.classes().get(objectClass);
    int[] order = new int[Integer.bitCount(described.all())];
    int at = 0;
    for (String name : described.names(described.all())) {
      order[at++] = described.permissions().indexOf(name);
    }
    alphabetical[objectClass] = order;
    return order;
  }

  /** {@code 0x5401} or {@code { 0x5401-0x5404 0x5410 }}. */
  private void commands(IdSet commands) {
    int start = line.length();
    int ranges = 0;
    for (int first = commands.next(0); first >= 0; ) {
      int last = commands.endOfRun(first);
      line.append(ranges == 0 ? "" : " ").append(hexadecimal(first));
      if (last > first) {
        line.append('-').append(hexadecimal(last));
      }
      ranges++;
      first = commands.next(last + 1);
    }
    if (ranges > 1) {
      line.insert(start, "{ ").append(" }");
    }
  }

  /** Four digits at least: {@code 0x08a1}. */
  static String hexadecimal(int number) {
    String digits = Integer.toHexString(number);
    return "0x0000".substring(0, Math.max(2, 6 - digits.length())) + digits;
  }

  private String condition(int condition) {
    String known = conditions[condition];
    if (known == null) {
      known =
          ConditionText.of(
              policy.conditions().get(condition).expression(), policy.booleans().names());
      conditions[condition] = known;
    }
    return known;
  }
}
