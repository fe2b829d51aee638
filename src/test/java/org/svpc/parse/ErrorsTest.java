package org.svpc.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.svpc.testing.Golden;

/** What is said about sources that do not parse. */
final class ErrorsTest {
  private static final Golden ERRORS = Golden.in("parse/errors");

  static List<String> sources() {
    return ERRORS.inputs(".svp");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void tellsOfEveryMistakeOnce(String name) {
    StringBuilder told = new StringBuilder();
    Sources.parse(ERRORS.read(name + ".svp"))
        .diagnostics()
        .forEach(diagnostic -> told.append(Sources.shown(diagnostic)));
    assertThat(told).isNotEmpty();
    ERRORS.check(name + ".diagnostics", told.toString());
  }

  @Test
  void everyExpectationHasItsSource() {
    ERRORS.checkNoOrphans(".svp", ".diagnostics");
  }
}
