package org.svpc.difference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;

/**
 * Compares the rules of two policies. Rules that are the same in both, on attributes with the same
 * types, cannot make a difference and are passed over. What is left is compared source by source:
 * of what one policy grants a source by such a rule, all that the other grants it by whatever rule
 * is taken away.
 */
final class RuleComparison {
  private final JointNames names;
  private final Map<Flavour, Integer> flavourIds = new HashMap<>();
  private final List<Flavour> flavours = new ArrayList<>();
  private final Map<String, String> conditionTexts = new HashMap<>();
  private final Map<String, List<String>> permissions = new HashMap<>();
  private final RuleMap oldRules;
  private final RuleMap newRules;

  /**
   * What is the same for rules that can be compared.
   *
   * @param condition the condition's function, or the empty string
   * @param content the type or ioctl commands, or the empty string where the mask says it
   */
  private record Flavour(RuleKind kind, String objectClass, String condition, String content) {}

  /** What a source gains or loses. */
  private record Change(boolean added, int flavour, long mask, IdSet targets) {}

  /** Targets of one source that a differing rule of one policy may change. */
  private record Suspect(int flavour, IdSet targets, long mask) {}

  RuleComparison(JointNames names, Policy old, Policy other) {
    this.names = names;
    collectPermissions(old);
    collectPermissions(other);
    oldRules = map(old, names.oldSide());
    newRules = map(other, names.newSide());
    if (!RuleMap.fits(names.symbols(), flavours.size())) {
      throw new IllegalStateException("more symbols or kinds of rules than a policy can have");
    }
  }

  /** The permissions of a class of both policies, in one order: no more than 64. */
  private void collectPermissions(Policy policy) {
    for (ObjectClass objectClass : policy.classes().classes()) {
      List<String> known =
          permissions.computeIfAbsent(objectClass.name(), any -> new ArrayList<>());
      for (String permission : objectClass.permissions()) {
        if (!permission.isEmpty() && !known.contains(permission)) {
          known.add(permission);
        }
      }
    }
  }

  private RuleMap map(Policy policy, JointNames.Side side) {
    RuleMap map = new RuleMap(names.symbols(), policy.rules().size());
    RuleTable rules = policy.rules();
    Conditions conditions = new Conditions(policy);
    Masks masks = new Masks(policy);
    int objectClasses = policy.classes().names().size();
    Map<RuleKind, int[]> plain = new EnumMap<>(RuleKind.class);
    Map<RuleKind, Map<Long, Integer>> special = new EnumMap<>(RuleKind.class);
    for (int rule = 0; rule < rules.size(); rule++) {
      RuleKind kind = rules.kind(rule);
      int source = side.symbol(rules.source(rule));
      int target = side.symbol(rules.target(rule));
      if (kind.isExtended()) {
        extended(policy, rule, source, target, map);
        continue;
      }
      int condition = conditions.place(rule);
      int datum = kind.isTypeRule() ? rules.datum(rule) : -1;
      int objectClass = rules.objectClass(rule);
      // Found by numbers: asking by names for each rule would take most of the time.
      int flavour;
      if (condition == 0 && datum < 0) {
        int[] ofClasses = plain.computeIfAbsent(kind, any -> new int[objectClasses]);
        if (ofClasses[objectClass] == 0) {
          ofClasses[objectClass] = flavour(policy, conditions, kind, objectClass, 0, -1) + 1;
        }
        flavour = ofClasses[objectClass] - 1;
      } else {
        long place = (((long) datum + 1) << 44) | ((long) condition << 16) | objectClass;
        flavour =
            special
                .computeIfAbsent(kind, any -> new HashMap<>())
                .computeIfAbsent(
                    place, any -> flavour(policy, conditions, kind, objectClass, condition, datum));
      }
      long mask = kind.isTypeRule() ? 1 : masks.joint(rules.objectClass(rule), rules.datum(rule));
      if (mask != 0) {
        map.add(source, target, flavour, mask);
      }
    }
    return map;
  }

  private int flavour(
      Policy policy,
      Conditions conditions,
      RuleKind kind,
      int objectClass,
      int condition,
      int datum) {
    return flavour(
        new Flavour(
            kind,
            policy.classes().names().name(objectClass),
            conditions.function(condition),
            datum < 0 ? "" : policy.types().names().name(datum)));
  }

