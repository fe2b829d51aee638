package org.svpc.report;

import java.util.ArrayList;
import java.util.List;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Fix;
import org.svpc.diagnostic.Label;
import org.svpc.diagnostic.Severity;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * Diagnostics for people: the message, the lines of the source with the places marked under them,
 * notes, and what would mend it.
 */
public final class HumanReport {
  /** More than this in one report says that something else is wrong. */
  static final int MOST_SHOWN = 200;

  private final boolean colours;

  /**
   * A report.
   *
   * @param colours whether to colour it with ANSI sequences
   */
  public HumanReport(boolean colours) {
    this.colours = colours;
  }

  /** All diagnostics in the order given, then their count; nothing where there are none. */
  public String render(List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    List<Diagnostic> shown = shown(diagnostics);
    for (Diagnostic diagnostic : shown) {
      append(out, diagnostic);
      out.append('\n');
    }
    if (shown.size() < diagnostics.size()) {
      out.append(diagnostics.size() - shown.size())
          .append(" more are not shown; `--report json` tells all.\n\n");
    }
    return out.append(summary(diagnostics)).append('\n').toString();
  }

  /** All, or where that is more than anybody reads, the first errors. */
  private static List<Diagnostic> shown(List<Diagnostic> diagnostics) {
    if (diagnostics.size() <= MOST_SHOWN) {
      return diagnostics;
    }
    boolean errors = count(diagnostics, Severity.ERROR) > 0;
    List<Diagnostic> shown = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      if (shown.size() < MOST_SHOWN && (!errors || diagnostic.severity() == Severity.ERROR)) {
        shown.add(diagnostic);
      }
    }
    return shown;
  }

  /** {@code 2 errors, 1 warning}; notes are counted too. */
  public static String summary(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Severity severity : Severity.values()) {
      int count = count(diagnostics, severity);
      if (count > 0) {
        out.append(out.length() > 0 ? ", " : "")
            .append(count)
            .append(" ")
            .append(severity.word())
            .append(count > 1 ? "s" : "");
      }
    }
    return out.toString();
  }

  /** How many have a severity. */
  static int count(List<Diagnostic> diagnostics, Severity severity) {
    int count = 0;
    for (Diagnostic diagnostic : diagnostics) {
      count += diagnostic.severity() == severity ? 1 : 0;
    }
    return count;
  }

  private void append(StringBuilder out, Diagnostic diagnostic) {
    Style style = style(diagnostic.severity());
    style.append(out, diagnostic.severity().word() + "[" + diagnostic.code().id() + "]", colours);
    Style.TITLE.append(out, ": " + SafeText.of(diagnostic.message()), colours);
    out.append('\n');
    Margin margin = new Margin(Integer.toString(lastLine(diagnostic)).length(), colours);
    Span span = diagnostic.span();
    if (span != null) {
      appendPlaces(out, diagnostic, span, style, margin);
    }
    boolean more =
        !diagnostic.notes().isEmpty()
            || !diagnostic.helps().isEmpty()
            || !diagnostic.fixes().isEmpty();
    if (span != null && more) {
      margin.bar(out);
    }
    for (String note : diagnostic.notes()) {
      margin.remark(out, "note", note);
    }
    for (String help : diagnostic.helps()) {
      margin.remark(out, "help", help);
    }
    for (Fix fix : diagnostic.fixes()) {
      margin.remark(out, "help", fix.title());
      if (diagnostic.fixes().size() == 1) {
        if (span == null || !same(fix.span().file(), span.file())) {
          margin.place(out, ":::", fix.span().toString());
        }
        new FixView(fix, margin).append(out);
      }
    }
  }

  /** The main file with its marks, then each other file that has some. */
  private static void appendPlaces(
      StringBuilder out, Diagnostic diagnostic, Span span, Style style, Margin margin) {
    List<Label> rest = new ArrayList<>();
    List<Excerpt.Mark> marks = new ArrayList<>();
    marks.add(new Excerpt.Mark(span, diagnostic.label(), true));
    for (Label label : diagnostic.labels()) {
      if (same(label.span().file(), span.file())) {
        marks.add(new Excerpt.Mark(label.span(), label.text(), false));
      } else {
        rest.add(label);
      }
    }
    margin.place(out, "-->", span.toString());
    margin.bar(out);
    new Excerpt(span.file(), marks, style, margin).append(out);
    while (!rest.isEmpty()) {
      List<Label> elsewhere = rest;
      rest = new ArrayList<>();
      Span first = elsewhere.get(0).span();
      List<Excerpt.Mark> others = new ArrayList<>();
      for (Label label : elsewhere) {
        if (same(label.span().file(), first.file())) {
          others.add(new Excerpt.Mark(label.span(), label.text(), false));
        } else {
          rest.add(label);
        }
      }
      margin.bar(out);
      margin.place(out, ":::", first.toString());
      margin.bar(out);
      new Excerpt(first.file(), others, style, margin).append(out);
    }
  }

  /** The greatest line number that is shown. */
  private static int lastLine(Diagnostic diagnostic) {
    int last = 1;
    Span span = diagnostic.span();
    if (span != null) {
      last = span.file().line(span.end());
    }
    for (Label label : diagnostic.labels()) {
      last = Math.max(last, label.span().file().line(label.span().end()));
    }
    for (Fix fix : diagnostic.fixes()) {
      int added = 0;
      for (int at = fix.replacement().indexOf('\n');
          at >= 0;
          at = fix.replacement().indexOf('\n', at + 1)) {
        added++;
      }
      last = Math.max(last, fix.span().file().line(fix.span().end()) + added);
    }
    return last;
  }

  private static boolean same(SourceFile one, SourceFile other) {
    return one == other || (one.name().equals(other.name()) && one.text().equals(other.text()));
  }

  private static Style style(Severity severity) {
    return switch (severity) {
      case ERROR -> Style.ERROR;
      case WARNING -> Style.WARNING;
      case NOTE -> Style.NOTE;
    };
  }
}
