package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SourceUnit.Header;
import org.svpc.syntax.SourceUnit.Use;
import org.svpc.syntax.Statement;
import org.svpc.text.Doc;
import org.svpc.text.DocPrinter;

/**
 * Writes a file in the one layout of SVP: four columns of indentation, lines of a hundred columns
 * where that can be, the header first, then what is used, then the statements in their order. Blank
 * lines between statements stay, never more than one; every comment stays. What is laid out once
 * does not change when it is laid out again.
 */
public final class Formatter {
  static final int WIDTH = 100;

  private final SourceUnit unit;
  private final Comments comments;
  private final BlockLayout blocks;

  private Formatter(SourceUnit unit) {
    this.unit = unit;
    comments = new Comments(unit.file(), unit.comments());
    blocks = new BlockLayout(comments);
  }

  /** The text of a file that was read without errors. */
  public static String format(SourceUnit unit) {
    return new Formatter(unit).format();
  }

  /** What stands at the top level, in the order of the source. */
  private record Item(Span span, boolean use, Object node) {}

  private String format() {
    List<Doc> head = new ArrayList<>();
    List<Doc> uses = new ArrayList<>();
    List<Doc> statements = new ArrayList<>();
    int from = 0;
    Header header = unit.header();
    if (header != null) {
      int to = header.span().end();
      head.add(
          blocks.framed(
              comments.take(0, header.span().start()),
              header.span(),
              header(header),
              firstStart(unit.file().text().length()),
              true));
      from = to;
    }
    List<Item> items = items();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      int next =
          i + 1 < items.size() ? items.get(i + 1).span().start() : unit.file().text().length();
      if (item.node() instanceof Use use) {
        uses.add(
            blocks.framed(
                comments.take(from, item.span().start()),
                item.span(),
                Doc.text("use " + use.name().text() + ";"),
                next,
                uses.isEmpty()));
      } else {
        statements.add(blocks.statement((Statement) item.node(), from, next, statements.isEmpty()));
      }
      from = item.span().end();
    }
    blocks.addRest(statements, comments.take(0, Integer.MAX_VALUE));
    List<Doc> lines = new ArrayList<>();
    addSection(lines, head);
    addSection(lines, uses);
    addSection(lines, statements);
    lines.add(Doc.NOTHING);
    return DocPrinter.print(joined(lines), WIDTH);
  }

  private static void addSection(List<Doc> lines, List<Doc> section) {
    if (!lines.isEmpty() && !section.isEmpty()) {
      lines.add(Doc.NOTHING);
    }
    lines.addAll(section);
  }

  private static Doc joined(List<Doc> lines) {
    List<Doc> parts = new ArrayList<>(lines.size() * 2);
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        parts.add(Doc.HARD_LINE);
      }
      parts.add(lines.get(i));
    }
    return Doc.concat(parts);
  }

  private int firstStart(int end) {
    int first = end;
    for (Item item : items()) {
      first = Math.min(first, item.span().start());
    }
    return first;
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>(unit.uses().size() + unit.statements().size());
    int use = 0;
    int statement = 0;
    while (use < unit.uses().size() || statement < unit.statements().size()) {
      boolean takeUse =
          statement == unit.statements().size()
              || (use < unit.uses().size()
                  && unit.uses().get(use).span().start()
                      < unit.statements().get(statement).span().start());
      items.add(
          takeUse
              ? new Item(unit.uses().get(use).span(), true, unit.uses().get(use++))
              : new Item(
                  unit.statements().get(statement).span(),
                  false,
                  unit.statements().get(statement++)));
    }
    return items;
  }

  /** A header without its documentation. */
  static Doc header(Header header) {
    StringBuilder text = new StringBuilder(header.library() ? "library " : "module ");
    text.append(header.name().text());
    if (header.version() != null) {
      text.append(' ').append(header.version());
    }
    for (int i = 0; i < header.words().size(); i++) {
      text.append(i == 0 ? " with " : ", ").append(header.words().get(i).text());
    }
    return Doc.text(text.append(';').toString());
  }
}
