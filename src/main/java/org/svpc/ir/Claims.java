package org.svpc.ir;

import java.util.List;

/** What must hold of the policy that a module is linked into, in the order of the sources. */
public record Claims(List<Assertion> assertions, List<TestCase> tests) {
  public Claims {
    assertions = List.copyOf(assertions);
    tests = List.copyOf(tests);
  }
}
