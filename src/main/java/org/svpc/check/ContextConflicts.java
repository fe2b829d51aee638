package org.svpc.check;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.ir.FileContext.Context;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.LevelRange;

/**
 * Two labels for the same pattern and kind of file: semodule refuses them at installation
 * ("conflicting filecon rules"), with a line of a temporary file.
 */
final class ContextConflicts implements Check {
  @Override
  public void check(Subject subject, Diagnostics diagnostics) {
    Map<FileKind, Map<String, FileContext.Entry>> seen = new EnumMap<>(FileKind.class);
    for (FileContext.Entry entry : FileContext.taken(subject.module().fileContexts())) {
      Map<String, FileContext.Entry> patterns = seen.get(entry.kind());
      if (patterns == null) {
        patterns = new HashMap<>();
        seen.put(entry.kind(), patterns);
      }
      FileContext.Entry before = patterns.putIfAbsent(entry.pattern(), entry);
      if (before != null) {
        boolean same = text(entry.context()).equals(text(before.context()));
        diagnostics.add(
            Diagnostic.at(
                    same ? Code.DUPLICATE_CONTEXT : Code.CONFLICTING_CONTEXT,
                    entry.origin(),
                    same
                        ? "`" + entry.pattern() + "` is given the same label twice."
                        : "`" + entry.pattern() + "` is given two labels.")
                .label(text(entry.context()))
                .label(before.origin().span(), text(before.context()))
                .help(same ? "Leave one of them out." : "Keep one, or give them other kinds."));
      }
    }
  }

  private static String text(@Nullable Context context) {
    if (context == null) {
      return "<<none>>";
    }
    LevelRange range = context.range();
    return context.type().name() + (range == null ? "" : ":" + range.text());
  }
}
