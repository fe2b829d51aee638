package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.BuildCondition;
import org.svpc.ir.Node;
import org.svpc.selinux.AccessKind;

/**
 * The statements of a scope in the order of refpolicy's style: declarations, then rules about the
 * domain itself, other rules, calls, what libraries brought, build-time choices, conditionals and
 * optionals. Within these the author's order stays, and comments stay with what follows them.
 */
final class Arrangement {
  /** The groups of statements in a scope, in order. */
  enum Group {
    BOOLEAN(true),
    ATTRIBUTE(true),
    ROLE(true),
    TYPE(true),
    DECLARING(true),
    /** Further names of types that a call declared. */
    ALIAS(true),
    TYPE_CALL(true),
    SELF(false),
    RULE(false),
    CALL(false),
    LIBRARY(false),
    CHOICE(false),
    CONDITIONAL(false),
    OPTIONAL(false),
    USER(false),
    COMMENT(false);

    private final boolean declares;

    Group(boolean declares) {
      this.declares = declares;
    }

    boolean declares() {
      return declares;
    }
  }

  /**
   * A statement.
   *
   * @param node null for comments that nothing follows
   * @param comments what stands before it
   * @param heading the library call that it is the first statement of, or null
   */
  record Item(
      Group group, @Nullable Node node, List<Node.Comment> comments, Node.@Nullable Call heading) {}

  /** What stands under one headline; the first part of a scope has none. */
  record Part(Node.@Nullable Section section, List<Item> items) {}

  private final List<Item> declarations = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private List<Item> current = new ArrayList<>();
  private List<Node.Comment> comments = new ArrayList<>();
  private Node.@Nullable Call heading;

  /** Whether the node before this one belongs to a type's declaration. */
  private boolean atType;

  /** Where in the current part the statements begin that a type's declaration brought, or -1. */
  private int typeStart = -1;

  /** The types that the scope itself declares. */
  private final Set<String> types = new HashSet<>();

  private final M4 m4;

  private Arrangement(M4 m4) {
    this.m4 = m4;
  }

  static Arrangement of(List<Node> nodes, M4 m4) {
    Arrangement arrangement = new Arrangement(m4);
    arrangement.parts.add(new Part(null, arrangement.current));
    for (Node node : nodes) {
      if (node instanceof Node.TypeDeclaration type) {
        arrangement.types.add(type.name().name());
      }
    }
    arrangement.addAll(nodes, false);
    arrangement.endPart();
    return arrangement;
  }

  /**
   * What declares names, in order. Calls stand with the type that they are about, but behind what
   * declares booleans: checkmodule forgets the value of a boolean that was required before.
   */
  List<Item> declarations() {
    List<Item> items = new ArrayList<>(declarations.size());
    boolean late = false;
    for (Item item : declarations) {
      late |= item.group() == Group.DECLARING && declaresBoolean(item);
    }
    for (Item item : declarations) {
      boolean moves = late && item.group() == Group.TYPE && item.node() instanceof Node.Call;
      items.add(
          moves ? new Item(Group.TYPE_CALL, item.node(), item.comments(), item.heading()) : item);
    }
    return ordered(items);
  }

  private static boolean declaresBoolean(Item item) {
    Node node = item.node();
    return node != null && !DeclaredNames.booleans(List.of(node)).isEmpty();
  }

  /** The other statements, a part for each section; none is empty but perhaps the first. */
  List<Part> parts() {
    List<Part> ordered = new ArrayList<>(parts.size());
    for (Part part : parts) {
      if (part.section() == null || !part.items().isEmpty()) {
        ordered.add(new Part(part.section(), ordered(part.items())));
      }
    }
    return ordered;
  }

  private static List<Item> ordered(List<Item> items) {
    List<Item> ordered = new ArrayList<>(items.size());
    for (Group group : Group.values()) {
      for (Item item : items) {
        if (item.group() == group) {
          ordered.add(item);
        }
      }
    }
    return ordered;
  }

