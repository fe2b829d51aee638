package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.grammar.SvpSyntax.AccessContext;
import org.svpc.grammar.SvpSyntax.AllowContext;
import org.svpc.grammar.SvpSyntax.ExpandAttributeContext;
import org.svpc.grammar.SvpSyntax.ExtendedAccessContext;
import org.svpc.grammar.SvpSyntax.NameContext;
import org.svpc.grammar.SvpSyntax.NameSetContext;
import org.svpc.grammar.SvpSyntax.NumberRangeContext;
import org.svpc.grammar.SvpSyntax.PermissiveContext;
import org.svpc.grammar.SvpSyntax.RangeTransitionContext;
import org.svpc.grammar.SvpSyntax.RoleAttributeContext;
import org.svpc.grammar.SvpSyntax.RoleContext;
import org.svpc.grammar.SvpSyntax.RoleTransitionContext;
import org.svpc.grammar.SvpSyntax.TypeAttributeContext;
import org.svpc.grammar.SvpSyntax.TypeBoundsContext;
import org.svpc.grammar.SvpSyntax.TypeRuleContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.TypeRuleKind;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Statement;

/** Builds rules: who may do what, which type a new object gets, who belongs to whom. */
final class RuleBuilder {
  /** The largest number of an extended permission: sixteen bits in libsepol. */
  private static final int MAX_NUMBER = 0xffff;

  private final Nodes nodes;

  RuleBuilder(Nodes nodes) {
    this.nodes = nodes;
  }

  Statement allow(AllowContext context) {
    List<NameSetContext> sets = context.nameSet();
    if (sets.size() == 2) {
      return new Statement.RoleAllow(
          nodes.set(sets.get(0)), nodes.set(sets.get(1)), nodes.span(context));
    }
    return access(AccessKind.ALLOW, sets, context);
  }

  Statement access(AccessContext context) {
    AccessKind kind =
        switch (context.start.getType()) {
          case SvpTokens.AUDITALLOW -> AccessKind.AUDITALLOW;
          case SvpTokens.DONTAUDIT -> AccessKind.DONTAUDIT;
          case SvpTokens.NEVERALLOW -> AccessKind.NEVERALLOW;
          default -> throw new AssertionError(context.start);
        };
    return access(kind, context.nameSet(), context);
  }

  private Statement access(AccessKind kind, List<NameSetContext> sets, ParserRuleContext context) {
    return new Statement.Access(
        kind,
        nodes.set(sets.get(0)),
        nodes.set(sets.get(1)),
        nodes.set(sets.get(2)),
        nodes.set(sets.get(3)),
        nodes.span(context));
  }

  /** Ranges of ioctl numbers; one that ends before it starts is told. */
  List<Statement.NumberRange> numbers(List<NumberRangeContext> contexts) {
    List<Statement.NumberRange> numbers = new ArrayList<>();
    for (NumberRangeContext range : contexts) {
      Token low = range.NUMBER(0).getSymbol();
      TerminalNode high = range.NUMBER(1);
      int from = number(low);
      int to = high == null ? from : number(high.getSymbol());
      if (to < from) {
        nodes
            .diagnostics()
            .add(
                Diagnostic.at(
                        Code.SYNTAX,
                        nodes.span(range),
                        "The range `" + nodes.span(range).text() + "` ends before it starts.")
                    .help("Write the smaller number first."));
      }
      numbers.add(new Statement.NumberRange(from, to, nodes.span(range)));
    }
    return List.copyOf(numbers);
  }

  Statement extendedAccess(ExtendedAccessContext context) {
    AccessKind kind =
        switch (context.start.getType()) {
          case SvpTokens.ALLOWXPERM -> AccessKind.ALLOW;
          case SvpTokens.AUDITALLOWXPERM -> AccessKind.AUDITALLOW;
          case SvpTokens.DONTAUDITXPERM -> AccessKind.DONTAUDIT;
          case SvpTokens.NEVERALLOWXPERM -> AccessKind.NEVERALLOW;
          default -> throw new AssertionError(context.start);
        };
    List<NameSetContext> sets = context.nameSet();
    return new Statement.ExtendedAccess(
        kind,
        nodes.set(sets.get(0)),
        nodes.set(sets.get(1)),
        nodes.set(sets.get(2)),
        nodes.name(context.name()),
        Nodes.has(context, SvpTokens.TILDE),
        numbers(context.numberRange()),
        nodes.span(context));
  }

