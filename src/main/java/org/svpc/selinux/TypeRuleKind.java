package org.svpc.selinux;

/** The three rules that choose a type. */
public enum TypeRuleKind {
  TRANSITION("type_transition", "typetransition"),
  CHANGE("type_change", "typechange"),
  MEMBER("type_member", "typemember");

  private final String word;
  private final String cil;

  TypeRuleKind(String word, String cil) {
    this.word = word;
    this.cil = cil;
  }

  public String word() {
    return word;
  }

  public String cil() {
    return cil;
  }
}
