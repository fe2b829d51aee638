package org.svpc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;
import org.svpc.index.SecurityContext;

/**
 * Decisions on the whole of Debian's policy, held against libsepol's security server, every one.
 * Questions come of real rules with members of their attributes, users, roles and categories drawn
 * at random, each asked under two states of the booleans; {@code -Dsvpc.seed=N} repeats a run.
 */
final class DebianDecisionsTest {
  private static final Path FILE = Path.of("/etc/selinux/default/policy/policy.33");
  private static final int PAIRS = 64_000;
  private static final int POOL = 5_000;

  @TempDir Path folder;

  private final Policy policy = SecurityServer.read(FILE);
  private final PolicyText text = new PolicyText(policy);
  private Random random = new Random();

  /** One question, twice: with the booleans as loaded, and with others. */
  private record Pair(SecurityContext source, SecurityContext target, int objectClass) {}

  @Test
  void everyDecisionIsThatOfLibsepol() {
    long seed = Long.getLong("svpc.seed", System.nanoTime() & 0xffff_ffffL);
    System.out.println("DebianDecisionsTest: -Dsvpc.seed=" + seed);
    random = new Random(seed);
    IdSet others = switched();
    AccessDecisions before = new AccessDecisions(policy);
    AccessDecisions after = before.withBooleans(others);
    List<Pair> pairs = pairs(before, after);

    SecurityServer server = new SecurityServer(FILE, true);
    pairs.forEach(pair -> ask(server, pair));
    IdSet loaded = policy.booleans().on();
    for (int bool = 0; bool < policy.booleans().names().size(); bool++) {
      if (loaded.contains(bool) != others.contains(bool)) {
        server.set(policy.booleans().names().name(bool), others.contains(bool));
      }
    }
    pairs.forEach(pair -> ask(server, pair));
    List<String> theirs = server.answers(folder);

    List<String> differences = new ArrayList<>();
    Count count = new Count();
    for (int i = 0; i < theirs.size(); i++) {
      Pair pair = pairs.get(i % pairs.size());
      AccessDecisions decisions = i < pairs.size() ? before : after;
      int allowed = decisions.allowed(pair.source(), pair.target(), pair.objectClass());
      String ours = String.join(" ", policy.classes().get(pair.objectClass()).names(allowed));
      if (!ours.equals(theirs.get(i))) {
        differences.add(server.queries().get(i) + ": " + ours + ", libsepol: " + theirs.get(i));
      }
      count.add(decisions, pair, allowed);
      if (i >= pairs.size()
          && allowed != before.allowed(pair.source(), pair.target(), pair.objectClass())) {
        count.changed++;
      }
    }
    System.out.println("DebianDecisionsTest: " + count);
    assertThat(differences).as("seed %d", seed).isEmpty();
    assertThat(theirs).hasSizeGreaterThanOrEqualTo(100_000);
    assertThat(count.allowed).as("allowed").isGreaterThanOrEqualTo(10_000);
    assertThat(count.noRule).as("denied by type enforcement").isGreaterThanOrEqualTo(10_000);
    assertThat(count.constrained).as("denied by a constraint").isGreaterThanOrEqualTo(10_000);
    assertThat(count.changed).as("changed by a boolean").isGreaterThanOrEqualTo(10_000);
  }

  /** How many questions had an answer of each kind. */
  private static final class Count {
    private int all;
    private int allowed;
    private int noRule;
    private int constrained;
    private int changed;

    void add(AccessDecisions decisions, Pair pair, int mask) {
      int ruled =
          decisions.ruled(
              RuleKind.ALLOW, pair.source().type(), pair.target().type(), pair.objectClass());
      all++;
      allowed += mask != 0 ? 1 : 0;
      noRule += ruled == 0 ? 1 : 0;
      constrained +=
          decisions.constrained(pair.source(), pair.target(), pair.objectClass(), ruled) != 0
              ? 1
              : 0;
    }

    @Override
    public String toString() {
      return all
          + " decisions: "
          + allowed
          + " allow something, "
          + noRule
          + " have no rule, "
          + constrained
          + " are cut by a constraint, "
          + changed
          + " change with booleans";
    }
  }

  private void ask(SecurityServer server, Pair pair) {
    server.ask(
        text.context(pair.source()),
        text.context(pair.target()),
        policy.classes().names().name(pair.objectClass()));
  }

  private IdSet switched() {
    BitSet on = new BitSet();
    for (int bool = 0; bool < policy.booleans().names().size(); bool++) {
      on.set(bool, random.nextInt(10) < 3 == policy.booleans().on().contains(bool));
    }
    return IdSet.of(on);
  }

