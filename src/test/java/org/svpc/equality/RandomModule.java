package org.svpc.equality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Valid modules, made up from a seed: the same seed gives the same module. They mix what people
 * seldom mix: conditionals in optionals in build-time choices, interfaces that call each other from
 * there, sets in sets, everything with everything.
 */
public final class RandomModule {
  private static final int DEEPEST = 3;

  private static final List<String> FOREIGN_TYPES =
      List.of("etc_t", "tmp_t", "proc_t", "nfs_t", "virtd_t", "svirt_t", "svirt_image_t");
  private static final List<String> FOREIGN_ATTRIBUTES =
      List.of("file_type", "virt_domain", "virt_image_type", "configfile");
  private static final List<String> FOREIGN_BOOLEANS = List.of("virt_use_nfs", "virt_use_usb");
  private static final List<String> OPTIONAL_TYPES = List.of("sanlock_t", "no_such_type_t");
  private static final List<String> FILE_CLASSES =
      List.of("file", "dir", "lnk_file", "chr_file", "sock_file", "fifo_file", "blk_file");
  private static final List<String> FILE_PERMISSIONS =
      List.of("read", "write", "getattr", "setattr", "ioctl", "lock", "append", "rename", "unlink");
  private static final List<String> PROCESS_PERMISSIONS =
      List.of("signal", "sigkill", "getattr", "getsched", "setsched", "ptrace", "transition");
  private static final List<String> OPTIONS =
      List.of("enable_mcs", "enable_mls", "distro_debian", "distro_redhat", "init_systemd");
  private static final List<String> OPERATORS = List.of("&&", "||", "^", "==", "!=");
  private static final List<String> RANGES =
      List.of("s0", "s0:c1,c2", "s0 - s0:c0.c1023", "s0:c1 - mcs_systemhigh", "s0:c3.c7,c9");

  private final Random random;
  private final String name;
  private final List<String> types = new ArrayList<>();
  private final List<String> domains = new ArrayList<>();
  private final List<String> attributes = new ArrayList<>();
  private final List<String> booleans = new ArrayList<>();
  private final List<String> roles = new ArrayList<>();
  private final List<String> statements = new ArrayList<>();

  /** Types that stand in the optional that is being written, the innermost last. */
  private final List<String> optionalTypes = new ArrayList<>();

  private int counter;

  private RandomModule(String name, long seed) {
    this.name = name;
    random = new Random(seed);
  }

  /** A module's statements without its header; any order of them means the same. */
  public static List<String> statements(String name, long seed) {
    RandomModule module = new RandomModule(name, seed);
    module.declare();
    int count = 15 + module.random.nextInt(25);
    for (int i = 0; i < count; i++) {
      module.statements.add(module.statement(0));
    }
    return List.copyOf(module.statements);
  }

  /** The source: header and statements. */
  public static String source(String name, List<String> statements) {
    return "module " + name + " 1.0.0;\n\n" + String.join("\n", statements) + "\n";
  }

  /** The same statements in another order. */
  static List<String> shuffled(List<String> statements, long seed) {
    List<String> copy = new ArrayList<>(statements);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }

