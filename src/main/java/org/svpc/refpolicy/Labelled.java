package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Statement.LabelChoice;
import org.svpc.syntax.Statement.LabelEntry;
import org.svpc.syntax.Statement.LabelItem;

/** A label of SVP with what its author wrote around it. Comments keep their {@code #}. */
public sealed interface Labelled {
  /** Whether an empty line stands before it and its comments. */
  boolean gap();

  /** The comments on the lines before it. */
  List<String> comments();

  /** The comment behind it, on its line. */
  @Nullable String trailing();

  /** The label itself; that of a choice holds those of its arms. */
  LabelItem item();

  /** A path with its kinds and its level. */
  record Entry(boolean gap, List<String> comments, @Nullable String trailing, LabelEntry item)
      implements Labelled {
    public Entry {
      comments = List.copyOf(comments);
    }
  }

  /** A build-time choice. */
  record Choice(
      boolean gap,
      List<String> comments,
      @Nullable String trailing,
      BuildExpression condition,
      List<Labelled> then,
      List<Labelled> otherwise,
      Span span)
      implements Labelled {
    public Choice {
      comments = List.copyOf(comments);
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }

    @Override
    public LabelItem item() {
      return new LabelChoice(condition, items(then), items(otherwise), span);
    }
  }

  /** The labels alone. */
  static List<LabelItem> items(List<Labelled> labels) {
    List<LabelItem> items = new ArrayList<>(labels.size());
    for (Labelled label : labels) {
      items.add(label.item());
    }
    return items;
  }
}
