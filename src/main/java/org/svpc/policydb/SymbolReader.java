package org.svpc.policydb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.index.BooleanTable;
import org.svpc.index.ClassTable;
import org.svpc.index.ClassTable.Common;
import org.svpc.index.ClassTable.Default;
import org.svpc.index.ClassTable.DefaultRange;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.IdSet;
import org.svpc.index.LevelTable;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Names;
import org.svpc.index.UserTable;

/**
 * The eight symbol tables of a policy file, in its order: common sets, classes, roles, types,
 * users, booleans, sensitivities, categories. Each call reads the next.
 */
final class SymbolReader {
  private static final Default[] DEFAULTS = Default.values();
  private static final DefaultRange[] RANGES = DefaultRange.values();
  private static final int MOST_PERMISSIONS = 32;
  private static final int PRIMARY = 1;
  private static final int ATTRIBUTE = 2;

  private final Input input;
  private final int version;

  SymbolReader(Input input, int version) {
    this.input = input;
    this.version = version;
  }

  /** Roles without the rules on them, which come later in the file. */
  record Roles(
      Names names, List<IdSet> types, List<IdSet> dominates, Map<Integer, Integer> bounds) {}

  /** Types without their attributes, which come at the end of the file. */
  record Types(Names names, IdSet attributes, Map<Integer, Integer> bounds) {}

  /** The names of one table as they are read. */
  private final class Table {
    final String what;
    final int entries;
    final String[] names;
    final Map<String, Integer> aliases = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** Reads the table's head. */
    Table(String what, int leastBytes) throws MalformedPolicy {
      this.what = what;
      int size = input.number("the size of the table of " + what);
      if (size > Input.MOST_IDS) {
        throw input.broken("the table of " + what + " has room for " + size);
      }
      entries = input.count("entries of the table of " + what, leastBytes);
      names = new String[size];
      Arrays.fill(names, "");
    }

    int id(int value) throws MalformedPolicy {
      return input.id(value, names.length, what);
    }

    /** Notes a name; each may stand once, and an id has one. */
    void put(int id, String name) throws MalformedPolicy {
      if (!names[id].isEmpty() || !seen.add(name)) {
        throw input.broken("two " + what + " share the name or number of \"" + name + "\"");
      }
      names[id] = name;
    }

    void alias(int id, String name) throws MalformedPolicy {
      if (!seen.add(name)) {
        throw input.broken("two " + what + " are named \"" + name + "\"");
      }
      aliases.put(name, id);
    }

    Names named() throws MalformedPolicy {
      for (int id : aliases.values()) {
        if (names[id].isEmpty()) {
          throw input.broken("an alias stands for none of the " + what);
        }
      }
      return new Names(Arrays.asList(names), aliases);
    }
  }

  List<Common> commons() throws MalformedPolicy {
    Table table = new Table("common sets", 16);
    Common[] commons = new Common[table.names.length];
    for (int i = 0; i < table.entries; i++) {
      int length = input.bits32();
      int id = table.id(input.bits32());
      input.bits32();
      int count = input.count("permissions", 8);
      String name = input.name(length, "a common set");
      table.put(id, name);
      String[] permissions = new String[MOST_PERMISSIONS];
      permissions(permissions, count, name);
      commons[id] = new Common(name, trimmed(permissions));
    }
    List<Common> all = new ArrayList<>(commons.length);
    for (Common common : commons) {
      all.add(common == null ? new Common("", List.of()) : common);
    }
    return all;
  }

  private void permissions(String[] permissions, int count, String owner) throws MalformedPolicy {
    for (int i = 0; i < count; i++) {
      int length = input.bits32();
      int bit = input.id(input.bits32(), MOST_PERMISSIONS, "permission");
      String name = input.name(length, "a permission");
      if (permissions[bit] != null) {
        throw input.broken("two permissions of " + owner + " share one bit");
      }
      permissions[bit] = name;
    }
  }

