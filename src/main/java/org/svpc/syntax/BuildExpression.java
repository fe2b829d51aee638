package org.svpc.syntax;

import org.svpc.selinux.NameKind;
import org.svpc.source.Span;

/** The condition of an {@code ifdef}: what is known when the policy is built. */
public sealed interface BuildExpression {
  Span span();

  /** A build option of the target under its m4 name: {@code distro_redhat}, {@code enable_mcs}. */
  record Option(Name name) implements BuildExpression {
    @Override
    public Span span() {
      return name.span();
    }
  }

  /** Whether the target's base policy declares a name: {@code boolean virt_use_nfs}. */
  record Declares(NameKind kind, Name name, Span span) implements BuildExpression {}

  /** Whether the call gave an optional parameter: {@code given tmp}. */
  record Given(Name parameter, Span span) implements BuildExpression {}

  record Not(BuildExpression operand, Span span) implements BuildExpression {}

  /** {@code operator} is {@code &&} or {@code ||}. */
  record Binary(String operator, BuildExpression left, BuildExpression right, Span span)
      implements BuildExpression {}
}
