package org.svpc.emit;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Node;
import org.svpc.ir.Scope;
import org.svpc.selinux.Level;
import org.svpc.selinux.LevelRange;

/**
 * The sensitivities and categories that the levels of a module name. checkmodule wants them
 * required, in ascending order; nothing of that reaches the CIL, so the IR does not carry it.
 */
final class LevelNames {
  /** Written out, since a comparator made of lambdas costs every cold process milliseconds. */
  private static final class ByNumber implements Comparator<String> {
    @Override
    public int compare(String left, String right) {
      int byNumber = Integer.compare(number(left), number(right));
      return byNumber != 0 ? byNumber : left.compareTo(right);
    }
  }

  private final SortedSet<String> sensitivities = new TreeSet<>(new ByNumber());
  private final SortedSet<String> categories = new TreeSet<>(new ByNumber());

  static LevelNames of(Scope scope) {
    LevelNames names = new LevelNames();
    names.addAll(scope.nodes());
    return names;
  }

  SortedSet<String> sensitivities() {
    return sensitivities;
  }

  SortedSet<String> categories() {
    return categories;
  }

  private void addAll(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.RangeTransition transition) {
        add(transition.range());
      } else if (node instanceof Node.UserDeclaration user) {
        add(user.level());
        add(user.range());
      } else if (node instanceof Node.Optional optional) {
        addAll(optional.body().nodes());
      } else if (node instanceof Node.BuildChoice choice) {
        addAll(choice.arm().nodes());
      } else if (node instanceof Node.Call call) {
        addAll(call.expansion().nodes());
      }
    }
  }

  private void add(@Nullable LevelRange range) {
    if (range != null) {
      add(range.low());
      add(range.high());
    }
  }

  private void add(Level level) {
    sensitivities.add(level.sensitivity());
    for (Level.CategoryRange category : SingleCategories.of(level).categories()) {
      categories.add(category.low());
      categories.add(category.high());
    }
  }

  /** The number in {@code s12} or {@code c12}; 0 for other names. */
  private static int number(String name) {
    int number = 0;
    for (int i = 1; i < name.length() && i < 9; i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
