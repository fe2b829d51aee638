package org.svpc.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.svpc.index.Policy;
import org.svpc.policydb.PolicyReader;
import org.svpc.policydb.Reading;
import org.svpc.testing.Command;

/**
 * A small made-up policy: what was written, and the kernel policy that secilc makes of it. Types
 * are t0, t1 and so on, attributes a0 and so on, booleans b0 and so on.
 */
final class SmallPolicy {
  static final int TYPES = 8;
  static final int ATTRIBUTES = 3;
  static final int BOOLEANS = 4;

  /** What the permissions of the made-up rules move. */
  static final String MAP =
      """
      2
      class file 5
      read r 9
      write w 6
      getattr r 2
      execute n 1
      entrypoint n 1
      class process 4
      transition b 4
      dyntransition n 1
      setexec n 1
      setcurrent n 1
      """;

  private static final List<String> FILE = List.of("read", "write", "getattr");
  private static final List<String> EXECUTION = List.of("execute", "entrypoint");

  /**
   * A rule as it was written.
   *
   * @param sources types
   * @param targets types
   * @param condition CIL's, or the empty string
   * @param states the states of the booleans, as bits of a number, in which it holds
   */
  record Rule(
      BitSet sources,
      BitSet targets,
      String permission,
      int result,
      String condition,
      BitSet states) {}

  final List<Rule> rules = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final Random random;
  private final boolean askOfOthers;
  private final List<BitSet> members = new ArrayList<>();

  /**
   * @param seed what decides all of it; only where it is even, there are rules for setexec on
   *     others, which setools takes for rules on the domain itself
   * @param transitions whether there are rules for domain transitions; else for flows
   */
  SmallPolicy(long seed, boolean transitions) {
    random = new Random(seed);
    askOfOthers = seed % 2 == 0;
    for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
      BitSet types = new BitSet();
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        types.set(random.nextInt(TYPES));
      }
      members.add(types);
    }
    int count = transitions ? 75 : 9 + random.nextInt(8);
    for (int rule = 0; rule < count; rule++) {
      if (transitions) {
        addTransitionRule();
      } else {
        allow("file", pick(FILE), end(), end());
      }
    }
  }

  private void addTransitionRule() {
    switch (random.nextInt(8)) {
      case 0, 1 -> allow("process", "transition", end(), end());
      case 2 -> allow("process", "dyntransition", end(), end());
      case 3 -> {
        int own = random.nextInt(TYPES);
        int other = askOfOthers && random.nextBoolean() ? random.nextInt(TYPES) : own;
        allow("process", random.nextBoolean() ? "setexec" : "setcurrent", own, other);
      }
      case 4, 5, 6 -> allow("file", pick(EXECUTION), end(), end());
      default -> become();
    }
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  /** A type, or an attribute behind the types. */
  private int end() {
    return random.nextInt(4) > 0 ? random.nextInt(TYPES) : TYPES + random.nextInt(ATTRIBUTES);
  }

  private BitSet types(int end) {
    if (end >= TYPES) {
      return members.get(end - TYPES);
    }
    BitSet one = new BitSet();
    one.set(end);
    return one;
  }

  private static String name(int end) {
    return end < TYPES ? "t" + end : "a" + (end - TYPES);
  }

  private void allow(String objectClass, String permission, int source, int target) {
    add(
        types(source),
        types(target),
        permission,
        -1,
        "(allow %s %s (%s (%s)))".formatted(name(source), name(target), objectClass, permission));
  }

  private void become() {
    // Each pair once: a second type_transition for it would be refused.
    int source = random.nextInt(TYPES);
    int target = random.nextInt(TYPES);
    for (Rule rule : rules) {
      if (rule.result() >= 0 && rule.sources().get(source) && rule.targets().get(target)) {
        return;
      }
    }
    int result = random.nextInt(TYPES);
    add(
        types(source),
        types(target),
        "type_transition",
        result,
        "(typetransition t%d t%d process t%d)".formatted(source, target, result));
  }

  private void add(BitSet sources, BitSet targets, String permission, int result, String cil) {
    BitSet states = new BitSet();
    String condition = "";
    if (random.nextInt(3) == 0) {
      int form = random.nextInt(4);
      // In this order only: libsepol takes `a && !b` and `b && !a` for the same.
      int first = random.nextInt(BOOLEANS - 1);
      int second = first + 1 + random.nextInt(BOOLEANS - 1 - first);
      condition =
          switch (form) {
            case 0 -> "b" + first;
            case 1 -> "(not b" + first + ")";
            case 2 -> "(and b" + first + " (not b" + second + "))";
            default -> "(xor b" + first + " b" + second + ")";
          };
      boolean otherwise = random.nextBoolean();
      for (int state = 0; state < 1 << BOOLEANS; state++) {
        boolean a = (state >> first & 1) == 1;
        boolean b = (state >> second & 1) == 1;
        boolean value =
            switch (form) {
              case 0 -> a;
              case 1 -> !a;
              case 2 -> a && !b;
              default -> a != b;
            };
        states.set(state, value != otherwise);
      }
      text.append(
          "(booleanif %s (%s %s))\n".formatted(condition, otherwise ? "false" : "true", cil));
    } else {
      states.set(0, 1 << BOOLEANS);
      text.append(cil).append('\n');
    }
    rules.add(new Rule(sources, targets, permission, result, condition, states));
  }

  /** Compiles it into a folder. */
  Path compile(Path folder) {
    StringBuilder cil =
        new StringBuilder(
            """
            (mls true) (handleunknown deny)
            (class file (read write getattr execute entrypoint))
            (class process (transition dyntransition setexec setcurrent))
            (classorder (file process))
            (sensitivity s0) (sensitivityorder (s0)) (category c0) (categoryorder (c0))
            (sensitivitycategory s0 (c0))
            (user u) (role r) (userrole u r) (userlevel u (s0)) (userrange u ((s0) (s0)))
            (sid kernel) (sidorder (kernel)) (sidcontext kernel (u r t0 ((s0) (s0))))
            """);
    for (int type = 0; type < TYPES; type++) {
      cil.append("(type t%d) (roletype r t%d)\n".formatted(type, type));
    }
    for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
      StringBuilder types = new StringBuilder();
      members.get(attribute).stream().forEach(type -> types.append(" t").append(type));
      cil.append(
          "(typeattribute a%d) (typeattributeset a%d (%s))\n"
              .formatted(attribute, attribute, types));
    }
    for (int bool = 0; bool < BOOLEANS; bool++) {
      cil.append("(boolean b%d %s)\n".formatted(bool, bool % 2 == 0 ? "false" : "true"));
    }
    Path source = folder.resolve("small.cil");
    Path policy = folder.resolve("small.policy");
    try {
      Files.writeString(source, cil.append(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.of("secilc", "-M", "true", "-c", "33", "-o", policy.toString(), "-f", "/dev/null")
        .and(source.toString())
        .run()
        .orFail();
    return policy;
  }

  static Policy read(Path policy) {
    try {
      return ((Reading.Read) PolicyReader.read(Files.readAllBytes(policy))).policy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
