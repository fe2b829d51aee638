package org.svpc.cil;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Brings CIL into the normal form of docs/equality.md. */
public final class CilNormalizer {
  private static final String REQUIRE = "cil_gen_require";

  /** A scope while it is read. */
  private static final class Draft {
    final SortedSet<String> requires = new TreeSet<>();
    final SortedSet<String> atoms = new TreeSet<>();
    final SortedMap<String, CilScope.Arms> conditionals = new TreeMap<>();
    final List<Draft> optionals = new ArrayList<>();
  }

  private final Set<String> declared = new HashSet<>();

  /** What the names that the converter made up stand for. */
  private final Map<String, CilNode> generated = new HashMap<>();

  /** What the module's aliases stand for; the converter writes the type, others may not. */
  private final Map<String, String> aliases = new HashMap<>();

  private CilNormalizer() {}

  /** The normal form of a module's CIL. */
  public static CilModule normalize(String cil) {
    return normalize(CilReader.read(cil));
  }

  /** The normal form of a module's CIL. */
  public static CilModule normalize(List<CilNode.Parens> statements) {
    CilNormalizer normalizer = new CilNormalizer();
    normalizer.findMeanings(statements);
    Draft module = normalizer.scope(statements);
    Set<CilScope> optionals = new HashSet<>();
    normalizer.flatten(module, Set.of(), ofNames(module.atoms), optionals);
    return new CilModule(normalizer.finished(module, Set.of()), optionals);
  }

  private void findMeanings(List<? extends CilNode> statements) {
    for (CilNode node : statements) {
      if (node instanceof CilNode.Parens statement) {
        switch (statement.head()) {
          case "optional" -> findMeanings(statement.items());
          case "typealiasactual" -> aliases.put(statement.word(1), statement.word(2));
          case "typeattributeset", "roleattributeset" -> {
            if (isGenerated(statement.word(1))) {
              generated.put(statement.word(1), statement.at(2));
            }
          }
          default -> {}
        }
      }
    }
  }

  private static boolean isGenerated(String name) {
    return name.startsWith("@ttr")
        || endsInNumberAfter(name, "_typeattr_")
        || endsInNumberAfter(name, "_roleattr_");
  }

  private static boolean endsInNumberAfter(String name, String infix) {
    int at = name.lastIndexOf(infix);
    if (at < 0 || at + infix.length() == name.length()) {
      return false;
    }
    return name.chars().skip((long) at + infix.length()).allMatch(Character::isDigit);
  }

  private Draft scope(List<? extends CilNode> statements) {
    Draft draft = new Draft();
    Map<String, BitSet> extended = new HashMap<>();
    for (CilNode node : statements) {
      if (node instanceof CilNode.Parens statement) {
        statement(statement, draft, extended);
      }
    }
    addExtended(extended, draft.atoms);
    return draft;
  }

  private void statement(CilNode.Parens statement, Draft draft, Map<String, BitSet> extended) {
    switch (statement.head()) {
      case "optional" ->
          draft.optionals.add(scope(statement.items().subList(2, statement.items().size())));
      case "booleanif", "tunableif" -> conditional(statement, draft);
      case "typeattributeset", "roleattributeset" -> membership(statement, draft);
      case "typeattribute", "roleattribute", "type", "role" -> {
        if (!isGenerated(statement.word(1))) {
          declared.add(kindOf(statement.head()) + " " + statement.word(1));
          draft.atoms.add(statement.head() + " " + statement.word(1));
        }
      }
      case "typealias" -> {
        // Said in full by typealiasactual.
      }
      case "typealiasactual" ->
          draft.atoms.add("typealias " + statement.word(1) + " of " + statement.word(2));
      default -> rule(statement, draft.atoms, extended);
    }
  }

  private static String kindOf(String word) {
    return word.startsWith("type") ? "type" : "role";
  }

  private void membership(CilNode.Parens statement, Draft draft) {
    String kind = kindOf(statement.head());
    String attribute = statement.word(1);
    if (isGenerated(attribute)) {
      return;
    }
    if (attribute.equals(REQUIRE)) {
      names(statement.at(2)).forEach(name -> draft.requires.add(kind + " " + name));
    } else if (isPlain(statement.at(2))) {
      for (String member : names(statement.at(2))) {
        draft.atoms.add(kind + "attributeset " + attribute + " has " + actual(member));
      }
    } else {
      draft.atoms.add(kind + "attributeset " + attribute + " is " + set(statement.at(2)));
    }
  }

  private void conditional(CilNode.Parens statement, Draft draft) {
    Conditions condition = Conditions.of(statement.at(1));
    String key = (statement.head().equals("tunableif") ? "tunable " : "") + condition.key();
    CilScope.Arms arms =
        draft.conditionals.computeIfAbsent(
            key, unused -> new CilScope.Arms(new TreeSet<>(), new TreeSet<>()));
    for (CilNode node : statement.items().subList(2, statement.items().size())) {
      CilNode.Parens arm = (CilNode.Parens) node;
      boolean whenTrue = arm.head().equals("true") != condition.swapped();
      SortedSet<String> atoms = whenTrue ? arms.whenTrue() : arms.whenFalse();
      Map<String, BitSet> extended = new HashMap<>();
      for (CilNode rule : arm.items().subList(1, arm.items().size())) {
        rule((CilNode.Parens) rule, atoms, extended);
      }
      addExtended(extended, atoms);
    }
    if (arms.whenTrue().isEmpty() && arms.whenFalse().isEmpty()) {
      draft.conditionals.remove(key);
    }
  }

