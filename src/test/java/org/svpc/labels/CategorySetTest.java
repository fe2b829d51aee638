package org.svpc.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CategorySetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c1 | s0:c1",
        "c2,c1 | s0:c1,c2",
        "c1,c2,c3 | s0:c1.c3",
        "c0.c1023 | s0:c0.c1023",
        "c5.c9,c1,c2,c20 | s0:c1,c2,c5.c9,c20",
        "c1,c1.c2 | s0:c1,c2"
      })
  void isWrittenAsTheKernelDoes(String text, String level) {
    CategorySet set = CategorySet.parse(text);
    assertThat(set).isNotNull();
    assertThat(set.level()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "c", "1", "c1,", ",c1", "c1..c2", "c5.c1", "c1.2", "c16384", "c-1", "c1 ", "C1"
      })
  void otherTextIsNone(String text) {
    assertThat(CategorySet.parse(text)).isNull();
  }

  @Test
  void manyRangesHaveABound() {
    assertThat(CategorySet.parse("c0.c16383" + ",c0.c16383".repeat(1_000))).isNull();
  }

  @Test
  void isASet() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      BitSet a = bits(random);
      BitSet b = bits(random);
      CategorySet left = set(a);
      CategorySet right = set(b);
      BitSet or = (BitSet) a.clone();
      or.or(b);
      BitSet not = (BitSet) a.clone();
      not.andNot(b);
      BitSet and = (BitSet) a.clone();
      and.and(b);
      assertThat(left.with(right)).isEqualTo(set(or)).hasSameHashCodeAs(set(or));
      assertThat(left.without(right)).isEqualTo(set(not));
      assertThat(left.common(right)).isEqualTo(and.cardinality());
      assertThat(left.firstCommon(right)).isEqualTo(and.nextSetBit(0));
      assertThat(left.containsAll(right)).isEqualTo(or.equals(a));
      assertThat(left.isEmpty() ? left : CategorySet.parse(left.toString())).isEqualTo(left);
    }
  }

  private static BitSet bits(Random random) {
    BitSet bits = new BitSet();
    for (int i = random.nextInt(6); i > 0; i--) {
      bits.set(random.nextInt(8));
    }
    return bits;
  }

  private static CategorySet set(BitSet bits) {
    return CategorySet.of(bits.stream().toArray());
  }
}
