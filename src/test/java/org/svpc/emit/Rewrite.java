package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.svpc.ir.FileContext;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;

/** Changes one thing in a module: the first, in reading order, that a change applies to. */
final class Rewrite {
  private Rewrite() {}

  /** Replaces the first node that {@code change} has a replacement for, in whichever scope. */
  static Module node(Module module, Function<Node, Optional<List<Node>>> change) {
    return body(module, firstInScope(module.body(), change).orElseThrow());
  }

  /** Replaces the first node of a class. */
  static <N extends Node> Module each(
      Module module, Class<N> kind, Function<N, Optional<Node>> change) {
    return node(
        module,
        node ->
            kind.isInstance(node) ? change.apply(kind.cast(node)).map(List::of) : Optional.empty());
  }

  /** Drops the first node whose text in plain policy is {@code text}. */
  static Module drop(Module module, String text) {
    return node(
        module, node -> textOf(node).equals(text) ? Optional.of(List.of()) : Optional.empty());
  }

  /** The text of a node that fits on a line; empty for others. */
  static String textOf(Node node) {
    return node instanceof Node.Optional || node instanceof Node.Conditional
        ? ""
        : new Statements(new PlainWords()).text(node);
  }

  /** Replaces the first file context that {@code change} has a replacement for. */
  static Module context(
      Module module, Function<FileContext.Entry, Optional<List<FileContext>>> change) {
    List<FileContext> contexts = new ArrayList<>();
    boolean changed = false;
    for (FileContext context : module.fileContexts()) {
      Optional<List<FileContext>> replacement =
          changed ? Optional.empty() : change.apply((FileContext.Entry) context);
      changed |= replacement.isPresent();
      contexts.addAll(replacement.orElse(List.of(context)));
    }
    if (!changed) {
      throw new IllegalStateException("nothing to change");
    }
    return new Module(
        module.name(),
        module.version(),
        module.doc(),
        module.body(),
        contexts,
        module.interfaces(),
        module.origin());
  }

  /** Replaces the scope of the first optional that {@code change} has a replacement for. */
  static Module optional(Module module, Function<Scope, Optional<Scope>> change) {
    return each(
        module,
        Node.Optional.class,
        node -> change.apply(node.body()).map(body -> new Node.Optional(body, node.origin())));
  }

  static Module body(Module module, Scope body) {
    return new Module(
        module.name(),
        module.version(),
        module.doc(),
        body,
        module.fileContexts(),
        module.interfaces(),
        module.origin());
  }

  static List<Require> without(List<Require> requires, Require dropped) {
    List<Require> kept = new ArrayList<>(requires);
    if (!kept.remove(dropped)) {
      throw new IllegalStateException("nothing to drop");
    }
    return kept;
  }

  private static Optional<Scope> firstInScope(
      Scope scope, Function<Node, Optional<List<Node>>> change) {
    return firstInList(scope.nodes(), change).map(nodes -> new Scope(scope.requires(), nodes));
  }

  private static Optional<List<Node>> firstInList(
      List<Node> nodes, Function<Node, Optional<List<Node>>> change) {
    for (int i = 0; i < nodes.size(); i++) {
      Optional<List<Node>> replacement = change.apply(nodes.get(i));
      if (replacement.isEmpty()) {
        replacement = firstInside(nodes.get(i), change).map(List::of);
      }
      if (replacement.isPresent()) {
        List<Node> changed = new ArrayList<>(nodes.subList(0, i));
        changed.addAll(replacement.get());
        changed.addAll(nodes.subList(i + 1, nodes.size()));
        return Optional.of(changed);
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> firstInside(
      Node node, Function<Node, Optional<List<Node>>> change) {
    if (node instanceof Node.Optional optional) {
      return firstInScope(optional.body(), change)
          .map(body -> new Node.Optional(body, optional.origin()));
    }
    if (node instanceof Node.Conditional conditional) {
      Optional<Node> then =
          firstInList(conditional.then(), change)
              .map(
                  nodes ->
                      new Node.Conditional(
                          conditional.condition(),
                          nodes,
                          conditional.otherwise(),
                          conditional.origin()));
      return then.isPresent()
          ? then
          : firstInList(conditional.otherwise(), change)
              .map(
                  nodes ->
                      new Node.Conditional(
                          conditional.condition(),
                          conditional.then(),
                          nodes,
                          conditional.origin()));
    }
    return Optional.empty();
  }
}
