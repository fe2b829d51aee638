package org.svpc.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.index.ClassTable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.IdSet;
import org.svpc.index.LabelRule;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.RuleTable;

/** Lists what a policy declares, with the lines that seinfo prints. */
public final class Listings {
  private final Policy policy;
  private final Statements statements;

  public Listings(Policy policy) {
    this.policy = policy;
    statements = new Statements(policy);
  }

  /**
   * Lists one kind of thing.
   *
   * @param name only those of this name, class, file system or port; null for all
   * @param expand whether names come with all that is known of them
   * @param flat whether counts and margins are left out
   * @param file the policy's file, which the summary names
   */
  public Answer list(
      Listing listing, @Nullable String name, boolean expand, boolean flat, String file) {
    List<String> lines = new ArrayList<>();
    if (listing.isOfAll() && !flat) {
      lines.addAll(new Summary(policy).lines(file));
    }
    Lookup lookup = new Lookup(policy);
    for (Listing each : Listing.values()) {
      if (each == listing || (listing == Listing.ALL && each.isOfSeinfo())) {
        List<String> items = items(each, name, expand, lookup);
        if (!flat && !each.isOfAll()) {
          lines.add("");
          lines.add(each.title() + ": " + items.size());
        }
        for (String item : items) {
          lines.add(flat ? item : "   " + item);
        }
      }
    }
    Answer.Refusal refusal = lookup.refusal();
    return refusal == null ? new Answer.Lines(lines) : refusal;
  }

  private List<String> items(
      Listing listing, @Nullable String name, boolean expand, Lookup lookup) {
    return switch (listing) {
      case BOOL, GATES -> symbols(listing, policy.booleans().names(), null, name, expand, lookup);
      case CATEGORY -> symbols(listing, policy.levels().categories(), null, name, expand, lookup);
      case SENSITIVITY ->
          symbols(listing, policy.levels().sensitivities(), null, name, expand, lookup);
      case CLASS -> symbols(listing, policy.classes().names(), null, name, expand, lookup);
      case ROLE -> symbols(listing, policy.roles().names(), null, name, expand, lookup);
      case USER -> symbols(listing, policy.users().names(), null, name, expand, lookup);
      case TYPE -> symbols(listing, policy.types().names(), types(), name, expand, lookup);
      case PERMISSIVE ->
          symbols(listing, policy.types().names(), permissive(), name, expand, lookup);
      case ATTRIBUTE ->
          symbols(
              listing, policy.types().names(), policy.types().attributes(), name, expand, lookup);
      case TYPEBOUNDS -> typebounds(name, lookup);
      case COMMON -> commons(name, expand, lookup);
      case POLCAP -> capabilities(name, expand);
      case CONSTRAIN -> constraints(name, lookup);
      case VALIDATETRANS -> validations(name, lookup);
      case DEFAULT -> defaults(name, lookup);
      case INITIALSID -> initialSids(name, expand, lookup);
      case FS_USE, GENFSCON, IBENDPORTCON, IBPKEYCON, NETIFCON, NODECON, PORTCON ->
          labels(listing, name, lookup);
      case SUMMARY, ALL -> List.of();
    };
  }

  private IdSet types() {
    BitSet types = new BitSet();
    types.set(0, policy.types().names().size());
    return IdSet.of(types).without(policy.types().attributes());
  }

  private IdSet permissive() {
    return policy.types().permissive();
  }

  /** Names of a table, in the order of the alphabet; levels in the order of their dominance. */
  private List<String> symbols(
      Listing listing,
      Names names,
      @Nullable IdSet among,
      @Nullable String name,
      boolean expand,
      Lookup lookup) {
    if (name != null && (names.id(name) < 0 || isOfOtherKind(listing, names.id(name), among))) {
      lookup.unknown(
          "The policy has no " + listing.named() + " `" + name + "`.",
          name,
          known(names, listing == Listing.PERMISSIVE ? types() : among),
          "`--list " + listing.word() + "` lists them.");
      return List.of();
    }
    boolean byId = listing == Listing.CATEGORY || listing == Listing.SENSITIVITY;
    TreeMap<String, Integer> sorted = new TreeMap<>();
    List<String> items = new ArrayList<>();
    for (int id = 0; id < names.size(); id++) {
      if (names.isUsed(id)
          && (among == null || among.contains(id))
          && (name == null || names.id(name) == id)) {
        if (byId) {
          items.add(item(listing, id, names, expand));
        } else {
          sorted.put(names.name(id), id);
        }
      }
    }
    for (int id : sorted.values()) {
      items.add(item(listing, id, names, expand));
    }
    return items;
  }

