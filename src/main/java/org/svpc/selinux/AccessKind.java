package org.svpc.selinux;

/** The four kinds of access vector rules; each also has an {@code xperm} form. */
public enum AccessKind {
  ALLOW("allow"),
  AUDITALLOW("auditallow"),
  DONTAUDIT("dontaudit"),
  NEVERALLOW("neverallow");

  private final String word;

  AccessKind(String word) {
    this.word = word;
  }

  /** The word of .te and CIL; the extended form is {@code allowxperm} and {@code allowx}. */
  public String word() {
    return word;
  }
}
