package org.svpc.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.svpc.testing.Command;

/**
 * Makes policies up that are small and have one of everything: rules of each kind on types and
 * attributes, nested conditionals, and names that sort differently with what stands behind them.
 */
public final class SmallPolicy {
  private static final List<String> TYPES =
      List.of(
          "a",
          "a1",
          "a-b",
          "a_t",
          "A_t",
          "ab_t",
          "b_t",
          "b_exec_t",
          "c_t",
          "c_t1",
          "d_t",
          "disk_t",
          "image_t",
          "init_t",
          "kernel_t",
          "net_t",
          "port_t",
          "tmp_t",
          "user_t",
          "z");
  private static final List<String> ATTRIBUTES =
      List.of("domain", "file_type", "a_attr", "empty", "pair", "single");
  private static final List<String> BOOLEANS = List.of("use_a", "use_b", "use-c", "zz");
  private static final List<String> CLASSES = List.of("file", "dir", "chr_file", "process");
  private static final List<String> ROLES = List.of("r1_r", "r2_r", "system_r");
  private static final List<String> RANGES = List.of("s0", "s1:c0", "s0 - s1:c0.c3", "s0:c1,c3");

  private final Random random;
  private final boolean mls;
  private final StringBuilder conf = new StringBuilder();

  private SmallPolicy(long seed, boolean mls) {
    random = new Random(seed);
    this.mls = mls;
  }

