package org.svpc.report;

import java.util.ArrayList;
import java.util.List;
import org.svpc.diagnostic.Fix;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/** The lines that a fix changes, as they would read. */
final class FixView {
  /** Of longer edits only the title is shown. */
  private static final int LONGEST = 12;

  private final Fix fix;
  private final Margin margin;

  FixView(Fix fix, Margin margin) {
    this.fix = fix;
    this.margin = margin;
  }

  void append(StringBuilder out) {
    Span span = fix.span();
    SourceFile file = span.file();
    int first = span.line();
    int last = file.line(span.end());
    String start = file.lineText(first);
    int column = Math.min(span.column() - 1, start.length());
    String replacement = fix.replacement();
    boolean oneLine = first == last && replacement.indexOf('\n') < 0;
    if (oneLine && !replacement.isEmpty()) {
      String edited =
          start.substring(0, column)
              + replacement
              + start.substring(Math.min(start.length(), column + span.end() - span.start()));
      LineView view = new LineView(edited, column);
      margin.bar(out);
      margin.numbered(out, first, "|");
      out.append(view.text());
      Margin.end(out);
      Row row = new Row();
      row.fill(view.column(column), view.column(column + replacement.length()), '+', Style.ADDED);
      margin.unnumbered(out);
      row.append(out, margin.colours());
      Margin.end(out);
      return;
    }
    appendChanges(out, replaced(file, first, last), edited(start, column), first, column);
  }

  private static List<String> replaced(SourceFile file, int first, int last) {
    List<String> lines = new ArrayList<>();
    for (int line = first; line <= last; line++) {
      lines.add(file.lineText(line));
    }
    return lines;
  }

  private List<String> edited(String start, int column) {
    Span span = fix.span();
    String end = span.file().lineText(span.file().line(span.end()));
    String after = end.substring(Math.min(end.length(), span.file().column(span.end()) - 1));
    return List.of((start.substring(0, column) + fix.replacement() + after).split("\n", -1));
  }

  /** The lines that go and those that come, without what both start or end with. */
  private void appendChanges(
      StringBuilder out, List<String> before, List<String> after, int first, int focus) {
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    if (before.size() + after.size() - 2 * (head + tail) > LONGEST) {
      return;
    }
    margin.bar(out);
    for (int i = head; i < before.size() - tail; i++) {
      appendChange(out, first + i, before.get(i), "-", Style.REMOVED, focus);
    }
    for (int i = head; i < after.size() - tail; i++) {
      appendChange(out, first + i, after.get(i), "+", Style.ADDED, focus);
    }
  }

  private void appendChange(
      StringBuilder out, int line, String text, String sign, Style style, int focus) {
    margin.numbered(out, line, sign);
    style.append(out, new LineView(text, focus).text(), margin.colours());
    Margin.end(out);
  }
}
