package org.svpc.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.svpc.grammar.SvpSyntax.BuildConjunctionContext;
import org.svpc.grammar.SvpSyntax.BuildExpressionContext;
import org.svpc.grammar.SvpSyntax.BuildNegationContext;
import org.svpc.grammar.SvpSyntax.BuildPrimaryContext;
import org.svpc.grammar.SvpSyntax.ConjunctionContext;
import org.svpc.grammar.SvpSyntax.EqualityContext;
import org.svpc.grammar.SvpSyntax.ExclusiveContext;
import org.svpc.grammar.SvpSyntax.ExpressionContext;
import org.svpc.grammar.SvpSyntax.NegationContext;
import org.svpc.grammar.SvpSyntax.OperandContext;
import org.svpc.grammar.SvpSyntax.PrimaryContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;

/** Builds the conditions of {@code if} and {@code ifdef}; equal operators group to the left. */
final class ConditionBuilder {
  private final Nodes nodes;

  ConditionBuilder(Nodes nodes) {
    this.nodes = nodes;
  }

  // ---- if

  Expression expression(ExpressionContext context) {
    List<ExclusiveContext> operands = context.exclusive();
    Expression left = exclusive(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      left = binary("||", left, exclusive(operands.get(i)));
    }
    return left;
  }

  private Expression exclusive(ExclusiveContext context) {
    List<ConjunctionContext> operands = context.conjunction();
    Expression left = conjunction(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      left = binary("^", left, conjunction(operands.get(i)));
    }
    return left;
  }

  private Expression conjunction(ConjunctionContext context) {
    List<NegationContext> operands = context.negation();
    Expression left = negation(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      left = binary("&&", left, negation(operands.get(i)));
    }
    return left;
  }

  private Expression negation(NegationContext context) {
    NegationContext operand = context.negation();
    return operand != null
        ? new Expression.Not(negation(operand), nodes.span(context))
        : equality(context.equality());
  }

  private Expression equality(EqualityContext context) {
    Expression left = primary(context.primary());
    List<OperandContext> operands = context.operand();
    for (int i = 0; i < operands.size(); i++) {
      Token operator = ((TerminalNode) context.getChild(2 * i + 1)).getSymbol();
      left =
          binary(
              operator.getType() == SvpTokens.EQUAL ? "==" : "!=", left, operand(operands.get(i)));
    }
    return left;
  }

  private Expression operand(OperandContext context) {
    NegationContext negated = context.negation();
    return negated != null
        ? new Expression.Not(negation(negated), nodes.span(context))
        : primary(context.primary());
  }

  private Expression primary(PrimaryContext context) {
    ExpressionContext inner = context.expression();
    return inner != null ? expression(inner) : new Expression.Variable(nodes.name(context.name()));
  }

  private static Expression binary(String operator, Expression left, Expression right) {
    return new Expression.Binary(operator, left, right, left.span().to(right.span()));
  }

  // ---- ifdef

  BuildExpression build(BuildExpressionContext context) {
    List<BuildConjunctionContext> operands = context.buildConjunction();
    BuildExpression left = buildConjunction(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      BuildExpression right = buildConjunction(operands.get(i));
      left = new BuildExpression.Binary("||", left, right, left.span().to(right.span()));
    }
    return left;
  }

  private BuildExpression buildConjunction(BuildConjunctionContext context) {
    List<BuildNegationContext> operands = context.buildNegation();
    BuildExpression left = buildNegation(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      BuildExpression right = buildNegation(operands.get(i));
      left = new BuildExpression.Binary("&&", left, right, left.span().to(right.span()));
    }
    return left;
  }

  private BuildExpression buildNegation(BuildNegationContext context) {
    BuildNegationContext operand = context.buildNegation();
    return operand != null
        ? new BuildExpression.Not(buildNegation(operand), nodes.span(context))
        : buildPrimary(context.buildPrimary());
  }

  private BuildExpression buildPrimary(BuildPrimaryContext context) {
    BuildExpressionContext inner = context.buildExpression();
    if (inner != null) {
      return build(inner);
    }
    Name name = nodes.name(context.name());
    if (context.getChildCount() == 1) {
      return new BuildExpression.Option(name);
    }
    return switch (context.start.getType()) {
      case SvpTokens.GIVEN -> new BuildExpression.Given(name, nodes.span(context));
      case SvpTokens.BOOLEAN -> declares(NameKind.BOOLEAN, name, context);
      case SvpTokens.TYPE -> declares(NameKind.TYPE, name, context);
      case SvpTokens.ATTRIBUTE -> declares(NameKind.ATTRIBUTE, name, context);
      case SvpTokens.ROLE -> declares(NameKind.ROLE, name, context);
      default -> throw new AssertionError(context.start);
    };
  }

  private BuildExpression declares(NameKind kind, Name name, BuildPrimaryContext context) {
    return new BuildExpression.Declares(kind, name, nodes.span(context));
  }
}
