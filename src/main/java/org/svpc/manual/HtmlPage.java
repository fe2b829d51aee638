package org.svpc.manual;

import java.util.List;
import org.svpc.manual.Page.Block;
import org.svpc.manual.Page.Inline;
import org.svpc.text.Escapes;

/** A page as one file of HTML that needs no other, for light and dark screens and for paper. */
public final class HtmlPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
        color: #1b1b1b; background: #fff; }
      h1 { font-size: 1.6rem; margin-bottom: 0; }
      h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #bbb; }
      .title { margin-top: .2rem; color: #555; }
      code, pre, dt { font-family: ui-monospace, monospace; font-size: .92em; }
      pre { padding: .5rem .8rem; overflow-x: auto; background: #f2f2f2; border-radius: 4px; }
      dt { font-weight: bold; margin-top: 1rem; overflow-wrap: anywhere; }
      dd { margin: 0 0 0 1.5rem; }
      p { margin: .4rem 0; overflow-wrap: anywhere; }
      nav a { margin-right: 1rem; }
      a { color: #0a58ca; }
      @media (prefers-color-scheme: dark) {
        body { color: #e4e4e4; background: #161616; }
        .title { color: #aaa; }
        h2 { border-color: #555; }
        pre { background: #242424; }
        a { color: #7fb2ff; }
      }
      """;

  private final StringBuilder out = new StringBuilder();

  private HtmlPage() {}

  /** The text of the page. */
  public static String render(Page page) {
    HtmlPage made = new HtmlPage();
    made.page(page);
    return made.out.toString();
  }

  private void page(Page page) {
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(Escapes.xml(page.name()))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(Escapes.xml(page.name()))
        .append("</h1>\n<p class=\"title\">")
        .append(Escapes.xml(page.title()))
        .append("</p>\n<nav>");
    for (int i = 0; i < page.sections().size(); i++) {
      out.append("<a href=\"#s").append(i).append("\">");
      out.append(Escapes.xml(page.sections().get(i).title())).append("</a>\n");
    }
    out.append("</nav>\n<main>\n");
    for (int i = 0; i < page.sections().size(); i++) {
      out.append("<h2 id=\"s").append(i).append("\">");
      out.append(Escapes.xml(page.sections().get(i).title())).append("</h2>\n");
      blocks(page.sections().get(i).blocks());
    }
    out.append("</main>\n<footer><p class=\"title\">")
        .append(Escapes.xml(page.source()))
        .append("</p></footer>\n</body>\n</html>\n");
  }

  private void blocks(List<Block> blocks) {
    boolean list = false;
    for (Block block : blocks) {
      if (block instanceof Block.Item item) {
        out.append(list ? "" : "<dl>\n");
        list = true;
        out.append("<dt>").append(Escapes.xml(item.name())).append("</dt>\n<dd>\n");
        blocks(item.blocks());
        out.append("</dd>\n");
      } else {
        out.append(list ? "</dl>\n" : "");
        list = false;
        plain(block);
      }
    }
    out.append(list ? "</dl>\n" : "");
  }

  private void plain(Block block) {
    if (block instanceof Block.Text text) {
      out.append("<p>");
      for (Inline part : text.parts()) {
        out.append(part.code() ? "<code>" : "");
        out.append(Escapes.xml(part.text()));
        out.append(part.code() ? "</code>" : "");
      }
      out.append("</p>\n");
    } else if (block instanceof Block.Code code) {
      // A line feed right behind the tag is not part of the text.
      out.append("<pre>\n").append(Escapes.xml(String.join("\n", code.lines()))).append("</pre>\n");
    }
  }
}
