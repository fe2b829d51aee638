package org.svpc.policydb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.index.BooleanTable;
import org.svpc.index.ClassTable;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.IdSet;
import org.svpc.index.LevelTable;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Policy;
import org.svpc.index.Policy.NameTransition;
import org.svpc.index.Policy.RangeTransition;
import org.svpc.index.Policy.UnknownHandling;
import org.svpc.index.RoleTable;
import org.svpc.index.TypeTable;
import org.svpc.index.UserTable;

/**
 * Reads a kernel policy of versions 24 to 33, as {@code checkpolicy}, {@code secilc} and {@code
 * semodule} write it. The format is what libsepol's policydb.c and the kernel's
 * security/selinux/ss/policydb.c read.
 */
public final class PolicyReader {
  /** The largest file that is read: far more than any policy has; Fedora's are 4 MB. */
  public static final int MOST_BYTES = 64 << 20;

  private static final int MAGIC = 0xf97cff8c;
  private static final int MODULE_MAGIC = 0xf97cff8d;
  private static final int PACKAGE_MAGIC = 0xf97cff8f;
  private static final int BZIP2 = 'B' | ('Z' << 8) | ('h' << 16);
  private static final String SELINUX = "SE Linux";
  private static final String XEN = "XenFlask";

  private static final int MLS = 1;
  private static final int REJECT_UNKNOWN = 2;
  private static final int ALLOW_UNKNOWN = 4;
  private static final int SYMBOL_TABLES = 8;
  private static final int LEAST_LABEL_KINDS = 7;

  /** More than any policy has; each costs some forty bytes here and may cost two bits there. */
  private static final int MOST_NAME_TRANSITIONS = 4_000_000;

  /** The kernel's POLICYDB_BOUNDS_MAXDEPTH. */
  private static final int DEEPEST_BOUNDS = 4;

  /** Names of the policy capabilities by their number, as the kernel shows them. */
  private static final String[] CAPABILITIES = {
    "network_peer_controls",
    "open_perms",
    "extended_socket_class",
    "always_check_network",
    "cgroup_seclabel",
    "nnp_nosuid_transition",
    "genfs_seclabel_symlinks",
    "ioctl_skip_cloexec",
    "userspace_initial_context",
    "netlink_xperm",
    "netif_wildcard",
    "genfs_seclabel_wildcard"
  };

  private final Input input;
  private int version;
  private boolean mls;

  private PolicyReader(byte[] bytes, @Nullable Places places) {
    input = new Input(bytes, places);
  }

  /** Reads the bytes of a policy file; they are not changed or kept. */
  public static Reading read(byte[] bytes) {
    return read(bytes, null);
  }

  static Reading read(byte[] bytes, @Nullable Places places) {
    try {
      return new Reading.Read(new PolicyReader(bytes, places).policy());
    } catch (MalformedPolicy e) {
      return new Reading.Refused(e.problem(), e.advice());
    }
  }

