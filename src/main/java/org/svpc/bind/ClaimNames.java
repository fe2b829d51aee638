package org.svpc.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Assertion;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.Claims;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.TestCase;
import org.svpc.ir.TestCase.Label;
import org.svpc.ir.TestCase.Step;
import org.svpc.text.Spelling;

/**
 * Resolves the names of assertions and tests. They see all that the module declares, in an optional
 * as well, and require nothing: they speak of the linked policy. Users are known there only.
 */
final class ClaimNames {
  private final Resolver resolver;
  private final Declarations declarations;
  private final Region region;

  ClaimNames(Resolver resolver, Declarations declarations, Region region) {
    this.resolver = resolver;
    this.declarations = declarations;
    this.region = region;
  }

  void check(Claims claims) {
    for (Assertion assertion : claims.assertions()) {
      assertion(assertion);
    }
    for (TestCase test : claims.tests()) {
      for (Label label : test.labels()) {
        label(label);
      }
      steps(test.steps());
    }
  }

  private void assertion(Assertion assertion) {
    if (assertion instanceof Assertion.McsConstrained constrained) {
      types(constrained.types());
    } else if (assertion instanceof Assertion.Flow flow) {
      types(flow.from().types());
      types(flow.to().types());
      types(flow.through());
      condition(flow.states());
    }
  }

  private void types(@Nullable SymbolSet set) {
    if (set != null) {
      for (SymbolSet.Element element : set.elements()) {
        name(new Symbol(element.name(), element.origin()), Expected.TYPE_OR_ATTRIBUTE);
      }
    }
  }

  private void condition(@Nullable BooleanExpression expression) {
    if (expression instanceof BooleanExpression.Variable variable) {
      name(variable.name(), Expected.BOOLEAN);
    } else if (expression instanceof BooleanExpression.Not not) {
      condition(not.operand());
    } else if (expression instanceof BooleanExpression.Binary binary) {
      condition(binary.left());
      condition(binary.right());
    }
  }

  private void steps(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof TestCase.Access access) {
        label(access.subject());
        label(access.target());
      } else if (step instanceof TestCase.Start start) {
        label(start.subject());
        label(start.file());
        label(start.result());
      } else if (step instanceof TestCase.Creation creation) {
        label(creation.subject());
        label(creation.parent());
        label(creation.result());
      } else if (step instanceof TestCase.Choice choice) {
        condition(choice.condition());
        steps(choice.then());
        steps(choice.otherwise());
      }
    }
  }

  /** A label that several steps speak of is told once: the resolver knows what it told of. */
  private void label(Label label) {
    if (label instanceof TestCase.OfType type) {
      ofType(type);
    } else if (label instanceof TestCase.Context context) {
      name(context.type(), Expected.TYPE);
      Symbol role = context.role();
      if (role != null) {
        name(role, Expected.ROLE);
      }
    }
  }

  private void ofType(TestCase.OfType label) {
    String name = label.name().name();
    List<String> close =
        inOptional(name, Expected.TYPE) || resolver.isKnown(name, Expected.TYPE, region)
            ? List.of()
            : Spelling.closest(name, label.named());
    if (close.isEmpty()) {
      name(label.name(), Expected.TYPE);
    } else {
      resolver.unknownInTest(label.name(), close);
    }
  }

  private boolean inOptional(String name, Expected expected) {
    return declarations.everywhere().find(expected.space(), name) != null
        && !resolver.isKnown(name, expected, region);
  }

  private void name(Symbol name, Expected expected) {
    if (!inOptional(name.name(), expected)) {
      resolver.check(name.name(), name.origin(), expected, region, null);
    }
  }
}
