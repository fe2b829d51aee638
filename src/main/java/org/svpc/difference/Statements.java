package org.svpc.difference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.svpc.access.PolicyText;
import org.svpc.index.ClassTable.Default;
import org.svpc.index.ClassTable.DefaultRange;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.IdSet;
import org.svpc.index.LabelRule;
import org.svpc.index.MlsLevel;
import org.svpc.index.Names;
import org.svpc.index.Policy;

/**
 * All of a policy but its rules on types, as statements with what each says, so that those of two
 * policies can be compared name by name.
 */
final class Statements {
  private static final String PERMISSIVE = "permissive";

  private final Policy policy;
  private final PolicyText text;

  /** By kind of statement, then by what it is about: what it says. */
  private final TreeMap<String, Map<String, Set<String>>> statements = new TreeMap<>();

  private Statements(Policy policy) {
    this.policy = policy;
    text = new PolicyText(policy);
    properties();
    classes();
    types();
    roles();
    users();
    levels();
    booleans();
    transitions();
    labels();
  }

  /** What differs between two policies' statements. */
  static List<StatementChange> changes(Policy old, Policy other) {
    var before = new Statements(old).statements;
    var after = new Statements(other).statements;
    List<StatementChange> changes = new ArrayList<>();
    TreeSet<String> kinds = new TreeSet<>(before.keySet());
    kinds.addAll(after.keySet());
    for (String kind : kinds) {
      compare(
          kind, before.getOrDefault(kind, Map.of()), after.getOrDefault(kind, Map.of()), changes);
    }
    return changes;
  }

