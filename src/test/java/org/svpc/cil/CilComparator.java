package org.svpc.cil;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what two modules differ in, by the definition of docs/equality.md. */
public final class CilComparator {
  private static final CilScope.Arms NO_ARMS = new CilScope.Arms(new TreeSet<>(), new TreeSet<>());

  private final List<Difference> differences = new ArrayList<>();

  private CilComparator() {}

  /** The differences between two modules; none where they mean the same. */
  public static List<Difference> compare(String expectedCil, String actualCil) {
    return compare(CilNormalizer.normalize(expectedCil), CilNormalizer.normalize(actualCil));
  }

  /** The differences between two modules in normal form. */
  public static List<Difference> compare(CilModule expected, CilModule actual) {
    if (expected.equals(actual)) {
      return List.of();
    }
    CilComparator comparator = new CilComparator();
    comparator.scopes("the module", expected.outermost(), actual.outermost());
    comparator.optionals(expected.optionals(), actual.optionals());
    return List.copyOf(comparator.differences);
  }

  private void scopes(String place, CilScope expected, CilScope actual) {
    sets(place, "require of ", expected.requires(), actual.requires());
    sets(place, "", expected.atoms(), actual.atoms());
    Set<String> conditions = new TreeSet<>(expected.conditionals().keySet());
    conditions.addAll(actual.conditionals().keySet());
    for (String condition : conditions) {
      arms(
          place + ", under if (" + condition + ")",
          expected.conditionals().getOrDefault(condition, NO_ARMS),
          actual.conditionals().getOrDefault(condition, NO_ARMS));
    }
  }

  private void arms(String place, CilScope.Arms expected, CilScope.Arms actual) {
    sets(place + " true", "", expected.whenTrue(), actual.whenTrue());
    sets(place + " false", "", expected.whenFalse(), actual.whenFalse());
  }

  private void sets(
      String place, String what, SortedSet<String> expected, SortedSet<String> actual) {
    for (String atom : expected) {
      if (!actual.contains(atom)) {
        differences.add(new Difference(place, what + "`" + atom + "` is missing."));
      }
    }
    for (String atom : actual) {
      if (!expected.contains(atom)) {
        differences.add(new Difference(place, what + "`" + atom + "` is there and should not be."));
      }
    }
  }

  /**
   * Pairs the optionals that have no equal on the other side with the one most like them, so that
   * one changed rule is told as one changed rule.
   */
  private void optionals(Set<CilScope> expected, Set<CilScope> actual) {
    List<CilScope> missing = without(expected, actual);
    List<CilScope> surplus = without(actual, expected);
    for (CilScope optional : missing) {
      CilScope twin = mostAlike(optional, surplus);
      if (twin == null) {
        differences.add(new Difference("the module", describe(optional) + " is missing."));
        continue;
      }
      surplus.remove(twin);
      String place = "the module, in " + describe(optional);
      int before = differences.size();
      scopes(place, optional, twin);
      if (differences.size() == before) {
        sets(place, "need of ", optional.needs(), twin.needs());
      }
    }
    for (CilScope optional : surplus) {
      differences.add(
          new Difference("the module", describe(optional) + " is there and should not be."));
    }
  }

  private static List<CilScope> without(Set<CilScope> scopes, Set<CilScope> others) {
    return scopes.stream()
        .filter(scope -> !others.contains(scope))
        .sorted(
            Comparator.comparing((CilScope scope) -> scope.requires().toString())
                .thenComparing(scope -> scope.atoms().toString()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static @Nullable CilScope mostAlike(CilScope optional, List<CilScope> candidates) {
    CilScope best = null;
    int bestScore = 0;
    for (CilScope candidate : candidates) {
      int score =
          2 * common(optional.atoms(), candidate.atoms())
              + common(optional.requires(), candidate.requires())
              + common(optional.conditionals().keySet(), candidate.conditionals().keySet());
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  private static int common(Set<?> left, Set<?> right) {
    int common = 0;
    for (Object item : left) {
      if (right.contains(item)) {
        common++;
      }
    }
    return common;
  }

  private static String describe(CilScope optional) {
    StringBuilder text = new StringBuilder("the optional that requires ");
    int shown = 0;
    for (String name : optional.requires()) {
      if (shown == 3) {
        text.append(" and ").append(optional.requires().size() - shown).append(" more");
        break;
      }
      text.append(shown == 0 ? "`" : ", `").append(name).append('`');
      shown++;
    }
    if (shown == 0) {
      text.append("nothing");
    }
    for (Map.Entry<String, CilScope.Arms> entry : optional.conditionals().entrySet()) {
      return text.append(" and has an if (").append(entry.getKey()).append(')').toString();
    }
    if (!optional.atoms().isEmpty()) {
      text.append(" and holds `").append(optional.atoms().first()).append('`');
    }
    return text.toString();
  }
}
