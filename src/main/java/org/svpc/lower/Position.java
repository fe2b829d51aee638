package org.svpc.lower;

import org.svpc.selinux.NameKind;
import org.svpc.selinux.ParameterKind;

/** What kind of name a place in a statement takes, and so which parameters may stand there. */
enum Position {
  TYPES("a type or an attribute"),
  ATTRIBUTES("an attribute"),
  ROLES("a role"),
  CLASSES("a class"),
  PERMISSIONS("a permission"),
  BOOLEANS("a boolean");

  private final String phrase;

  Position(String phrase) {
    this.phrase = phrase;
  }

  /** For messages: {@code a role}. */
  String phrase() {
    return phrase;
  }

  /** Where a name of this kind stands. */
  static Position of(NameKind kind) {
    return switch (kind) {
      case TYPE -> TYPES;
      case ATTRIBUTE -> ATTRIBUTES;
      case ROLE, ROLE_ATTRIBUTE, USER -> ROLES;
      case BOOLEAN -> BOOLEANS;
      case CLASS -> CLASSES;
    };
  }

  boolean takes(ParameterKind kind) {
    return switch (kind) {
      case DOMAIN, DOMAINS, TYPE, TYPES, NEW_TYPE -> this == TYPES;
      case ATTRIBUTE -> this == TYPES || this == ATTRIBUTES;
      case ROLE, ROLE_ATTRIBUTE -> this == ROLES;
      case CLASSES -> this == CLASSES;
      case PERMISSIONS -> this == PERMISSIONS;
      case BOOLEAN -> this == BOOLEANS;
      case STEM, FILE_NAME, RANGE, STRING -> false;
    };
  }

  /** Whether a name that is also a parameter of another kind is still a plain name here. */
  boolean hasOwnWords() {
    return this == CLASSES || this == PERMISSIONS;
  }
}
