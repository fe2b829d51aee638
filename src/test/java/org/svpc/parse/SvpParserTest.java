package org.svpc.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SourceUnit;
import org.svpc.testing.Golden;

final class SvpParserTest {
  private static final Golden CONSTRUCTS = Golden.in("parse/constructs");

  static List<String> constructs() {
    return CONSTRUCTS.inputs(".svp");
  }

  @ParameterizedTest
  @MethodSource("constructs")
  void readsEveryConstruct(String name) {
    Diagnostics diagnostics = new Diagnostics();
    SourceUnit unit =
        SvpParser.parse(new SourceFile(name + ".svp", CONSTRUCTS.read(name + ".svp")), diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(unit.header()).isNotNull();
    assertThat(unit.statements()).isNotEmpty();
  }
}