  private int number(Token token) {
    String text = token.getText();
    boolean hex = text.length() > 1 && (text.charAt(1) == 'x' || text.charAt(1) == 'X');
    int value = 0;
    for (int i = hex ? 2 : 0; i < text.length() && value <= MAX_NUMBER; i++) {
      value = value * (hex ? 16 : 10) + Character.digit(text.charAt(i), 16);
    }
    if (value > MAX_NUMBER) {
      nodes
          .diagnostics()
          .add(
              Diagnostic.at(
                      Code.SYNTAX,
                      nodes.span(token),
                      Words.shortened(text) + " is more than 0xffff.")
                  .note("An extended permission is a number of sixteen bits, 0 to 0xffff."));
      return MAX_NUMBER;
    }
    return value;
  }

  Statement typeRule(TypeRuleContext context) {
    TypeRuleKind kind =
        switch (context.start.getType()) {
          case SvpTokens.TYPE_TRANSITION -> TypeRuleKind.TRANSITION;
          case SvpTokens.TYPE_CHANGE -> TypeRuleKind.CHANGE;
          case SvpTokens.TYPE_MEMBER -> TypeRuleKind.MEMBER;
          default -> throw new AssertionError(context.start);
        };
    List<NameSetContext> sets = context.nameSet();
    List<NameContext> names = context.name();
    return new Statement.TypeRule(
        kind,
        nodes.set(sets.get(0)),
        nodes.set(sets.get(1)),
        nodes.set(sets.get(2)),
        nodes.name(names.get(0)),
        objectName(context.STRING(), names),
        nodes.span(context));
  }

  private Argument.@Nullable Value objectName(
      @Nullable TerminalNode string, List<NameContext> names) {
    if (string != null) {
      return nodes.string(string.getSymbol());
    }
    return names.size() > 1 ? new Argument.Names(nodes.set(names.get(1).start)) : null;
  }

  Statement rangeTransition(RangeTransitionContext context) {
    List<NameSetContext> sets = context.nameSet();
    return new Statement.RangeTransition(
        nodes.set(sets.get(0)),
        nodes.set(sets.get(1)),
        sets.size() > 2 ? nodes.set(sets.get(2)) : null,
        nodes.range(context.range()),
        nodes.span(context));
  }

  Statement typeAttribute(TypeAttributeContext context) {
    return new Statement.TypeAttribute(
        nodes.set(context.nameSet()), nodes.names(context.nameList()), nodes.span(context));
  }

  Statement roleAttribute(RoleAttributeContext context) {
    return new Statement.RoleAttribute(
        nodes.name(context.name()), nodes.names(context.nameList()), nodes.span(context));
  }

  /** {@code role r, s;} declares, {@code role r types t;} gives types. */
  Statement role(RoleContext context) {
    NameSetContext types = context.nameSet();
    return types == null
        ? new Statement.RoleDeclaration(nodes.names(context.name()), nodes.span(context))
        : new Statement.RoleTypes(
            nodes.name(context.name(0)), nodes.set(types), nodes.span(context));
  }

  Statement roleTransition(RoleTransitionContext context) {
    List<NameSetContext> sets = context.nameSet();
    return new Statement.RoleTransition(
        nodes.set(sets.get(0)),
        nodes.set(sets.get(1)),
        sets.size() > 2 ? nodes.set(sets.get(2)) : null,
        nodes.name(context.name()),
        nodes.span(context));
  }

  Statement expandAttribute(ExpandAttributeContext context) {
    return new Statement.ExpandAttribute(
        nodes.set(context.nameSet()), Nodes.has(context, SvpTokens.TRUE), nodes.span(context));
  }

  Statement typeBounds(TypeBoundsContext context) {
    return new Statement.TypeBounds(
        nodes.name(context.name()), nodes.names(context.nameList()), nodes.span(context));
  }

  Statement permissive(PermissiveContext context) {
    return new Statement.Permissive(nodes.name(context.name()), nodes.span(context));
  }
}
