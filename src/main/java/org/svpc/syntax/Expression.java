package org.svpc.syntax;

import org.svpc.source.Span;

/** The condition of an {@code if}: booleans with {@code && || ! ^ == !=}. */
public sealed interface Expression {
  Span span();

  record Variable(Name name) implements Expression {
    @Override
    public Span span() {
      return name.span();
    }
  }

  record Not(Expression operand, Span span) implements Expression {}

  /** {@code operator} is one of {@code && || ^ == !=}. */
  record Binary(String operator, Expression left, Expression right, Span span)
      implements Expression {}
}
