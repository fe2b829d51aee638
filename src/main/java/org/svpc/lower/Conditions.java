package org.svpc.lower;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.BooleanExpression.Operator;
import org.svpc.ir.BuildCondition;
import org.svpc.ir.Symbol;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Expression;
import org.svpc.target.Target;

/** Takes the conditions of {@code if} and {@code ifdef}. */
final class Conditions {
  private static final String GIVEN = "given";

  private final Target target;
  private final Names names;
  private final Diagnostics diagnostics;

  Conditions(Target target, Names names, Diagnostics diagnostics) {
    this.target = target;
    this.names = names;
    this.diagnostics = diagnostics;
  }

  @Nullable BooleanExpression expression(Expression expression, Frame frame) {
    if (expression instanceof Expression.Variable variable) {
      Symbol symbol = names.symbol(variable.name(), frame, Position.BOOLEANS);
      return symbol == null ? null : new BooleanExpression.Variable(symbol);
    }
    if (expression instanceof Expression.Not not) {
      BooleanExpression operand = expression(not.operand(), frame);
      return operand == null ? null : new BooleanExpression.Not(operand);
    }
    if (expression instanceof Expression.Binary binary) {
      BooleanExpression left = expression(binary.left(), frame);
      BooleanExpression right = expression(binary.right(), frame);
      return left == null || right == null
          ? null
          : new BooleanExpression.Binary(operator(binary.operator()), left, right);
    }
    throw new AssertionError(expression);
  }

  private static Operator operator(String sign) {
    for (Operator operator : Operator.values()) {
      if (operator.sign().equals(sign)) {
        return operator;
      }
    }
    throw new AssertionError(sign);
  }

  /** A build-time condition; what the call or the target's names decide becomes a constant. */
  BuildCondition build(BuildExpression expression, Frame frame) {
    if (expression instanceof BuildExpression.Option option) {
      return option(option, frame);
    }
    if (expression instanceof BuildExpression.Declares declares) {
      return declares(declares);
    }
    if (expression instanceof BuildExpression.Given given) {
      return given(given, frame);
    }
    if (expression instanceof BuildExpression.Not not) {
      BuildCondition operand = build(not.operand(), frame);
      return operand instanceof BuildCondition.Constant constant
          ? new BuildCondition.Constant(!constant.value())
          : new BuildCondition.Not(operand);
    }
    if (expression instanceof BuildExpression.Binary binary) {
      return binary(
          binary.operator().equals("&&"),
          build(binary.left(), frame),
          build(binary.right(), frame));
    }
    throw new AssertionError(expression);
  }

  /** Whether a condition of the target's own text holds for the target and the call. */
  boolean holds(BuildExpression expression, Frame frame) {
    if (expression instanceof BuildExpression.Option option) {
      return target.option(option.name().text());
    }
    if (expression instanceof BuildExpression.Given given) {
      Binding binding = frame.binding(given.parameter().text());
      return binding != null && binding.given();
    }
    if (expression instanceof BuildExpression.Not not) {
      return !holds(not.operand(), frame);
    }
    if (expression instanceof BuildExpression.Binary binary) {
      return binary.operator().equals("&&")
          ? holds(binary.left(), frame) && holds(binary.right(), frame)
          : holds(binary.left(), frame) || holds(binary.right(), frame);
    }
    return expression instanceof BuildExpression.Declares declares
        && target.declaresBoolean(declares.name().text());
  }

  /**
   * A build option. Which options there are is for each target to say, but what is known as
   * something else was meant as that: an unknown option would be off without a word.
   */
  private BuildCondition option(BuildExpression.Option option, Frame frame) {
    String name = option.name().text();
    Binding binding = frame.binding(name);
    if (binding != null) {
      diagnostics.add(notAnOption(option, "a parameter", "given " + name));
      return frame.symbolic()
          ? new BuildCondition.Given(binding.index())
          : new BuildCondition.Constant(binding.given());
    }
    if (!target.option(name) && target.declaresBoolean(name)) {
      diagnostics.add(notAnOption(option, "a boolean of the target", "boolean " + name));
      return new BuildCondition.Constant(true);
    }
    if (name.equals(GIVEN) || name.equals(NameKind.BOOLEAN.word())) {
      diagnostics.add(
          Diagnostic.at(
                  Code.UNKNOWN_NAME, option.span(), "There is no build option `" + name + "`.")
              .label("a name is missing behind it")
              .help("Write `" + name + " NAME`."));
      return new BuildCondition.Constant(false);
    }
    return new BuildCondition.Option(name);
  }

