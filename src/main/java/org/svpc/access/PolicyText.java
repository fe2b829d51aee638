package org.svpc.access;

import java.util.List;
import org.svpc.index.BooleanExpression;
import org.svpc.index.Constraint;
import org.svpc.index.Constraint.Expression;
import org.svpc.index.Constraint.Part;
import org.svpc.index.Constraint.Side;
import org.svpc.index.IdSet;
import org.svpc.index.MlsLevel;
import org.svpc.index.MlsRange;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.RuleTable;
import org.svpc.index.SecurityContext;

/**
 * What a policy holds in the words of {@code .te} files, and contexts as the kernel prints them.
 */
public final class PolicyText {
  private final Policy policy;

  public PolicyText(Policy policy) {
    this.policy = policy;
  }

  public String context(SecurityContext context) {
    String text =
        policy.users().names().name(context.user())
            + ":"
            + policy.roles().names().name(context.role())
            + ":"
            + policy.types().names().name(context.type());
    MlsRange range = context.range();
    return range == null ? text : text + ":" + range(range);
  }

  public String range(MlsRange range) {
    String low = level(range.low());
    return range.low().equals(range.high()) ? low : low + "-" + level(range.high());
  }

  /** A level; three and more categories in a row stand as a range, {@code s0:c0.c1023}. */
  public String level(MlsLevel level) {
    StringBuilder out = new StringBuilder();
    out.append(policy.levels().sensitivities().name(level.sensitivity()));
    Names names = policy.levels().categories();
    IdSet categories = level.categories();
    char separator = ':';
    for (int first = categories.next(0); first >= 0; ) {
      int last = categories.endOfRun(first);
      out.append(separator).append(names.name(first));
      if (last > first) {
        out.append(last == first + 1 ? ',' : '.').append(names.name(last));
      }
      separator = ',';
      first = categories.next(last + 1);
    }
    return out.toString();
  }

  /**
   * An access rule: {@code allow a b:file { read write };}; behind a conditional one stands its
   * condition and the value that it needs, as sesearch prints it: {@code [ virt_use_nfs ]:True}.
   */
  public String rule(int rule) {
    return rule(rule, policy.rules().datum(rule));
  }

  /** An access rule with some of its permissions only; other rules whole. */
  public String rule(int rule, int permissions) {
    RuleTable rules = policy.rules();
    StringBuilder out = new StringBuilder(rules.kind(rule).word());
    out.append(' ').append(policy.types().names().name(rules.source(rule)));
    out.append(' ').append(policy.types().names().name(rules.target(rule)));
    int objectClass = rules.objectClass(rule);
    out.append(':').append(policy.classes().names().name(objectClass)).append(' ');
    if (rules.kind(rule).isExtended()) {
      out.append("ioctl ");
      commands(rules.extended(rule).commands(), out);
    } else if (rules.kind(rule).isTypeRule()) {
      out.append(policy.types().names().name(rules.datum(rule)));
    } else {
      permissions(objectClass, permissions, out);
    }
    out.append(';');
    if (rules.isConditional(rule)) {
      out.append(" [ ")
          .append(expression(policy.conditions().get(rules.condition(rule)).expression()))
          .append(" ]:")
          .append(rules.arm(rule) ? "True" : "False");
    }
    return out.toString();
  }

  private void permissions(int objectClass, int mask, StringBuilder out) {
    List<String> names = policy.classes().get(objectClass).names(mask);
    if (names.size() == 1) {
      out.append(names.get(0));
      return;
    }
    out.append("{ ");
    for (String name : names) {
      out.append(name).append(' ');
    }
    out.append('}');
  }

  private static void commands(IdSet commands, StringBuilder out) {
    out.append("{ ");
    for (int first = commands.next(0); first >= 0; ) {
      int last = commands.endOfRun(first);
      out.append("0x").append(Integer.toHexString(first));
      if (last > first) {
        out.append("-0x").append(Integer.toHexString(last));
      }
      out.append(' ');
      first = commands.next(last + 1);
    }
    out.append('}');
  }

