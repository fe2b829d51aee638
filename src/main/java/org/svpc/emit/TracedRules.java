package org.svpc.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.source.Origin;

/**
 * Writes what a text stands for as plain rules for people: in the order of the text, each once in
 * its scope, under a comment that says what brought them.
 */
public final class TracedRules {
  /** Says what brought a rule. */
  public interface Heading {
    /** A few words, or nothing for what the text holds by itself. */
    String of(Origin origin);
  }

  private static final String OWN = "by itself";

  private final Heading heading;
  private final Lines lines;
  private final ModuleEmitter emitter = new ModuleEmitter();

  private TracedRules(Heading heading, String indent) {
    this.heading = heading;
    lines = new Lines(indent);
  }

  /** The rules of a scope; requires are written in optionals only. */
  public static String write(Scope scope, String indent, Heading heading) {
    TracedRules rules = new TracedRules(heading, indent);
    rules.all(FlatScope.of(scope).nodes(), "", true);
    return rules.lines.finished().text();
  }

  /** All that a scope requires outside of its optionals, be it by a call. */
  public static List<Require> requires(Scope scope) {
    return FlatScope.of(scope).requires();
  }

  /**
   * Writes the nodes of a scope.
   *
   * @param around what brought the scope itself
   * @param first whether no line of the scope has been written
   */
  private void all(List<Node> nodes, String around, boolean first) {
    Set<String> written = new HashSet<>();
    String before = around;
    boolean start = first;
    boolean apart = false;
    for (Node node : nodes) {
      Block block = emitter.block(node);
      if (!written.add(block.key())) {
        continue;
      }
      String brought = heading.of(node.origin());
      boolean scope = block.end() != null;
      boolean other = !brought.equals(before);
      if (!start && (other || scope || apart)) {
        lines.blank();
      }
      if (other) {
        lines.add("# " + (brought.isEmpty() ? OWN : brought), null);
      }
      one(node, block, brought);
      before = brought;
      start = false;
      apart = scope;
    }
  }

  private void one(Node node, Block block, String brought) {
    lines.add(block.head(), null);
    if (node instanceof Node.Optional optional) {
      FlatScope inside = FlatScope.of(optional.body());
      lines.indent();
      ModuleEmitter.requires(inside, null).write(lines);
      all(inside.nodes(), brought, false);
      lines.outdent();
      lines.add("}", null);
    } else if (node instanceof Node.Conditional conditional) {
      arm(conditional.then(), brought);
      if (!conditional.otherwise().isEmpty()) {
        lines.add("} else {", null);
        arm(conditional.otherwise(), brought);
      }
      lines.add("}", null);
    }
  }

  private void arm(List<Node> nodes, String brought) {
    lines.indent();
    all(nodes, brought, true);
    lines.outdent();
  }
}