  private static List<String> trimmed(String[] permissions) {
    int size = permissions.length;
    while (size > 0 && permissions[size - 1] == null) {
      size--;
    }
    List<String> list = new ArrayList<>(size);
    for (int bit = 0; bit < size; bit++) {
      list.add(permissions[bit] == null ? "" : permissions[bit]);
    }
    return list;
  }

  ClassTable classes(List<Common> commons) throws MalformedPolicy {
    Table table = new Table("classes", 24);
    @Nullable ObjectClass[] classes = new ObjectClass[table.names.length];
    Expressions expressions = new Expressions(input, version);
    for (int i = 0; i < table.entries; i++) {
      int length = input.bits32();
      int commonLength = input.bits32();
      int id = table.id(input.bits32());
      input.bits32();
      int count = input.count("permissions", 8);
      int constraints = input.count("constraints", 8);
      String name = input.name(length, "a class");
      table.put(id, name);
      String[] permissions = new String[MOST_PERMISSIONS];
      String common = "";
      if (commonLength != 0) {
        common = input.name(commonLength, "a common set");
        inherit(permissions, common, commons);
      }
      permissions(permissions, count, name);
      List<Constraint> constrained = expressions.constraints(constraints);
      List<Constraint> validated = expressions.constraints(input.count("validations", 8));
      Default user = Default.NONE;
      Default role = Default.NONE;
      DefaultRange range = DefaultRange.NONE;
      Default type = Default.NONE;
      if (version >= Versions.NEW_OBJECT_DEFAULTS) {
        user = oneOf(DEFAULTS);
        role = oneOf(DEFAULTS);
        range = oneOf(RANGES);
      }
      if (version >= Versions.DEFAULT_TYPE) {
        type = oneOf(DEFAULTS);
      }
      classes[id] =
          new ObjectClass(
              name, common, trimmed(permissions), constrained, validated, user, role, type, range);
    }
    List<ObjectClass> all = new ArrayList<>(classes.length);
    for (ObjectClass objectClass : classes) {
      all.add(objectClass == null ? NO_CLASS : objectClass);
    }
    return new ClassTable(table.named(), commons, all);
  }

  private static final ObjectClass NO_CLASS =
      new ObjectClass(
          "",
          "",
          List.of(),
          List.of(),
          List.of(),
          Default.NONE,
          Default.NONE,
          Default.NONE,
          DefaultRange.NONE);

  private void inherit(String[] permissions, String name, List<Common> commons)
      throws MalformedPolicy {
    for (Common common : commons) {
      if (common.name().equals(name)) {
        for (int bit = 0; bit < common.permissions().size(); bit++) {
          String permission = common.permissions().get(bit);
          permissions[bit] = permission.isEmpty() ? null : permission;
        }
        return;
      }
    }
    throw input.broken("a class inherits from the unknown common set \"" + name + "\"");
  }

  private <T> T oneOf(T[] values) throws MalformedPolicy {
    int place = input.bits32();
    if (place < 0 || place >= values.length) {
      throw input.broken("a class has the default " + place);
    }
    return values[place];
  }

  Roles roles() throws MalformedPolicy {
    Table table = new Table("roles", 36);
    int size = table.names.length;
    IdSet[] types = new IdSet[size];
    IdSet[] dominates = new IdSet[size];
    Arrays.fill(types, IdSet.EMPTY);
    Arrays.fill(dominates, IdSet.EMPTY);
    Map<Integer, Integer> bounds = new HashMap<>();
    for (int i = 0; i < table.entries; i++) {
      int length = input.bits32();
      int id = table.id(input.bits32());
      bound(bounds, id, input.idOrNone(size, "role"));
      table.put(id, input.name(length, "a role"));
      dominates[id] = input.set(size, 0, "role");
      types[id] = input.set(Input.MOST_IDS, 0, "type");
    }
    return new Roles(table.named(), List.of(types), List.of(dominates), bounds);
  }

  private static void bound(Map<Integer, Integer> bounds, int id, int bound) {
    if (bound >= 0) {
      bounds.put(id, bound);
    }
  }

