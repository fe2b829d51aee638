package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.grammar.SvpSyntax.AssertionContext;
import org.svpc.grammar.SvpSyntax.ContextContext;
import org.svpc.grammar.SvpSyntax.FlowEndContext;
import org.svpc.grammar.SvpSyntax.NameContext;
import org.svpc.grammar.SvpSyntax.NameSetContext;
import org.svpc.grammar.SvpSyntax.RangeContext;
import org.svpc.grammar.SvpSyntax.StatesContext;
import org.svpc.grammar.SvpSyntax.TestBlockContext;
import org.svpc.grammar.SvpSyntax.TestContext;
import org.svpc.grammar.SvpSyntax.TestItemContext;
import org.svpc.grammar.SvpSyntax.TestLabelContext;
import org.svpc.grammar.SvpSyntax.WeightContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.Span;
import org.svpc.syntax.Claim;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.TestItem;

/** Builds what must hold of the linked policy: assertions and tests. */
final class TestBuilder {
  /** The weights of permissions go from 1 to this. */
  private static final int MAX_WEIGHT = 10;

  private final Nodes nodes;
  private final RuleBuilder rules;
  private final ConditionBuilder conditions;

  TestBuilder(Nodes nodes, RuleBuilder rules, ConditionBuilder conditions) {
    this.nodes = nodes;
    this.rules = rules;
    this.conditions = conditions;
  }

  // ---- assertions

  Statement assertion(AssertionContext context) {
    NameSetContext set = context.nameSet();
    if (Nodes.has(context, SvpTokens.MCS_CONSTRAINED)) {
      return new Statement.Assertion(new Claim.McsConstrained(nodes.set(set)), nodes.span(context));
    }
    Claim claim =
        new Claim.Flow(
            end(context.flowEnd(0)),
            end(context.flowEnd(1)),
            Nodes.has(context, SvpTokens.ONLY),
            weight(context.weight()),
            set == null ? null : nodes.set(set),
            states(context.states()));
    return new Statement.Assertion(claim, nodes.span(context));
  }

  private Claim.End end(FlowEndContext context) {
    RangeContext range = context.range();
    return new Claim.End(nodes.set(context.nameSet()), range == null ? null : nodes.range(range));
  }

  private int weight(@Nullable WeightContext context) {
    if (context == null) {
      return 0;
    }
    Token number = context.NUMBER().getSymbol();
    String text = number.getText();
    int weight = 0;
    for (int i = 0; i < text.length() && weight <= MAX_WEIGHT; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      weight = digit < 0 ? MAX_WEIGHT + 1 : weight * 10 + digit;
    }
    if (weight < 1 || weight > MAX_WEIGHT) {
      nodes
          .diagnostics()
          .add(
              Diagnostic.at(
                      Code.SYNTAX,
                      nodes.span(number),
                      "A weight is a number from 1 to " + MAX_WEIGHT + ".")
                  .note("It is the least weight that a permission must have to count as flow."));
      return MAX_WEIGHT;
    }
    return weight;
  }

  private @Nullable Expression states(@Nullable StatesContext context) {
    return context == null ? null : conditions.expression(context.expression());
  }

  // ---- tests

  Statement test(TestContext context) {
    Token name = context.STRING().getSymbol();
    return new Statement.Test(
        nodes.string(name).text(),
        nodes.span(name),
        items(context.testBlock()),
        nodes.span(context));
  }

  private List<TestItem> items(TestBlockContext context) {
    List<TestItem> items = new ArrayList<>();
    for (TestItemContext item : context.testItem()) {
      items.add(item(item));
    }
    return items;
  }

