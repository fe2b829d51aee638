package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.BuildCondition;
import org.svpc.ir.FileContext;
import org.svpc.ir.Symbol;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.PathPattern;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.LabelEntry;
import org.svpc.syntax.Statement.LabelItem;
import org.svpc.syntax.Statement.PathForm;
import org.svpc.target.Target;

/** Takes labels: paths become the regular expressions of file_contexts(5). */
final class Labels {
  private final Conditions conditions;
  private final Ranges ranges;
  private final Names names;
  private final Target target;
  private final Diagnostics diagnostics;

  Labels(
      Conditions conditions, Ranges ranges, Names names, Target target, Diagnostics diagnostics) {
    this.conditions = conditions;
    this.ranges = ranges;
    this.names = names;
    this.target = target;
    this.diagnostics = diagnostics;
  }

  List<FileContext> lower(Statement.Labels labels, Frame frame) {
    Symbol type = null;
    Name name = labels.type();
    if (name != null) {
      type = names.symbol(name, frame, Position.TYPES);
      if (type == null) {
        return List.of();
      }
    }
    return items(labels.items(), type, frame);
  }

  private List<FileContext> items(List<LabelItem> items, @Nullable Symbol type, Frame frame) {
    List<FileContext> contexts = new ArrayList<>();
    for (LabelItem item : items) {
      if (item instanceof LabelEntry entry) {
        entry(entry, type, frame, contexts);
      } else if (item instanceof Statement.LabelChoice choice) {
        BuildCondition condition = conditions.build(choice.condition(), frame);
        boolean taken = conditions.taken(condition);
        contexts.add(
            new FileContext.Choice(
                condition,
                taken,
                items(choice.then(), type, frame.arm(taken)),
                items(choice.otherwise(), type, frame.arm(!taken)),
                frame.origin(choice.span())));
      }
    }
    return contexts;
  }

  private void entry(
      LabelEntry entry, @Nullable Symbol type, Frame frame, List<FileContext> contexts) {
    LevelRange range = null;
    Range written = entry.range();
    if (written != null) {
      range = ranges.range(written, frame);
      if (range == null) {
        return;
      }
    } else if (target.mls()) {
      range = LevelRange.of(Ranges.LOWEST);
    }
    if (type == null && written != null) {
      diagnostics.add(
          Diagnostic.at(
                  Code.NOT_ALLOWED_HERE, written.span(), "What gets no label has no level either.")
              .label("`labels none` takes no `level`"));
      return;
    }
    String pattern = entry.form() == PathForm.REGEX ? entry.text() : pattern(entry);
    if (pattern == null) {
      return;
    }
    List<FileKind> kinds = entry.kinds().isEmpty() ? List.of(FileKind.ANY) : entry.kinds();
    for (FileKind kind : kinds) {
      contexts.add(
          new FileContext.Entry(
              pattern,
              kind,
              type == null ? null : FileContext.Context.ofFile(type, range),
              frame.origin(entry.textSpan())));
    }
  }

  private @Nullable String pattern(LabelEntry entry) {
    String path = entry.text();
    boolean tree = entry.form() == PathForm.TREE;
    String problem = PathPattern.problem(path, tree);
    if (problem != null) {
      diagnostics.add(
          Diagnostic.at(Code.BAD_PATH, entry.textSpan(), "The path `" + path + "` " + problem)
              .label("written as `" + entry.form().word() + "`")
              .note(
                  "A path starts with `/`, `HOME_DIR` or `HOME_ROOT`, has no empty part, and is"
                      + " taken letter by letter; for patterns there is `regex`."));
      return null;
    }
    return PathPattern.of(path, tree);
  }
}
