package org.svpc.check;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.FileContext;

/** The file contexts that the target's build has. */
final class Contexts {
  private Contexts() {}

  static List<FileContext.Entry> taken(List<FileContext> contexts) {
    List<FileContext.Entry> entries = new ArrayList<>();
    collect(contexts, entries);
    return entries;
  }

  private static void collect(List<FileContext> contexts, List<FileContext.Entry> entries) {
    for (FileContext context : contexts) {
      if (context instanceof FileContext.Entry entry) {
        entries.add(entry);
      } else if (context instanceof FileContext.Choice choice) {
        collect(choice.arm(), entries);
      }
    }
  }
}
