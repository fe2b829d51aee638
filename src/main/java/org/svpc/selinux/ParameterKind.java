package org.svpc.selinux;

/** What a parameter of an interface or template takes. */
public enum ParameterKind {
  /** A type that is a process, or an attribute of such types. */
  DOMAIN("domain"),
  /** A set of those, exclusions included. */
  DOMAINS("domains"),
  /** One type or attribute. */
  TYPE("type"),
  /** A set of types and attributes, exclusions included. */
  TYPES("types"),
  ATTRIBUTE("attribute"),
  /** A type that the template declares under the caller's name. */
  NEW_TYPE("new_type"),
  ROLE("role"),
  ROLE_ATTRIBUTE("attribute_role"),
  CLASSES("classes"),
  PERMISSIONS("permissions"),
  BOOLEAN("boolean"),
  /** A piece of a name that the body pastes into names: {@code ${stem}_t}. */
  STEM("stem"),
  /** The name of an object in a named type_transition. */
  FILE_NAME("file_name"),
  /** A level or a range. */
  RANGE("range"),
  STRING("string");

  private final String word;

  ParameterKind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
