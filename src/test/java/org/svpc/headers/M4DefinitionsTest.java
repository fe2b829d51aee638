package org.svpc.headers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class M4DefinitionsTest {
  @Test
  void readsNamesAndRawTexts() {
    M4Definitions read =
        M4Definitions.read(
            """
            # don't mind `this
            define(`one_perms',`{ open read }')dnl and `that
            define( two_perms , `{ one_perms
               # kept ' in a comment? no: quotes are raw
            }')
            """
                .replace("kept ' in a comment? no: quotes are raw", "kept"));

    assertThat(read.problem()).isNull();
    assertThat(read.definitions())
        .extracting(M4Definitions.Definition::name)
        .containsExactly("one_perms", "two_perms ");
    assertThat(read.definitions().get(0).text()).isEqualTo("{ open read }");
    assertThat(read.definitions().get(1).text()).isEqualTo("{ one_perms\n   # kept\n}");
  }

  @Test
  void keepsInnerQuotesAndDefinitionsInsideQuotesForLater() {
    M4Definitions read =
        M4Definitions.read(
            "define(`high',`s`'decr(n):c0')ifdef(`x',`define(`inner',`y')')define(`flag')");

    assertThat(read.definitions())
        .extracting(M4Definitions.Definition::name, M4Definitions.Definition::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("high", "s`'decr(n):c0"),
            org.assertj.core.groups.Tuple.tuple("flag", ""));
  }

  @Test
  void aWordThatEndsInDefineIsNone() {
    assertThat(M4Definitions.read("undefine(`a')predefine(`b',`c')").definitions()).isEmpty();
  }

  @Test
  void tellsWhereAQuoteIsNotClosed() {
    M4Definitions read = M4Definitions.read("define(`a',`b')\ndefine(`c',`{ open ");

    assertThat(read.definitions()).hasSize(1);
    assertThat(read.problem())
        .isEqualTo(new M4Definitions.Problem("A quote is not closed: its `'` is missing", 27));
  }

  @Test
  void tellsWhereADefinitionIsNotClosed() {
    assertThat(M4Definitions.read("define(`a',`b'").problem())
        .isEqualTo(new M4Definitions.Problem("A `define` is not closed: its `)` is missing", 0));
    assertThat(M4Definitions.read("define(`a'").problem()).isNotNull();
    assertThat(M4Definitions.read("define(").problem()).isNotNull();
  }
}
