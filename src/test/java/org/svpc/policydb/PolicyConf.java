package org.svpc.policydb;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import org.svpc.index.BooleanExpression;
import org.svpc.index.ClassTable.Default;
import org.svpc.index.ClassTable.DefaultRange;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.Constraint.Side;
import org.svpc.index.IdSet;
import org.svpc.index.LabelRule;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.SecurityContext;

/**
 * A policy as lines of checkpolicy's language, in the spelling of {@code checkpolicy -b -F}, so
 * that all that the reader found can be compared with what libsepol finds in the same file. A
 * conditional rule has its condition before it.
 */
final class PolicyConf {
  private final Policy policy;
  private final List<String> lines = new ArrayList<>();

  private PolicyConf(Policy policy) {
    this.policy = policy;
  }

  static List<String> lines(Policy policy) {
    PolicyConf conf = new PolicyConf(policy);
    conf.classes();
    conf.levels();
    conf.types();
    conf.rules();
    conf.transitions();
    conf.roles();
    conf.users();
    conf.labels();
    return conf.lines;
  }

  private void add(String line) {
    lines.add(line);
  }

  private void classes() {
    for (var common : policy.classes().commons()) {
      add("common " + common.name() + " " + braces(common.permissions()));
    }
    for (ObjectClass objectClass : policy.classes().classes()) {
      add("class " + objectClass.name());
      int inherited =
          policy.classes().commons().stream()
              .filter(common -> common.name().equals(objectClass.common()))
              .mapToInt(common -> common.permissions().size())
              .sum();
      List<String> own =
          objectClass.permissions().subList(inherited, objectClass.permissions().size());
      String inherits = inherited == 0 ? "" : " inherits " + objectClass.common();
      add("class " + objectClass.name() + inherits + (own.isEmpty() ? "" : " " + braces(own)));
      defaults(objectClass);
      for (Constraint constraint : objectClass.constraints()) {
        add(
            "constrain "
                + objectClass.name()
                + " "
                + braces(permissions(objectClass, constraint.permissions()))
                + " "
                + whole(constraint.expression())
                + ";");
      }
      for (Constraint validation : objectClass.validations()) {
        add("validatetrans " + objectClass.name() + " " + whole(validation.expression()) + ";");
      }
    }
    policy.properties().capabilities().forEach(name -> add("policycap " + name + ";"));
  }

  private void defaults(ObjectClass objectClass) {
    defaulted("user", objectClass, objectClass.defaultUser());
    defaulted("role", objectClass, objectClass.defaultRole());
    defaulted("type", objectClass, objectClass.defaultType());
    if (objectClass.defaultRange() != DefaultRange.NONE) {
      add(
          "default_range { "
              + objectClass.name()
              + " } "
              + objectClass.defaultRange().words()
              + ";");
    }
  }

  private void defaulted(String part, ObjectClass objectClass, Default value) {
    if (value != Default.NONE) {
      String word = value == Default.SOURCE ? "source" : "target";
      add("default_" + part + " { " + objectClass.name() + " } " + word + ";");
    }
  }

  private String whole(Expression expression) {
    String text = text(expression);
    return text.startsWith("(") ? text : "(" + text + ")";
  }

  private String text(Expression expression) {
    if (expression instanceof Expression.Not not) {
      return "not " + whole(not.operand());
    }
    if (expression instanceof Expression.And and) {
      return "(" + text(and.left()) + " and " + text(and.right()) + ")";
    }
    if (expression instanceof Expression.Or or) {
      return "(" + text(or.left()) + " or " + text(or.right()) + ")";
    }
    if (expression instanceof Expression.Both both) {
      String part = part(both.part());
      return part + "1 " + both.relation().word() + " " + part + "2";
    }
    if (expression instanceof Expression.Level level) {
      return level.levels().left() + " " + level.relation().word() + " " + level.levels().right();
    }
    Expression.OneOf oneOf = (Expression.OneOf) expression;
    Names names =
        switch (oneOf.part()) {
          case USER -> policy.users().names();
          case ROLE -> policy.roles().names();
          case TYPE -> policy.types().names();
        };
    int number = oneOf.side() == Side.SOURCE ? 1 : oneOf.side() == Side.TARGET ? 2 : 3;
    return part(oneOf.part())
        + number
        + " "
        + oneOf.relation().word()
        + " "
        + set(oneOf.written(), names::name);
  }

  private static String part(Constraint.Part part) {
    return switch (part) {
      case USER -> "u";
      case ROLE -> "r";
      case TYPE -> "t";
    };
  }

