package org.svpc.cil;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the comparator takes for equal, what it reports, and in which words. */
final class CilComparatorTest {
  private static void assertEqual(String left, String right) {
    assertThat(CilComparator.compare(left, right)).isEmpty();
    assertThat(CilComparator.compare(right, left)).isEmpty();
  }

  private static void assertDifferent(String left, String right, String... words) {
    assertThat(CilComparator.compare(left, right).stream().map(Difference::toString))
        .containsExactly(words);
    assertThat(CilComparator.compare(right, left)).isNotEmpty();
  }

  @Test
  void orderAndRepetitionDoNotCount() {
    assertEqual(
        "(allow a b (file (read write))) (type t) (allow a b (file (read)))",
        "(type t) (allow a b (file (write))) (allow a b (file (read)))");
  }

  @Test
  void oneMissingPermissionIsTold() {
    assertDifferent(
        "(allow a b (file (read write)))",
        "(allow a b (file (read)))",
        "In the module: `allow a b : file write` is missing.");
  }

  @Test
  void generatedNamesStandForTheirSets() {
    assertEqual(
        "(dontaudit m_typeattr_1 b (file (read)))"
            + "(typeattribute m_typeattr_1)"
            + "(typeattributeset m_typeattr_1 (and (x y ) (not (z ))))",
        "(dontaudit m_typeattr_7 b (file (read)))"
            + "(typeattribute m_typeattr_7)"
            + "(typeattributeset m_typeattr_7 (and (y x ) (not (z ))))");
    assertDifferent(
        "(dontaudit m_typeattr_1 b (file (read)))"
            + "(typeattribute m_typeattr_1)"
            + "(typeattributeset m_typeattr_1 (not (z )))",
        "(dontaudit m_typeattr_1 b (file (read)))"
            + "(typeattribute m_typeattr_1)"
            + "(typeattributeset m_typeattr_1 (not (y )))",
        "In the module: `dontaudit (not {z}) b : file read` is missing.",
        "In the module: `dontaudit (not {y}) b : file read` is there and should not be.");
  }

  @Test
  void siblingsThatTheConverterNestedAreSiblings() {
    assertEqual(
        "(optional m_optional_2 (typeattributeset cil_gen_require x) (allow x x (file (read)))"
            + " (optional m_optional_3 (typeattributeset cil_gen_require x)"
            + " (typeattributeset cil_gen_require y) (allow y x (file (read)))))",
        "(optional m_optional_2 (typeattributeset cil_gen_require x)"
            + " (typeattributeset cil_gen_require y) (allow y x (file (read))))"
            + "(optional m_optional_3 (typeattributeset cil_gen_require x)"
            + " (allow x x (file (read))))");
  }

  @Test
  void anOptionalThatNeedsTheOneAroundItStaysInside() {
    String inner =
        "(optional m_optional_3 (typeattributeset cil_gen_require y) (allow y y (file (read))))";
    String outer = "(optional m_optional_2 (typeattributeset cil_gen_require x) ";
    assertThat(CilComparator.compare(outer + inner + ")", outer + ")" + inner)).isNotEmpty();
  }

  @Test
  void aLostOptionalIsTold() {
    assertDifferent(
        "(optional m_optional_2 (typeattributeset cil_gen_require x) (allow x x (file (read))))",
        "",
        "In the module: the optional that requires `type x` and holds `allow x x : file read` is"
            + " missing.");
  }

  @Test
  void armsSwappedTogetherWithTheConditionAreEqual() {
    assertEqual(
        "(booleanif (not (b)) (true (allow a a (file (read)))))",
        "(booleanif (b) (false (allow a a (file (read)))))");
    assertEqual(
        "(booleanif (and (b) (c)) (true (allow a a (file (read)))))",
        "(booleanif (and (c) (b)) (true (allow a a (file (read)))))");
    assertDifferent(
        "(booleanif (b) (true (allow a a (file (read)))))",
        "(booleanif (b) (false (allow a a (file (read)))))",
        "In the module, under if (b :01) true: `allow a a : file read` is missing.",
        "In the module, under if (b :01) false: `allow a a : file read` is there and should not"
            + " be.");
  }

  @Test
  void extendedPermissionsAreSetsOfNumbers() {
    assertEqual(
        "(allowx a b (ioctl file (0x1 0x2 0x3)))",
        "(allowx a b (ioctl file ((range 0x2 0x3)))) (allowx a b (ioctl file (0x1)))");
    assertDifferent(
        "(allowx a b (ioctl file ((range 0x1 0x3))))",
        "(allowx a b (ioctl file ((range 0x1 0x4))))",
        "In the module: `allowx a b : file ioctl 0x1-0x3` is missing.",
        "In the module: `allowx a b : file ioctl 0x1-0x4` is there and should not be.");
  }

  @Test
  void anAliasStandsForItsType() {
    String alias = "(type t) (typealias u) (typealiasactual u t) ";
    assertEqual(alias + "(allow t t (file (read)))", alias + "(allow u u (file (read)))");
    assertDifferent(
        alias,
        "(type t) (typealias v) (typealiasactual v t)",
        "In the module: `typealias u of t` is missing.",
        "In the module: `typealias v of t` is there and should not be.");
  }

  @Test
  void requiresCountEvenIfUnused() {
    assertDifferent(
        "(typeattributeset cil_gen_require x) (type t)",
        "(type t)",
        "In the module: require of `type x` is missing.");
  }

  @Test
  void levelsCompareWrittenOut() {
    assertEqual(
        "(filecon \"/a\" file (u r t ((s0 (range c0 c2)) (s0 (c0 c1 c2)))))",
        "(filecon \"/a\" file (u r t ((s0 ((range c0 c2))) (s0 (c0 (range c1 c2))))))");
  }

  @Test
  void roleTypesThatTheConverterRepeatsDoNotCount() {
    assertEqual(
        "(roletype r t) (optional o (typeattributeset cil_gen_require x) (roletype r t))",
        "(roletype r t) (optional o (typeattributeset cil_gen_require x))");
  }
}
