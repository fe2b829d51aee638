package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.FileKind;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Claim;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Range.LevelText;
import org.svpc.syntax.Statement;
import org.svpc.syntax.TestItem;

/** Reads what must hold of the linked policy: assertions and tests. */
final class TestReader {
  /** The weights of permissions go from 1 to this. */
  private static final int MAX_WEIGHT = 10;

  private final Cursor cursor;
  private final NameReader names;
  private final RuleReader rules;
  private final ConditionReader conditions;
  private final Diagnostics diagnostics;

  TestReader(
      Cursor cursor,
      NameReader names,
      RuleReader rules,
      ConditionReader conditions,
      Diagnostics diagnostics) {
    this.cursor = cursor;
    this.names = names;
    this.rules = rules;
    this.conditions = conditions;
    this.diagnostics = diagnostics;
  }

  // ---- assertions

  Statement assertion(Token first) {
    if (cursor.accept(SvpTokens.MCS_CONSTRAINED)) {
      NameSet types = names.set();
      return new Statement.Assertion(new Claim.McsConstrained(types), cursor.end(first));
    }
    boolean none = cursor.accept(SvpTokens.NO);
    cursor.take(SvpTokens.FLOW);
    Claim.End from = flowEnd();
    cursor.take(SvpTokens.ARROW);
    Claim.End to = flowEnd();
    int weight = cursor.accept(SvpTokens.WEIGHT) ? weight() : 0;
    NameSet through = null;
    if (!none || cursor.is(SvpTokens.EXCEPT)) {
      cursor.take(none ? SvpTokens.EXCEPT : SvpTokens.ONLY);
      cursor.take(SvpTokens.THROUGH);
      through = names.set();
    }
    Expression states = cursor.accept(SvpTokens.WHEN) ? conditions.inParentheses() : null;
    Claim claim = new Claim.Flow(from, to, !none, weight, through, states);
    return new Statement.Assertion(claim, cursor.end(first));
  }

  private Claim.End flowEnd() {
    NameSet types = names.set();
    return new Claim.End(types, cursor.accept(SvpTokens.COLON) ? names.range() : null);
  }

  private int weight() {
    Token number = cursor.take(SvpTokens.NUMBER);
    String text = number.getText();
    int weight = 0;
    for (int i = 0; i < text.length() && weight <= MAX_WEIGHT; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      weight = digit < 0 ? MAX_WEIGHT + 1 : weight * 10 + digit;
    }
    if (weight < 1 || weight > MAX_WEIGHT) {
      diagnostics.add(
          Diagnostic.at(
                  Code.SYNTAX,
                  cursor.span(number),
                  "A weight is a number from 1 to " + MAX_WEIGHT + ".")
              .note("It is the least weight that a permission must have to count as flow."));
      return MAX_WEIGHT;
    }
    return weight;
  }

  // ---- tests

  Statement test(Token first) {
    Token name = cursor.take(SvpTokens.STRING);
    List<TestItem> items = block();
    return new Statement.Test(
        names.string(name).text(), cursor.span(name), items, cursor.spanFrom(first));
  }

  private List<TestItem> block() {
    cursor.take(SvpTokens.LBRACE);
    List<TestItem> items = new ArrayList<>();
    while (!cursor.accept(SvpTokens.RBRACE)) {
      items.add(item());
    }
    return items;
  }

  private TestItem item() {
    Token first = cursor.token();
    if (cursor.accept(SvpTokens.IF)) {
      Expression condition = conditions.inParentheses();
      List<TestItem> then = block();
      List<TestItem> otherwise = cursor.accept(SvpTokens.ELSE) ? block() : List.of();
      return new TestItem.Choice(condition, then, otherwise, cursor.spanFrom(first));
    }
    // `process` and `object` may be the names of processes as well.
    boolean process = cursor.is(SvpTokens.PROCESS);
    if ((process || cursor.is(SvpTokens.OBJECT)) && cursor.type(2) == SvpTokens.ASSIGN) {
      cursor.take();
      Name name = names.name();
      cursor.take(SvpTokens.ASSIGN);
      TestItem.Label label = label();
      return new TestItem.Definition(process, name, label, cursor.end(first));
    }
    if (!Words.isCallee(cursor.type())) {
      throw new Mismatch();
    }
    Name subject = names.name();
    Token verb = cursor.take();
    return switch (verb.getType()) {
      case SvpTokens.CAN -> access(subject, true, first);
      case SvpTokens.CANNOT -> access(subject, false, first);
      case SvpTokens.STARTS -> {
        Name file = names.name();
        cursor.take(SvpTokens.AS);
        Name result = names.name();
        yield new TestItem.Start(subject, file, result, cursor.end(first));
      }
      case SvpTokens.CREATES -> creation(subject, first);
      default -> throw new Mismatch();
    };
  }

