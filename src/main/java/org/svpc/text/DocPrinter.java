package org.svpc.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.svpc.text.Doc.Concat;
import org.svpc.text.Doc.Fill;
import org.svpc.text.Doc.Group;
import org.svpc.text.Doc.HardLine;
import org.svpc.text.Doc.Indent;
import org.svpc.text.Doc.Line;
import org.svpc.text.Doc.Text;
import org.svpc.text.Doc.Verbatim;

/**
 * Lays out documents. A group stays on its line where everything up to the next possible break
 * fits, those of later groups included: so of several groups on a line the last breaks first. Lines
 * end without blanks.
 */
public final class DocPrinter {
  /** A document that waits to be printed. */
  private record Item(int indent, boolean flat, Doc doc) {}

  private final int width;
  private final StringBuilder out = new StringBuilder();
  private int column;
  private int pendingIndent;

  private DocPrinter(int width) {
    this.width = width;
  }

  /** The document as text, with lines of at most {@code width} columns where that can be. */
  public static String print(Doc doc, int width) {
    DocPrinter printer = new DocPrinter(width);
    printer.print(doc);
    return printer.out.toString();
  }

  private void print(Doc document) {
    Deque<Item> rest = new ArrayDeque<>();
    rest.push(new Item(0, false, document));
    while (!rest.isEmpty()) {
      Item item = rest.pop();
      Doc doc = item.doc();
      if (doc instanceof Text text) {
        write(text.text());
      } else if (doc instanceof Verbatim verbatim) {
        write(verbatim.text());
        column = out.length() - out.lastIndexOf("\n") - 1;
      } else if (doc instanceof HardLine) {
        newLine(item.indent());
      } else if (doc instanceof Line line) {
        if (item.flat()) {
          write(line.flat());
        } else {
          newLine(item.indent());
        }
      } else if (doc instanceof Concat concat) {
        pushAll(rest, concat.parts(), item.indent(), item.flat());
      } else if (doc instanceof Indent indent) {
        rest.push(new Item(item.indent() + indent.columns(), item.flat(), indent.body()));
      } else if (doc instanceof Group group) {
        boolean flat =
            item.flat() || (!group.forced() && fits(new Item(0, true, group.body()), rest));
        rest.push(new Item(item.indent(), flat, group.body()));
      } else if (doc instanceof Fill fill) {
        printFill(rest, fill.parts(), item);
      } else {
        throw new AssertionError(doc);
      }
    }
  }

  /**
   * Prints the first part of a fill; what separates it from the next breaks if that does not fit.
   */
  private void printFill(Deque<Item> rest, List<Doc> parts, Item item) {
    if (item.flat() || parts.size() < 2) {
      pushAll(rest, parts, item.indent(), item.flat());
      return;
    }
    List<Doc> others = parts.subList(2, parts.size());
    boolean flat = !parts.get(1).forced();
    if (flat) {
      // The separator stays flat where the part behind it fits, together with what follows the
      // fill if it is the last.
      Deque<Item> behind = others.size() == 1 ? rest : new ArrayDeque<>();
      int before = column;
      column += pendingIndent + width(parts.get(0));
      flat = fits(new Item(0, true, Doc.concat(parts.get(1), others.get(0))), behind);
      column = before;
    }
    rest.push(new Item(item.indent(), false, new Fill(others, true)));
    rest.push(new Item(item.indent(), flat, parts.get(1)));
    rest.push(new Item(item.indent(), false, parts.get(0)));
  }

  private static void pushAll(Deque<Item> rest, List<Doc> parts, int indent, boolean flat) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      rest.push(new Item(indent, flat, parts.get(i)));
    }
  }

  /** Whether a document fits on the line, with what follows up to the next possible break. */
  private boolean fits(Item first, Deque<Item> behind) {
    int room = width - column - pendingIndent;
    Deque<Item> todo = new ArrayDeque<>();
    todo.push(first);
    var following = behind.iterator();
    while (room >= 0) {
      if (todo.isEmpty()) {
        if (!following.hasNext()) {
          return true;
        }
        todo.push(following.next());
      }
      Item item = todo.pop();
      Doc doc = item.doc();
      if (doc instanceof Text text) {
        room -= text.text().length();
      } else if (doc instanceof Verbatim verbatim) {
        int end = verbatim.text().indexOf('\n');
        if (end >= 0) {
          return room >= end;
        }
        room -= verbatim.text().length();
      } else if (doc instanceof HardLine) {
        return true;
      } else if (doc instanceof Line line) {
        if (!item.flat()) {
          return true;
        }
        room -= line.flat().length();
      } else if (doc instanceof Concat concat) {
        pushAll(todo, concat.parts(), 0, item.flat());
      } else if (doc instanceof Indent indent) {
        todo.push(new Item(0, item.flat(), indent.body()));
      } else if (doc instanceof Group group) {
        todo.push(new Item(0, item.flat(), group.body()));
      } else if (doc instanceof Fill fill) {
        pushAll(todo, fill.parts(), 0, item.flat());
      } else {
        throw new AssertionError(doc);
      }
    }
    return false;
  }

  private static int width(Doc doc) {
    int width = 0;
    Deque<Doc> todo = new ArrayDeque<>();
    todo.push(doc);
    while (!todo.isEmpty()) {
      Doc next = todo.pop();
      if (next instanceof Text text) {
        width += text.text().length();
      } else if (next instanceof Verbatim verbatim) {
        width += verbatim.text().length();
      } else if (next instanceof Line line) {
        width += line.flat().length();
      } else if (next instanceof Concat concat) {
        concat.parts().forEach(todo::push);
      } else if (next instanceof Indent indent) {
        todo.push(indent.body());
      } else if (next instanceof Group group) {
        todo.push(group.body());
      } else if (next instanceof Fill fill) {
        fill.parts().forEach(todo::push);
      }
    }
    return width;
  }

  private void newLine(int indent) {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
    out.append('\n');
    column = 0;
    pendingIndent = indent;
  }

  private void write(String text) {
    if (text.isEmpty()) {
      return;
    }
    for (; pendingIndent > 0; pendingIndent--) {
      out.append(' ');
      column++;
    }
    out.append(text);
    column += text.length();
  }
}