  private void levels() {
    if (!policy.properties().mls()) {
      return;
    }
    var levels = policy.levels();
    named("sensitivity ", levels.sensitivities());
    named("category ", levels.categories());
    List<String> sensitivities = new ArrayList<>();
    for (int id = 0; id < levels.sensitivities().size(); id++) {
      if (levels.sensitivities().isUsed(id)) {
        sensitivities.add(levels.sensitivities().name(id));
        add("level " + level(new MlsLevel(id, levels.categoriesOf().get(id))) + ";");
      }
    }
    add("dominance " + braces(sensitivities));
  }

  private void named(String word, Names names) {
    for (int id = 0; id < names.size(); id++) {
      if (!names.isUsed(id)) {
        continue;
      }
      List<String> aliases = new ArrayList<>();
      for (var alias : names.aliases().entrySet()) {
        if (alias.getValue() == id) {
          aliases.add(alias.getKey());
        }
      }
      add(
          word
              + names.name(id)
              + (aliases.isEmpty() ? "" : " alias " + oneOrBraces(aliases))
              + ";");
    }
  }

  private void types() {
    var types = policy.types();
    for (int id = 0; id < types.names().size(); id++) {
      String name = types.names().name(id);
      if (types.isAttribute(id)) {
        add("attribute " + name + ";");
        int attribute = id;
        types
            .membersOf()
            .get(id)
            .forEach(type -> assertMember(types.attributesOf().get(type).contains(attribute)));
        continue;
      }
      add("type " + name + ";");
      List<String> attributes = new ArrayList<>();
      types.attributesOf().get(id).forEach(each -> attributes.add(types.names().name(each)));
      attributes.sort(null);
      if (!attributes.isEmpty()) {
        add("typeattribute " + name + " " + String.join(", ", attributes) + ";");
      }
      if (types.permissive().contains(id)) {
        add("permissive " + name + ";");
      }
    }
    types
        .names()
        .aliases()
        .forEach((alias, id) -> add("typealias " + type(id) + " alias " + alias + ";"));
    types.bounds().forEach((id, by) -> add("typebounds " + type(by) + " " + type(id) + ";"));
    var booleans = policy.booleans();
    for (int id = 0; id < booleans.names().size(); id++) {
      add("bool " + booleans.names().name(id) + " " + booleans.on().contains(id) + ";");
    }
  }

  private static void assertMember(boolean holds) {
    if (!holds) {
      throw new AssertionError("an attribute has a member that does not have it");
    }
  }

  private void rules() {
    var rules = policy.rules();
    for (int rule = 0; rule < rules.size(); rule++) {
      RuleKind kind = rules.kind(rule);
      int source = rules.source(rule);
      int target = rules.target(rule);
      ObjectClass objectClass = policy.classes().get(rules.objectClass(rule));
      boolean self = !kind.isTypeRule() && source == target && !policy.types().isAttribute(source);
      String head =
          kind.word()
              + " "
              + type(source)
              + " "
              + (self ? "self" : type(target))
              + ":"
              + objectClass.name()
              + " ";
      String tail;
      if (kind.isTypeRule()) {
        tail = type(rules.datum(rule));
      } else if (kind.isExtended()) {
        tail = "ioctl { " + commands(rules.extended(rule).commands()) + " }";
      } else {
        tail = braces(permissions(objectClass, rules.datum(rule)));
      }
      add(condition(rule) + head + tail + ";");
    }
  }

  private String condition(int rule) {
    var rules = policy.rules();
    if (!rules.isConditional(rule)) {
      return "";
    }
    BooleanExpression expression = policy.conditions().get(rules.condition(rule)).expression();
    return "if (" + text(expression) + ") " + (rules.arm(rule) ? "then " : "else ");
  }

  private String text(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return policy.booleans().names().name(variable.bool());
    }
    if (expression instanceof BooleanExpression.Not not) {
      return "! " + text(not.operand());
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    return "("
        + text(binary.left())
        + " "
        + binary.operator().sign()
        + " "
        + text(binary.right())
        + ")";
  }

  private static String commands(IdSet commands) {
    StringJoiner text = new StringJoiner(" ");
    for (int from = commands.next(0); from >= 0; ) {
      int to = commands.endOfRun(from);
      String low = "0x" + Integer.toHexString(from);
      text.add(from == to ? low : low + "-0x" + Integer.toHexString(to));
      from = commands.next(to + 1);
    }
    return text.toString();
  }

  private void transitions() {
    for (var transition : policy.nameTransitions()) {
      add(
          "type_transition "
              + type(transition.source())
              + " "
              + type(transition.target())
              + ":"
              + policy.classes().names().name(transition.objectClass())
              + " "
              + type(transition.result())
              + " \""
              + transition.name()
              + "\";");
    }
    for (var transition : policy.rangeTransitions()) {
      add(
          "range_transition "
              + type(transition.source())
              + " "
              + type(transition.target())
              + ":"
              + policy.classes().names().name(transition.objectClass())
              + " "
              + range(transition.range())
              + ";");
    }
  }

