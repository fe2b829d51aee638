package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.FileKind;
import org.svpc.source.Span;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement.LabelEntry;
import org.svpc.syntax.Statement.PathForm;

/**
 * Gathers the labels of one type in one block or arm. A path that is there already takes the next
 * kind, and neighbouring choices between the same options become one.
 */
final class LabelDrafts {
  /** What a path has to share to take a further kind. */
  private record Key(PathForm form, String text, String range) {}

  /** A label that may still grow. */
  abstract static sealed class Draft {
    boolean gap;
    List<String> comments = List.of();
    @Nullable String trailing;

    /** Says what stands around it. */
    void surround(boolean emptyLine, List<String> before, @Nullable String behind) {
      gap = emptyLine;
      comments = before;
      trailing = behind;
    }

    abstract Labelled frozen(boolean first);
  }

  static final class EntryDraft extends Draft {
    private final PathForm form;
    private final String text;
    private final @Nullable Range range;
    private final Span textSpan;
    private final Span span;
    private final List<FileKind> kinds = new ArrayList<>();

    EntryDraft(
        PathForm form,
        String text,
        FileKind kind,
        @Nullable Range range,
        Span textSpan,
        Span span) {
      this.form = form;
      this.text = text;
      this.range = range;
      this.textSpan = textSpan;
      this.span = span;
      kinds.add(kind);
    }

    private Key key() {
      return new Key(form, text, text(range));
    }

    /** Takes the kind of another, where nothing is lost by it. */
    private boolean absorb(EntryDraft other) {
      FileKind kind = other.kinds.get(0);
      boolean free =
          other.kinds.size() == 1
              && other.comments.isEmpty()
              && other.trailing == null
              && kind != FileKind.ANY
              && !kinds.contains(FileKind.ANY)
              && !kinds.contains(kind);
      return free && kinds.add(kind);
    }

    @Override
    Labelled frozen(boolean first) {
      List<FileKind> named = kinds.get(0) == FileKind.ANY ? List.of() : List.copyOf(kinds);
      return new Labelled.Entry(
          gap && !first,
          comments,
          trailing,
          new LabelEntry(form, text, textSpan, named, range, span));
    }
  }

  static final class ChoiceDraft extends Draft {
    private final Name option;
    private final Span span;
    private final LabelDrafts then;
    private final LabelDrafts otherwise;

    ChoiceDraft(Name option, LabelDrafts then, LabelDrafts otherwise, Span span) {
      this.option = option;
      this.then = then;
      this.otherwise = otherwise;
      this.span = span;
    }

    /** The first label in it. */
    Draft first() {
      return (then.isEmpty() ? otherwise : then).drafts.get(0);
    }

    private boolean absorb(ChoiceDraft other) {
      if (!option.text().equals(other.option.text())
          || trailing != null
          || other.trailing != null) {
        return false;
      }
      Draft first = other.first();
      if (!other.comments.isEmpty()) {
        List<String> comments = new ArrayList<>(other.comments);
        comments.addAll(first.comments);
        first.comments = comments;
      }
      first.gap = other.gap;
      then.addAll(other.then);
      otherwise.addAll(other.otherwise);
      return true;
    }

    @Override
    Labelled frozen(boolean first) {
      BuildExpression asked = new BuildExpression.Option(option);
      boolean not = then.isEmpty();
      return new Labelled.Choice(
          gap && !first,
          comments,
          trailing,
          not ? new BuildExpression.Not(asked, option.span()) : asked,
          (not ? otherwise : then).frozen(),
          not ? List.of() : otherwise.frozen(),
          span);
    }
  }

  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Key, EntryDraft> entries = new HashMap<>();

  /** The paragraph of the file that the last label came from. */
  private int paragraph;

  boolean isEmpty() {
    return drafts.isEmpty();
  }

  /** Whether {@code next} is another paragraph than before. */
  boolean turnsTo(int next) {
    boolean turned = next != paragraph;
    paragraph = next;
    return turned;
  }

  void add(Draft draft) {
    if (draft instanceof EntryDraft entry) {
      EntryDraft same = entries.get(entry.key());
      if (same == null || !same.absorb(entry)) {
        drafts.add(entry);
        entries.put(entry.key(), entry);
      }
    } else if (draft instanceof ChoiceDraft choice) {
      boolean joined =
          !drafts.isEmpty()
              && drafts.get(drafts.size() - 1) instanceof ChoiceDraft last
              && last.absorb(choice);
      if (!joined) {
        drafts.add(choice);
      }
    }
  }

  private void addAll(LabelDrafts others) {
    for (Draft draft : others.drafts) {
      add(draft);
    }
  }

  List<Labelled> frozen() {
    List<Labelled> labels = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      labels.add(draft.frozen(labels.isEmpty()));
    }
    return labels;
  }

  /** A range as written, {@code s0} for the lowest. */
  static String text(@Nullable Range range) {
    if (range == null) {
      return "s0";
    }
    Range.LevelText high = range.high();
    return high == null ? range.low().text() : range.low().text() + "-" + high.text();
  }
}
