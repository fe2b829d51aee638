package org.svpc.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What modules should change in a small base policy. */
final class DeclaredTest {
  private static final KernelPolicy BASE =
      KernelPolicy.of(
          """
          (type old_t)
          (type etc_t)
          (type tmp_t)
          (type other_tmp_t)
          (role system_r)
          (boolean on false)
          (typeattribute domain)
          (typeattribute virt_domain)
          (typeattribute m_typeattr_1)
          (typeattributeset domain (old_t))
          (typeattributeset virt_domain (old_t))
          (typeattributeset m_typeattr_1 (old_t))
          (typealias etc_conf_t)
          (typealiasactual etc_conf_t etc_t)
          (allow old_t self (process (fork)))
          (allow old_t etc_t (file (read)))
          (allow virt_domain etc_t (file (read)))
          (typetransition old_t tmp_t file other_tmp_t)
          (booleanif on
              (true
                  (allow old_t self (process (execmem)))
              )
          )
          """
              .lines()
              .toList());

  private static final BaseRules RULES =
      BaseRules.read(
          """
          (allow domain self (process (fork)))
          (typetransition virt_domain tmp_t file other_tmp_t)
          (typeattributeset m_typeattr_1 (and (domain ) (not (etc_t ))))
          (typeattributeset m_typeattr_2 (not (domain )))
          (booleanif (on)
              (true
                  (allow virt_domain self (process (execmem)))
              )
          )
          (optional m_optional_1
              (typeattributeset cil_gen_require not_there_t)
              (allow domain self (process (ptrace)))
          )
          """
              .lines());

  private static final String GUEST =
      """
      (type new_t)
      (roletype object_r new_t)
      (roleattributeset cil_gen_require system_r)
      (roletype system_r new_t)
      (typeattributeset cil_gen_require virt_domain)
      (typeattributeset domain (new_t ))
      (typeattributeset virt_domain (new_t ))
      """;

  private static Declared declared(String... more) {
    return Declared.of(List.of(GUEST + String.join("\n", more)), BASE, RULES);
  }

  @Test
  void aNewMemberGetsWhatAttributesGiveWhereThatHolds() {
    Declared declared = declared();
    assertThat(declared.types()).containsExactly("new_t");
    assertThat(declared.stated())
        .containsExactlyInAnyOrder(
            "(type new_t)",
            "(roletype object_r new_t)",
            "(roletype system_r new_t)",
            "member new_t of domain",
            "member new_t of virt_domain");
    assertThat(declared.inherited())
        .containsExactlyInAnyOrder(
            "member new_t of m_typeattr_1",
            "allow new_t new_t:process fork",
            "allow new_t new_t:process execmem if on is true",
            "typetransition new_t tmp_t:file other_tmp_t");
  }

  @Test
  void anOptionalCountsWhereAllThatItNeedsIsThere() {
    assertThat(
            declared(
                    "(optional o1 (typeattributeset cil_gen_require gone_t)"
                        + " (allow new_t gone_t (file (read))))",
                    "(optional o2 (typeattributeset cil_gen_require tmp_t)"
                        + " (allow new_t tmp_t (file (read)))"
                        + " (optional o3 (typeattributeset cil_gen_require gone_t)"
                        + " (allow new_t tmp_t (file (write)))))",
                    "(optional o4 (booleanif (gone) (true (allow new_t tmp_t (dir (read))))))")
                .stated())
        .filteredOn(atom -> atom.startsWith("allow "))
        .containsExactly("allow new_t tmp_t:file read");
  }

  @Test
  void whatTheBaseHoldsIsNoChange() {
    assertThat(
            declared(
                    "(allow old_t etc_t (file (read write)))",
                    "(allow virt_domain etc_conf_t (file (read lock)))",
                    "(booleanif (on) (true (allow old_t self (process (execmem signal)))))")
                .stated())
        .filteredOn(atom -> atom.startsWith("allow "))
        .containsExactly(
            "allow old_t etc_t:file write",
            "allow old_t old_t:process signal if on is true",
            "allow virt_domain etc_t:file lock");
  }

  @Test
  void rulesOnSelfAndTypeRulesAreSpreadOverAttributes() {
    assertThat(
            declared(
                    "(allow virt_domain self (process (signal)))",
                    "(typetransition virt_domain etc_t file \"x y\" tmp_t)")
                .stated())
        .filteredOn(atom -> !atom.startsWith("(") && !atom.startsWith("member "))
        .containsExactly(
            "allow new_t new_t:process signal",
            "allow old_t old_t:process signal",
            "typetransition new_t etc_t:file x y tmp_t",
            "typetransition old_t etc_t:file x y tmp_t");
  }

  @Test
  void twoPoliciesDifferByAtoms() {
    KernelPolicy after =
        KernelPolicy.of(
            List.of(
                "(type old_t)",
                "(typeattributeset domain (new_t old_t))",
                "(allow old_t etc_t (file (read write)))"));
    KernelPolicy before =
        KernelPolicy.of(
            List.of(
                "(type old_t)",
                "(typeattributeset domain (gone_t old_t))",
                "(allow old_t etc_t (file (read getattr)))"));
    assertThat(after.beyond(before))
        .containsExactly("allow old_t etc_t:file write", "member new_t of domain");
    assertThat(before.beyond(after))
        .containsExactly("allow old_t etc_t:file getattr", "member gone_t of domain");
  }
}
