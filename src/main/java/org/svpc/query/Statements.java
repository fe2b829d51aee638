package org.svpc.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.svpc.index.ClassTable;
import org.svpc.index.ClassTable.DefaultRange;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.IdSet;
import org.svpc.index.LabelRule;
import org.svpc.index.Names;
import org.svpc.index.Policy;

/** What a policy declares, as statements in seinfo's form. */
final class Statements {
  private static final String OBJECT_ROLE = "object_r";

  private final Policy policy;
  private final LevelText levels;

  Statements(Policy policy) {
    this.policy = policy;
    levels = new LevelText(policy);
  }

  String bool(int id) {
    return "bool "
        + policy.booleans().names().name(id)
        + (policy.booleans().on().contains(id) ? " true;" : " false;");
  }

  String category(int id) {
    Names names = policy.levels().categories();
    return "category " + names.name(id) + aliases(names, id) + ";";
  }

  String sensitivity(int id) {
    Names names = policy.levels().sensitivities();
    return "sensitivity " + names.name(id) + aliases(names, id) + ";";
  }

  String type(int id) {
    Names names = policy.types().names();
    List<String> attributes = sorted(names, policy.types().attributesOf().get(id));
    return "type "
        + names.name(id)
        + aliases(names, id)
        + (attributes.isEmpty() ? "" : ", " + String.join(", ", attributes))
        + ";";
  }

  private static String aliases(Names names, int id) {
    List<String> aliases = new ArrayList<>();
    for (Map.Entry<String, Integer> alias : names.aliases().entrySet()) {
      if (alias.getValue() == id) {
        aliases.add(alias.getKey());
      }
    }
    aliases.sort(null);
    return aliases.isEmpty() ? "" : " alias " + braced(aliases);
  }

  /** The statement of an attribute and below it its types, one to a line. */
  String attribute(int id) {
    Names names = policy.types().names();
    List<String> members = sorted(names, policy.types().membersOf().get(id));
    return "attribute "
        + names.name(id)
        + ";\n\t"
        + (members.isEmpty() ? "<empty attribute>" : String.join("\n\t", members));
  }

  String role(int id) {
    List<String> types = sorted(policy.types().names(), policy.roles().typesOf().get(id));
    return "role "
        + policy.roles().names().name(id)
        + (types.isEmpty() ? "" : " types " + braced(types))
        + ";";
  }

  /** Without the role {@code object_r}, which every user has. */
  String user(int id) {
    List<String> roles = sorted(policy.roles().names(), policy.users().rolesOf().get(id));
    roles.remove(OBJECT_ROLE);
    StringBuilder text = new StringBuilder("user ");
    text.append(policy.users().names().name(id)).append(" roles ").append(braced(roles));
    if (policy.properties().mls()) {
      levels.append(text.append(" level "), policy.users().defaultLevelsOf().get(id));
      levels.append(text.append(" range "), policy.users().rangesOf().get(id));
    }
    return text.append(';').toString();
  }

  String common(ClassTable.Common common) {
    return "common " + common.name() + "\n" + block(common.permissions());
  }

  String objectClass(ObjectClass objectClass) {
    List<String> own = ownPermissions(objectClass);
    return "class "
        + objectClass.name()
        + "\n"
        + (objectClass.common().isEmpty() ? "" : "inherits " + objectClass.common() + "\n")
        + (own.isEmpty() ? "" : block(own));
  }

  /** The permissions of a class that are not those of its common set. */
  List<String> ownPermissions(ObjectClass objectClass) {
    int inherited = 0;
    for (ClassTable.Common common : policy.classes().commons()) {
      if (common.name().equals(objectClass.common())) {
        inherited = common.permissions().size();
      }
    }
    List<String> own = new ArrayList<>();
    for (String name :
        objectClass.permissions().subList(inherited, objectClass.permissions().size())) {
      if (!name.isEmpty()) {
        own.add(name);
      }
    }
    return own;
  }

  private static String block(List<String> permissions) {
    List<String> sorted = new ArrayList<>(permissions);
    sorted.sort(null);
    return "{\n\t" + String.join("\n\t", sorted) + "\n}";
  }

