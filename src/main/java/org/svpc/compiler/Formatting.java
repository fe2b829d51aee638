package org.svpc.compiler;

import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.format.Formatter;
import org.svpc.format.SameTree;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SourceUnit;

/** Lays out files, and lets nothing out that does not say what went in. */
public final class Formatting {
  private Formatting() {}

  /**
   * A file in the layout of SVP, or null where it does not parse; {@code diagnostics} says why.
   *
   * @throws IllegalStateException where the result would not read as the file does: a mistake of
   *     svpc, upon which the file is best left alone
   */
  public static @Nullable String format(SourceFile file, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    SourceUnit unit = SvpParser.parse(file, found);
    diagnostics.addAll(found);
    if (found.hasErrors()) {
      return null;
    }
    String text = Formatter.format(unit);
    Diagnostics again = new Diagnostics();
    SourceUnit written = SvpParser.parse(new SourceFile(file.name(), text), again);
    if (again.hasErrors() || !SameTree.same(unit, written)) {
      throw new IllegalStateException(
          "the layout of " + file.name() + " would change what it says; please report this");
    }
    return text;
  }
}
