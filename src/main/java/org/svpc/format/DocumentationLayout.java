package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.svpc.selinux.Documentation;

/**
 * Writes documentation as lines of {@code ///} that read back as the same. Breaks of lines in a
 * paragraph mean nothing, so the words are filled into lines.
 */
final class DocumentationLayout {
  private static final int WIDTH = 96;
  private static final String MARK = "///";

  private final List<String> lines = new ArrayList<>();

  private DocumentationLayout() {}

  static List<String> lines(Documentation doc) {
    DocumentationLayout layout = new DocumentationLayout();
    layout.paragraph(doc.summary());
    for (String paragraph : doc.description()) {
      layout.paragraph(paragraph);
    }
    for (Documentation.Parameter parameter : doc.parameters()) {
      String tag = "@param " + parameter.name();
      layout.fill((tag + " " + clean(parameter.text())).strip(), tag.length());
    }
    Documentation.Infoflow infoflow = doc.infoflow();
    if (infoflow != null) {
      layout.line("@infoflow " + infoflow.direction() + " " + infoflow.weight());
    }
    if (doc.rolecap()) {
      layout.line("@rolecap");
    }
    return layout.lines;
  }

  private void paragraph(String text) {
    String clean = clean(text);
    if (clean.isEmpty()) {
      return;
    }
    if (!lines.isEmpty()) {
      lines.add(MARK);
    }
    // An at would start a tag.
    fill(clean.charAt(0) == '@' ? "`@`" + clean.substring(1) : clean, 0);
  }

  /** Adds a text in lines that are not too long, where it has blanks from {@code first} on. */
  private void fill(String text, int first) {
    int start = 0;
    int end = 0;
    for (int i = first; i <= text.length(); i++) {
      if (i == text.length() || isBreak(text, i)) {
        if (i - start > WIDTH && end > start) {
          line(text.substring(start, end));
          start = end + 1;
        }
        end = i;
      }
    }
    line(text.substring(start));
  }

  /** Whether a line may end at a blank: one that stands alone, and not before a tag. */
  private static boolean isBreak(String text, int at) {
    return text.charAt(at) == ' '
        && at > 0
        && at + 1 < text.length()
        && !Character.isWhitespace(text.charAt(at - 1))
        && !Character.isWhitespace(text.charAt(at + 1))
        && text.charAt(at + 1) != '@';
  }

  private void line(String text) {
    lines.add(MARK + " " + text);
  }

  /** The text without what ends lines or may not stand in a source. */
  private static String clean(String text) {
    return SourceWriter.oneLine(text).strip();
  }
}