  private void roles() {
    var roles = policy.roles();
    for (int id = 0; id < roles.names().size(); id++) {
      String name = roles.names().name(id);
      if (name.equals("object_r") || name.isEmpty()) {
        continue;
      }
      add("role " + name + ";");
      for (int type : roles.typesOf().get(id).toArray()) {
        add("role " + name + " types " + type(type) + ";");
      }
    }
    for (var allow : roles.allows()) {
      add("allow " + role(allow.from()) + " " + role(allow.to()) + ";");
    }
    for (var transition : roles.transitions()) {
      add(
          "role_transition "
              + role(transition.role())
              + " "
              + type(transition.type())
              + ":"
              + policy.classes().names().name(transition.objectClass())
              + " "
              + role(transition.result())
              + ";");
    }
  }

  private void users() {
    var users = policy.users();
    int objectRole = policy.roles().names().id("object_r");
    for (int id = 0; id < users.names().size(); id++) {
      if (!users.names().isUsed(id)) {
        continue;
      }
      IdSet roles = users.rolesOf().get(id).without(IdSet.of(objectRole));
      String levels =
          policy.properties().mls()
              ? " level "
                  + level(users.defaultLevelsOf().get(id))
                  + " range "
                  + range(users.rangesOf().get(id))
              : "";
      add("user " + users.names().name(id) + " roles " + set(roles, this::role) + levels + ";");
    }
  }

  private void labels() {
    for (LabelRule label : policy.contexts()) {
      add(label(label));
    }
  }

  private String label(LabelRule label) {
    String context = context(label.context());
    if (label instanceof LabelRule.InitialSid sid) {
      add("sid " + sid.name());
      return "sid " + sid.name() + " " + context;
    }
    if (label instanceof LabelRule.FsUse use) {
      return "fs_use_" + use.behavior() + " " + use.fileSystem() + " " + context + ";";
    }
    if (label instanceof LabelRule.Genfs genfs) {
      String kind =
          genfs.objectClass() < 0
              ? ""
              : switch (policy.classes().names().name(genfs.objectClass())) {
                case "file" -> "-- ";
                case "dir" -> "-d ";
                default -> "? ";
              };
      return "genfscon " + genfs.fileSystem() + " \"" + genfs.path() + "\" " + kind + context;
    }
    if (label instanceof LabelRule.Port port) {
      return "portcon " + port.protocol() + " " + span(port.low(), port.high()) + " " + context;
    }
    if (label instanceof LabelRule.NetworkInterface netif) {
      return "netifcon " + netif.name() + " " + context + " " + context(netif.packet());
    }
    if (label instanceof LabelRule.Node node) {
      return "nodecon " + node.address() + " " + node.mask() + " " + context;
    }
    if (label instanceof LabelRule.InfinibandKey key) {
      return "ibpkeycon " + key.prefix() + " " + span(key.low(), key.high()) + " " + context;
    }
    LabelRule.InfinibandPort port = (LabelRule.InfinibandPort) label;
    return "ibendportcon " + port.device() + " " + port.port() + " " + context;
  }

  private static String span(int low, int high) {
    return low == high ? Integer.toString(low) : low + "-" + high;
  }

  private String context(SecurityContext context) {
    String text =
        policy.users().names().name(context.user())
            + ":"
            + role(context.role())
            + ":"
            + type(context.type());
    return context.range() == null ? text : text + ":" + range(context.range());
  }

  private String range(MlsRange range) {
    return level(range.low()) + " - " + level(range.high());
  }

  private String level(MlsLevel level) {
    StringBuilder text =
        new StringBuilder(policy.levels().sensitivities().name(level.sensitivity()));
    char separator = ':';
    IdSet categories = level.categories();
    for (int from = categories.next(0); from >= 0; ) {
      int to = categories.endOfRun(from);
      Names names = policy.levels().categories();
      text.append(separator).append(names.name(from));
      if (to > from) {
        text.append(to == from + 1 ? ',' : '.').append(names.name(to));
      }
      separator = ',';
      from = categories.next(to + 1);
    }
    return text.toString();
  }

  private String type(int id) {
    return policy.types().names().name(id);
  }

  private String role(int id) {
    return policy.roles().names().name(id);
  }

  private static List<String> permissions(ObjectClass objectClass, int mask) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < objectClass.permissions().size(); bit++) {
      if ((mask & (1 << bit)) != 0) {
        names.add(objectClass.permissions().get(bit));
      }
    }
    return names;
  }

  private static String set(IdSet ids, IntFunction<String> name) {
    return oneOrBraces(ids.stream().mapToObj(name).toList());
  }

  private static String oneOrBraces(List<String> names) {
    return names.size() == 1 ? names.get(0) : braces(names.stream().sorted().toList());
  }

  private static String braces(List<String> names) {
    return "{ " + String.join(" ", names) + " }";
  }
}
