package org.svpc.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Code;
import org.svpc.testing.Checked;

/** Words of checkpolicy's are refused wherever a module declares a name. */
final class DeclaredNamesTest {
  @Test
  void everyKindOfDeclarationIsHeld() {
    for (String statement :
        List.of(
            "type level;",
            "type a_t alias LEVEL;",
            "type a_t; typealias a_t alias { b_t source };",
            "attribute t1;",
            "role low;",
            "attribute_role r2;",
            "boolean xor = true; if (xor) { allow t_t t_t:fd use; }",
            "user user roles system_r level s0 range s0;",
            "optional { type high; allow high t_t:fd use; }",
            "template t(stem x) { type ${x}_t alias ${x}; } t(range);")) {
      assertThat(codes("module m 1.0; type t_t; " + statement))
          .as(statement)
          .containsExactly(Code.RESERVED_NAME);
    }
    assertThat(codes("module range 1.0; type t_t;")).containsExactly(Code.RESERVED_NAME);
    assertThat(codes("module m 1.0; type file; type dir; attribute boolean;")).isEmpty();
  }

  private static List<Code> codes(String source) {
    return Checked.text("m.svp", source).diagnostics().stream().map(d -> d.code()).toList();
  }
}