  Types types() throws MalformedPolicy {
    Table table = new Table("types", 17);
    int size = table.names.length;
    BitSet attributes = new BitSet();
    Map<Integer, Integer> bounds = new HashMap<>();
    for (int i = 0; i < table.entries; i++) {
      int length = input.bits32();
      int id = table.id(input.bits32());
      int properties = input.bits32();
      int bound = input.idOrNone(size, "type");
      String name = input.name(length, "a type");
      if ((properties & ATTRIBUTE) != 0) {
        attributes.set(id);
        table.put(id, name);
      } else if ((properties & PRIMARY) != 0) {
        bound(bounds, id, bound);
        table.put(id, name);
      } else {
        table.alias(id, name);
      }
    }
    // An attribute whose name the policy's compiler has left out. The name is the one that
    // SELinux's
    // tools show.
    for (int id = 0; id < size; id++) {
      if (table.names[id].isEmpty()) {
        attributes.set(id);
        table.put(id, "@ttr" + "0".repeat(Math.max(0, 4 - digits(id + 1))) + (id + 1));
      }
    }
    return new Types(table.named(), IdSet.of(attributes), bounds);
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  UserTable users(int roles) throws MalformedPolicy {
    Table table = new Table("users", 60);
    int size = table.names.length;
    IdSet[] rolesOf = new IdSet[size];
    MlsRange[] ranges = new MlsRange[size];
    MlsLevel[] levels = new MlsLevel[size];
    Arrays.fill(rolesOf, IdSet.EMPTY);
    Arrays.fill(ranges, Levels.NO_RANGE);
    Arrays.fill(levels, Levels.NO_LEVEL);
    Map<Integer, Integer> bounds = new HashMap<>();
    // The tables of levels come later in the file: checked when they are there.
    Levels unchecked = new Levels(input, Input.MOST_IDS, Input.MOST_IDS, false);
    for (int i = 0; i < table.entries; i++) {
      int length = input.bits32();
      int id = table.id(input.bits32());
      bound(bounds, id, input.idOrNone(size, "user"));
      table.put(id, input.name(length, "a user"));
      rolesOf[id] = input.set(roles, 0, "role");
      ranges[id] = unchecked.range();
      levels[id] = unchecked.level();
    }
    return new UserTable(table.named(), List.of(rolesOf), List.of(ranges), List.of(levels), bounds);
  }

  BooleanTable booleans() throws MalformedPolicy {
    Table table = new Table("booleans", 13);
    BitSet on = new BitSet();
    for (int i = 0; i < table.entries; i++) {
      int id = table.id(input.bits32());
      int state = input.bits32();
      int length = input.bits32();
      if (state != 0 && state != 1) {
        throw input.broken("a boolean has the state " + state);
      }
      on.set(id, state == 1);
      table.put(id, input.name(length, "a boolean"));
    }
    return new BooleanTable(table.named(), IdSet.of(on));
  }

  LevelTable levels() throws MalformedPolicy {
    Table table = new Table("sensitivities", 21);
    int size = table.names.length;
    IdSet[] categories = new IdSet[size];
    Arrays.fill(categories, IdSet.EMPTY);
    for (int i = 0; i < table.entries; i++) {
      int length = input.bits32();
      boolean alias = input.bits32() != 0;
      String name = input.name(length, "a sensitivity");
      int id = input.id(size, "sensitivity");
      IdSet set = input.set(Input.MOST_IDS, 0, "category");
      if (alias) {
        table.alias(id, name);
      } else {
        table.put(id, name);
        categories[id] = set;
      }
    }
    Names sensitivities = table.named();
    return new LevelTable(sensitivities, categories(), List.of(categories));
  }

  private Names categories() throws MalformedPolicy {
    Table table = new Table("categories", 13);
    for (int i = 0; i < table.entries; i++) {
      int length = input.bits32();
      int id = table.id(input.bits32());
      boolean alias = input.bits32() != 0;
      String name = input.name(length, "a category");
      if (alias) {
        table.alias(id, name);
      } else {
        table.put(id, name);
      }
    }
    return table.named();
  }
}