  private Policy policy() throws MalformedPolicy {
    checkKind();
    version = version();
    int config = input.bits32();
    mls = (config & MLS) != 0;
    int tables = input.bits32();
    int labelKinds = input.bits32();
    if (tables != SYMBOL_TABLES) {
      throw input.broken("it has " + Integer.toUnsignedString(tables) + " tables of names, not 8");
    }
    if (labelKinds < LEAST_LABEL_KINDS || labelKinds > LabelReader.kinds()) {
      throw input.broken(
          "it has contexts of " + Integer.toUnsignedString(labelKinds) + " kinds, not 7 to 9");
    }
    IdSet capabilities = input.set(Long.SIZE, 0, "policy capability");
    IdSet permissive = input.set(Input.MOST_IDS, 1, "type");

    SymbolReader symbols = new SymbolReader(input, version);
    ClassTable classes = symbols.classes(symbols.commons());
    SymbolReader.Roles roles = symbols.roles();
    SymbolReader.Types types = symbols.types();
    UserTable users = symbols.users(roles.names().size());
    BooleanTable booleans = symbols.booleans();
    LevelTable levels = symbols.levels();
    Counts counts =
        new Counts(
            version,
            mls,
            classes.names().size(),
            roles.names().size(),
            types.names().size(),
            users.names().size(),
            booleans.names().size(),
            levels.sensitivities().size(),
            levels.categories().size());
    check(permissive, classes, roles, users, levels, counts);
    checkBounds(types.bounds(), "types");
    checkBounds(roles.bounds(), "roles");
    checkBounds(users.bounds(), "users");

    RuleReader rules = new RuleReader(input, counts.types(), counts.classes());
    rules.readUnconditional();
    rules.readConditional(counts.booleans());
    List<RoleTable.Transition> roleTransitions = roleTransitions(counts, classes);
    List<RoleTable.Allow> roleAllows = roleAllows(counts);
    List<NameTransition> nameTransitions = nameTransitions(counts);
    LabelReader labels = new LabelReader(input, counts);
    labels.read(labelKinds);
    labels.readGenfs();
    List<RangeTransition> ranges = rangeTransitions(counts);
    TypeTable typeTable = types(types, permissive, counts);
    if (input.left() != 0) {
      throw input.broken("after its last part come " + input.left() + " more bytes");
    }
    return new Policy(
        new Policy.Properties(version, mls, unknown(config), names(capabilities)),
        classes,
        typeTable,
        new RoleTable(
            roles.names(),
            roles.types(),
            roles.dominates(),
            roles.bounds(),
            roleAllows,
            roleTransitions),
        mls ? users : withoutLevels(users),
        mls ? levels : LevelTable.NONE,
        booleans,
        rules.conditions(),
        rules.rules(),
        nameTransitions,
        ranges,
        labels.labels());
  }

  /** Tells what a file is that is no kernel policy, since people mix these up. */
  private void checkKind() throws MalformedPolicy {
    if (input.left() > MOST_BYTES) {
      throw new MalformedPolicy(
          "The file has more than 64 MiB.",
          "Name the kernel policy, such as `/etc/selinux/default/policy/policy.33`.");
    }
    int magic = input.left() < 4 ? 0 : input.bits32();
    if (magic == MODULE_MAGIC || magic == PACKAGE_MAGIC) {
      throw new MalformedPolicy(
          "The file is a policy module, not a kernel policy.",
          "Link it first: `svpc link MODULE.pp -o policy.33` makes the policy that it gives.");
    }
    if ((magic & 0xffffff) == BZIP2) {
      throw new MalformedPolicy(
          "The file is compressed with bzip2, as the modules in a store are.",
          "Name the kernel policy, such as `/etc/selinux/default/policy/policy.33`.");
    }
    if (magic != MAGIC) {
      throw new MalformedPolicy(
          "The file is not a kernel policy.",
          "Name the kernel policy, such as `/etc/selinux/default/policy/policy.33`.");
    }
    int length = input.bits32();
    String target =
        length == SELINUX.length()
            ? new String(input.raw(length), StandardCharsets.ISO_8859_1)
            : "";
    if (target.equals(XEN)) {
      throw new MalformedPolicy(
          "The file is a policy for Xen's XSM, not for SELinux.",
          "Name a policy that the Linux kernel loads.");
    }
    if (!target.equals(SELINUX)) {
      throw input.broken("its head does not say \"" + SELINUX + "\"");
    }
  }

  private int version() throws MalformedPolicy {
    int found = input.bits32();
    if (found > Versions.NEWEST || found < 0) {
      throw new MalformedPolicy(
          "The policy has version "
              + Integer.toUnsignedString(found)
              + "; this svpc reads versions "
              + Versions.OLDEST
              + " to "
              + Versions.NEWEST
              + ".",
          "Set `policy-version = 33` in semanage.conf, or use `secilc -c 33`, to get an older"
              + " one.");
    }
    if (found < Versions.OLDEST) {
      throw new MalformedPolicy(
          "The policy has version "
              + found
              + "; this svpc reads versions "
              + Versions.OLDEST
              + " to "
              + Versions.NEWEST
              + ".",
          "Build it with a policy version of 24 or newer: older ones do not name attributes.");
    }
    return found;
  }

  private UnknownHandling unknown(int config) throws MalformedPolicy {
    return switch (config & (REJECT_UNKNOWN | ALLOW_UNKNOWN)) {
      case 0 -> UnknownHandling.DENY;
      case REJECT_UNKNOWN -> UnknownHandling.REJECT;
      case ALLOW_UNKNOWN -> UnknownHandling.ALLOW;
      default -> throw input.broken("it both rejects and allows what it does not know");
    };
  }