  private int flavour(Flavour flavour) {
    Integer id = flavourIds.putIfAbsent(flavour, flavours.size());
    if (id == null) {
      flavours.add(flavour);
      return flavours.size() - 1;
    }
    return id;
  }

  /** Each command is a rule of its own, so that it does not matter how they are put together. */
  private void extended(Policy policy, int rule, int source, int target, RuleMap map) {
    RuleTable rules = policy.rules();
    String objectClass = policy.classes().names().name(rules.objectClass(rule));
    IdSet commands = rules.extended(rule).commands();
    for (int driver = commands.next(0) >> 8; driver >= 0; ) {
      for (int part = 0; part < 256; part += Long.SIZE) {
        long mask = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
          mask |= commands.contains((driver << 8) + part + bit) ? 1L << bit : 0;
        }
        if (mask != 0) {
          String first = Integer.toString((driver << 8) + part);
          map.add(
              source, target, flavour(new Flavour(rules.kind(rule), objectClass, "", first)), mask);
        }
      }
      int next = commands.next((driver + 1) << 8);
      driver = next < 0 ? -1 : next >> 8;
    }
  }

  /** The conditions of one policy as functions, each made once. */
  private final class Conditions {
    private final Policy policy;
    private final String[] functions;

    Conditions(Policy policy) {
      this.policy = policy;
      functions = new String[2 * policy.conditions().size() + 1];
      functions[0] = "";
    }

    int place(int rule) {
      int condition = policy.rules().condition(rule);
      return condition < 0 ? 0 : 2 * condition + (policy.rules().arm(rule) ? 1 : 2);
    }

    String function(int place) {
      if (functions[place] == null) {
        var expression = policy.conditions().get((place - 1) / 2).expression();
        ConditionKey key = ConditionKey.of(policy, expression, place % 2 == 1);
        functions[place] = key.function();
        conditionTexts.putIfAbsent(key.function(), key.text());
      }
      return functions[place];
    }
  }

  /** Masks of one policy's permissions in the order of both policies' together. */
  private final class Masks {
    private final Policy policy;
    private final long[][] bits;
    private final boolean[] same;
    private final long[] all;

    Masks(Policy policy) {
      this.policy = policy;
      bits = new long[policy.classes().names().size()][];
      same = new boolean[bits.length];
      all = new long[bits.length];
    }

    private boolean isSame(long[] places, int size) {
      for (int bit = 0; bit < size; bit++) {
        if (places[bit] != 1L << bit) {
          return false;
        }
      }
      return true;
    }

    /** A mask in the order of both policies; bits without a permission are left out. */
    long joint(int objectClass, int mask) {
      if (bits[objectClass] == null) {
        ObjectClass known = policy.classes().get(objectClass);
        List<String> joint = permissions.getOrDefault(known.name(), List.of());
        long[] places = new long[Integer.SIZE];
        for (int bit = 0; bit < places.length; bit++) {
          int place =
              bit < known.permissions().size() ? joint.indexOf(known.permissions().get(bit)) : -1;
          places[bit] = place < 0 ? 0 : 1L << place;
        }
        // Nearly always: the other policy has them in this order too, or is the second.
        same[objectClass] = isSame(places, known.permissions().size());
        all[objectClass] = known.all() & 0xffffffffL;
        bits[objectClass] = places;
      }
      if (same[objectClass]) {
        return mask & all[objectClass];
      }
      long joint = 0;
      for (int rest = mask; rest != 0; rest &= rest - 1) {
        joint |= bits[objectClass][Integer.numberOfTrailingZeros(rest)];
      }
      return joint;
    }
  }

  /** What changed, sorted by kind, class, names and what is granted. */
  List<RuleChange> changes() {
    Suspects newSuspects = suspects(newRules, names.newSide(), oldRules, names.oldSide());
    Suspects oldSuspects = suspects(oldRules, names.oldSide(), newRules, names.newSide());
    TreeSet<Integer> sources = new TreeSet<>(newSuspects.bySource.keySet());
    sources.addAll(oldSuspects.bySource.keySet());
    Map<Change, BitSet> changes = new HashMap<>();
    for (int source : sources) {
      Holding before = new Holding(oldRules, names.oldSide(), source, oldSuspects);
      Holding after = new Holding(newRules, names.newSide(), source, newSuspects);
      Map<Integer, Pieces> gained = before.lackedOf(after);
      Map<Integer, Pieces> lost = after.lackedOf(before);
      after.conditionalBeyond(before, lost).forEach(gained::put);
      before.conditionalBeyond(after, gained).forEach(lost::put);
      note(true, source, gained, changes);
      note(false, source, lost, changes);
    }
    List<RuleChange> result = new ArrayList<>();
    changes.forEach((change, from) -> result.add(change(change, IdSet.of(from))));
    result.sort(
        Comparator.comparing(RuleChange::kind)
            .thenComparing(change -> first(change.sources()))
            .thenComparing(change -> first(change.targets()))
            .thenComparing(RuleChange::objectClass)
            .thenComparing(change -> String.valueOf(change.condition()))
            .thenComparing(RuleChange::added)
            .thenComparing(RuleChange::content));
    return result;
  }

  private String first(IdSet types) {
    String first = names.types().get(types.next(0));
    for (int type = types.next(0); type >= 0; type = types.next(type + 1)) {
      String name = names.types().get(type);
      first = name.compareTo(first) < 0 ? name : first;
    }
    return first;
  }

  private RuleChange change(Change change, IdSet sources) {
    Flavour flavour = flavours.get(change.flavour());
    return new RuleChange(
        change.added(),
        flavour.kind(),
        sources,
        change.targets(),
        flavour.objectClass(),
        content(flavour, change.mask()),
        conditionTexts.get(flavour.condition()));
  }

  private String content(Flavour flavour, long mask) {
    if (flavour.kind().isTypeRule()) {
      return flavour.content();
    }
    if (flavour.kind().isExtended()) {
      return commands(Integer.parseInt(flavour.content()), mask);
    }
    TreeSet<String> granted = new TreeSet<>();
    List<String> all = permissions.getOrDefault(flavour.objectClass(), List.of());
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      granted.add(all.get(Long.numberOfTrailingZeros(rest)));
    }
    return granted.size() == 1 ? granted.first() : "{ " + String.join(" ", granted) + " }";
  }

  private static String commands(int first, long mask) {
    StringJoiner text = new StringJoiner(" ", "ioctl { ", " }");
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((mask & (1L << bit)) == 0) {
        continue;
      }
      int last = bit;
      while (last + 1 < Long.SIZE && (mask & (1L << (last + 1))) != 0) {
        last++;
      }
      String from = "0x" + Integer.toHexString(first + bit);
      text.add(last == bit ? from : from + "-0x" + Integer.toHexString(first + last));
      bit = last;
    }
    return text.toString();
  }

  /** By source, what differing rules of one policy may give it that the other's do not. */
  private static final class Suspects {
    private final Map<Integer, List<Suspect>> bySource = new HashMap<>();

    void add(int flavour, IdSet sources, IdSet targets, long mask) {
      if (targets.isEmpty()) {
        return;
      }
      Suspect suspect = new Suspect(flavour, targets, mask);
      for (int source = sources.next(0); source >= 0; source = sources.next(source + 1)) {
        bySource.computeIfAbsent(source, any -> new ArrayList<>()).add(suspect);
      }
    }
  }

  private Suspects suspects(
      RuleMap here, JointNames.Side hereSide, RuleMap there, JointNames.Side thereSide) {
    boolean[] changed = new boolean[names.symbols()];
    for (int symbol = 0; symbol < changed.length; symbol++) {
      changed[symbol] = !hereSide.members(symbol).equals(thereSide.members(symbol));
    }
    Suspects suspects = new Suspects();
    for (int entry = 0; entry < here.size(); entry++) {
      IdSet sources = hereSide.members(here.source(entry));
      IdSet targets = hereSide.members(here.target(entry));
      long common = here.mask(entry) & there.maskOf(here, entry);
      long more = here.mask(entry) & ~common;
      if (more != 0) {
        suspects.add(here.flavour(entry), sources, targets, more);
      }
      if (common != 0 && (changed[here.source(entry)] || changed[here.target(entry)])) {
        IdSet thereSources = thereSide.members(here.source(entry));
        IdSet thereTargets = thereSide.members(here.target(entry));
        int flavour = here.flavour(entry);
        suspects.add(flavour, sources.without(thereSources), targets, common);
        suspects.add(flavour, sources.and(thereSources), targets.without(thereTargets), common);
      }
    }
    return suspects;
  }

  private static void note(
      boolean added, int source, Map<Integer, Pieces> found, Map<Change, BitSet> changes) {
    found.forEach(
        (flavour, pieces) -> {
          for (Pieces.Piece piece : pieces.all()) {
            changes
                .computeIfAbsent(
                    new Change(added, flavour, piece.mask(), piece.targets()), any -> new BitSet())
                .set(source);
          }
        });
  }

  /**
   * What one policy's rules give one source. A conditional rule that gives what the source has
   * without condition as well gives nothing: that is taken away before conditional rules are
   * compared, as sediff does.
   */
  private final class Holding {
    private final Map<Integer, List<Suspect>> granted = new HashMap<>();
    private final Map<Integer, Pieces> suspected = new HashMap<>();

    Holding(RuleMap rules, JointNames.Side side, int source, Suspects suspects) {
      rules.forEachFrom(
          side.symbols(source),
          entry ->
              granted
                  .computeIfAbsent(rules.flavour(entry), any -> new ArrayList<>())
                  .add(
                      new Suspect(
                          rules.flavour(entry),
                          side.members(rules.target(entry)),
                          rules.mask(entry))));
      for (Suspect suspect : suspects.bySource.getOrDefault(source, List.of())) {
        suspected
            .computeIfAbsent(suspect.flavour(), any -> new Pieces())
            .add(suspect.targets(), suspect.mask());
      }
    }

    /** What the other has, by rules that no unconditional rule makes idle, and this one lacks. */
    Map<Integer, Pieces> lackedOf(Holding other) {
      Map<Integer, Pieces> lacked = new HashMap<>();
      other.suspected.forEach(
          (flavour, pieces) -> {
            if (unconditional(flavour) == null) {
              Pieces left = pieces.copy();
              takeAway(flavour, left);
              lacked.put(flavour, left);
            }
          });
      return lacked;
    }

    /**
     * What conditional rules give here and not there.
     *
     * @param lost what this policy does not give any more without condition
     */
    Map<Integer, Pieces> conditionalBeyond(Holding there, Map<Integer, Pieces> lost) {
      Map<Integer, Pieces> beyond = new HashMap<>();
      granted.forEach(
          (flavour, grants) -> {
            Integer unconditional = unconditional(flavour);
            Pieces suspects = suspected.get(flavour);
            Pieces bare = unconditional == null ? null : lost.get(unconditional);
            if (unconditional == null || (suspects == null && bare == null)) {
              return;
            }
            Pieces here = suspects == null ? new Pieces() : suspects.copy();
            if (bare != null) {
              grants.forEach(grant -> here.addAll(bare.within(grant.targets(), grant.mask())));
            }
            takeAway(unconditional, here);
            Pieces both = new Pieces();
            for (Suspect grant : there.granted.getOrDefault(flavour, List.of())) {
              both.addAll(here.within(grant.targets(), grant.mask()));
            }
            there.takeAway(unconditional, both);
            both.all().forEach(piece -> here.remove(piece.targets(), piece.mask()));
            beyond.put(flavour, here);
          });
      return beyond;
    }

    private void takeAway(int flavour, Pieces pieces) {
      for (Suspect grant : granted.getOrDefault(flavour, List.of())) {
        if (pieces.isEmpty()) {
          return;
        }
        pieces.remove(grant.targets(), grant.mask());
      }
    }
  }

  /** The flavour of access rules without the condition that this one has, else null. */
  private @Nullable Integer unconditional(int flavour) {
    Flavour known = flavours.get(flavour);
    return known.condition().isEmpty() || !known.kind().isAccess()
        ? null
        : flavour(new Flavour(known.kind(), known.objectClass(), "", ""));
  }
}