  private TestItem access(Name subject, boolean allowed, Token first) {
    NameSet permissions = names.set();
    boolean numbered = cursor.is(SvpTokens.NUMBER) || cursor.is(SvpTokens.LBRACE);
    List<Statement.NumberRange> numbers = numbered ? rules.numbers() : List.of();
    Name target = names.name();
    cursor.take(SvpTokens.COLON);
    NameSet classes = names.set();
    return new TestItem.Access(
        subject, allowed, permissions, numbers, target, classes, cursor.end(first));
  }

  private TestItem creation(Name subject, Token first) {
    Name objectClass = names.name();
    Argument.Text objectName = cursor.is(SvpTokens.STRING) ? names.string(cursor.take()) : null;
    cursor.take(SvpTokens.IN);
    Name parent = names.name();
    cursor.take(SvpTokens.AS);
    Name result = names.name();
    return new TestItem.Creation(
        subject, objectClass, objectName, parent, result, cursor.end(first));
  }

  // ---- labels

  private TestItem.Label label() {
    if (!cursor.is(SvpTokens.LABEL_OF) || cursor.type(1) != SvpTokens.LPAREN) {
      return context();
    }
    Token first = cursor.take();
    cursor.take(SvpTokens.LPAREN);
    Token path = cursor.take(SvpTokens.STRING);
    cursor.take(SvpTokens.COMMA);
    FileKind kind = LabelReader.kind(cursor.take().getType());
    if (kind == null) {
      throw new Mismatch();
    }
    cursor.take(SvpTokens.RPAREN);
    return new TestItem.LabelOf(
        names.string(path).text(), cursor.span(path), kind, cursor.spanFrom(first));
  }

  /**
   * One part of a context between its colons.
   *
   * @param text without blanks, with its commas
   */
  private record Part(Token first, Span span, String text) {
    boolean isList() {
      return text.indexOf(',') >= 0;
    }

    boolean isCategory() {
      return isList() || first.getType() == SvpTokens.CATEGORY;
    }
  }

  private Part part(boolean list) {
    Token first = cursor.takeName();
    if (!list || !cursor.is(SvpTokens.COMMA)) {
      return new Part(first, cursor.spanFrom(first), first.getText());
    }
    StringBuilder text = new StringBuilder(first.getText());
    while (cursor.is(SvpTokens.COMMA)) {
      text.append(cursor.take().getText()).append(cursor.takeName().getText());
    }
    return new Part(first, cursor.spanFrom(first), text.toString());
  }

  private TestItem.Context context() {
    Token first = cursor.token();
    List<Part> parts = new ArrayList<>();
    parts.add(part(false));
    while (cursor.accept(SvpTokens.COLON)) {
      parts.add(part(true));
    }
    LevelText high = cursor.accept(SvpTokens.MINUS) ? names.level() : null;
    Span span = cursor.spanFrom(first);
    int count = parts.size();
    int type = count < 3 || (count == 3 && parts.get(2).isCategory()) ? 0 : 2;
    boolean wellFormed = count - type <= 3 && (high == null || count > type + 1);
    wellFormed &= type == 0 || !parts.get(2).isCategory();
    for (int i = 0; i < count; i++) {
      wellFormed &= !parts.get(i).isList() || i == type + 2;
    }
    if (!wellFormed) {
      diagnostics.add(
          Diagnostic.at(Code.SYNTAX, span, Words.shortened(span.text()) + " is no context.")
              .help(
                  "Write `TYPE`, `TYPE:LEVEL` or `USER:ROLE:TYPE:LEVEL`; a level is `s0`,"
                      + " `s0:c1,c2` or `s0 - s0:c0.c1023`."));
      return new TestItem.Context(null, null, names.name(parts.get(0).first()), null, span);
    }
    return new TestItem.Context(
        type == 0 ? null : names.name(parts.get(0).first()),
        type == 0 ? null : names.name(parts.get(1).first()),
        names.name(parts.get(type).first()),
        count == type + 1 ? null : range(parts.subList(type + 1, count), high),
        span);
  }

  private Range range(List<Part> low, @Nullable LevelText high) {
    StringBuilder text = new StringBuilder(low.get(0).text());
    if (low.size() > 1) {
      text.append(':').append(low.get(1).text());
    }
    Span span = low.get(0).span().to(low.get(low.size() - 1).span());
    return names.range(
        new LevelText(names.word(text.toString()), span),
        high,
        high == null ? span : span.to(high.span()));
  }
}
