package org.svpc.emit;

import org.svpc.ir.Node;

/** The order of statements in a scope; checkmodule wants a name before its uses, and users last. */
enum Rank {
  ATTRIBUTE,
  ROLE,
  BOOLEAN,
  TYPE,
  ALIAS,
  MEMBERSHIP,
  PROPERTY,
  TRANSITION,
  RULE,
  NEVERALLOW,
  CONDITIONAL,
  OPTIONAL,
  USER;

  static Rank of(Node node) {
    if (node instanceof Node.Access access) {
      return switch (access.kind()) {
        case NEVERALLOW -> NEVERALLOW;
        case ALLOW, AUDITALLOW, DONTAUDIT -> RULE;
      };
    }
    if (node instanceof Node.TypeRule
        || node instanceof Node.RangeTransition
        || node instanceof Node.RoleTransition) {
      return TRANSITION;
    }
    if (node instanceof Node.AttributeDeclaration
        || node instanceof Node.RoleAttributeDeclaration) {
      return ATTRIBUTE;
    }
    if (node instanceof Node.TypeDeclaration) {
      return TYPE;
    }
    if (node instanceof Node.TypeAttribute
        || node instanceof Node.RoleAttribute
        || node instanceof Node.RoleTypes) {
      return MEMBERSHIP;
    }
    if (node instanceof Node.RoleDeclaration) {
      return ROLE;
    }
    if (node instanceof Node.BooleanDeclaration) {
      return BOOLEAN;
    }
    if (node instanceof Node.TypeAlias) {
      return ALIAS;
    }
    if (node instanceof Node.ExpandAttribute
        || node instanceof Node.TypeBounds
        || node instanceof Node.Permissive) {
      return PROPERTY;
    }
    if (node instanceof Node.Conditional) {
      return CONDITIONAL;
    }
    if (node instanceof Node.Optional) {
      return OPTIONAL;
    }
    if (node instanceof Node.UserDeclaration) {
      return USER;
    }
    return RULE;
  }
}