  private static List<String> names(IdSet capabilities) {
    List<String> names = new ArrayList<>();
    for (int id = capabilities.next(0); id >= 0; id = capabilities.next(id + 1)) {
      names.add(id < CAPABILITIES.length ? CAPABILITIES[id] : "capability " + id);
    }
    return names;
  }

  private static UserTable withoutLevels(UserTable users) {
    return new UserTable(users.names(), users.rolesOf(), List.of(), List.of(), users.bounds());
  }

  /** Checks the ids of the early tables that point into later ones. */
  private void check(
      IdSet permissive,
      ClassTable classes,
      SymbolReader.Roles roles,
      UserTable users,
      LevelTable levels,
      Counts counts)
      throws MalformedPolicy {
    within(permissive, counts.types(), "type");
    for (IdSet types : roles.types()) {
      within(types, counts.types(), "type");
    }
    for (ClassTable.ObjectClass objectClass : classes.classes()) {
      for (Constraint constraint : objectClass.constraints()) {
        check(constraint.expression(), counts);
      }
      for (Constraint validation : objectClass.validations()) {
        check(validation.expression(), counts);
      }
    }
    for (IdSet categories : levels.categoriesOf()) {
      within(categories, counts.categories(), "category");
    }
    if (mls) {
      for (int user = 0; user < counts.users(); user++) {
        if (users.names().isUsed(user)) {
          MlsRange range = users.rangesOf().get(user);
          check(range.low(), counts);
          check(range.high(), counts);
          check(users.defaultLevelsOf().get(user), counts);
        }
      }
    }
  }

  /** The kernel follows bounds so far and no further; a circle of them would have no end. */
  private void checkBounds(Map<Integer, Integer> bounds, String what) throws MalformedPolicy {
    for (Integer start : bounds.keySet()) {
      Integer at = start;
      for (int depth = 0; at != null; depth++) {
        if (depth > DEEPEST_BOUNDS) {
          throw input.broken("the bounds of " + what + " are nested too deeply or in a circle");
        }
        at = bounds.get(at);
      }
    }
  }

  private void check(MlsLevel level, Counts counts) throws MalformedPolicy {
    if (level.sensitivity() < 0 || level.sensitivity() >= counts.sensitivities()) {
      throw input.broken("a user has a level without a sensitivity that there is");
    }
    within(level.categories(), counts.categories(), "category");
  }

  private void check(Expression expression, Counts counts) throws MalformedPolicy {
    if (expression instanceof Expression.Not not) {
      check(not.operand(), counts);
    } else if (expression instanceof Expression.And and) {
      check(and.left(), counts);
      check(and.right(), counts);
    } else if (expression instanceof Expression.Or or) {
      check(or.left(), counts);
      check(or.right(), counts);
    } else if (expression instanceof Expression.OneOf oneOf) {
      int size =
          switch (oneOf.part()) {
            case USER -> counts.users();
            case ROLE -> counts.roles();
            case TYPE -> counts.types();
          };
      within(oneOf.members(), size, "name in a constraint");
      within(oneOf.written(), size, "name in a constraint");
    } else if (expression instanceof Expression.Level && !mls) {
      throw input.broken("a constraint compares levels, which the policy has not");
    }
  }

  private void within(IdSet ids, int size, String what) throws MalformedPolicy {
    int beyond = ids.next(size);
    if (beyond >= 0) {
      throw input.broken("it names " + what + " " + (beyond + 1) + " of " + size + " there are");
    }
  }

  private List<RoleTable.Transition> roleTransitions(Counts counts, ClassTable classes)
      throws MalformedPolicy {
    int count = input.count("role transitions", 12);
    List<RoleTable.Transition> transitions = new ArrayList<>(count);
    int process = classes.names().id("process");
    for (int i = 0; i < count; i++) {
      int role = input.id(counts.roles(), "role");
      int type = input.id(counts.types(), "type");
      int result = input.id(counts.roles(), "role");
      int objectClass =
          version >= Versions.ROLE_TRANSITION_CLASS ? input.id(counts.classes(), "class") : process;
      if (objectClass < 0) {
        throw input.broken("a role transition needs the class \"process\", which is not there");
      }
      transitions.add(new RoleTable.Transition(role, type, objectClass, result));
    }
    return transitions;
  }