  private static Diagnostic.Builder notAnOption(
      BuildExpression.Option option, String what, String better) {
    return Diagnostic.at(
            Code.UNKNOWN_NAME,
            option.span(),
            "There is no build option `" + option.name().text() + "`.")
        .label(what)
        .help("Write `" + better + "`.")
        .fix("Write `" + better + "`", option.span(), better);
  }

  private static BuildCondition binary(boolean and, BuildCondition left, BuildCondition right) {
    if (left instanceof BuildCondition.Constant constant) {
      return constant.value() == and ? right : constant;
    }
    if (right instanceof BuildCondition.Constant constant) {
      return constant.value() == and ? left : constant;
    }
    return and ? new BuildCondition.And(left, right) : new BuildCondition.Or(left, right);
  }

  private BuildCondition declares(BuildExpression.Declares declares) {
    if (declares.kind() != NameKind.BOOLEAN) {
      diagnostics.add(
          Diagnostic.at(
                  Code.NOT_ALLOWED_HERE,
                  declares.span(),
                  "Whether the target declares a "
                      + declares.kind().word()
                      + " cannot be asked when the policy is built.")
              .label("only booleans can be asked for")
              .note("Put what needs it into `optional { ... }`, which is decided at linking."));
      return new BuildCondition.Constant(true);
    }
    return new BuildCondition.Constant(target.declaresBoolean(declares.name().text()));
  }

  private BuildCondition given(BuildExpression.Given given, Frame frame) {
    Binding binding = frame.binding(given.parameter().text());
    if (binding == null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.UNKNOWN_NAME,
                  given.parameter().span(),
                  "There is no parameter `" + given.parameter().text() + "` here.")
              .label("not a parameter")
              .suggest(
                  org.svpc.text.Spelling.closest(
                      given.parameter().text(), frame.bindings().keySet())));
      return new BuildCondition.Constant(true);
    }
    return frame.symbolic()
        ? new BuildCondition.Given(binding.index())
        : new BuildCondition.Constant(binding.given());
  }

  /** Which arm the target takes; where a parameter decides, the first. */
  boolean taken(BuildCondition condition) {
    if (condition instanceof BuildCondition.Option option) {
      return target.option(option.name());
    }
    if (condition instanceof BuildCondition.Constant constant) {
      return constant.value();
    }
    if (condition instanceof BuildCondition.Not not) {
      return !taken(not.operand());
    }
    if (condition instanceof BuildCondition.And and) {
      return taken(and.left()) && taken(and.right());
    }
    if (condition instanceof BuildCondition.Or or) {
      return taken(or.left()) || taken(or.right());
    }
    return true;
  }

  /** Whether a parameter has a say in the condition. */
  static boolean asksForParameter(BuildCondition condition) {
    if (condition instanceof BuildCondition.Not not) {
      return asksForParameter(not.operand());
    }
    if (condition instanceof BuildCondition.And and) {
      return asksForParameter(and.left()) || asksForParameter(and.right());
    }
    if (condition instanceof BuildCondition.Or or) {
      return asksForParameter(or.left()) || asksForParameter(or.right());
    }
    return condition instanceof BuildCondition.Given;
  }

  /** Whether the expression asks for a parameter, so that an expansion drops the other arm. */
  static boolean asksForParameter(BuildExpression expression, Frame frame) {
    if (expression instanceof BuildExpression.Not not) {
      return asksForParameter(not.operand(), frame);
    }
    if (expression instanceof BuildExpression.Binary binary) {
      return asksForParameter(binary.left(), frame) || asksForParameter(binary.right(), frame);
    }
    // A parameter without `given`, or the other way round, is told and was meant to ask.
    return expression instanceof BuildExpression.Given
        || (expression instanceof BuildExpression.Option option
            && (option.name().is(GIVEN) || frame.binding(option.name().text()) != null));
  }
}
