package org.svpc.ir;

/** The condition of a build-time choice. What a target decides is decided before the IR is made. */
public sealed interface BuildCondition {
  /** A build option under its m4 name. */
  record Option(String name) implements BuildCondition {}

  /** Whether a call gave parameter number {@code index}, from one. Only in interface bodies. */
  record Given(int index) implements BuildCondition {}

  record Constant(boolean value) implements BuildCondition {}

  record Not(BuildCondition operand) implements BuildCondition {}

  record And(BuildCondition left, BuildCondition right) implements BuildCondition {}

  record Or(BuildCondition left, BuildCondition right) implements BuildCondition {}
}