  private boolean isOfOtherKind(Listing listing, int id, @Nullable IdSet among) {
    return listing == Listing.PERMISSIVE
        ? policy.types().isAttribute(id)
        : among != null && !among.contains(id);
  }

  private static List<String> known(Names names, @Nullable IdSet among) {
    List<String> known = new ArrayList<>();
    for (int id = 0; id < names.size(); id++) {
      if (names.isUsed(id) && (among == null || among.contains(id))) {
        known.add(names.name(id));
      }
    }
    return known;
  }

  private String item(Listing listing, int id, Names names, boolean expand) {
    if (!expand) {
      return listing == Listing.GATES ? gates(id, false) : names.name(id);
    }
    return switch (listing) {
      case BOOL -> statements.bool(id);
      case CATEGORY -> statements.category(id);
      case SENSITIVITY -> statements.sensitivity(id);
      case CLASS -> statements.objectClass(policy.classes().get(id));
      case ROLE -> statements.role(id);
      case USER -> statements.user(id);
      case ATTRIBUTE -> statements.attribute(id);
      case TYPE, PERMISSIVE -> statements.type(id);
      case GATES -> gates(id, true);
      case COMMON,
          CONSTRAIN,
          DEFAULT,
          FS_USE,
          GENFSCON,
          IBENDPORTCON,
          IBPKEYCON,
          INITIALSID,
          NETIFCON,
          NODECON,
          POLCAP,
          PORTCON,
          TYPEBOUNDS,
          VALIDATETRANS,
          SUMMARY,
          ALL ->
          names.name(id);
    };
  }

