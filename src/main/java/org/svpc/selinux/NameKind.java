package org.svpc.selinux;

/** The kinds of names a policy declares. Types and attributes share one space, as in libsepol. */
public enum NameKind {
  TYPE("type"),
  ATTRIBUTE("attribute"),
  ROLE("role"),
  ROLE_ATTRIBUTE("attribute_role"),
  BOOLEAN("boolean"),
  CLASS("class"),
  USER("user");

  private final String word;

  NameKind(String word) {
    this.word = word;
  }

  /** The word that SVP and messages use. */
  public String word() {
    return word;
  }
}