  private List<Pair> pairs(AccessDecisions before, AccessDecisions after) {
    RuleTable rules = policy.rules();
    List<Integer> conditional = new ArrayList<>();
    List<Integer> constrained = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.kind(rule) == RuleKind.ALLOW) {
        all.add(rule);
        if (rules.isConditional(rule)) {
          conditional.add(rule);
        }
        if (!policy.classes().get(rules.objectClass(rule)).constraints().isEmpty()) {
          constrained.add(rule);
        }
      }
    }
    Contexts contexts = new Contexts();
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < PAIRS) {
      Pair pair =
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> changing(conditional, contexts, before, after);
            case 3, 4, 5 -> constrained(constrained, contexts, before);
            default -> pair(drawn(all), contexts);
          };
      // Two in eight ask about a target that the rule does not have.
      boolean stray = random.nextInt(8) < 2;
      pairs.add(
          stray
              ? new Pair(
                  pair.source(), contexts.of(member(rules.target(drawn(all)))), pair.objectClass())
              : pair);
    }
    return pairs;
  }

  private Pair pair(int rule, Contexts contexts) {
    RuleTable rules = policy.rules();
    return new Pair(
        contexts.of(member(rules.source(rule))),
        contexts.of(member(rules.target(rule))),
        rules.objectClass(rule));
  }

  /** Most conditional rules grant what others grant anyway, so a few are tried. */
  private Pair changing(
      List<Integer> rules, Contexts contexts, AccessDecisions before, AccessDecisions after) {
    Pair pair = pair(drawn(rules), contexts);
    for (int tries = 0; tries < 8 && !differs(pair, before, after); tries++) {
      pair = pair(drawn(rules), contexts);
    }
    return pair;
  }

  private Pair constrained(List<Integer> rules, Contexts contexts, AccessDecisions decisions) {
    Pair pair = pair(drawn(rules), contexts);
    for (int tries = 0; tries < 3 && !isCut(pair, decisions); tries++) {
      pair = pair(drawn(rules), contexts);
    }
    return pair;
  }

  private static boolean isCut(Pair pair, AccessDecisions decisions) {
    int ruled =
        decisions.ruled(
            RuleKind.ALLOW, pair.source().type(), pair.target().type(), pair.objectClass());
    return decisions.constrained(pair.source(), pair.target(), pair.objectClass(), ruled) != 0;
  }

  private static boolean differs(Pair pair, AccessDecisions before, AccessDecisions after) {
    int source = pair.source().type();
    int target = pair.target().type();
    return before.ruled(RuleKind.ALLOW, source, target, pair.objectClass())
        != after.ruled(RuleKind.ALLOW, source, target, pair.objectClass());
  }

  private int drawn(List<Integer> rules) {
    return rules.get(random.nextInt(rules.size()));
  }

  private int member(int id) {
    int[] members = policy.types().membersOf().get(id).toArray();
    return members.length == 0 ? anyType() : members[random.nextInt(members.length)];
  }

  private int anyType() {
    while (true) {
      int type = random.nextInt(policy.types().names().size());
      if (policy.types().names().isUsed(type) && !policy.types().isAttribute(type)) {
        return type;
      }
    }
  }

  /** Contexts by type: a few of each, so that a run does not have more than it can look up. */
  private final class Contexts {
    private final List<List<SecurityContext>> ofType = new ArrayList<>();
    private int made;

    Contexts() {
      for (int type = 0; type < policy.types().names().size(); type++) {
        ofType.add(new ArrayList<>());
      }
    }

    SecurityContext of(int type) {
      List<SecurityContext> known = ofType.get(type);
      if (known.isEmpty() || (made < POOL && random.nextInt(known.size() + 1) < 2)) {
        known.add(context(type));
        made++;
      }
      return known.get(random.nextInt(known.size()));
    }
  }

  /** A context that is valid: any role that may have the type, any user that may have the role. */
  private SecurityContext context(int type) {
    int object = policy.roles().names().id("object_r");
    List<Integer> roles = new ArrayList<>(List.of(object));
    for (int role = 0; role < policy.roles().names().size(); role++) {
      if (role != object && policy.roles().typesOf().get(role).contains(type)) {
        roles.add(role);
        roles.add(role);
      }
    }
    int role = roles.get(random.nextInt(roles.size()));
    List<Integer> users = new ArrayList<>();
    for (int user = 0; user < policy.users().names().size(); user++) {
      if (role == object || policy.users().rolesOf().get(user).contains(role)) {
        users.add(user);
      }
    }
    if (users.isEmpty()) {
      return new SecurityContext(0, object, type, range(0, true));
    }
    int user = users.get(random.nextInt(users.size()));
    return new SecurityContext(user, role, type, range(user, role == object));
  }

  private MlsRange range(int user, boolean free) {
    MlsLevel most = policy.users().rangesOf().get(user).high();
    BitSet low = new BitSet();
    BitSet high = new BitSet();
    for (int i = random.nextInt(3); i > 0; i--) {
      int category = random.nextInt(4);
      if (free || most.categories().contains(category)) {
        low.set(category);
        high.set(category);
      }
    }
    MlsLevel lower = new MlsLevel(0, IdSet.of(low));
    if (random.nextInt(3) > 0) {
      return new MlsRange(lower, lower);
    }
    int category = random.nextInt(policy.levels().categories().size());
    if (free || most.categories().contains(category)) {
      high.set(category);
    }
    return new MlsRange(lower, new MlsLevel(0, IdSet.of(high)));
  }
}
