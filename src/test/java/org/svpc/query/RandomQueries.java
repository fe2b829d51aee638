package org.svpc.query;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.RoleTable;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;

/**
 * Queries for a policy, each made from a rule that is in it, so that most find something. In a big
 * policy those are left out that setools takes many seconds for.
 */
final class RandomQueries {
  private static final int BIG = 10_000;
  private static final int BIG_ATTRIBUTE = 20;
  private static final List<String> RANGES =
      List.of("s0", "s1:c0", "s0-s1:c0.c3", "s0 - s1:c0,c1.c3", "s0:c1,c3", "s9", "s0:c0.c1,c2");

  private final Policy policy;
  private final Random random;
  private final Map<RuleKind, List<Integer>> rules = new EnumMap<>(RuleKind.class);

  RandomQueries(Policy policy, Random random) {
    this.policy = policy;
    this.random = random;
    for (int rule = 0; rule < policy.rules().size(); rule++) {
      rules.computeIfAbsent(policy.rules().kind(rule), kind -> new ArrayList<>()).add(rule);
    }
  }

  /** The words of a query, without the policy. */
  List<String> next() {
    return switch (random.nextInt(8)) {
      case 0 -> nameTransition();
      case 1 -> roleRule();
      case 2 -> policy.rangeTransitions().isEmpty() ? rule() : rangeTransition();
      default -> rule();
    };
  }

  private List<String> rule() {
    RuleTable table = policy.rules();
    RuleKind kind = pick(List.copyOf(rules.keySet()));
    int rule = pick(rules.get(kind));
    List<String> words = new ArrayList<>(List.of(letter(kind)));
    if (chance(4)) {
      words.add(
          pick(List.of("-T", "--dontaudit", "--type_change", "--auditallow", "--neverallow")));
      if (words.get(0).equals(words.get(1))) {
        words.remove(1);
      }
    }
    boolean big = rules.get(kind).size() > BIG || words.size() > 1;
    boolean narrowed = type(words, "s", table.source(rule), big);
    narrowed |= type(words, "t", table.target(rule), big);
    ObjectClass objectClass = policy.classes().get(table.objectClass(rule));
    objectClass(words, objectClass.name());
    if (kind.isAccess() && chance(2)) {
      permissions(words, objectClass, table.datum(rule));
    } else if (kind.isExtended() && chance(2)) {
      int command = table.extended(rule).commands().next(0);
      String number = Integer.toHexString(command);
      words.addAll(
          List.of(
              "-x", pick(List.of("0x" + number, number + "-" + (number + "0"), "0-ff,0x8900"))));
      flag(words, "-ex");
    } else if (kind.isTypeRule() && chance(2)) {
      name(words, "D", policy.types().names().name(table.datum(rule)));
    }
    if (table.isConditional(rule) ? !chance(3) : chance(12)) {
      booleans(words, Math.max(table.condition(rule), 0));
      narrowed = true;
    }
    if (!narrowed && policy.rules().size() > BIG) {
      words.addAll(List.of("-b", policy.booleans().names().name(0)));
    }
    return words;
  }

  private String letter(RuleKind kind) {
    return switch (kind) {
      case ALLOW, ALLOWXPERM -> chance(2) ? "-A" : "--" + kind.word();
      case TYPE_TRANSITION -> "-T";
      case AUDITALLOW, DONTAUDIT, TYPE_MEMBER, TYPE_CHANGE, AUDITALLOWXPERM, DONTAUDITXPERM ->
          "--" + kind.word();
    };
  }

  private boolean type(List<String> words, String letter, int id, boolean big) {
    IdSet members = policy.types().membersOf().get(id);
    // setools takes an attribute without types for no criterion at all: a slip of its own.
    if (chance(3) || members.isEmpty()) {
      return false;
    }
    Names names = policy.types().names();
    int asked = id;
    if (policy.types().isAttribute(id) && chance(2)) {
      asked = members.toArray()[random.nextInt(members.size())];
    }
    String name = names.name(asked);
    for (Map.Entry<String, Integer> alias : names.aliases().entrySet()) {
      name = alias.getValue() == asked && chance(2) ? alias.getKey() : name;
    }
    boolean pattern = name(words, letter, name);
    boolean slow =
        policy.rules().size() > BIG
            && big
            && (pattern || policy.types().membersOf().get(asked).size() > BIG_ATTRIBUTE);
    if (slow || chance(3)) {
      words.add("-d" + letter);
    }
    return true;
  }

