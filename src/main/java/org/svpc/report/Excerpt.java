package org.svpc.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Lines of one source with marks under them: carets for the main place, dashes for others. A mark
 * that spans several lines has a bar at the left of the lines from its first to its last.
 */
final class Excerpt {
  /** A marked stretch, and what is said about it. */
  record Mark(Span span, String label, boolean primary) {
    /** The line that holds the last character. */
    int lastLine() {
      return span.file().line(Math.max(span.start(), span.end() - 1));
    }

    boolean tall() {
      return lastLine() > span.line();
    }

    char sign() {
      return primary ? '^' : '-';
    }
  }

  /** A mark in the columns of its line. */
  private record Underline(Mark mark, int start, int end) {}

  /**
   * Written out like the next, since comparators made of lambdas cost a cold process milliseconds.
   */
  private static final class MainLast implements Comparator<Underline> {
    @Override
    public int compare(Underline left, Underline right) {
      return Boolean.compare(left.mark().primary(), right.mark().primary());
    }
  }

  private static final class RightFirst implements Comparator<Underline> {
    @Override
    public int compare(Underline left, Underline right) {
      return Integer.compare(right.start(), left.start());
    }
  }

  /** Marks of at most this many lines are shown whole, of taller ones the first and last line. */
  private static final int WHOLE = 5;

  private final SourceFile file;
  private final List<Mark> marks;
  private final List<Mark> tall;
  private final boolean[] open;
  private final Style primaryStyle;
  private final Margin margin;
  private final int gutter;

  Excerpt(SourceFile file, List<Mark> marks, Style primaryStyle, Margin margin) {
    this.file = file;
    this.marks = marks;
    this.tall = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.tall()) {
        tall.add(mark);
      }
    }
    this.open = new boolean[tall.size()];
    this.primaryStyle = primaryStyle;
    this.margin = margin;
    this.gutter = tall.isEmpty() ? 0 : tall.size() + 1;
  }

  void append(StringBuilder out) {
    int previous = 0;
    for (int line : lines()) {
      if (previous > 0 && line == previous + 2) {
        appendSource(out, previous + 1, view(previous + 1));
      } else if (previous > 0 && line > previous + 1) {
        margin.gap(out);
        opened().append(out, margin.colours());
        Margin.end(out);
      }
      appendLine(out, line);
      previous = line;
    }
  }

  private SortedSet<Integer> lines() {
    SortedSet<Integer> lines = new TreeSet<>();
    for (Mark mark : marks) {
      int first = mark.span().line();
      int last = mark.lastLine();
      lines.add(first);
      lines.add(last);
      for (int line = first; last - first < WHOLE && line < last; line++) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void appendLine(StringBuilder out, int line) {
    LineView view = view(line);
    appendSource(out, line, view);
    appendUnderlines(out, line, view);
    for (int i = 0; i < tall.size(); i++) {
      Mark mark = tall.get(i);
      if (mark.span().line() == line && !open[i]) {
        int start = gutter + column(view, line, mark.span().start());
        Row row = opened();
        row.fill(i + 1, start, '_', style(mark));
        row.put(start, String.valueOf(mark.sign()), style(mark));
        appendRow(out, row);
        open[i] = true;
      }
    }
    for (int i = 0; i < tall.size(); i++) {
      Mark mark = tall.get(i);
      if (mark.lastLine() == line) {
        int end = gutter + column(view, line, mark.span().end() - 1);
        Row row = opened();
        row.fill(i + 1, end, '_', style(mark));
        row.put(end, mark.sign() + " " + SafeText.of(mark.label()), style(mark));
        appendRow(out, row);
        open[i] = false;
      }
    }
  }

  /** The line itself, with the bars of the tall marks that it is in. */
  private void appendSource(StringBuilder out, int line, LineView view) {
    Row row = opened();
    for (int i = 0; i < tall.size(); i++) {
      Span span = tall.get(i).span();
      if (span.line() == line && startsItsLine(span)) {
        row.put(i, "/", style(tall.get(i)));
        open[i] = true;
      }
    }
    if (gutter > 0) {
      row.fill(row.length(), gutter, ' ', Style.PLAIN);
    }
    margin.numbered(out, line, "|");
    row.append(out, margin.colours());
    out.append(view.text());
    Margin.end(out);
  }

  private void appendUnderlines(StringBuilder out, int line, LineView view) {
    List<Underline> underlines = new ArrayList<>();
    int furthest = 0;
    for (Mark mark : marks) {
      if (!mark.tall() && mark.span().line() == line) {
        int start = gutter + column(view, line, mark.span().start());
        int end = Math.max(start + 1, gutter + column(view, line, mark.span().end()));
        underlines.add(new Underline(mark, start, end));
        furthest = Math.max(furthest, end);
      }
    }
    if (underlines.isEmpty()) {
      return;
    }
    Row row = opened();
    underlines.sort(new MainLast());
    List<Underline> labels = new ArrayList<>();
    for (Underline underline : underlines) {
      row.fill(
          underline.start(), underline.end(), underline.mark().sign(), style(underline.mark()));
      if (!underline.mark().label().isEmpty()) {
        labels.add(underline);
      }
    }
    labels.sort(new RightFirst());
    if (!labels.isEmpty() && labels.get(0).end() == furthest) {
      Mark mark = labels.remove(0).mark();
      row.put(furthest + 1, SafeText.of(mark.label()), style(mark));
    }
    appendRow(out, row);
    if (!labels.isEmpty()) {
      appendRow(out, hanging(labels));
    }
    while (!labels.isEmpty()) {
      Underline rightmost = labels.remove(0);
      Row labelled = hanging(labels);
      labelled.put(
          rightmost.start(), SafeText.of(rightmost.mark().label()), style(rightmost.mark()));
      appendRow(out, labelled);
    }
  }

  /** Threads on which labels hang that stand further down. */
  private Row hanging(List<Underline> underlines) {
    Row row = opened();
    for (Underline underline : underlines) {
      row.put(underline.start(), "|", style(underline.mark()));
    }
    return row;
  }

  /** A row with the bars of the tall marks that have started and not ended. */
  private Row opened() {
    Row row = new Row();
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        row.put(i, "|", style(tall.get(i)));
      }
    }
    return row;
  }

  private void appendRow(StringBuilder out, Row row) {
    margin.unnumbered(out);
    row.append(out, margin.colours());
    Margin.end(out);
  }

  private Style style(Mark mark) {
    return mark.primary() ? primaryStyle : Style.MARGIN;
  }

  /** A line round its main mark, or its first one. */
  private LineView view(int line) {
    int focus = -1;
    for (Mark mark : marks) {
      int at =
          mark.span().line() == line
              ? mark.span().start()
              : mark.lastLine() == line ? mark.span().end() - 1 : -1;
      if (at >= 0 && (focus < 0 || mark.primary())) {
        focus = at;
      }
    }
    return new LineView(
        file.lineText(line), focus < 0 ? 0 : Math.max(0, focus - file.lineStart(line)));
  }

  private int column(LineView view, int line, int offset) {
    int inLine = Math.min(offset - file.lineStart(line), file.lineText(line).length());
    return view.column(inLine);
  }

  private static boolean startsItsLine(Span span) {
    String text = span.file().lineText(span.line());
    for (int i = 0; i < span.column() - 1; i++) {
      if (text.charAt(i) != ' ' && text.charAt(i) != '\t') {
        return false;
      }
    }
    return true;
  }
}
