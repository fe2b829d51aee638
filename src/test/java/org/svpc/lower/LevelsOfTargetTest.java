package org.svpc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.compiler.Compiler;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.source.SourceFile;
import org.svpc.target.Target;
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

  /** What is called may use a level only where the target has some. */
  @Test
  void anArgumentMayBeALevelThatTheTargetLacks() {
    Target plain =
        Target.builder("plain")
            .vocabulary(HeaderReader.kernel().vocabulary())
            .levels(Target.Kind.STANDARD, 16, 1024)
            .build();
    String guarded =
        """
        module m 1.0;
        type a_t;
        type b_t;
        interface enter(domain who, range high) {
            ifdef (enable_mcs) { range_transition who b_t:process high; }
        }
        enter(a_t, s0 - mcs_systemhigh);
        """;
    assertThat(codes(plain, guarded)).isEmpty();
    assertThat(codes(plain, guarded.replace("ifdef (enable_mcs)", "optional"))).contains("SVP0108");
  }

  private static List<String> codes(Target target, String text) {
    Diagnostics told = new Diagnostics();
    new Compiler(target, List.of(), told).compileFiles(List.of(new SourceFile("m.svp", text)));
    return told.sorted().stream().map(diagnostic -> diagnostic.code().id()).toList();
  }

  private static List<String> codes(String statements) {
    return Checked.text("m.svp", HEAD + statements).diagnostics().stream()
        .map(diagnostic -> diagnostic.code().id())
        .toList();
  }
}
