package org.svpc.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.LevelRange;
import org.svpc.source.Origin;

/** A line of a .fc file, or a build-time choice between some. */
public sealed interface FileContext {
  Origin origin();

  /**
   * A label for the paths that match.
   *
   * @param pattern the regular expression of file_contexts(5)
   * @param context null for {@code <<none>>}
   */
  record Entry(String pattern, FileKind kind, @Nullable Context context, Origin origin)
      implements FileContext {}

  /** {@code user:role:type:range}; the range is null where the target has no levels. */
  record Context(String user, String role, Symbol type, @Nullable LevelRange range) {
    /** The label of files: {@code system_u:object_r}. */
    public static Context ofFile(Symbol type, @Nullable LevelRange range) {
      return new Context("system_u", "object_r", type, range);
    }
  }

  record Choice(
      BuildCondition condition,
      boolean taken,
      List<FileContext> then,
      List<FileContext> otherwise,
      Origin origin)
      implements FileContext {
    public List<FileContext> arm() {
      return taken ? then : otherwise;
    }
  }

  /** The lines that this build's target takes, in their order. */
  static List<Entry> taken(List<FileContext> contexts) {
    List<Entry> entries = new ArrayList<>();
    addTaken(contexts, entries);
    return entries;
  }

  private static void addTaken(List<FileContext> contexts, List<Entry> into) {
    for (FileContext context : contexts) {
      if (context instanceof Entry entry) {
        into.add(entry);
      } else if (context instanceof Choice choice) {
        addTaken(choice.arm(), into);
      }
    }
  }
}