  private static void compare(
      String kind,
      Map<String, Set<String>> before,
      Map<String, Set<String>> after,
      List<StatementChange> changes) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Set<String> said = before.get(name);
      Set<String> says = after.get(name);
      if (said == null && says != null) {
        changes.add(
            new StatementChange(
                kind, name, StatementChange.Change.ADDED, sorted(kind, says), List.of()));
      } else if (says == null && said != null) {
        changes.add(
            new StatementChange(
                kind, name, StatementChange.Change.REMOVED, List.of(), sorted(kind, said)));
      } else if (says != null && said != null && !says.equals(said)) {
        Set<String> added = new HashSet<>(says);
        added.removeAll(said);
        said.removeAll(says);
        changes.add(
            new StatementChange(
                kind,
                name,
                StatementChange.Change.MODIFIED,
                sorted(kind, added),
                sorted(kind, said)));
      }
    }
  }

  /**
   * What is said, in order. The attributes of a type and the types of a role are many and stand
   * bare until one is told.
   */
  private static List<String> sorted(String kind, Set<String> says) {
    String bare = kind.equals("type") ? "attribute " : kind.equals("role") ? "type " : "";
    return says.stream()
        .map(each -> each.indexOf(' ') < 0 && !each.equals(PERMISSIVE) ? bare + each : each)
        .sorted()
        .toList();
  }

  private Set<String> of(String kind, String name) {
    return statements
        .computeIfAbsent(kind, any -> new HashMap<>())
        .computeIfAbsent(name, any -> new HashSet<>());
  }

  private void properties() {
    var properties = policy.properties();
    of("policy", "version").add(Integer.toString(properties.version()));
    of("policy", "MLS").add(properties.mls() ? "on" : "off");
    of("policy", "handle_unknown").add(properties.unknown().word());
    properties.capabilities().forEach(name -> of("policycap", name));
  }

  private void classes() {
    for (var common : policy.classes().commons()) {
      if (!common.name().isEmpty()) {
        of("common", common.name()).addAll(common.permissions());
      }
    }
    for (ObjectClass objectClass : policy.classes().classes()) {
      if (objectClass.name().isEmpty()) {
        continue;
      }
      Set<String> says = of("class", objectClass.name());
      if (!objectClass.common().isEmpty()) {
        says.add("inherits " + objectClass.common());
      }
      objectClass.permissions().stream().filter(each -> !each.isEmpty()).forEach(says::add);
      defaults(objectClass);
    }
    for (int id = 0; id < policy.classes().names().size(); id++) {
      for (Constraint constraint : policy.classes().get(id).constraints()) {
        constraint(text.constraint(id, constraint));
      }
      for (Constraint validation : policy.classes().get(id).validations()) {
        constraint(text.constraint(id, validation));
      }
    }
  }

  /** A constraint is its own name; the kind is its first word. */
  private void constraint(String statement) {
    int blank = statement.indexOf(' ');
    of(statement.substring(0, blank), statement.substring(blank + 1));
  }

  private void defaults(ObjectClass objectClass) {
    defaulted("default_user", objectClass, objectClass.defaultUser());
    defaulted("default_role", objectClass, objectClass.defaultRole());
    defaulted("default_type", objectClass, objectClass.defaultType());
    if (objectClass.defaultRange() != DefaultRange.NONE) {
      of("default_range", objectClass.name()).add(objectClass.defaultRange().words());
    }
  }

  private void defaulted(String kind, ObjectClass objectClass, Default from) {
    if (from != Default.NONE) {
      of(kind, objectClass.name()).add(from == Default.SOURCE ? "source" : "target");
    }
  }

  private void types() {
    var types = policy.types();
    for (int id = 0; id < types.names().size(); id++) {
      if (types.isAttribute(id)) {
        // What is in it is told of each type.
        of("attribute", type(id));
        continue;
      }
      Set<String> says = of("type", type(id));
      types.attributesOf().get(id).forEach(attribute -> says.add(type(attribute)));
      if (types.permissive().contains(id)) {
        says.add(PERMISSIVE);
      }
    }
    types.names().aliases().forEach((alias, id) -> of("type", type(id)).add("alias " + alias));
    types.bounds().forEach((bounded, by) -> of("typebounds", type(bounded)).add(type(by)));
  }

  private void roles() {
    var roles = policy.roles();
    for (int id = 0; id < roles.names().size(); id++) {
      if (!roles.names().isUsed(id)) {
        continue;
      }
      Set<String> says = of("role", role(id));
      roles.typesOf().get(id).forEach(type -> says.add(type(type)));
      int self = id;
      roles
          .dominatesOf()
          .get(id)
          .forEach(
              other -> {
                if (other != self) {
                  says.add("dominates " + role(other));
                }
              });
    }
    for (var allow : roles.allows()) {
      of("role allow", role(allow.from()) + " " + role(allow.to()));
    }
    for (var rule : roles.transitions()) {
      of(
              "role_transition",
              role(rule.role()) + " " + type(rule.type()) + ":" + objectClass(rule.objectClass()))
          .add(role(rule.result()));
    }
  }

  private void users() {
    var users = policy.users();
    for (int id = 0; id < users.names().size(); id++) {
      if (!users.names().isUsed(id)) {
        continue;
      }
      Set<String> says = of("user", users.names().name(id));
      users.rolesOf().get(id).forEach(role -> says.add("role " + role(role)));
      if (policy.properties().mls()) {
        says.add("level " + text.level(users.defaultLevelsOf().get(id)));
        says.add("range " + text.range(users.rangesOf().get(id)));
      }
    }
  }

  private void levels() {
    var levels = policy.levels();
    named("sensitivity", levels.sensitivities());
    named("category", levels.categories());
    int place = 0;
    for (int id = 0; id < levels.sensitivities().size(); id++) {
      if (levels.sensitivities().isUsed(id)) {
        of("sensitivity", levels.sensitivities().name(id)).add("place " + place++);
        IdSet categories = levels.categoriesOf().get(id);
        of("level", levels.sensitivities().name(id)).add(text.level(new MlsLevel(id, categories)));
      }
    }
  }

  private void named(String kind, Names names) {
    for (int id = 0; id < names.size(); id++) {
      if (names.isUsed(id)) {
        of(kind, names.name(id));
      }
    }
    names.aliases().forEach((alias, id) -> of(kind, names.name(id)).add("alias " + alias));
  }

  private void booleans() {
    Names names = policy.booleans().names();
    for (int id = 0; id < names.size(); id++) {
      if (names.isUsed(id)) {
        of("boolean", names.name(id)).add(policy.booleans().on().contains(id) ? "on" : "off");
      }
    }
  }

  private void transitions() {
    for (var rule : policy.nameTransitions()) {
      for (int source : policy.types().membersOf().get(rule.source()).toArray()) {
        for (int target : policy.types().membersOf().get(rule.target()).toArray()) {
          of(
                  "type_transition by name",
                  about(source, target, rule.objectClass()) + " \"" + rule.name() + "\"")
              .add(type(rule.result()));
        }
      }
    }
    for (var rule : policy.rangeTransitions()) {
      for (int source : policy.types().membersOf().get(rule.source()).toArray()) {
        for (int target : policy.types().membersOf().get(rule.target()).toArray()) {
          of("range_transition", about(source, target, rule.objectClass()))
              .add(text.range(rule.range()));
        }
      }
    }
  }

  private String about(int source, int target, int objectClass) {
    return type(source) + " " + type(target) + ":" + objectClass(objectClass);
  }

  private void labels() {
    for (LabelRule label : policy.contexts()) {
      label(label).add(text.context(label.context()));
    }
  }

  private Set<String> label(LabelRule label) {
    if (label instanceof LabelRule.InitialSid sid) {
      return of("sid", sid.name());
    }
    if (label instanceof LabelRule.FsUse use) {
      return of("fs_use", use.behavior() + " " + use.fileSystem());
    }
    if (label instanceof LabelRule.Genfs genfs) {
      String kind = genfs.objectClass() < 0 ? "" : " " + objectClass(genfs.objectClass());
      return of("genfscon", genfs.fileSystem() + " " + genfs.path() + kind);
    }
    if (label instanceof LabelRule.Port port) {
      return of("portcon", port.protocol() + " " + span(port.low(), port.high()));
    }
    if (label instanceof LabelRule.NetworkInterface netif) {
      Set<String> says = of("netifcon", netif.name());
      says.add("packets " + text.context(netif.packet()));
      return says;
    }
    if (label instanceof LabelRule.Node node) {
      return of("nodecon", node.address() + " " + node.mask());
    }
    if (label instanceof LabelRule.InfinibandKey key) {
      return of("ibpkeycon", key.prefix() + " " + span(key.low(), key.high()));
    }
    LabelRule.InfinibandPort port = (LabelRule.InfinibandPort) label;
    return of("ibendportcon", port.device() + " " + port.port());
  }

  private static String span(int low, int high) {
    return low == high ? Integer.toString(low) : low + "-" + high;
  }

  private String type(int id) {
    return policy.types().names().name(id);
  }

  private String role(int id) {
    return policy.roles().names().name(id);
  }

  private String objectClass(int id) {
    return policy.classes().names().name(id);
  }
}
