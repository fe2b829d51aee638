package org.svpc.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.svpc.testing.Command;

/**
 * Small policies for checkpolicy in which each construct that decides has a class of its own, so
 * that a wrong reading of it shows.
 */
final class MadePolicy {
  private static final List<String> TYPES = List.of("ta", "tb", "tc");
  private static final String ALL_TYPES = "{ ta tb tc }";
  private static final List<String> RELATIONS = List.of("eq", "!=", "dom", "domby", "incomp");

  private final boolean mls;

  /** The expression that constrains permission {@code p} of each class. */
  private final Map<String, String> constrained = new LinkedHashMap<>();

  /** The expression on three contexts that a change of label of each class needs. */
  private final Map<String, String> validated = new LinkedHashMap<>();

  private final Map<String, String> rules = new LinkedHashMap<>();

  private MadePolicy(boolean mls) {
    this.mls = mls;
  }

  /** Users, roles, types, their combinations, booleans, attributes; no levels. */
  static MadePolicy withoutLevels() {
    MadePolicy made = new MadePolicy(false);
    for (String test :
        List.of(
            "u1 == u2",
            "u1 != u2",
            "r1 == r2",
            "r1 != r2",
            "r1 dom r2",
            "r1 domby r2",
            "r1 incomp r2",
            "t1 == t2",
            "t1 != t2",
            "u1 == ua",
            "u2 == ua",
            "u1 != { ua ub }",
            "u2 != ua",
            "r1 == ra",
            "r2 == { ra rb }",
            "r1 != rd",
            "r2 != { ra rb }",
            "t1 == ta",
            "t2 == ta",
            "t1 == aa",
            "t2 == ab",
            "t1 != ab",
            "t2 != aa",
            "t1 != ta",
            "t2 != ta",
            "not (t1 == t2)",
            "not (u1 == ua) and r1 dom r2",
            "u1 == u2 and r1 == r2",
            "u1 == u2 or r1 == r2",
            "(u1 == u2 or t1 == aa) and not (r2 == ra or t2 == tb)")) {
      made.constrained.put("k" + made.constrained.size(), test);
    }
    made.validated();
    for (String test :
        List.of(
            "ba && bb",
            "ba || bb",
            "ba ^ bb",
            "ba == bb",
            "ba != (bb && bc)",
            "! ba",
            "! (ba && bb) || bc",
            "ba && (bb ^ ! bc)")) {
      String name = "b" + made.rules.size();
      made.rules.put(
          name,
          "if (%s) { allow ta tb:%s p; allow aa tc:%s q; } else { allow ta tb:%s q; }"
              .formatted(test, name, name, name));
    }
    made.rules.put(
        "c1",
        "if (ba) { allow aa ab:c1 p; auditallow ta tb:c1 q; dontaudit ta tc:c1 p; }"
            + " else { auditallow aa tc:c1 p; dontaudit tb tb:c1 { p q }; }");
    made.rules.put(
        "c2",
        "allow aa ab:c2 p; allow ta ta:c2 q; auditallow ab aa:c2 p; auditallow ta tc:c2 q;"
            + " dontaudit ab tc:c2 p; dontaudit tb aa:c2 { p q };");
    return made;
  }

  /** Each relation between each pair of levels. */
  static MadePolicy withLevels() {
    MadePolicy made = new MadePolicy(true);
    for (String levels :
        List.of("l1 %s l2", "l1 %s h2", "h1 %s l2", "h1 %s h2", "l1 %s h1", "l2 %s h2")) {
      for (String relation : RELATIONS) {
        made.constrained.put("k" + made.constrained.size(), levels.formatted(relation));
      }
    }
    made.constrained.put("k30", "(h1 dom h2) or (t1 != aa)");
    made.constrained.put("k31", "not (l1 eq l2) and u1 == u2");
    made.validated();
    return made;
  }

  private void validated() {
    for (String test :
        List.of(
            "t3 == ta",
            "t3 != aa",
            "u3 == ua",
            "u3 != ua",
            "r3 == ra",
            "r3 != { ra rb }",
            "u1 == u2 or t3 == ab",
            "t1 == ta and t2 == tb and t3 == tc")) {
      validated.put("v" + validated.size(), test);
    }
    if (mls) {
      validated.put("v8", "l1 eq l2 or (t3 == ab and h1 dom h2)");
    }
  }

  List<String> classes() {
    List<String> classes = new ArrayList<>(constrained.keySet());
    classes.addAll(rules.keySet());
    classes.add("process");
    return classes;
  }

  List<String> validatedClasses() {
    return new ArrayList<>(validated.keySet());
  }

