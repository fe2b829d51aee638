package org.svpc.parse;

import java.util.List;
import org.antlr.v4.runtime.Token;

/** How tokens stand in lines: what blames the right line where braces do not match. */
final class Lines {
  private static final int TAB = 8;

  private final Tokens tokens;
  private final List<Token> visible;

  Lines(Tokens tokens) {
    this.tokens = tokens;
    this.visible = tokens.visible();
  }

  int line(int index) {
    return index < visible.size() ? visible.get(index).getLine() : tokens.end().getLine();
  }

  /** Whether no other token stands before this one in its line; the end of the text is so too. */
  boolean isFirst(int index) {
    return index == 0 || index >= visible.size() || line(index) > lastLine(index - 1);
  }

  boolean isLast(int index) {
    return index + 1 >= visible.size() || line(index + 1) > lastLine(index);
  }

  boolean sameLine(int first, int second) {
    return line(first) == line(second);
  }

  /** The line in which a token ends: only what the grammar refuses spans lines. */
  private int lastLine(int index) {
    return visible.get(index).getLine();
  }

  /** How far the line of a token is indented, in columns. */
  int indent(int index) {
    String text = tokens.file().text();
    int start = visible.get(index).getStartIndex();
    int at = start;
    while (at > 0 && text.charAt(at - 1) != '\n') {
      at--;
    }
    int columns = 0;
    for (; at < start; at++) {
      char c = text.charAt(at);
      if (c == '\t') {
        columns += TAB - columns % TAB;
      } else if (c == ' ' || c == '\uFEFF') {
        columns++;
      } else {
        break;
      }
    }
    return columns;
  }
}
