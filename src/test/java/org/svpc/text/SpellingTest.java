package org.svpc.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "alow, allow", // left out
    "alllow, allow", // put in
    "allov, allow", // replaced
    "allwo, allow", // swapped
    "Allow, allow", // another case
    "svirt-t, svirt_t",
    "typetransition, type_transition",
    "virt_gpu_use_nsf, virt_gpu_use_nfs",
  })
  void findsWhatDiffersLittle(String wrong, String meant) {
    assertThat(Spelling.closest(wrong, List.of("something_else", meant, "x")))
        .containsExactly(meant);
  }

  @ParameterizedTest
  @CsvSource({"read, write", "ab, cd", "a, b", "svirt_t, shadow_t", "allow, neverallow"})
  void leavesAloneWhatDiffersMuch(String wrong, String other) {
    assertThat(Spelling.closest(wrong, List.of(other))).isEmpty();
  }

  @Test
  void givesThreeAtMostTheClosestFirstThenByAlphabet() {
    assertThat(
            Spelling.closest(
                "image_t",
                List.of("imagexy_t", "imagez_t", "imagea_t", "imageb_t", "IMAGE_t", "imag_t")))
        .containsExactly("imag_t", "imagea_t", "imageb_t");
    assertThat(Spelling.closest("image_t", List.of("imagea_t", "Image_t")))
        .containsExactly("Image_t", "imagea_t");
  }

  @Test
  void givesEachOnceAndNeverTheWordItself() {
    assertThat(Spelling.closest("read", List.of("read", "reada", "reada")))
        .containsExactly("reada");
  }

  @Test
  void theOrderOfTheKnownDoesNotShow() {
    List<String> known = List.of("imagec_t", "imagea_t", "imageb_t", "imaged_t");
    List<String> turned = List.of("imaged_t", "imageb_t", "imagea_t", "imagec_t");
    assertThat(Spelling.closest("image_t", known))
        .isEqualTo(Spelling.closest("image_t", turned))
        .containsExactly("imagea_t", "imageb_t", "imagec_t");
  }

  @Test
  void wordsOfAnyLengthAreTaken() {
    String longWord = "a".repeat(10_000);
    assertThat(Spelling.closest(longWord, List.of(longWord + "b", "a")))
        .containsExactly(longWord + "b");
    assertThat(Spelling.closest("", List.of("a", "ab"))).isEmpty();
  }
}