  private void addAll(List<Node> nodes, boolean library) {
    for (Node node : nodes) {
      if (node instanceof Node.Comment comment) {
        comments.add(comment);
      } else if (node instanceof Node.Section section) {
        section(section, library);
      } else if (node instanceof Node.Call call && !M4Calls.isKept(call, m4)) {
        Node.Call outer = heading;
        heading = outer == null ? call : outer;
        addAll(call.expansion().nodes(), true);
        heading = outer;
      } else if (node instanceof Node.BuildChoice choice
          && choice.condition() instanceof BuildCondition.Constant constant) {
        addAll((constant.value() ? choice.then() : choice.otherwise()).nodes(), library);
      } else {
        add(node, library);
      }
    }
  }

  /** Starts a part; what the type of the section is came right before, and moves there. */
  private void section(Node.Section section, boolean library) {
    atType = false;
    if (!library) {
      List<Item> part = new ArrayList<>();
      if (typeStart >= 0) {
        List<Item> memberships = current.subList(typeStart, current.size());
        part.addAll(memberships);
        memberships.clear();
      }
      typeStart = -1;
      current = part;
      parts.add(new Part(section, part));
    }
  }

  private void endPart() {
    if (!comments.isEmpty()) {
      current.add(new Item(Group.COMMENT, null, comments, null));
      comments = new ArrayList<>();
    }
  }

  private void add(Node node, boolean library) {
    Group group = group(node, library);
    atType = group == Group.TYPE;
    if (atType && node instanceof Node.TypeDeclaration && !library) {
      typeStart = current.size();
    } else if (!library && !group.declares()) {
      typeStart = -1;
    }
    Item item = new Item(group, node, comments, library ? heading : null);
    comments = new ArrayList<>();
    (group.declares() ? declarations : current).add(item);
  }

  private Group group(Node node, boolean library) {
    if (node instanceof Node.BooleanDeclaration) {
      return Group.BOOLEAN;
    }
    if (node instanceof Node.AttributeDeclaration) {
      return Group.ATTRIBUTE;
    }
    if (node instanceof Node.RoleAttributeDeclaration || node instanceof Node.RoleDeclaration) {
      return Group.ROLE;
    }
    if (node instanceof Node.TypeDeclaration
        || node instanceof Node.Customizable
        || (node instanceof Node.Call && atType && !library && !declares(List.of(node)))) {
      return Group.TYPE;
    }
    if (node instanceof Node.UserDeclaration) {
      return Group.USER;
    }
    if (node instanceof Node.TypeAlias alias && !types.contains(alias.type().name())) {
      return Group.ALIAS;
    }
    if (node instanceof Node.TypeAlias || declares(List.of(node))) {
      return Group.DECLARING;
    }
    if (node instanceof Node.Conditional) {
      return Group.CONDITIONAL;
    }
    if (node instanceof Node.Optional) {
      return Group.OPTIONAL;
    }
    if (node instanceof Node.BuildChoice) {
      return Group.CHOICE;
    }
    if (library) {
      return Group.LIBRARY;
    }
    if (node instanceof Node.Call) {
      return Group.CALL;
    }
    return isAboutSelf(node) ? Group.SELF : Group.RULE;
  }

  private static boolean isAboutSelf(Node node) {
    return node instanceof Node.Access access
        && access.kind() != AccessKind.NEVERALLOW
        && access.targets().included().equals(List.of("self"));
  }

  /** Whether the nodes declare names that the scope around can use. */
  private static boolean declares(List<Node> nodes) {
    for (Node node : nodes) {
      if (node instanceof Node.TypeDeclaration
          || node instanceof Node.TypeAlias
          || node instanceof Node.AttributeDeclaration
          || node instanceof Node.RoleAttributeDeclaration
          || node instanceof Node.RoleDeclaration
          || node instanceof Node.BooleanDeclaration) {
        return true;
      }
      if (node instanceof Node.Call call && declares(call.expansion().nodes())) {
        return true;
      }
      if (node instanceof Node.BuildChoice choice
          && (declares(choice.then().nodes()) || declares(choice.otherwise().nodes()))) {
        return true;
      }
    }
    return false;
  }
}
