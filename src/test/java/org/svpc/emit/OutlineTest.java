package org.svpc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.ir.Module;
import org.svpc.testing.Checked;

/** The texts of interfaces are the same whether modules are kept whole or as outlines. */
final class OutlineTest {
  /** A type that has the name of a set of classes, used in an optional only. */
  private static final String SOURCE =
      """
      module outlined 1.0.0;

      extern type dir_file_class_set;

      type outlined_t;
      type files_search_etc;

      optional { allow outlined_t dir_file_class_set:file read; }

      interface outlined_entries(domain d, type t, classes c) {
          allow d t:c getattr;
      }

      interface outlined_search(domain d) {
          allow d files_search_etc:file read;
          outlined_entries(d, outlined_t, dir_file_class_set);
      }
      """;

  @Test
  void interfacesNeedNoMoreOfModules() {
    Checked checked = Checked.text("outlined.svp", SOURCE);
    Module whole = checked.modules().get(0).module();
    Module outline = Outline.of(whole);
    String text = InterfaceEmitter.emit(whole, Macros.of(Checked.target(), List.of(whole))).text();
    // A call whose argument m4 would take for the set is written out.
    assertThat(text).contains("# outlined_entries($ 1, outlined_t", "`files_search_etc'");
    assertThat(InterfaceEmitter.emit(outline, Macros.of(Checked.target(), List.of(outline))).text())
        .isEqualTo(text);
    assertThat(outline.body().nodes()).hasSize(2);
  }
}
