package org.svpc.refpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.Statement;

/** What {@code define} may give a word, and what is told of the rest. */
final class DefinedSetsTest {
  private final Diagnostics told = new Diagnostics();

  @Test
  void aWordStandsForItsSetFromThereOn() {
    SourceUnit unit =
        read(
            """
            allow a_t b_t:file my_perms;
            define(`my_perms', `{ read }')
            allow a_t b_t:file my_perms;
            define(`my_perms', `{ write }')
            allow a_t b_t:file my_perms;
            """);
    assertThat(told.sorted()).isEmpty();
    assertThat(unit.statements())
        .map(DefinedSetsTest::permission)
        .containsExactly("my_perms", "read", "write");
  }

  @Test
  void whatIsNoSetIsRefused() {
    for (String definition :
        List.of(
            "define(`my_rules', `allow $1 self:file read;')",
            "define(`my_rules', `allow a_t self:file read;')",
            "define(`my_set', `{ $1 }')",
            "define(`my_set')",
            "define(`', `{ read }')",
            "ifdef(`distro_redhat', `define(`my_set', `{ read }')')")) {
      Diagnostics diagnostics = new Diagnostics();
      read(definition + "\n", diagnostics);
      assertThat(diagnostics.sorted())
          .as(definition)
          .extracting(Diagnostic::code)
          .extracting(Object::toString)
          .containsExactly("REFPOLICY_UNSUPPORTED");
    }
  }

  /** Each set is twice the one before: without a limit, the 40th would not fit any memory. */
  @Test
  void setsOfSetsDoNotGrowWithoutEnd() {
    StringBuilder text = new StringBuilder("define(`s0_perms', `{ read write }')\n");
    for (int i = 1; i <= 40; i++) {
      String before = "s" + (i - 1) + "_perms";
      text.append("define(`s" + i + "_perms', `{ " + before + " " + before + " }')\n");
    }
    read(text.toString());
    assertThat(told.sorted()).isNotEmpty();
  }

  @Test
  void usesDoNotGrowWithoutEnd() {
    String text =
        "define(`my_perms', `{ "
            + "read ".repeat(400)
            + "}')\n"
            + "allow a_t b_t:file { my_perms };\n".repeat(2_000);
    SourceUnit unit = read(text);
    assertThat(told.sorted()).isNotEmpty();
    assertThat(unit.statements()).hasSizeLessThan(600);
  }

  private static String permission(Statement statement) {
    NameSet set = ((Statement.Access) statement).permissions();
    return ((NameSet.Member) set.elements().get(0)).name().text();
  }

  private SourceUnit read(String text) {
    return read(text, told);
  }

  private static SourceUnit read(String text, Diagnostics diagnostics) {
    return ModuleReader.read(new SourceFile("m.te", "policy_module(m, 1.0)\n" + text), diagnostics);
  }
}
