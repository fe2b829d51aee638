package org.svpc.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the project's pages and reads the fenced blocks out of them. */
final class Pages {
  private static final String FENCE = "```";

  private Pages() {}

  /** The project's folder. */
  static Path project() {
    return Path.of(System.getProperty("svpc.basedir", "")).toAbsolutePath();
  }

  /** README.md and all pages below docs, examples and policies, sorted. */
  static List<String> all() {
    Set<String> pages = new TreeSet<>();
    for (String root : List.of("README.md", "docs", "examples", "policies")) {
      Path folder = project().resolve(root);
      if (Files.exists(folder)) {
        try (Stream<Path> paths = Files.walk(folder)) {
          paths
              .filter(path -> path.toString().endsWith(".md"))
              .forEach(path -> pages.add(project().relativize(path).toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return List.copyOf(pages);
  }

  /** The blocks of a page in their order. */
  static List<Snippet> snippets(String page) {
    try {
      return read(page, Files.readString(project().resolve(page)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks of a text. A block that is never closed is a mistake of the page. */
  static List<Snippet> read(String page, String text) {
    List<Snippet> snippets = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    String info = null;
    int start = 0;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (info == null) {
        if (line.startsWith(FENCE)) {
          info = line.substring(FENCE.length()).strip();
          start = number;
          body.setLength(0);
        }
      } else if (line.equals(FENCE)) {
        snippets.add(snippet(page, start, info, body.toString()));
        info = null;
      } else {
        body.append(line).append('\n');
      }
    }
    if (info != null) {
      throw new IllegalStateException(page + ":" + start + ": the block is never closed");
    }
    return snippets;
  }

  private static Snippet snippet(String page, int line, String info, String text) {
    Map<String, String> values = new TreeMap<>();
    Set<String> flags = new TreeSet<>();
    String language = "";
    for (String word : info.split(" +", -1)) {
      int equals = word.indexOf('=');
      if (language.isEmpty()) {
        language = word;
      } else if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      } else {
        flags.add(word);
      }
    }
    return new Snippet(page, line, language, values, flags, text);
  }
}
