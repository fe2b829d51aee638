package org.svpc.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.FileContext;
import org.svpc.ir.Module;
import org.svpc.selinux.FileKind;
import org.svpc.verify.FileContexts.Line;

/**
 * Lines of modules and of the policy that they are linked into that take paths from each other: a
 * module's line all that a line of the policy is about, or the policy's a path that a module's line
 * is made for. Which line a path belongs to is asked of the linked file contexts, whose order
 * semodule made; the paths are samples of the lines' patterns.
 *
 * <p>The order is libsepol's ({@code cil_post_filecon_compare}): patterns with special characters
 * before plain paths; of these and of those, by the length of what stands before the first special
 * character, then by the length of the whole, then the lines for any kind of file before those for
 * one. Of two lines that fit a path the later one wins.
 */
public final class ShadowedContexts {
  private static final List<FileKind> ANY_KIND =
      List.of(
          FileKind.FILE,
          FileKind.DIR,
          FileKind.LNK_FILE,
          FileKind.CHR_FILE,
          FileKind.BLK_FILE,
          FileKind.SOCK_FILE,
          FileKind.FIFO_FILE);

  private final FileContexts linked;
  private final Diagnostics diagnostics;

  /** The lines of the modules as linked, with their places. */
  private final Map<Line, FileContext.Entry> ours = new HashMap<>();

  private ShadowedContexts(FileContexts linked, Diagnostics diagnostics) {
    this.linked = linked;
    this.diagnostics = diagnostics;
  }

  /**
   * Tells of such lines, once for each line of a module.
   *
   * @param modules what was linked besides the base policy
   * @param contexts the linked {@code file_contexts} and {@code file_contexts.homedirs}
   */
  public static void check(List<Module> modules, List<String> contexts, Diagnostics diagnostics) {
    ShadowedContexts shadows = new ShadowedContexts(FileContexts.read(contexts, ""), diagnostics);
    for (Module module : modules) {
      for (FileContext.Entry entry : FileContext.taken(module.fileContexts())) {
        for (Line line : shadows.linked.lines()) {
          if (line.kind() == entry.kind()
              && line.pattern().equals(FileContexts.bytes(entry.pattern()))) {
            shadows.ours.put(line, entry);
          }
        }
      }
    }
    if (!shadows.ours.isEmpty()) {
      shadows.check();
    }
  }

  private void check() {
    Set<Line> told = new HashSet<>();
    for (Map.Entry<Line, FileContext.Entry> each : ours.entrySet()) {
      Line line = each.getKey();
      for (Owned path : owned(line)) {
        if (!ours.containsKey(path.by()) && !path.by().context().equals(line.context())) {
          told.add(line);
          tell(each.getValue(), path, line, path.by());
          break;
        }
      }
    }
    for (Line line : linked.lines()) {
      if (!ours.containsKey(line) && nearOurs(line)) {
        List<Owned> paths = owned(line);
        Line winner = paths.isEmpty() ? line : paths.get(0).by();
        FileContext.Entry entry = ours.get(winner);
        boolean all = paths.stream().allMatch(path -> path.by().equals(winner));
        if (entry != null
            && all
            && !winner.context().equals(line.context())
            && !told.contains(winner)) {
          told.add(winner);
          tell(entry, paths.get(0), line, line);
        }
      }
    }
  }

  /** Whether a line may have paths in common with one of ours: what both begin with fits. */
  private boolean nearOurs(Line line) {
    String stem = FileContexts.stem(line.pattern());
    for (Line our : ours.keySet()) {
      String other = FileContexts.stem(our.pattern());
      if (stem.startsWith(other) || other.startsWith(stem)) {
        return true;
      }
    }
    return false;
  }

  /** A path, and the line that labels it. */
  private record Owned(String path, Line by) {}

  /** Paths that a line is about; none where its pattern or another's cannot be decided. */
  private List<Owned> owned(Line line) {
    List<Owned> owned = new ArrayList<>();
    try {
      for (String path : PatternSamples.of(line.pattern())) {
        for (FileKind kind : line.kind() == FileKind.ANY ? ANY_KIND : List.of(line.kind())) {
          Line by = linked.lineOf(path, kind);
          if (by != null) {
            owned.add(new Owned(path, by));
          }
        }
      }
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    return owned;
  }

  private void tell(FileContext.Entry entry, Owned path, Line loser, Line theirs) {
    Line winner = path.by();
    boolean lost = winner.equals(theirs);
    diagnostics.add(
        Diagnostic.at(
                Code.SHADOWED_CONTEXT,
                entry.origin(),
                "`"
                    + path.path()
                    + "` gets `"
                    + winner.context()
                    + (lost ? "` of the base policy" : "` of this line")
                    + ", not `"
                    + loser.context()
                    + (lost ? "` of this line." : "` of the base policy."))
            .label(lost ? "comes before the line that wins" : "comes after the line that loses")
            .note("The base policy has the line `" + theirs.text() + "`.")
            .note(
                "A plain path wins over a regular expression; of two of a kind the one that is plain"
                    + " for longer, then the longer one, then the one for a single kind of file.")
            .help(
                lost
                    ? "Make the beginning of the path more exact, or label other paths."
                    : "Label fewer paths, or leave these to the base policy."));
  }
}