  private void declare() {
    statements.add("extern type " + String.join(", ", FOREIGN_TYPES) + ";");
    statements.add("extern type " + String.join(", ", OPTIONAL_TYPES) + ";");
    statements.add("extern attribute " + String.join(", ", FOREIGN_ATTRIBUTES) + ";");
    statements.add("extern boolean " + String.join(", ", FOREIGN_BOOLEANS) + ";");
    statements.add("extern role system_r;");
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      attributes.add(add(name + "_attr" + i, "attribute %s;"));
    }
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      booleans.add(add(name + "_bool" + i, "boolean %s = " + random.nextBoolean() + ";"));
    }
    roles.add(add(name + "_r", "role %s;"));
    roles.add("system_r");
    for (int i = 0; i < 3 + random.nextInt(4); i++) {
      String alias = random.nextInt(4) == 0 ? " alias " + name + "_alias" + i + "_t" : "";
      String is = random.nextBoolean() ? "" : ", " + pick(attributes);
      types.add(add(name + "_type" + i + "_t", "type %s" + alias + ", file_type" + is + ";"));
    }
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      domains.add(add(name + "_dom" + i + "_t", "domain %s;"));
    }
    statements.add("type " + name + "_unused_t;");
    statements.add(
        """
        interface %1$s_access(types who, types what, classes kinds, permissions how) {
            allow who what:kinds how;
        }"""
            .formatted(name));
    statements.add(
        """
        interface %1$s_choose(domain who, type what, boolean gate, optional type more) {
            if (gate) {
                allow who what:file { read getattr };
            } else {
                dontaudit who what:file write;
            }
            ifdef (given more) {
                %1$s_access(who, { what more }, dir, { search getattr });
            }
            require {
                type what, %1$s_unused_t;
            }
            optional {
                require {
                    type what, no_such_type_t;
                }
                allow who sanlock_t:fd use;
                if (virt_use_usb) {
                    allow who what:chr_file ioctl;
                }
            }
        }"""
            .formatted(name));
    statements.add(
        """
        template %1$s_make(stem piece, range high) {
            require {
                type ${piece}_t, etc_t;
            }
            domain ${piece}_t;
            type ${piece}_exec_t, file_type;
            type_transition virtd_t ${piece}_exec_t:process ${piece}_t;
            range_transition virtd_t ${piece}_exec_t:process high;
            %1$s_access(${piece}_t, ${piece}_exec_t, { file lnk_file }, { read getattr });
        }"""
            .formatted(name));
  }

  private String add(String declared, String statement) {
    statements.add(statement.formatted(declared));
    return declared;
  }

  private String statement(int depth) {
    return switch (random.nextInt(depth < DEEPEST ? 20 : 14)) {
      case 0 -> random.nextInt(4) == 0 ? require() : rule();
      case 1, 2, 3, 4 -> rule();
      case 5 -> extendedRule();
      case 6 -> typeRule(true);
      case 7 ->
          "range_transition %s %s:process %s;".formatted(pick(domains), pick(types), pick(RANGES));
      case 8 -> "typeattribute %s %s;".formatted(pick(types), pick(attributes));
      case 9 -> "role %s types %s;".formatted(pick(roles), pick(domains));
      case 10 -> call();
      case 11 ->
          depth == 0
              ? "labels %s { %s }".formatted(pick(types), label())
              : "allow %s %s:fd use;".formatted(source(), pick(domains));
      case 12 ->
          "neverallow %s %s:file %s;"
              .formatted(pick(domains), pick(types), permissions(FILE_PERMISSIONS));
      case 13 ->
          depth == 0
              ? "%s_make(%s_made%d, %s);".formatted(name, name, counter++, pick(RANGES))
              : "allow %s self:process %s;".formatted(source(), permissions(PROCESS_PERMISSIONS));
      case 14, 15 -> conditional();
      case 16, 17 -> optional(depth);
      case 18 ->
          "ifdef (%s) {\n%s}%s"
              .formatted(
                  choice(2),
                  block(depth),
                  random.nextBoolean() ? "" : " else {\n" + block(depth) + "}");
      default -> "extend %s {\n    allow this %s:fd use;\n}".formatted(pick(domains), source());
    };
  }

  private String block(int depth) {
    return lines(1 + random.nextInt(4), () -> statement(depth + 1));
  }

  private String lines(int count, Supplier<String> statement) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(statement.get().indent(4));
    }
    return text.toString();
  }

  private String optional(int depth) {
    String type = name + "_opt" + counter++ + "_t";
    StringBuilder text = new StringBuilder("optional {\n");
    if (random.nextBoolean()) {
      text.append("    allow ").append(pick(domains)).append(' ').append(pick(OPTIONAL_TYPES));
      text.append(":fd use;\n");
    }
    if (random.nextInt(3) == 0) {
      text.append("    ").append(require()).append('\n');
    }
    boolean declares = random.nextInt(3) == 0;
    if (declares) {
      text.append("    type ").append(type).append(", file_type;\n");
      optionalTypes.add(type);
    }
    text.append(block(depth));
    if (declares) {
      optionalTypes.remove(type);
    }
    return text.append('}').toString();
  }

  /** Names that a scope requires, foreign and own ones, whether it uses them or not. */
  private String require() {
    return switch (random.nextInt(6)) {
      case 0 -> "require { type %s, %s; }".formatted(pick(FOREIGN_TYPES), pick(types));
      case 1 -> "require { type %s; }".formatted(pick(OPTIONAL_TYPES));
      case 2 ->
          "require { attribute %s, %s; }".formatted(pick(FOREIGN_ATTRIBUTES), pick(attributes));
      case 3 -> "require { bool %s; role %s; }".formatted(pick(booleans), pick(roles));
      case 4 -> "require { class file { read write }; class dir search; user user_u; }";
      default -> "require { type %s; }".formatted(pick(domains));
    };
  }

  private String conditional() {
    Supplier<String> switchable =
        () ->
            switch (random.nextInt(5)) {
              case 0 -> typeRule(false);
              case 4 -> require();
              case 1 ->
                  "%s_access(%s, %s, file, %s);"
                      .formatted(name, source(), pick(types), permissions(FILE_PERMISSIONS));
              default -> switchableRule();
            };
    String otherwise =
        random.nextBoolean() ? "" : " else {\n" + lines(1 + random.nextInt(2), switchable) + "}";
    int then = otherwise.isEmpty() || random.nextInt(4) > 0 ? 1 + random.nextInt(3) : 0;
    return "if (%s) {\n%s}%s".formatted(condition(2), lines(then, switchable), otherwise);
  }

  private String condition(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      String variable = random.nextInt(3) == 0 ? pick(FOREIGN_BOOLEANS) : pick(booleans);
      return random.nextInt(4) == 0 ? "!" + variable : variable;
    }
    String left = condition(depth - 1);
    String right = condition(depth - 1);
    return "(%s) %s (%s)".formatted(left, pick(OPERATORS), right);
  }

  private String choice(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return (random.nextInt(4) == 0 ? "!" : "") + pick(OPTIONS);
    }
    return "(%s) %s (%s)"
        .formatted(choice(depth - 1), random.nextBoolean() ? "&&" : "||", choice(depth - 1));
  }

  private String rule() {
    return random.nextInt(6) == 0
        ? "allow %s %s:process %s;"
            .formatted(source(), pick(domains), permissions(PROCESS_PERMISSIONS))
        : switchableRule();
  }

  private String switchableRule() {
    return "%s %s %s:%s %s;"
        .formatted(
            pick(List.of("allow", "allow", "allow", "dontaudit", "auditallow")),
            source(),
            target(),
            set(FILE_CLASSES),
            random.nextInt(8) == 0 ? "~{ getattr read }" : permissions(FILE_PERMISSIONS));
  }

  private String extendedRule() {
    int low = random.nextInt(0x8000);
    String numbers =
        switch (random.nextInt(4)) {
          case 0 -> hex(low);
          case 1 ->
              "{ %s %s-%s }".formatted(hex(low), hex(low + 3), hex(low + random.nextInt(600) + 4));
          case 2 -> "~{ %s-%s }".formatted(hex(low), hex(low + random.nextInt(600)));
          default -> "{ %d %s }".formatted(low, hex(low + 17));
        };
    return "%s %s %s:chr_file ioctl %s;"
        .formatted(
            pick(List.of("allowxperm", "auditallowxperm", "dontauditxperm")),
            pick(domains),
            pick(types),
            numbers);
  }

  private static String hex(int number) {
    return "0x" + Integer.toHexString(number);
  }

  private String typeRule(boolean named) {
    String kind = pick(List.of("type_transition", "type_change", "type_member"));
    String object =
        named && kind.equals("type_transition") && random.nextBoolean()
            ? " \"" + name + counter + "\""
            : "";
    // Each has a class and a target of its own: two rules may not give two types.
    String unique = name + "_rule" + counter++ + "_t";
    statements.add("type " + unique + ", file_type;");
    return "%s %s %s:%s %s%s;"
        .formatted(kind, pick(domains), unique, pick(FILE_CLASSES), pick(types), object);
  }

  private String call() {
    if (random.nextBoolean()) {
      return "%s_access(%s, %s, %s, %s);"
          .formatted(name, source(), target(), set(FILE_CLASSES), permissions(FILE_PERMISSIONS));
    }
    return "%s_choose(%s, %s, %s%s);"
        .formatted(
            name,
            random.nextInt(4) == 0 ? pick(attributes) : pick(domains),
            pick(types),
            pick(booleans),
            random.nextBoolean() ? "" : ", more = " + pick(FOREIGN_TYPES));
  }

  private String label() {
    String path = "/srv/" + name + "/" + counter++;
    return switch (random.nextInt(5)) {
      case 0 -> "path \"" + path + ".img\" file;";
      case 1 -> "tree \"" + path + " (new)\";";
      case 2 -> "regex \"" + path + "/[^/]+\\.img\" file level " + pick(RANGES) + ";";
      case 3 -> "path \"" + path + "\" dir lnk_file;";
      default -> "ifdef (" + choice(1) + ") { path \"" + path + "\" sock_file; }";
    };
  }

  private String source() {
    return switch (random.nextInt(6)) {
      case 0 -> pick(attributes);
      case 1 -> "{ " + pick(domains) + " " + pick(FOREIGN_TYPES) + " }";
      case 2 -> "{ virt_domain -svirt_t }";
      default -> pick(domains);
    };
  }

  private String target() {
    return switch (random.nextInt(8)) {
      case 0 -> "self";
      case 1 -> pick(FOREIGN_ATTRIBUTES);
      case 2 -> "{ file_type -{ etc_t " + pick(types) + " } }";
      case 3 -> "{ " + pick(types) + " { " + pick(FOREIGN_TYPES) + " " + pick(types) + " } }";
      case 4 -> optionalTypes.isEmpty() ? pick(types) : pick(optionalTypes);
      case 5 -> pick(FOREIGN_TYPES);
      default -> pick(types);
    };
  }

  private String permissions(List<String> all) {
    return all == FILE_PERMISSIONS && random.nextInt(6) == 0 ? "{ read getattr lock }" : set(all);
  }

  private String set(List<String> all) {
    if (random.nextBoolean()) {
      return pick(all);
    }
    List<String> some = new ArrayList<>(all);
    Collections.shuffle(some, random);
    return some.stream()
        .limit(2 + (long) random.nextInt(3))
        .collect(Collectors.joining(" ", "{ ", " }"));
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
