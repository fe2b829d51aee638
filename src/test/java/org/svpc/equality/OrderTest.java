package org.svpc.equality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.emit.CilEmitter;
import org.svpc.emit.FileContextsEmitter;
import org.svpc.emit.ModuleEmitter;
import org.svpc.ir.Module;
import org.svpc.testing.Checked;

/** Statements in another order give the same bytes. */
final class OrderTest {
  private static final int MODULES = 20;
  private static final int ORDERS = 3;
  private static final long SEED = 77_000L;

  @Test
  void theOrderOfStatementsDoesNotShow() {
    for (int i = 0; i < MODULES; i++) {
      List<String> statements = RandomModule.statements("made" + i, SEED + i);
      String expected = emitted("made" + i, statements);
      for (int order = 0; order < ORDERS; order++) {
        assertThat(emitted("made" + i, RandomModule.shuffled(statements, order)))
            .as("made" + i + ", order " + order)
            .isEqualTo(expected);
      }
    }
  }

  private static String emitted(String name, List<String> statements) {
    Checked checked = Checked.text(name + ".svp", RandomModule.source(name, statements));
    assertThat(checked.modules()).as(checked.diagnostics().toString()).hasSize(1);
    Module module = checked.modules().get(0).module();
    return ModuleEmitter.emit(module).text()
        + FileContextsEmitter.emit(module.fileContexts()).text()
        + CilEmitter.emit(module).text();
  }
}
