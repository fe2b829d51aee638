package org.svpc.bind;

import java.util.List;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;

/** Says which names a node uses, and what each must be. */
final class NodeUses {
  private NodeUses() {}

  /** Takes the names. */
  interface Names {
    void name(Symbol symbol, Expected expected);

    void set(SymbolSet set, Expected expected);

    void classes(SymbolSet classes, List<String> permissions);
  }

  static void visit(Node node, Names names) {
    if (!membership(node, names)) {
      rule(node, names);
    }
  }

  private static boolean membership(Node node, Names names) {
    if (node instanceof Node.TypeDeclaration type) {
      all(type.attributes(), Expected.ATTRIBUTE, names);
    } else if (node instanceof Node.TypeAlias alias) {
      names.name(alias.type(), Expected.TYPE);
    } else if (node instanceof Node.UserDeclaration user) {
      names.set(user.roles(), Expected.ROLE_OR_ATTRIBUTE);
    } else if (node instanceof Node.Customizable customizable) {
      names.name(customizable.type(), Expected.TYPE);
    } else if (node instanceof Node.TypeAttribute membership) {
      names.name(membership.type(), Expected.TYPE);
      all(membership.attributes(), Expected.ATTRIBUTE, names);
    } else if (node instanceof Node.RoleAttribute membership) {
      names.name(membership.role(), Expected.ROLE_OR_ATTRIBUTE);
      all(membership.attributes(), Expected.ROLE_ATTRIBUTE, names);
    } else if (node instanceof Node.RoleTypes membership) {
      names.name(membership.role(), Expected.ROLE_OR_ATTRIBUTE);
      names.set(membership.types(), Expected.TYPE_OR_ATTRIBUTE);
    } else if (node instanceof Node.ExpandAttribute expand) {
      all(expand.attributes(), Expected.ATTRIBUTE, names);
    } else if (node instanceof Node.TypeBounds bounds) {
      names.name(bounds.parent(), Expected.TYPE);
      all(bounds.children(), Expected.TYPE, names);
    } else if (node instanceof Node.Permissive permissive) {
      names.name(permissive.type(), Expected.TYPE);
    } else {
      return false;
    }
    return true;
  }

  private static void rule(Node node, Names names) {
    if (node instanceof Node.Access rule) {
      names.set(rule.sources(), Expected.TYPE_OR_ATTRIBUTE);
      names.set(rule.targets(), Expected.TYPE_OR_ATTRIBUTE);
      names.classes(rule.classes(), rule.permissions().included());
    } else if (node instanceof Node.ExtendedAccess rule) {
      names.set(rule.sources(), Expected.TYPE_OR_ATTRIBUTE);
      names.set(rule.targets(), Expected.TYPE_OR_ATTRIBUTE);
      names.classes(rule.classes(), List.of(rule.permissions().operation()));
    } else if (node instanceof Node.TypeRule rule) {
      names.set(rule.sources(), Expected.TYPE_OR_ATTRIBUTE);
      names.set(rule.targets(), Expected.TYPE_OR_ATTRIBUTE);
      names.name(rule.result(), Expected.TYPE);
      names.classes(rule.classes(), List.of());
    } else if (node instanceof Node.RangeTransition rule) {
      names.set(rule.sources(), Expected.TYPE_OR_ATTRIBUTE);
      names.set(rule.targets(), Expected.TYPE_OR_ATTRIBUTE);
      names.classes(rule.classes(), List.of());
    } else if (node instanceof Node.RoleAllow rule) {
      names.set(rule.from(), Expected.ROLE_OR_ATTRIBUTE);
      names.set(rule.to(), Expected.ROLE_OR_ATTRIBUTE);
    } else if (node instanceof Node.RoleTransition rule) {
      names.set(rule.roles(), Expected.ROLE_OR_ATTRIBUTE);
      names.set(rule.types(), Expected.TYPE_OR_ATTRIBUTE);
      names.name(rule.result(), Expected.ROLE);
      names.classes(rule.classes(), List.of());
    }
  }

  private static void all(List<Symbol> symbols, Expected expected, Names names) {
    for (Symbol symbol : symbols) {
      names.name(symbol, expected);
    }
  }
}
