package org.svpc.bind;

import org.svpc.selinux.NameKind;
import org.svpc.selinux.ParameterKind;

/** What a place in the policy takes. */
enum Expected {
  TYPE_OR_ATTRIBUTE("a type or an attribute", Space.TYPES),
  TYPE("a type", Space.TYPES),
  ATTRIBUTE("an attribute", Space.TYPES),
  ROLE_OR_ATTRIBUTE("a role or a role attribute", Space.ROLES),
  ROLE("a role", Space.ROLES),
  ROLE_ATTRIBUTE("a role attribute", Space.ROLES),
  BOOLEAN("a boolean", Space.BOOLEANS),
  USER("a user", Space.USERS);

  /** Names of one space may not be the same. */
  enum Space {
    TYPES,
    ROLES,
    BOOLEANS,
    USERS;

    static Space of(NameKind kind) {
      return switch (kind) {
        case TYPE, ATTRIBUTE -> TYPES;
        case ROLE, ROLE_ATTRIBUTE -> ROLES;
        case BOOLEAN -> BOOLEANS;
        case USER, CLASS -> USERS;
      };
    }
  }

  private final String phrase;
  private final Space space;

  Expected(String phrase, Space space) {
    this.phrase = phrase;
    this.space = space;
  }

  /** For messages: {@code a type}. */
  String phrase() {
    return phrase;
  }

  Space space() {
    return space;
  }

  boolean takes(NameKind kind) {
    return switch (this) {
      case TYPE_OR_ATTRIBUTE -> kind == NameKind.TYPE || kind == NameKind.ATTRIBUTE;
      case TYPE -> kind == NameKind.TYPE;
      case ATTRIBUTE -> kind == NameKind.ATTRIBUTE;
      case ROLE_OR_ATTRIBUTE -> kind == NameKind.ROLE || kind == NameKind.ROLE_ATTRIBUTE;
      case ROLE -> kind == NameKind.ROLE;
      case ROLE_ATTRIBUTE -> kind == NameKind.ROLE_ATTRIBUTE;
      case BOOLEAN -> kind == NameKind.BOOLEAN;
      case USER -> kind == NameKind.USER;
    };
  }

  /** The kind that a name of unknown kind is taken for. */
  NameKind likely() {
    return switch (this) {
      case TYPE_OR_ATTRIBUTE, TYPE -> NameKind.TYPE;
      case ATTRIBUTE -> NameKind.ATTRIBUTE;
      case ROLE_OR_ATTRIBUTE, ROLE -> NameKind.ROLE;
      case ROLE_ATTRIBUTE -> NameKind.ROLE_ATTRIBUTE;
      case BOOLEAN -> NameKind.BOOLEAN;
      case USER -> NameKind.USER;
    };
  }

  /** What a name must be that is required as a kind; a class is no name of these spaces. */
  static Expected of(NameKind kind) {
    return switch (kind) {
      case TYPE -> TYPE;
      case ATTRIBUTE -> ATTRIBUTE;
      case ROLE -> ROLE;
      case ROLE_ATTRIBUTE -> ROLE_ATTRIBUTE;
      case BOOLEAN -> BOOLEAN;
      case USER -> USER;
      case CLASS -> throw new AssertionError(kind);
    };
  }

  /** What an argument for a parameter of this kind must be. */
  static Expected of(ParameterKind kind) {
    return switch (kind) {
      case ATTRIBUTE -> ATTRIBUTE;
      case ROLE -> ROLE_OR_ATTRIBUTE;
      case ROLE_ATTRIBUTE -> ROLE_ATTRIBUTE;
      case BOOLEAN -> BOOLEAN;
      case DOMAIN,
          DOMAINS,
          TYPE,
          TYPES,
          NEW_TYPE,
          CLASSES,
          PERMISSIONS,
          STEM,
          FILE_NAME,
          RANGE,
          STRING ->
          TYPE_OR_ATTRIBUTE;
    };
  }
}