  private void rule(
      CilNode.Parens statement, SortedSet<String> atoms, Map<String, BitSet> extended) {
    switch (statement.head()) {
      case "allow", "auditallow", "dontaudit", "neverallow" -> {
        CilNode.Parens access = (CilNode.Parens) statement.at(3);
        String start = ruleStart(statement) + " : " + access.head() + " ";
        for (String permission : names(access.at(1))) {
          atoms.add(start + permission);
        }
      }
      case "allowx", "auditallowx", "dontauditx", "neverallowx" -> {
        CilNode.Parens access = (CilNode.Parens) statement.at(3);
        String key = ruleStart(statement) + " : " + access.word(1) + " " + access.head();
        NumberSets.add(access.at(2), extended.computeIfAbsent(key, unused -> new BitSet()));
      }
      case "rangetransition" ->
          atoms.add(
              ruleStart(statement)
                  + " : "
                  + statement.word(3)
                  + " "
                  + Levels.range(statement.at(4)));
      case "userlevel" ->
          atoms.add("userlevel " + statement.word(1) + " " + Levels.level(statement.at(2)));
      case "userrange" ->
          atoms.add("userrange " + statement.word(1) + " " + Levels.range(statement.at(2)));
      case "filecon" -> atoms.add(fileContext(statement));
      default ->
          atoms.add(statement.items().stream().map(this::set).collect(Collectors.joining(" ")));
    }
  }

  private String ruleStart(CilNode.Parens statement) {
    return statement.head() + " " + set(statement.at(1)) + " " + set(statement.at(2));
  }

  private static void addExtended(Map<String, BitSet> extended, SortedSet<String> atoms) {
    extended.forEach((key, numbers) -> atoms.add(key + " " + NumberSets.text(numbers)));
  }

  private static String fileContext(CilNode.Parens statement) {
    String start = "filecon " + statement.word(1) + " " + statement.word(2) + " ";
    if (!(statement.at(3) instanceof CilNode.Parens context) || context.items().isEmpty()) {
      return start + CilNode.text(statement.at(3));
    }
    return start
        + context.word(0)
        + ":"
        + context.word(1)
        + ":"
        + context.word(2)
        + ":"
        + Levels.range(context.at(3));
  }

  /** A name, what a generated name stands for, or a set in one spelling. */
  private String set(CilNode node) {
    if (node instanceof CilNode.Quoted) {
      return CilNode.text(node);
    }
    if (node instanceof CilNode.Word word) {
      CilNode meaning = generated.get(word.text());
      return meaning == null ? actual(word.text()) : set(meaning);
    }
    CilNode.Parens parens = (CilNode.Parens) node;
    return switch (parens.head()) {
      case "and", "or", "xor", "not" ->
          "("
              + parens.head()
              + " "
              + parens.items().stream()
                  .skip(1)
                  .map(this::set)
                  .sorted()
                  .collect(Collectors.joining(" "))
              + ")";
      case "all" -> "(all)";
      default ->
          parens.items().stream()
              .map(this::set)
              .sorted()
              .distinct()
              .collect(Collectors.joining(" ", "{", "}"));
    };
  }

  private String actual(String name) {
    return aliases.getOrDefault(name, name);
  }

  private static boolean isPlain(CilNode node) {
    return node instanceof CilNode.Word
        || (node instanceof CilNode.Parens parens
            && !Set.of("and", "or", "xor", "not", "all").contains(parens.head())
            && parens.items().stream().allMatch(CilNode.Word.class::isInstance));
  }

  private static List<String> names(CilNode node) {
    return node instanceof CilNode.Parens parens
        ? parens.items().stream().map(CilNode::text).toList()
        : List.of(CilNode.text(node));
  }

  /**
   * Collects the optionals inside {@code scope}, each with all that it needs. Which optional stands
   * in which does not come out: a compiled module does not say it, and the converter puts an
   * optional into the one before wherever it requires at least as much, so siblings nest by chance.
   * What an optional needs is the same however they are put.
   *
   * @param around what the scopes around need
   * @param known what the outermost scope says of names
   */
  private void flatten(
      Draft scope, Set<String> around, Set<String> known, Set<CilScope> optionals) {
    Set<String> needs = needs(scope, around);
    for (Draft optional : scope.optionals) {
      // The converter repeats what the outermost scope says of a name in each scope that requires
      // the name. Inside an optional that says nothing new.
      optional.atoms.removeAll(known);
      optionals.add(finished(optional, needs));
      flatten(optional, needs, known, optionals);
    }
  }

  private CilScope finished(Draft scope, Set<String> around) {
    return new CilScope(needs(scope, around), scope.requires, scope.atoms, scope.conditionals);
  }

  private SortedSet<String> needs(Draft scope, Set<String> around) {
    SortedSet<String> needs = new TreeSet<>(scope.requires);
    needs.removeAll(declared);
    needs.addAll(around);
    return needs;
  }

  /** The atoms that say something of a name: its members, its roles, its properties. */
  private static Set<String> ofNames(SortedSet<String> atoms) {
    Set<String> known = new HashSet<>();
    for (String atom : atoms) {
      switch (atom.substring(0, Math.max(0, atom.indexOf(' ')))) {
        case "roletype", "typeattributeset", "roleattributeset", "typepermissive", "typebounds" ->
            known.add(atom);
        default -> {}
      }
    }
    return known;
  }
}