  /** The classes whose rules depend on booleans. */
  List<String> conditionalClasses() {
    List<String> classes = new ArrayList<>(rules.keySet());
    classes.remove("c2");
    return classes;
  }

  static List<String> booleans() {
    return List.of("ba", "bb", "bc");
  }

  /** Contexts of all users, roles and types, or of two types at all levels. */
  List<String> contexts() {
    List<String> contexts = new ArrayList<>();
    for (String user : List.of("ua", "ub", "uc")) {
      for (String role : List.of("ra", "rb", "rc", "rd")) {
        for (String type : TYPES) {
          if (!mls) {
            contexts.add(user + ":" + role + ":" + type);
          }
        }
      }
    }
    if (mls) {
      for (String level :
          List.of(
              "s0",
              "s0:ca",
              "s0:cb",
              "s0:ca,cb",
              "s1",
              "s1:cb",
              "s2:ca.cc",
              "s0-s1",
              "s0-s2:ca",
              "s0:ca-s0:ca,cb",
              "s1-s2:ca.cc",
              "s1:cb-s1:ca,cb")) {
        contexts.add("ua:ra:ta:" + level);
        contexts.add("ub:rb:tc:" + level);
      }
    }
    contexts.add("ua:object_r:ta" + (mls ? ":s1" : ""));
    return contexts;
  }

  Path compile(Path folder) {
    Path source = folder.resolve(mls ? "levels.conf" : "plain.conf");
    Path policy = folder.resolve(mls ? "levels.policy" : "plain.policy");
    try {
      Files.writeString(source, text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> words = new ArrayList<>(List.of("checkpolicy", "-o", policy.toString()));
    if (mls) {
      words.add("-M");
    }
    words.add(source.toString());
    Command.of(words).run().orFail();
    return policy;
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    List<String> classes = new ArrayList<>(constrained.keySet());
    classes.addAll(rules.keySet());
    classes.addAll(validated.keySet());
    // The numbers of process and of its transitions are wired into libsepol.
    out.append("class security\nclass process\n");
    classes.forEach(name -> out.append("class ").append(name).append('\n'));
    out.append("sid kernel\nclass security { x }\nclass process { fork transition");
    for (int bit = 2; bit < 23; bit++) {
      out.append(" x").append(bit);
    }
    out.append(" dyntransition }\n");
    classes.forEach(name -> out.append("class ").append(name).append(" { p q }\n"));
    if (mls) {
      out.append("sensitivity s0; sensitivity s1; sensitivity s2; dominance { s0 s1 s2 }\n");
      out.append("category ca; category cb; category cc;\n");
      out.append("level s0:ca.cc; level s1:ca.cc; level s2:ca.cc;\n");
      statements(out, "mlsconstrain ", "mlsvalidatetrans ", true);
    }
    out.append("attribute aa; attribute ab;\ntype ta, aa; type tb, aa, ab; type tc, ab;\n");
    out.append("bool ba true; bool bb false; bool bc false;\n");
    constrained
        .keySet()
        .forEach(
            name ->
                out.append("allow " + ALL_TYPES + " " + ALL_TYPES + ":" + name + " { p q };\n"));
    out.append(
        "allow " + ALL_TYPES + " " + ALL_TYPES + ":process { transition dyntransition x5 };\n");
    rules.values().forEach(rule -> out.append(rule).append('\n'));
    out.append("role ra; role rb; role rc;\ndominance { role rd { role ra; role rb; } }\n");
    for (String role : List.of("ra", "rb", "rc", "rd")) {
      out.append("role " + role + " types " + ALL_TYPES + ";\n");
    }
    out.append("allow ra { rb rc };\nallow rd ra;\n");
    for (String user : List.of("ua", "ub", "uc")) {
      out.append("user " + user + " roles { ra rb rc rd }");
      out.append(mls ? " level s0 range s0 - s2:ca.cc;\n" : ";\n");
    }
    statements(out, "constrain ", "validatetrans ", false);
    return out.append("sid kernel ua:ra:ta").append(mls ? ":s0\n" : "\n").toString();
  }

  /** The constraints that compare levels, which stand before users are known, or the others. */
  private void statements(StringBuilder out, String constrain, String validate, boolean levels) {
    constrained.forEach(
        (name, test) -> {
          if (hasLevels(test) == levels) {
            out.append(constrain + name + " p (" + test + ");\n");
          }
        });
    validated.forEach(
        (name, test) -> {
          if (hasLevels(test) == levels) {
            out.append(validate + name + " (" + test + ");\n");
          }
        });
  }

  private static boolean hasLevels(String test) {
    return test.contains("l1") || test.contains("l2") || test.contains("h1") || test.contains("h2");
  }
}
