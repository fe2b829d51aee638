package org.svpc.emit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.FileContext;
import org.svpc.ir.Node;
import org.svpc.selinux.Level;
import org.svpc.selinux.LevelRange;

/** The parts of CIL statements. */
final class CilText {
  /** What a target without levels calls its only level; the base policy declares it. */
  private static final String DEFAULT_LEVEL = "systemlow";

  private static final int MOST = 0xffff;

  private CilText() {}

  static String condition(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return "(" + variable.name() + ")";
    }
    if (expression instanceof BooleanExpression.Not not) {
      return "(not " + condition(not.operand()) + ")";
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    return "("
        + binary.operator().cil()
        + " "
        + condition(binary.left())
        + " "
        + condition(binary.right())
        + ")";
  }

  /** {@code (a b)}, {@code (and (a b) (not (c)))} and so on; the names are sorted. */
  static String set(List<String> included, List<String> excluded, boolean complement) {
    String with = "(" + String.join(" ", included) + ")";
    String without = "(not (" + String.join(" ", excluded) + "))";
    String set =
        excluded.isEmpty()
            ? with
            : included.isEmpty() ? without : "(and " + with + " " + without + ")";
    return complement ? "(not " + set + ")" : set;
  }

  static String fileContext(FileContext.Entry entry) {
    return "(filecon \""
        + entry.pattern()
        + "\" "
        + entry.kind().cil()
        + " "
        + context(entry.context())
        + ")";
  }

  private static String context(FileContext.@Nullable Context context) {
    return context == null
        ? "()"
        : "("
            + context.user()
            + " "
            + context.role()
            + " "
            + context.type()
            + " "
            + range(context.range())
            + ")";
  }

  static String range(@Nullable LevelRange range) {
    return range == null
        ? "(" + DEFAULT_LEVEL + " " + DEFAULT_LEVEL + ")"
        : "(" + level(range.low()) + " " + level(range.high()) + ")";
  }

  static String lowLevel(@Nullable LevelRange range) {
    return range == null ? DEFAULT_LEVEL : level(range.low());
  }

  private static String level(Level level) {
    if (level.categories().isEmpty()) {
      return "(" + level.sensitivity() + ")";
    }
    StringBuilder text = new StringBuilder("(").append(level.sensitivity()).append(" (");
    String separator = "";
    for (Level.CategoryRange range : level.categories()) {
      text.append(separator);
      separator = " ";
      if (range.low().equals(range.high())) {
        text.append(range.low());
      } else {
        text.append("(range ").append(range.low()).append(' ').append(range.high()).append(')');
      }
    }
    return text.append("))").toString();
  }

  /** Numbers as {@code (0x1 (range 0x3 0x5))}, sorted and joined, a complement written out. */
  static String numbers(Node.ExtendedPermissions permissions) {
    List<Node.NumberRange> ranges = joined(permissions.numbers());
    if (permissions.complement()) {
      ranges = others(ranges);
    }
    StringBuilder text = new StringBuilder("(");
    for (Node.NumberRange range : ranges) {
      if (text.length() > 1) {
        text.append(' ');
      }
      if (range.low() == range.high()) {
        text.append(hex(range.low()));
      } else {
        text.append("(range ").append(hex(range.low())).append(' ');
        text.append(hex(range.high())).append(')');
      }
    }
    return text.append(')').toString();
  }

  private static String hex(int number) {
    return "0x" + Integer.toHexString(number);
  }

  /** Written out, since a comparator made of lambdas costs every cold process milliseconds. */
  private static final class ByLow implements Comparator<Node.NumberRange> {
    @Override
    public int compare(Node.NumberRange left, Node.NumberRange right) {
      return Integer.compare(left.low(), right.low());
    }
  }

  private static List<Node.NumberRange> joined(List<Node.NumberRange> ranges) {
    List<Node.NumberRange> sorted = new ArrayList<>(ranges);
    sorted.sort(new ByLow());
    List<Node.NumberRange> joined = new ArrayList<>();
    for (Node.NumberRange range : sorted) {
      int last = joined.size() - 1;
      if (last >= 0 && range.low() <= joined.get(last).high() + 1) {
        Node.NumberRange before = joined.get(last);
        joined.set(last, new Node.NumberRange(before.low(), Math.max(before.high(), range.high())));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  private static List<Node.NumberRange> others(List<Node.NumberRange> ranges) {
    List<Node.NumberRange> others = new ArrayList<>();
    int from = 0;
    for (Node.NumberRange range : ranges) {
      if (range.low() > from) {
        others.add(new Node.NumberRange(from, range.low() - 1));
      }
      from = range.high() + 1;
    }
    if (from <= MOST) {
      others.add(new Node.NumberRange(from, MOST));
    }
    return others;
  }
}