  /** A criterion with a name, one that is a little wrong, or a pattern made of it. */
  private boolean name(List<String> words, String letter, String name) {
    boolean pattern = chance(5);
    String value = pattern ? pattern(name) : chance(30) ? name + "x" : name;
    String option =
        switch (letter) {
          case "s" -> chance(2) ? "-s" : "--source";
          case "t" -> chance(2) ? "-t" : "--target";
          default -> chance(2) ? "-D" : "--default";
        };
    words.addAll(List.of(option, value));
    if (pattern) {
      words.add(letter.equals("D") ? "-rd" : "-r" + letter);
    }
    return pattern;
  }

  private String pattern(String name) {
    int middle = name.length() / 2;
    String head = name.substring(0, middle);
    String tail = name.substring(middle);
    return pick(
        List.of(
            "^" + head,
            tail + "$",
            "^(?:" + name + "|zzz)$",
            head + "." + "{0,3}" + "$",
            "(" + head + ")?" + "[" + tail.charAt(0) + "-]" + "\\w*",
            "^\\w{" + name.length() + "}$",
            "[^a-m_]{,2}" + tail,
            tail + "\\Z",
            "\\b" + name + "\\b",
            "[[" + name.charAt(0) + "&&]" + name.substring(1),
            "[]" + name.charAt(0) + "]",
            "((" + head));
  }

  private void objectClass(List<String> words, String name) {
    if (chance(2)) {
      return;
    }
    String other = pick(List.of("file", "dir", "process", "fille"));
    if (chance(5)) {
      words.addAll(List.of("-c", pattern(name), "-rc"));
    } else {
      words.addAll(List.of(chance(2) ? "-c" : "--class", chance(4) ? name + "," + other : name));
    }
  }

  private void permissions(List<String> words, ObjectClass objectClass, int mask) {
    List<String> names = new ArrayList<>(objectClass.names(mask));
    while (names.size() > 1 && chance(2)) {
      names.remove(random.nextInt(names.size()));
    }
    if (chance(8)) {
      names.add(pick(List.of("read", "transition", "raed", "ioctl")));
    }
    words.addAll(List.of(chance(2) ? "-p" : "--perms", String.join(",", names)));
    flag(words, "-ep");
    flag(words, "-Sp");
  }

  private void booleans(List<String> words, int condition) {
    Names names = policy.booleans().names();
    int[] used = RuleSearch.booleans(policy.conditions().get(condition).expression()).toArray();
    String first = names.name(used[0]);
    String all = first;
    for (int at = 1; at < used.length; at++) {
      all += "," + names.name(used[at]);
    }
    if (chance(4)) {
      words.addAll(List.of("-b", pattern(first), "-rb"));
    } else {
      words.addAll(List.of(chance(2) ? "-b" : "--bool", chance(2) ? first : all));
    }
    flag(words, "-eb");
  }

  private List<String> nameTransition() {
    Policy.NameTransition rule = pick(policy.nameTransitions());
    List<String> words = new ArrayList<>(List.of(chance(2) ? "-T" : "--type_trans"));
    type(words, "s", rule.source(), false);
    type(words, "t", rule.target(), false);
    objectClass(words, policy.classes().names().name(rule.objectClass()));
    if (chance(3)) {
      name(words, "D", policy.types().names().name(rule.result()));
    }
    return words;
  }

  private List<String> roleRule() {
    Names roles = policy.roles().names();
    RoleTable.Allow allow = pick(policy.roles().allows());
    RoleTable.Transition transition = pick(policy.roles().transitions());
    List<String> words = new ArrayList<>();
    if (chance(2)) {
      words.add("--role_allow");
      if (chance(2)) {
        name(words, "s", roles.name(allow.from()));
      }
      if (chance(2)) {
        name(words, "t", roles.name(allow.to()));
      }
      if (chance(4)) {
        words.add("--role_trans");
      }
      return words;
    }
    words.add("--role_trans");
    if (chance(2)) {
      name(words, "s", roles.name(transition.role()));
    }
    type(words, "t", transition.type(), false);
    objectClass(words, policy.classes().names().name(transition.objectClass()));
    if (chance(3)) {
      name(words, "D", roles.name(transition.result()));
    }
    return words;
  }

  private List<String> rangeTransition() {
    Policy.RangeTransition rule = pick(policy.rangeTransitions());
    List<String> words = new ArrayList<>(List.of("--range_trans"));
    type(words, "s", rule.source(), false);
    type(words, "t", rule.target(), false);
    objectClass(words, policy.classes().names().name(rule.objectClass()));
    if (chance(2)) {
      words.addAll(List.of("-D", pick(RANGES)));
    }
    return words;
  }

  private void flag(List<String> words, String flag) {
    if (chance(4)) {
      words.add(flag);
    }
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> among) {
    return among.get(random.nextInt(among.size()));
  }
}
