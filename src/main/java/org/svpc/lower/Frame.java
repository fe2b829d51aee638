package org.svpc.lower;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Provider;
import org.svpc.ir.Symbol;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Origin;
import org.svpc.source.Span;

/**
 * Where lowering stands: the body it is in, what the names in it mean, and how it got there.
 *
 * @param self what {@code this} is, or null outside of blocks
 * @param bindings what the body's parameters stand for
 * @param via the call whose expansion this is, or null in the module's own text
 * @param symbolic whether the body is lowered for its own sake, parameters standing as {@code $1}
 * @param dead whether the target does not take this build-time arm
 * @param mayDeclare whether names may be declared here: not in an interface
 * @param text whose text this is
 * @param depth how many calls deep
 */
record Frame(
    @Nullable Symbol self,
    Map<String, Binding> bindings,
    @Nullable Origin via,
    boolean symbolic,
    boolean dead,
    boolean mayDeclare,
    Provider text,
    int depth) {
  static final Frame TOP = new Frame(null, Map.of(), null, false, false, true, Provider.MODULE, 0);

  /** Whether this is the top level of a file. */
  boolean isTop() {
    return self == null && via == null && !symbolic && !dead;
  }

  Origin origin(Span span) {
    return new Origin(span, via);
  }

  Frame in(Symbol block) {
    return new Frame(block, bindings, via, symbolic, dead, mayDeclare, text, depth);
  }

  Frame arm(boolean taken) {
    return taken || dead
        ? this
        : new Frame(self, bindings, via, symbolic, true, mayDeclare, text, depth);
  }

  /** Whether this is text of the target, which is as it is. */
  boolean foreign() {
    return text == Provider.TARGET;
  }

  /** Whether this is text that another module's .if defines, so that its form is not kept. */
  boolean elsewhere() {
    return text == Provider.TARGET || text == Provider.SIBLING;
  }

  /** Whether a parameter of that kind may stand in a place; the target's text is not held to it. */
  boolean fits(ParameterKind kind, Position position) {
    return foreign() || position.takes(kind);
  }

  @Nullable Binding binding(String name) {
    return bindings.isEmpty() ? null : bindings.get(name);
  }
}