  /** A boolean, its state, and the rules that depend on it. */
  private String gates(int bool, boolean expand) {
    BitSet places = new BitSet();
    for (int place = 0; place < policy.conditions().size(); place++) {
      if (RuleSearch.booleans(policy.conditions().get(place).expression()).contains(bool)) {
        places.set(place);
      }
    }
    RuleTable rules = policy.rules();
    RuleText text = new RuleText(policy);
    List<String> gated = new ArrayList<>();
    int count = 0;
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.isConditional(rule) && places.get(rules.condition(rule))) {
        count++;
        if (expand) {
          gated.add(text.of(rule));
        }
      }
    }
    gated.sort(null);
    StringBuilder item = new StringBuilder(policy.booleans().names().name(bool));
    item.append(policy.booleans().on().contains(bool) ? " (on): " : " (off): ");
    item.append(count).append(count == 1 ? " rule" : " rules");
    for (String rule : gated) {
      item.append("\n\t").append(rule);
    }
    return item.toString();
  }

  private List<String> typebounds(@Nullable String child, Lookup lookup) {
    Names names = policy.types().names();
    if (child != null && names.id(child) < 0) {
      lookup.id(names, child, "type", "type");
    }
    List<String> items = new ArrayList<>();
    for (Map.Entry<Integer, Integer> bound : policy.types().bounds().entrySet()) {
      if (child == null || names.id(child) == bound.getKey()) {
        items.add(statements.typebounds(bound.getValue(), bound.getKey()));
      }
    }
    items.sort(null);
    return items;
  }

  private List<String> commons(@Nullable String name, boolean expand, Lookup lookup) {
    TreeMap<String, String> items = new TreeMap<>();
    List<String> known = new ArrayList<>();
    for (ClassTable.Common common : policy.classes().commons()) {
      known.add(common.name());
      if (name == null || name.equals(common.name())) {
        items.put(common.name(), expand ? statements.common(common) : common.name());
      }
    }
    if (name != null && items.isEmpty()) {
      lookup.unknown(
          "The policy has no common permission set `" + name + "`.",
          name,
          known,
          "`--list common` lists them.");
    }
    return new ArrayList<>(items.values());
  }

  private List<String> capabilities(@Nullable String name, boolean expand) {
    List<String> items = new ArrayList<>();
    for (String capability : policy.properties().capabilities()) {
      if (name == null || name.equals(capability)) {
        items.add(expand ? "policycap " + capability + ";" : capability);
      }
    }
    items.sort(null);
    return items;
  }

  private List<String> constraints(@Nullable String name, Lookup lookup) {
    List<String> items = new ArrayList<>();
    for (ObjectClass objectClass : classes(name, lookup)) {
      for (Constraint constraint : objectClass.constraints()) {
        items.add(ConstraintText.constrain(constraint, objectClass, policy));
      }
    }
    items.sort(null);
    return items;
  }

  private List<String> validations(@Nullable String name, Lookup lookup) {
    List<String> items = new ArrayList<>();
    for (ObjectClass objectClass : classes(name, lookup)) {
      for (Constraint constraint : objectClass.validations()) {
        items.add(ConstraintText.validatetrans(constraint, objectClass, policy));
      }
    }
    items.sort(null);
    return items;
  }

  private List<String> defaults(@Nullable String name, Lookup lookup) {
    List<String> items = new ArrayList<>();
    for (ObjectClass objectClass : classes(name, lookup)) {
      items.addAll(statements.defaults(objectClass));
    }
    items.sort(null);
    return items;
  }

  private List<ObjectClass> classes(@Nullable String name, Lookup lookup) {
    if (name == null) {
      return policy.classes().classes();
    }
    int id = lookup.id(policy.classes().names(), name, "class", "class");
    return id < 0 ? List.of() : List.of(policy.classes().get(id));
  }

  private List<String> initialSids(@Nullable String name, boolean expand, Lookup lookup) {
    TreeMap<String, String> items = new TreeMap<>();
    List<String> known = new ArrayList<>();
    for (LabelRule rule : policy.contexts()) {
      if (rule instanceof LabelRule.InitialSid sid) {
        known.add(sid.name());
        if (name == null || name.equals(sid.name())) {
          items.put(sid.name(), expand ? statements.label(sid) : sid.name());
        }
      }
    }
    if (name != null && items.isEmpty()) {
      lookup.unknown(
          "The policy has no initial SID `" + name + "`.",
          name,
          known,
          "`--list initialsid` lists them.");
    }
    return new ArrayList<>(items.values());
  }

  private List<String> labels(Listing listing, @Nullable String name, Lookup lookup) {
    int radix = listing == Listing.IBPKEYCON ? 16 : 10;
    boolean numbered = listing == Listing.PORTCON || listing == Listing.IBPKEYCON;
    int[] range = name != null && numbered ? range(name, radix, lookup) : new int[2];
    List<String> items = new ArrayList<>();
    for (LabelRule rule : policy.contexts()) {
      if (kind(rule) == listing && (name == null || isCalled(rule, name, range))) {
        items.add(statements.label(rule));
      }
    }
    items.sort(null);
    return items;
  }

  static Listing kind(LabelRule rule) {
    if (rule instanceof LabelRule.FsUse) {
      return Listing.FS_USE;
    }
    if (rule instanceof LabelRule.Genfs) {
      return Listing.GENFSCON;
    }
    if (rule instanceof LabelRule.Port) {
      return Listing.PORTCON;
    }
    if (rule instanceof LabelRule.NetworkInterface) {
      return Listing.NETIFCON;
    }
    if (rule instanceof LabelRule.Node) {
      return Listing.NODECON;
    }
    if (rule instanceof LabelRule.InfinibandKey) {
      return Listing.IBPKEYCON;
    }
    return rule instanceof LabelRule.InfinibandPort ? Listing.IBENDPORTCON : Listing.INITIALSID;
  }

  private static boolean isCalled(LabelRule rule, String name, int[] range) {
    if (rule instanceof LabelRule.FsUse use) {
      return use.fileSystem().equals(name);
    }
    if (rule instanceof LabelRule.Genfs genfs) {
      return genfs.fileSystem().equals(name);
    }
    if (rule instanceof LabelRule.Port port) {
      return port.low() <= range[0] && range[1] <= port.high();
    }
    if (rule instanceof LabelRule.NetworkInterface netif) {
      return netif.name().equals(name);
    }
    if (rule instanceof LabelRule.Node node) {
      return node.address().equals(name);
    }
    if (rule instanceof LabelRule.InfinibandKey key) {
      return key.low() == range[0] && key.high() == range[1];
    }
    return rule instanceof LabelRule.InfinibandPort port && port.device().equals(name);
  }

  /** The two ends of {@code 22} or {@code 6000-6020}. */
  private static int[] range(String text, int radix, Lookup lookup) {
    int dash = text.indexOf('-');
    int low = number(dash < 0 ? text : text.substring(0, dash), radix);
    int high = dash < 0 ? low : number(text.substring(dash + 1), radix);
    if (low < 0 || high < low) {
      lookup.refuse(
          "`" + text + "` is no " + (radix == 16 ? "key" : "port") + " and no range of them.",
          radix == 16
              ? "Keys are written `0x22` or `0x6000-0x6020`."
              : "Ports are written `22` or" + " `6000-6020`.");
    }
    return new int[] {low, high};
  }

  private static int number(String text, int radix) {
    String digits = radix == 16 && text.startsWith("0x") ? text.substring(2) : text;
    if (digits.isEmpty() || digits.length() > 6) {
      return -1;
    }
    int number = 0;
    for (int at = 0; at < digits.length(); at++) {
      int digit = Character.digit(digits.charAt(at), radix);
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