  private TestItem item(TestItemContext context) {
    Span span = nodes.span(context);
    if (context.testBlock(0) != null) {
      return new TestItem.Choice(
          conditions.expression(context.expression()),
          items(context.testBlock(0)),
          context.testBlock(1) == null ? List.of() : items(context.testBlock(1)),
          span);
    }
    List<NameContext> names = context.name();
    TestLabelContext label = context.testLabel();
    if (label != null) {
      boolean process = context.start.getType() == SvpTokens.PROCESS;
      return new TestItem.Definition(process, nodes.name(names.get(0)), label(label), span);
    }
    Name subject = nodes.name(context.callee().start);
    Name first = nodes.name(names.get(0));
    if (context.STARTS() != null) {
      return new TestItem.Start(subject, first, nodes.name(names.get(1)), span);
    }
    if (context.CREATES() != null) {
      TerminalNode objectName = context.STRING();
      return new TestItem.Creation(
          subject,
          first,
          objectName == null ? null : nodes.string(objectName.getSymbol()),
          nodes.name(names.get(1)),
          nodes.name(names.get(2)),
          span);
    }
    return new TestItem.Access(
        subject,
        context.CAN() != null,
        nodes.set(context.nameSet(0)),
        rules.numbers(context.numberRange()),
        first,
        nodes.set(context.nameSet(1)),
        span);
  }

  private TestItem.Label label(TestLabelContext context) {
    ContextContext written = context.context();
    if (written != null) {
      return context(written);
    }
    Token path = context.STRING().getSymbol();
    return new TestItem.LabelOf(
        nodes.string(path).text(),
        nodes.span(path),
        LabelBuilder.kind(context.fileKind()),
        nodes.span(context));
  }

  /**
   * One part of a context between its colons.
   *
   * @param text without blanks, with its commas
   */
  private record Part(Token first, Token last, String text) {
    boolean isList() {
      return text.indexOf(',') >= 0;
    }

    boolean isCategory() {
      return isList() || first.getType() == SvpTokens.CATEGORY;
    }
  }

  private static List<Part> parts(ContextContext context) {
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Token first = context.start;
    Token last = context.start;
    for (int i = 0; i < context.getChildCount(); i++) {
      if (context.getChild(i) instanceof NameContext name) {
        first = text.isEmpty() ? name.start : first;
        last = name.start;
      } else if (Nodes.isMark(context.getChild(i), SvpTokens.MINUS)) {
        break;
      }
      if (Nodes.isMark(context.getChild(i), SvpTokens.COLON)) {
        parts.add(new Part(first, last, text.toString()));
        text.setLength(0);
      } else {
        text.append(context.getChild(i).getText());
      }
    }
    parts.add(new Part(first, last, text.toString()));
    return parts;
  }

  private TestItem.Context context(ContextContext context) {
    Span span = nodes.span(context);
    List<Part> parts = parts(context);
    int count = parts.size();
    int type = count < 3 || (count == 3 && parts.get(2).isCategory()) ? 0 : 2;
    boolean wellFormed = count - type <= 3 && (context.MINUS() == null || count > type + 1);
    wellFormed &= type == 0 || !parts.get(2).isCategory();
    for (int i = 0; i < count; i++) {
      wellFormed &= !parts.get(i).isList() || i == type + 2;
    }
    if (!wellFormed) {
      nodes
          .diagnostics()
          .add(
              Diagnostic.at(Code.SYNTAX, span, Words.shortened(span.text()) + " is no context.")
                  .help(
                      "Write `TYPE`, `TYPE:LEVEL` or `USER:ROLE:TYPE:LEVEL`; a level is `s0`,"
                          + " `s0:c1,c2` or `s0 - s0:c0.c1023`."));
      return new TestItem.Context(null, null, nodes.name(parts.get(0).first()), null, span);
    }
    return new TestItem.Context(
        type == 0 ? null : nodes.name(parts.get(0).first()),
        type == 0 ? null : nodes.name(parts.get(1).first()),
        nodes.name(parts.get(type).first()),
        count == type + 1 ? null : range(parts.subList(type + 1, count), context),
        span);
  }

  private Range range(List<Part> low, ContextContext context) {
    StringBuilder text = new StringBuilder(low.get(0).text());
    if (low.size() > 1) {
      text.append(':').append(low.get(1).text());
    }
    return nodes.range(
        text.toString(),
        low.get(0).first(),
        low.get(low.size() - 1).last(),
        context.level(),
        context.stop);
  }
}
