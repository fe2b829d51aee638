package org.svpc.policies;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.svpc.cil.CilNode.Parens;
import org.svpc.cil.CilReader;

/**
 * What the base policy's own modules say about the members of attributes that its binary no longer
 * shows: rules on {@code self} and type rules, which are spread over the members when it is linked,
 * and the sets behind generated attributes.
 */
final class BaseRules {
  /**
   * A rule of a base module.
   *
   * @param condition what follows its atoms, empty outside of conditionals
   */
  record Rule(Parens statement, String condition) {}

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Parens> generated = new HashMap<>();

  private BaseRules() {}

  /** Reads the CIL that hll/pp writes, all modules in one text: a statement to a line. */
  static BaseRules read(Stream<String> lines) {
    BaseRules base = new BaseRules();
    base.scan(lines);
    return base;
  }

  List<Rule> rules() {
    return rules;
  }

  Map<String, Parens> generated() {
    return generated;
  }

  private void scan(Stream<String> lines) {
    Deque<String> open = new ArrayDeque<>();
    lines.forEach(
        raw -> {
          String line = raw.strip();
          if (line.equals(")")) {
            open.pop();
          } else if (line.startsWith("(optional ")
              || line.startsWith("(booleanif ")
              || line.equals("(true")
              || line.equals("(false")) {
            open.push(line);
          } else if (line.startsWith("(typeattributeset ") && line.contains("_typeattr_")) {
            Parens set = CilReader.read(line).get(0);
            if (set.at(2) instanceof Parens members) {
              generated.put(set.word(1), members);
            }
          } else if (spread(line)) {
            rules.add(new Rule(CilReader.read(line).get(0), condition(open)));
          }
        });
    if (!open.isEmpty()) {
      throw new IllegalStateException("a block does not end: " + open.peek());
    }
  }

  private static boolean spread(String line) {
    return line.contains(" self (")
        || line.startsWith("(typetransition ")
        || line.startsWith("(typechange ")
        || line.startsWith("(typemember ");
  }

  private static String condition(Deque<String> open) {
    String arm = open.peek();
    if (arm == null || arm.startsWith("(optional ")) {
      return "";
    }
    String head = open.stream().skip(1).findFirst().orElseThrow();
    return Atoms.condition(CilReader.read(head + ")").get(0).at(1), arm.substring(1));
  }
}
