package org.svpc.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.headers.HeaderReader;
import org.svpc.headers.SmallTree;
import org.svpc.target.Target;
import org.svpc.testing.TestTarget;

/** The target of a page's examples. */
final class PageTarget {
  private PageTarget() {}

  /**
   * A target with the headers that the page shows as {@code if headers}; the test target where it
   * shows none.
   *
   * @param folder in which the headers are written, as {@code headers/services/web.if}
   */
  static Target of(String page, Path folder) throws IOException {
    List<Snippet> shown =
        Pages.snippets(page).stream()
            .filter(snippet -> snippet.flags().contains("headers"))
            .toList();
    if (shown.isEmpty()) {
      return TestTarget.get();
    }
    Path headers = folder.resolve("headers");
    SmallTree.writeSupport(headers);
    Path services = Files.createDirectories(headers.resolve("services"));
    for (Snippet snippet : shown) {
      Files.writeString(services.resolve("web." + snippet.language()), snippet.text());
    }
    return HeaderReader.read(headers, new Diagnostics()).orElseThrow();
  }
}
