package org.svpc.cil;

/**
 * One thing that two modules differ in.
 *
 * @param scope where: {@code the module}, or a path of optionals and arms
 * @param text what, in words
 */
public record Difference(String scope, String text) {
  @Override
  public String toString() {
    return "In " + scope + ": " + text;
  }
}
