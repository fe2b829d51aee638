package org.svpc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.testing.Checked;

/** Levels are held against the target, but for what the target does not take. */
final class LevelsOfTargetTest {
  private static final String HEAD = "module m 1.0; type a_t; type b_t;\n";

  @Test
  void aSymbolBeyondTheTargetsLevelsIsRefused() {
    assertThat(codes("range_transition a_t b_t:process s0 - mls_systemhigh;"))
        .containsExactly("SVP0108");
    assertThat(codes("labels a_t { path \"/srv/a\" level s0 - mls_systemhigh; }"))
        .containsExactly("SVP0108");
    assertThat(codes("range_transition a_t b_t:process s0 - mcs_systemhigh;")).isEmpty();
  }

  @Test
  void theArmThatIsNotTakenMaySpeakOfThem() {
    for (String level : List.of("s0 - mls_systemhigh", "s3", "s1:c5000", "their_level")) {
      String rule = "range_transition a_t b_t:process " + level + ";";
      assertThat(codes("ifdef (enable_mls) { " + rule + " }")).as(level).isEmpty();
      assertThat(codes("ifdef (!enable_mls) { " + rule + " }"))
          .as(level)
          .containsExactly("SVP0108");
    }
  }

  private static List<String> codes(String statements) {
    return Checked.text("m.svp", HEAD + statements).diagnostics().stream()
        .map(diagnostic -> diagnostic.code().id())
        .toList();
  }
}