  /** The expression of a conditional: {@code a && !(b || c)}. */
  public String expression(BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      return policy.booleans().names().name(variable.bool());
    }
    if (expression instanceof BooleanExpression.Not not) {
      return "!" + operand(not.operand());
    }
    BooleanExpression.Binary binary = (BooleanExpression.Binary) expression;
    return operand(binary.left()) + " " + binary.operator().sign() + " " + operand(binary.right());
  }

  private String operand(BooleanExpression expression) {
    return expression instanceof BooleanExpression.Binary
        ? "(" + expression(expression) + ")"
        : expression(expression);
  }

  /** A constraint of a class: {@code mlsconstrain file { read write } (h1 dom h2);}. */
  public String constraint(int objectClass, Constraint constraint) {
    StringBuilder out = new StringBuilder();
    out.append(hasLevels(constraint.expression()) ? "mls" : "");
    out.append(constraint.permissions() == 0 ? "validatetrans " : "constrain ");
    out.append(policy.classes().names().name(objectClass)).append(' ');
    if (constraint.permissions() != 0) {
      permissions(objectClass, constraint.permissions(), out);
      out.append(' ');
    }
    return out.append('(').append(expression(constraint.expression())).append(");").toString();
  }

  private static boolean hasLevels(Expression expression) {
    if (expression instanceof Expression.Not not) {
      return hasLevels(not.operand());
    }
    if (expression instanceof Expression.And and) {
      return hasLevels(and.left()) || hasLevels(and.right());
    }
    if (expression instanceof Expression.Or or) {
      return hasLevels(or.left()) || hasLevels(or.right());
    }
    return expression instanceof Expression.Level;
  }

  /** The expression of a constraint: {@code (h1 dom h2) or (t1 != mcs_constrained_type)}. */
  public String expression(Expression expression) {
    if (expression instanceof Expression.Not not) {
      return "not " + operand(not.operand());
    }
    if (expression instanceof Expression.And and) {
      return operand(and.left()) + " and " + operand(and.right());
    }
    if (expression instanceof Expression.Or or) {
      return operand(or.left()) + " or " + operand(or.right());
    }
    if (expression instanceof Expression.Level level) {
      return level.levels().left() + " " + level.relation().word() + " " + level.levels().right();
    }
    if (expression instanceof Expression.Both both) {
      String part = letter(both.part());
      return part + "1 " + both.relation().word() + " " + part + "2";
    }
    Expression.OneOf oneOf = (Expression.OneOf) expression;
    return letter(oneOf.part())
        + number(oneOf.side())
        + " "
        + oneOf.relation().word()
        + " "
        + set(oneOf.part(), oneOf.written());
  }

  private String operand(Expression expression) {
    return "(" + expression(expression) + ")";
  }

  private static String letter(Part part) {
    return switch (part) {
      case USER -> "u";
      case ROLE -> "r";
      case TYPE -> "t";
    };
  }

  private static String number(Side side) {
    return switch (side) {
      case SOURCE -> "1";
      case TARGET -> "2";
      case PROCESS -> "3";
    };
  }

  private String set(Part part, IdSet ids) {
    Names names = names(part);
    int first = ids.next(0);
    if (first >= 0 && ids.next(first + 1) < 0) {
      return names.name(first);
    }
    StringBuilder out = new StringBuilder("{ ");
    for (int id = first; id >= 0; id = ids.next(id + 1)) {
      out.append(names.name(id)).append(' ');
    }
    return out.append('}').toString();
  }

  /** The names of the parts of contexts that constraints compare. */
  public Names names(Part part) {
    return switch (part) {
      case USER -> policy.users().names();
      case ROLE -> policy.roles().names();
      case TYPE -> policy.types().names();
    };
  }
}