  /** The {@code default_user} and other such statements of a class. */
  List<String> defaults(ObjectClass objectClass) {
    List<String> statements = new ArrayList<>();
    addDefault(statements, "default_user", objectClass, objectClass.defaultUser());
    addDefault(statements, "default_role", objectClass, objectClass.defaultRole());
    addDefault(statements, "default_type", objectClass, objectClass.defaultType());
    if (objectClass.defaultRange() != DefaultRange.NONE) {
      statements.add(
          "default_range " + objectClass.name() + " " + word(objectClass.defaultRange()) + ";");
    }
    return statements;
  }

  private static void addDefault(
      List<String> statements, String word, ObjectClass objectClass, ClassTable.Default value) {
    switch (value) {
      case NONE -> {}
      case SOURCE -> statements.add(word + " " + objectClass.name() + " source;");
      case TARGET -> statements.add(word + " " + objectClass.name() + " target;");
    }
  }

  private static String word(DefaultRange range) {
    return switch (range) {
      case NONE -> "";
      case SOURCE_LOW -> "source low";
      case SOURCE_HIGH -> "source high";
      case SOURCE_LOW_HIGH -> "source low_high";
      case TARGET_LOW -> "target low";
      case TARGET_HIGH -> "target high";
      case TARGET_LOW_HIGH -> "target low_high";
      case GREATEST_LOWEST -> "glblub";
    };
  }

  String typebounds(int parent, int child) {
    Names names = policy.types().names();
    return "typebounds " + names.name(parent) + " " + names.name(child) + ";";
  }

  String label(LabelRule rule) {
    String context = levels.context(rule.context());
    if (rule instanceof LabelRule.InitialSid sid) {
      return "sid " + sid.name() + " " + context;
    }
    if (rule instanceof LabelRule.FsUse use) {
      return "fs_use_" + use.behavior() + " " + use.fileSystem() + " " + context + ";";
    }
    if (rule instanceof LabelRule.Genfs genfs) {
      return "genfscon "
          + genfs.fileSystem()
          + " "
          + genfs.path()
          + " "
          + fileKind(genfs)
          + " "
          + context;
    }
    if (rule instanceof LabelRule.Port port) {
      String ports = port.low() == port.high() ? "" + port.low() : port.low() + "-" + port.high();
      return "portcon " + port.protocol() + " " + ports + " " + context;
    }
    if (rule instanceof LabelRule.NetworkInterface netif) {
      return "netifcon " + netif.name() + " " + context + " " + levels.context(netif.packet());
    }
    if (rule instanceof LabelRule.Node node) {
      return "nodecon " + node.address() + " " + node.mask() + " " + context;
    }
    if (rule instanceof LabelRule.InfinibandKey key) {
      String low = RuleText.hexadecimal(key.low());
      String keys = key.low() == key.high() ? low : low + "-" + RuleText.hexadecimal(key.high());
      return "ibpkeycon " + key.prefix() + " " + keys + " " + context;
    }
    LabelRule.InfinibandPort port = (LabelRule.InfinibandPort) rule;
    return "ibendportcon " + port.device() + " " + port.port() + " " + context;
  }

  /** The letter that a kind of file has in statements of contexts; none where all are meant. */
  private String fileKind(LabelRule.Genfs genfs) {
    String name = genfs.objectClass() < 0 ? "" : policy.classes().names().name(genfs.objectClass());
    return switch (name) {
      case "file" -> "--";
      case "dir" -> "-d";
      case "lnk_file" -> "-l";
      case "fifo_file" -> "-p";
      case "sock_file" -> "-s";
      case "blk_file" -> "-b";
      case "chr_file" -> "-c";
      default -> "";
    };
  }

  private static List<String> sorted(Names names, IdSet ids) {
    List<String> sorted = new ArrayList<>();
    for (int id = ids.next(0); id >= 0; id = ids.next(id + 1)) {
      sorted.add(names.name(id));
    }
    sorted.sort(null);
    return sorted;
  }

  private static String braced(List<String> words) {
    String all = String.join(" ", words);
    return words.size() == 1 ? all : "{ " + all + " }";
  }
}