  /** Writes a policy that the seed determines to a file of that folder, and says where. */
  public static Path make(Path folder, long seed, boolean mls) {
    SmallPolicy policy = new SmallPolicy(seed, mls);
    policy.write();
    Path conf = folder.resolve("small-" + seed + (mls ? "-mls" : "") + ".conf");
    Path made = folder.resolve("small-" + seed + (mls ? "-mls" : "") + ".33");
    try {
      Files.writeString(conf, policy.conf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command compiler = Command.of("checkpolicy", "-c", "33");
    (mls ? compiler.and("-M") : compiler)
        .and("-o", made.toString(), conf.toString())
        .run()
        .orFail();
    return made;
  }

  private void write() {
    conf.append(
        """
        class security
        class file
        class dir
        class chr_file
        class process
        sid kernel
        sid unlabeled
        common file { ioctl read write getattr open lock }
        class security { load_policy }
        class file inherits file { execute entrypoint }
        class dir inherits file { search add_name }
        class chr_file inherits file
        class process { transition fork read }
        default_user { file } source;
        default_role { dir } target;
        default_type { file dir } source;
        """);
    if (mls) {
      conf.append(
          """
          default_range { file } target low-high;
          default_range { dir } source high;
          default_range { chr_file } glblub;
          sensitivity s0;
          sensitivity s1;
          sensitivity s2 alias top; # setools finds no range with a level that has a second name
          dominance { s0 s1 s2 }
          category c0;
          category c1;
          category c2;
          category c3;
          category c4 alias { last four };
          level s0:c0.c4;
          level s1:c0.c4;
          level s2:c0.c4;
          mlsconstrain file { read write } (( l1 dom l2 ) or ( t1 == domain ) and ( h1 eq h2 ));
          mlsconstrain dir search ( l1 eq l2 or not ( t2 == { a_t b_t } ) );
          mlsvalidatetrans file ( l1 domby h2 or t3 == domain );
          """);
    }
    conf.append("policycap open_perms;\npolicycap extended_socket_class;\n");
    ATTRIBUTES.forEach(name -> conf.append("attribute ").append(name).append(";\n"));
    BOOLEANS.forEach(name -> conf.append("bool ").append(name).append(truth()).append(";\n"));
    for (String type : TYPES) {
      conf.append("type ").append(type);
      if (type.equals("a_t")) {
        conf.append(" alias { other_a_t old_a_t }");
      }
      for (String attribute : List.of("domain", "file_type", "a_attr")) {
        conf.append(random.nextInt(3) == 0 ? ", " + attribute : "");
      }
      conf.append(type.equals("b_t") || type.equals("c_t") ? ", pair" : "");
      conf.append(type.equals("z") ? ", single;\n" : ";\n");
    }
    conf.append("typealias c_t alias was_c_t;\n");
    conf.append("type bounded_t;\ntypebounds a_t bounded_t;\npermissive b_t;\n");
    accessRules();
    typeRules();
    conditionals();
    roles();
    conf.append("user system_u roles { system_r r1_r }").append(levels("s0", "s0 - s1:c0.c3"));
    conf.append("user user_u roles r2_r").append(levels("s0", "s0"));
    conf.append(
        """
        constrain process transition ( u1 == u2 or ( r1 == { r1_r r2_r } and t1 != t2 ) );
        constrain file { write } ( r1 dom r2 and not ( t1 == file_type or u2 != user_u ) );
        validatetrans chr_file ( u1 == u2 and t3 == domain );
        """);
    labels();
  }

  private void accessRules() {
    for (int count = 0; count < 150; count++) {
      conf.append(accessRule());
    }
    for (int count = 0; count < 12; count++) {
      String kind = pick(List.of("allowxperm", "auditallowxperm", "dontauditxperm"));
      conf.append(kind).append(' ').append(any()).append(' ').append(any());
      conf.append(pick(List.of(":file", ":chr_file"))).append(" ioctl ");
      conf.append(pick(List.of("0x8927", "{ 0x5401-0x5403 0x5410 }", "{ 0x8900-0x89ff 1 0xff3 }")));
      conf.append(";\n");
    }
  }

  private String accessRule() {
    String kind = pick(List.of("allow", "allow", "allow", "auditallow", "dontaudit"));
    String permissions = pick(List.of("read", "{ read write }", "{ ioctl getattr }", "{ write }"));
    String objectClass = pick(CLASSES);
    if (objectClass.equals("process")) {
      permissions = pick(List.of("transition", "{ fork read }"));
    }
    String target = random.nextInt(6) == 0 ? "self" : any();
    return kind + " " + any() + " " + target + ":" + objectClass + " " + permissions + ";\n";
  }

  private void typeRules() {
    Map<String, String> rules = new LinkedHashMap<>();
    for (int count = 0; count < 40; count++) {
      String kind = pick(List.of("type_transition", "type_change", "type_member"));
      rules.put(kind + " " + pick(TYPES) + " " + pick(TYPES) + ":" + pick(CLASSES), pick(TYPES));
    }
    rules.forEach((head, type) -> conf.append(head + " " + type + ";\n"));
    rules.clear();
    for (int count = 0; count < 20; count++) {
      // One for each source, class and name: attributes may share a type.
      String source = "type_transition " + pick(TYPES) + " ";
      String rest = ":" + pick(CLASSES) + " user_t \"" + pick(List.of("a", "b.sock", "x-y", "Z"));
      rules.putIfAbsent(source + rest, source + any() + rest + "\";\n");
    }
    rules.values().forEach(conf::append);
    if (mls) {
      rules.clear();
      for (int count = 0; count < 15; count++) {
        String head = "range_transition " + pick(TYPES) + " " + pick(TYPES) + ":" + pick(CLASSES);
        rules.put(head, pick(RANGES));
      }
      rules.forEach((head, range) -> conf.append(head + " " + range + ";\n"));
    }
  }

  private void conditionals() {
    List<Supplier<String>> shapes =
        List.of(
            () -> pick(BOOLEANS),
            () -> "!" + pick(BOOLEANS),
            () -> pick(BOOLEANS) + operator() + pick(BOOLEANS),
            () -> "!(" + pick(BOOLEANS) + operator() + pick(BOOLEANS) + ")",
            () -> "(" + pick(BOOLEANS) + operator() + pick(BOOLEANS) + ")" + operator() + "use_a",
            () -> "use_b" + operator() + "(!" + pick(BOOLEANS) + operator() + pick(BOOLEANS) + ")");
    for (int count = 0; count < 24; count++) {
      conf.append("if (").append(shapes.get(count % shapes.size()).get()).append(") {\n");
      conf.append(accessRule()).append(accessRule());
      conf.append(random.nextBoolean() ? "} else {\n" + accessRule() : "").append("}\n");
    }
    conf.append("if (use_a) { type_transition a_t net_t:security tmp_t; }\n");
  }

  private String operator() {
    return pick(List.of(" && ", " || ", " ^ ", " == ", " != "));
  }

  private void roles() {
    for (String role : ROLES) {
      conf.append("role ").append(role).append(";\nrole ").append(role).append(" types ");
      conf.append(role.equals("r2_r") ? "a_t;\n" : "{ a_t b_t kernel_t tmp_t };\n");
    }
    conf.append("allow r1_r r2_r;\nallow system_r { r1_r r2_r };\n");
    conf.append("role_transition r1_r b_exec_t system_r;\n");
    conf.append("role_transition r2_r a_attr:file r1_r;\n");
  }

  private void labels() {
    String context = "system_u:system_r:kernel_t" + (mls ? ":s0" : "");
    String other = "system_u:system_r:a_t" + (mls ? ":s0 - s1:c0.c1" : "");
    conf.append(
        """
        sid kernel C
        sid unlabeled D
        fs_use_xattr ext4 C;
        fs_use_task pipefs C;
        fs_use_trans shm D;
        genfscon proc / C
        genfscon proc /sys -d D
        genfscon sysfs /b -- D
        portcon tcp 22 C
        portcon udp 1-1023 C
        portcon tcp 6000-6020 D
        netifcon eth0 C D
        nodecon 10.0.0.0 255.0.0.0 C
        nodecon ff00:: ff00:: D
        ibpkeycon fe80:: 0x7fff C
        ibpkeycon fe80:: 0x1000-0x1010 D
        ibendportcon mlx4_0 1 C
        """
            .replace(" C", " " + context)
            .replace(" D", " " + other));
  }

  private String levels(String level, String range) {
    return mls ? " level " + level + " range " + range + ";\n" : ";\n";
  }

  private String truth() {
    return random.nextBoolean() ? " true" : " false";
  }

  private String any() {
    return random.nextInt(3) == 0 ? pick(ATTRIBUTES) : pick(TYPES);
  }

  private <T> T pick(List<T> among) {
    return among.get(random.nextInt(among.size()));
  }
}
