package org.svpc.policies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.svpc.cil.CilNode;
import org.svpc.cil.CilNode.Parens;
import org.svpc.cil.CilReader;

/**
 * What modules should change in a base policy, worked out from their own statements: a second,
 * small linker.
 *
 * <p>{@link #stated} is what they say; {@link #inherited} is what the base policy says about the
 * attributes that their types join, where linking spreads that over the members. Both are without
 * what the base policy holds already.
 */
final class Declared {
  private static final String REQUIRE = "cil_gen_require";

  private final KernelPolicy before;
  private final Set<String> names = new HashSet<>();
  private final SortedSet<String> types = new TreeSet<>();
  private final Map<String, Set<String>> joined = new HashMap<>();
  private final List<Parens> statements = new ArrayList<>();
  private final SortedSet<String> stated = new TreeSet<>();
  private final SortedSet<String> inherited = new TreeSet<>();

  private Declared(KernelPolicy before) {
    this.before = before;
  }

  /**
   * Links modules in mind.
   *
   * @param modules their CIL, as hll/pp writes it
   */
  static Declared of(List<String> modules, KernelPolicy before, BaseRules base) {
    Declared declared = new Declared(before);
    List<Parens> optionals = new ArrayList<>();
    for (String module : modules) {
      declared.take(CilReader.read(module), optionals);
    }
    declared.takeOptionals(optionals);
    declared.joinGenerated(base.generated());
    declared.statements.forEach(statement -> Atoms.walk(statement, "", declared::state));
    base.rules().forEach(declared.inheritance()::take);
    declared.dropKnown();
    return declared;
  }

  /** The modules' own types. */
  SortedSet<String> types() {
    return types;
  }

  SortedSet<String> stated() {
    return stated;
  }