  private List<RoleTable.Allow> roleAllows(Counts counts) throws MalformedPolicy {
    int count = input.count("role allow rules", 8);
    List<RoleTable.Allow> allows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = input.id(counts.roles(), "role");
      allows.add(new RoleTable.Allow(from, input.id(counts.roles(), "role")));
    }
    return allows;
  }

  private List<NameTransition> nameTransitions(Counts counts) throws MalformedPolicy {
    List<NameTransition> transitions = new ArrayList<>();
    if (version < Versions.NAME_TRANSITIONS) {
      return transitions;
    }
    int count = input.count("named transitions", 20);
    for (int i = 0; i < count; i++) {
      String name = input.name(input.bits32(), "a file");
      if (version < Versions.COMPACT_NAME_TRANSITIONS) {
        int source = input.id(counts.types(), "type");
        int target = input.id(counts.types(), "type");
        int objectClass = input.id(counts.classes(), "class");
        int result = input.id(counts.types(), "type");
        add(transitions, new NameTransition(source, target, objectClass, name, result));
        continue;
      }
      int target = input.id(counts.types(), "type");
      int objectClass = input.id(counts.classes(), "class");
      int groups = input.count("named transitions", 16);
      for (int group = 0; group < groups; group++) {
        IdSet sources = input.set(counts.types(), 0, "type");
        int result = input.id(counts.types(), "type");
        for (int source = sources.next(0); source >= 0; source = sources.next(source + 1)) {
          add(transitions, new NameTransition(source, target, objectClass, name, result));
        }
      }
    }
    return transitions;
  }

  private static void add(List<NameTransition> transitions, NameTransition transition)
      throws MalformedPolicy {
    if (transitions.size() == MOST_NAME_TRANSITIONS) {
      throw new MalformedPolicy(
          "The policy has more than " + MOST_NAME_TRANSITIONS + " named transitions.",
          "No real policy has so many; if yours does, report it.");
    }
    transitions.add(transition);
  }

  private List<RangeTransition> rangeTransitions(Counts counts) throws MalformedPolicy {
    int count = input.count("range transitions", 20);
    List<RangeTransition> transitions = new ArrayList<>(count);
    Levels levels = new Levels(input, counts);
    for (int i = 0; i < count; i++) {
      int source = input.id(counts.types(), "type");
      int target = input.id(counts.types(), "type");
      int objectClass = input.id(counts.classes(), "class");
      transitions.add(new RangeTransition(source, target, objectClass, levels.range()));
    }
    return transitions;
  }

  /** Reads the attributes of each type, the last part of the file, and turns them round. */
  private TypeTable types(SymbolReader.Types types, IdSet permissive, Counts counts)
      throws MalformedPolicy {
    int size = counts.types();
    IdSet[] attributesOf = new IdSet[size];
    long[][] members = new long[size][];
    Arrays.fill(members, new long[0]);
    Places places = input.places();
    for (int type = 0; type < size; type++) {
      int start = input.at();
      IdSet all = input.set(size, 0, "type");
      if (places != null) {
        places.attributes.add(input.since(start));
      }
      if (types.attributes().contains(type)) {
        attributesOf[type] = IdSet.EMPTY;
        continue;
      }
      attributesOf[type] = all.and(types.attributes());
      for (int id = all.next(0); id >= 0; id = all.next(id + 1)) {
        if (types.attributes().contains(id)) {
          members[id] = longEnough(members[id], type);
          members[id][type >>> 6] |= 1L << type;
        }
      }
    }
    IdSet[] membersOf = new IdSet[size];
    for (int id = 0; id < size; id++) {
      if (types.attributes().contains(id)) {
        membersOf[id] = IdSet.ofWords(members[id]);
      } else {
        membersOf[id] = IdSet.of(id);
      }
    }
    return new TypeTable(
        types.names(),
        types.attributes(),
        List.of(attributesOf),
        List.of(membersOf),
        permissive,
        types.bounds());
  }

  private long[] longEnough(long[] words, int id) throws MalformedPolicy {
    int needed = (id >>> 6) + 1;
    if (words.length >= needed) {
      return words;
    }
    input.spend(needed - words.length);
    return Arrays.copyOf(words, needed);
  }
}
