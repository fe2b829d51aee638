package org.svpc.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The pages as a site of HTML: the same folders and names, {@code .html} in place of {@code .md},
 * README.md as index.html, one list of pages at the side. A page needs nothing but itself and the
 * pictures beside it.
 */
final class Site {
  /** An entry of the list at the side: a page, or the title of a group of them. */
  private record Entry(String title, String page) {}

  private static final List<Entry> LIST =
      List.of(
          new Entry("svpc", "README.md"),
          new Entry("Ten minutes", "docs/getting-started.md"),
          new Entry("Cookbook", "docs/cookbook.md"),
          new Entry("The language", "docs/language.md"),
          new Entry("The command line", "docs/cli.md"),
          new Entry("From .te to .svp", "docs/from-te.md"),
          new Entry("Testing", "docs/testing.md"),
          new Entry("Access", "docs/access.md"),
          new Entry("Queries", "docs/query.md"),
          new Entry("Differences", "docs/diff.md"),
          new Entry("Flows", "docs/flow.md"),
          new Entry("Proof on a kernel", "docs/kernel.md"),
          new Entry("Guests from XML", "docs/guest.md"),
          new Entry("Labels", "docs/labels.md"),
          new Entry("Projects", "docs/project.md"),
          new Entry("CI", "docs/ci.md"),
          new Entry("Packages", "docs/packages.md"),
          new Entry("Installers", "docs/installer.md"),
          new Entry("Manual pages", "docs/doc.md"),
          new Entry("Installing svpc", "docs/install.md"),
          new Entry("Reports", "docs/report.md"),
          new Entry("Diagnostics", "docs/diagnostics/README.md"),
          new Entry("The library", "policies/README.md"),
          new Entry("What is the same", "docs/equality.md"),
          new Entry("Speed", "docs/speed.md"),
          new Entry("Architecture", "docs/architecture.md"),
          new Entry("Changes", "CHANGELOG.md"),
          new Entry("Contributing", "CONTRIBUTING.md"));

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --soft: #8881; --link: #0b5cad; }
      @media (prefers-color-scheme: dark) { :root { --link: #7ab8ff; } }
      * { box-sizing: border-box; }
      body { margin: 0; font: 16px/1.55 system-ui, sans-serif; display: flex; flex-wrap: wrap; }
      nav { flex: 0 0 14rem; padding: 1.5rem 1rem; border-right: 1px solid var(--line); }
      nav a { display: block; padding: .15rem .5rem; color: inherit; text-decoration: none; }
      nav a[aria-current] { font-weight: 600; background: var(--soft); border-radius: 4px; }
      main { flex: 1 1 30rem; min-width: 0; max-width: 62rem; padding: 1.5rem 2rem 4rem; }
      a { color: var(--link); }
      h1, h2, h3 { line-height: 1.25; margin: 2rem 0 .75rem; }
      h1 { margin-top: 0; }
      pre { overflow-x: auto; padding: .8rem 1rem; background: var(--soft); border-radius: 6px; }
      code { font: .875em/1.45 ui-monospace, monospace; }
      table { border-collapse: collapse; display: block; overflow-x: auto; }
      th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
      img { max-width: 100%; background: #fff; border-radius: 6px; }
      """;

  private final Path project;
  private final List<Extension> extensions =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private final Parser parser = Parser.builder().extensions(extensions).build();
  private final HtmlRenderer renderer = HtmlRenderer.builder().extensions(extensions).build();

  Site(Path project) {
    this.project = project;
  }

  /** The pages that the list at the side names. */
  static List<String> listed() {
    return LIST.stream().map(Entry::page).toList();
  }

  /** All pages of the site, sorted. */
  List<String> pages() {
    List<String> pages = new ArrayList<>(List.of("CHANGELOG.md", "CONTRIBUTING.md"));
    pages.addAll(Pages.all());
    return pages.stream().sorted().toList();
  }

  /** The file of the site that shows a page. */
  static String file(String page) {
    return page.equals("README.md")
        ? "index.html"
        : page.endsWith("/README.md")
            ? page.substring(0, page.length() - "README.md".length()) + "index.html"
            : FilenameUtils.removeExtension(page) + ".html";
  }

  /** A page as HTML. */
  String html(String page) {
    String source;
    try {
      source = Files.readString(project.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Node tree = parser.parse(source);
    tree.accept(new Links(page));
    String up = "../".repeat((int) page.chars().filter(c -> c == '/').count());
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(title(tree))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<nav>\n");
    for (Entry entry : LIST) {
      out.append("<a href=\"")
          .append(up)
          .append(file(entry.page()))
          .append('"')
          .append(entry.page().equals(page) ? " aria-current=\"page\"" : "")
          .append('>')
          .append(entry.title())
          .append("</a>\n");
    }
    return out.append("</nav>\n<main>\n")
        .append(renderer.render(tree))
        .append("</main>\n</body>\n</html>\n")
        .toString();
  }

  /** Writes the whole site. */
  void write(Path folder) throws IOException {
    for (String page : pages()) {
      Path file = folder.resolve(file(page));
      Files.createDirectories(file.getParent());
      Files.writeString(file, html(page));
    }
    Path pictures = project.resolve("docs/pictures");
    try (Stream<Path> files = Files.list(pictures)) {
      Path target = Files.createDirectories(folder.resolve("docs/pictures"));
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String title(Node tree) {
    StringBuilder title = new StringBuilder();
    if (tree instanceof Document && tree.getFirstChild() instanceof Heading heading) {
      heading.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text text) {
              title.append(text.getLiteral());
            }
          });
    }
    return title.toString().replace("&", "&amp;").replace("<", "&lt;");
  }

  /** Points links to pages at their HTML; those to other files of the project stay as they are. */
  private final class Links extends AbstractVisitor {
    private final Path folder;

    Links(String page) {
      Path parent = Path.of(page).getParent();
      folder = parent == null ? Path.of("") : parent;
    }

    @Override
    public void visit(Link link) {
      String target = link.getDestination();
      int hash = target.indexOf('#');
      String path = hash < 0 ? target : target.substring(0, hash);
      String rest = hash < 0 ? "" : target.substring(hash);
      if (path.endsWith(".md") && !path.contains("://")) {
        link.setDestination(file(path) + rest);
      } else if (!path.isEmpty() && !path.contains(":")) {
        // A folder with a page of its own: that page; any other file of the project is not part of
        // the site.
        Path there = folder.resolve(path).normalize();
        if (Files.exists(project.resolve(there).resolve("README.md"))) {
          link.setDestination(
              FilenameUtils.getPathNoEndSeparator(path + "/x") + "/index.html" + rest);
        } else {
          unlink(link);
        }
      }
      visitChildren(link);
    }

    private static void unlink(Link link) {
      Node child = link.getFirstChild();
      while (child != null) {
        Node next = child.getNext();
        link.insertBefore(child);
        child = next;
      }
      link.unlink();
    }
  }
}