  SortedSet<String> inherited() {
    return inherited;
  }

  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>(stated);
    all.addAll(inherited);
    return all;
  }

  // ---- which statements count

  private void take(List<? extends CilNode> scope, List<Parens> optionals) {
    for (CilNode node : scope) {
      Parens statement = (Parens) node;
      switch (statement.head()) {
        case "optional" -> optionals.add(statement);
        case "type" -> {
          types.add(statement.word(1));
          names.add(statement.word(1));
          statements.add(statement);
        }
        case "typeattribute", "boolean", "role" -> {
          names.add(statement.word(1));
          if (!isGenerated(statement.word(1))) {
            statements.add(statement);
          }
        }
        case "typeattributeset" -> join(statement);
        case "roleattributeset" -> requireOnly(statement);
        case "filecon", "neverallow" -> {}
        default -> statements.add(statement);
      }
    }
  }

  private static boolean isGenerated(String name) {
    return name.contains("_typeattr_");
  }

  private static void requireOnly(Parens statement) {
    if (!statement.word(1).equals(REQUIRE)) {
      throw new IllegalStateException("not modelled: " + CilNode.text(statement));
    }
  }

  private void join(Parens statement) {
    String attribute = statement.word(1);
    if (attribute.equals(REQUIRE) || isGenerated(attribute)) {
      return;
    }
    for (CilNode type : ((Parens) statement.at(2)).items()) {
      joined.computeIfAbsent(attribute, name -> new TreeSet<>()).add(CilNode.text(type));
    }
    statements.add(statement);
  }

  /** An optional counts once all that it names is declared, be it by another optional. */
  private void takeOptionals(List<Parens> optionals) {
    List<Parens> open = new ArrayList<>(optionals);
    boolean taken = true;
    while (taken) {
      taken = false;
      for (Parens optional : List.copyOf(open)) {
        List<CilNode> body = optional.items().subList(2, optional.items().size());
        if (resolves(body)) {
          open.remove(optional);
          take(body, open);
          taken = true;
        }
      }
    }
  }

  private boolean resolves(List<CilNode> body) {
    for (CilNode node : body) {
      Parens statement = (Parens) node;
      boolean require =
          statement.head().endsWith("attributeset") && statement.word(1).equals(REQUIRE);
      if (require && !known(statement.word(2))) {
        return false;
      }
      if (statement.head().equals("booleanif") && !knowsAll(statement.at(1))) {
        return false;
      }
    }
    return true;
  }

  private boolean knowsAll(CilNode expression) {
    if (!(expression instanceof Parens parens)) {
      return known(CilNode.text(expression));
    }
    List<CilNode> operands =
        parens.items().size() == 1
            ? parens.items()
            : parens.items().subList(1, parens.items().size());
    return operands.stream().allMatch(this::knowsAll);
  }

  private boolean known(String name) {
    return names.contains(name) || before.declares(name);
  }

  // ---- who is in an attribute

  private void joinGenerated(Map<String, Parens> generated) {
    generated.forEach(
        (attribute, set) -> {
          for (String type : types) {
            if (before.isAttribute(attribute) && holds(set, type)) {
              joined.computeIfAbsent(attribute, name -> new TreeSet<>()).add(type);
              inherited.add(Atoms.member(type, attribute));
            }
          }
        });
  }

  private boolean holds(CilNode set, String type) {
    if (!(set instanceof Parens parens)) {
      String name = CilNode.text(set);
      return name.equals(type) || joined.getOrDefault(name, Set.of()).contains(type);
    }
    List<CilNode> operands = parens.items().subList(1, parens.items().size());
    return switch (parens.head()) {
      case "all" -> true;
      case "and" -> operands.stream().allMatch(operand -> holds(operand, type));
      case "or" -> operands.stream().anyMatch(operand -> holds(operand, type));
      case "not" -> operands.stream().noneMatch(operand -> holds(operand, type));
      default -> parens.items().stream().anyMatch(operand -> holds(operand, type));
    };
  }

  private Set<String> spread(String name) {
    Set<String> all = new TreeSet<>(before.types(name));
    all.addAll(joined.getOrDefault(name, Set.of()));
    return all;
  }

  // ---- what the modules say

  private void state(Parens rule, String condition) {
    switch (rule.head()) {
      case "allow", "auditallow", "dontaudit" -> {
        for (String source : sources(rule)) {
          String target = rule.word(2).equals("self") ? source : before.actual(rule.word(2));
          access(rule, source, target, condition, stated);
        }
      }
      case "typeattributeset" -> {
        for (CilNode type : ((Parens) rule.at(2)).items()) {
          stated.add(Atoms.member(CilNode.text(type), rule.word(1)));
        }
      }
      case "typetransition", "typechange", "typemember" -> {
        for (String source : spread(rule.word(1))) {
          for (String target : spread(rule.word(2))) {
            stated.add(Atoms.typeRule(rule, source, target) + condition);
          }
        }
      }
      case "type", "roletype", "boolean", "typeattribute", "role" ->
          stated.add(CilNode.text(rule) + condition);
      default -> throw new IllegalStateException("not modelled: " + CilNode.text(rule));
    }
  }

  /** The kernel keeps attributes as sources, but for rules on self. */
  private Set<String> sources(Parens rule) {
    String source = rule.word(1);
    return rule.word(2).equals("self") ? spread(source) : Set.of(before.actual(source));
  }

  private static void access(
      Parens rule, String source, String target, String condition, Set<String> into) {
    Parens permissions = (Parens) rule.at(3);
    for (CilNode permission : ((Parens) permissions.at(1)).items()) {
      into.add(
          Atoms.access(
              rule.head(),
              source,
              target,
              permissions.head() + " " + CilNode.text(permission),
              condition));
    }
  }

  // ---- what follows from attributes

  private Inheritance inheritance() {
    return new Inheritance(before.spreadRules());
  }

  /** Spreads the base policy's rules over the new members of its attributes. */
  private final class Inheritance {
    private final Set<String> held;

    Inheritance(Set<String> held) {
      this.held = held;
    }

    void take(BaseRules.Rule rule) {
      Parens statement = rule.statement();
      boolean onSelf = statement.word(2).equals("self");
      if (!isJoined(statement.word(1)) && (onSelf || !isJoined(statement.word(2)))) {
        return;
      }
      Set<String> old = new TreeSet<>();
      Set<String> fresh = new TreeSet<>();
      for (String source : spread(statement.word(1))) {
        for (String target : onSelf ? Set.of(source) : spread(statement.word(2))) {
          Set<String> atoms = types.contains(source) || types.contains(target) ? fresh : old;
          if (onSelf) {
            access(statement, source, target, rule.condition(), atoms);
          } else {
            atoms.add(Atoms.typeRule(statement, source, target) + rule.condition());
          }
        }
      }
      // A rule in an optional that was dropped holds for nobody.
      if (!old.isEmpty() && held.containsAll(old)) {
        inherited.addAll(fresh);
      }
    }

    private boolean isJoined(String name) {
      return joined.containsKey(name);
    }
  }

  /** What the base policy says already is no change. */
  private void dropKnown() {
    Set<String> prefixes = new HashSet<>();
    for (String atom : stated) {
      String[] words = atom.split("[ :]", -1);
      prefixes.add(
          words[0].equals("member")
              ? "(typeattributeset " + words[3] + " "
              : "(" + words[0] + " " + words[1] + " ");
    }
    stated.removeAll(before.atomsOf(prefixes));
    inherited.removeAll(stated);
  }
}
