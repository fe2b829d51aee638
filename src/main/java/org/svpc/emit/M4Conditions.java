package org.svpc.emit;

import java.util.LinkedHashSet;
import java.util.Set;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.BooleanExpression.Operator;
import org.svpc.ir.BuildCondition;

/** Conditions in refpolicy's words. */
final class M4Conditions {
  private static final int OUTERMOST = 0;
  private static final int OR = 1;
  private static final int AND = 2;

  /**
   * How tightly {@code !}, {@code ^}, {@code ==} and {@code !=} are taken to bind their operands.
   */
  private static final int OPERAND = 3;

  private M4Conditions() {}

  // ---- booleans

  /** The condition, with parentheses only where they are needed whatever binds more tightly. */
  static String text(BooleanExpression condition, M4 m4) {
    return text(condition, OUTERMOST, m4);
  }

  private static String text(BooleanExpression condition, int around, M4 m4) {
    if (condition instanceof BooleanExpression.Variable variable) {
      return m4.name(variable.name().name());
    }
    if (condition instanceof BooleanExpression.Not not) {
      return "!" + text(not.operand(), OPERAND, m4);
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) condition;
    int own = strength(binary.operator());
    int inner = own == OUTERMOST ? OPERAND : own;
    String text =
        text(binary.left(), inner, m4)
            + " "
            + binary.operator().sign()
            + " "
            + text(binary.right(), inner, m4);
    return own >= around ? text : "(" + text + ")";
  }

  private static int strength(Operator operator) {
    return switch (operator) {
      case OR -> OR;
      case AND -> AND;
      case XOR, EQ, NEQ -> OUTERMOST;
    };
  }

  /**
   * Whether {@code tunable_policy} can take the condition: it finds the booleans by their words and
   * is lost where there are parentheses or macros.
   */
  static boolean isTunable(BooleanExpression condition, M4 m4) {
    if (text(condition, m4).indexOf('(') >= 0) {
      return false;
    }
    for (String name : variables(condition)) {
      if (!m4.isInert(name) || name.indexOf('-') >= 0 || name.indexOf('.') >= 0) {
        return false;
      }
    }
    return true;
  }

  static Set<String> variables(BooleanExpression condition) {
    Set<String> names = new LinkedHashSet<>();
    addVariables(condition, names);
    return names;
  }

  private static void addVariables(BooleanExpression condition, Set<String> names) {
    if (condition instanceof BooleanExpression.Variable variable) {
      names.add(variable.name().name());
    } else if (condition instanceof BooleanExpression.Not not) {
      addVariables(not.operand(), names);
    } else if (condition instanceof BooleanExpression.Binary binary) {
      addVariables(binary.left(), names);
      addVariables(binary.right(), names);
    }
  }

  // ---- build options

  /** How many options and parameters a condition asks for. */
  static int size(BuildCondition condition) {
    if (condition instanceof BuildCondition.Not not) {
      return size(not.operand());
    }
    if (condition instanceof BuildCondition.And and) {
      return size(and.left()) + size(and.right());
    }
    if (condition instanceof BuildCondition.Or or) {
      return size(or.left()) + size(or.right());
    }
    return 1;
  }

  /** The condition in parentheses as {@code eval} takes it: 1 where it holds, 0 where not. */
  static String argument(BuildCondition condition) {
    String number = number(condition);
    return number.startsWith("(") ? number : "(" + number + ")";
  }

  private static String number(BuildCondition condition) {
    if (condition instanceof BuildCondition.Option option) {
      return "ifdef(`" + option.name() + "',1,0)";
    }
    if (condition instanceof BuildCondition.Given given) {
      return "ifelse(`$" + given.index() + "',`',0,1)";
    }
    if (condition instanceof BuildCondition.Constant constant) {
      return constant.value() ? "1" : "0";
    }
    if (condition instanceof BuildCondition.Not not) {
      return "!" + number(not.operand());
    }
    if (condition instanceof BuildCondition.And and) {
      return "(" + number(and.left()) + " && " + number(and.right()) + ")";
    }
    BuildCondition.Or or = (BuildCondition.Or) condition;
    return "(" + number(or.left()) + " || " + number(or.right()) + ")";
  }
}
