package org.svpc.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.svpc.ir.Node;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SourceUnit.Comment;

/** Finds the comments between two places of a file, for the formats that people read. */
final class Comments {
  private final IdentityHashMap<SourceFile, List<Comment>> byFile = new IdentityHashMap<>();

  Comments(List<SourceUnit> units) {
    for (SourceUnit unit : units) {
      List<Comment> plain = new ArrayList<>();
      for (Comment comment : unit.comments()) {
        if (!comment.documentation()) {
          plain.add(comment);
        }
      }
      byFile.put(unit.file(), plain);
    }
  }

  /** Adds a node for the comments that start in {@code from} (included) to {@code to} (not). */
  void between(SourceFile file, int from, int to, List<Node> out) {
    List<Comment> all = byFile.getOrDefault(file, List.of());
    List<String> lines = new ArrayList<>();
    Span place = null;
    for (int i = first(all, from); i < all.size() && all.get(i).span().start() < to; i++) {
      place = place == null ? all.get(i).span() : place;
      addLines(all.get(i).text(), lines);
    }
    if (place != null) {
      out.add(new Node.Comment(lines, Origin.at(place)));
    }
  }

  /**
   * Where the comments start that stand on the lines directly above a place; the place itself where
   * there are none behind {@code from}.
   */
  int about(SourceFile file, int from, int place) {
    List<Comment> all = byFile.getOrDefault(file, List.of());
    int start = place;
    for (int i = first(all, place) - 1; i >= 0; i--) {
      Comment comment = all.get(i);
      Span span = comment.span();
      boolean above = comment.ownLine() && file.line(span.end()) + 1 >= file.line(start);
      if (span.start() < from || !above) {
        break;
      }
      start = span.start();
    }
    return start;
  }

  /** The index of the first comment that starts at an offset or behind it. */
  private static int first(List<Comment> all, int from) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).span().start() < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The offset of the end of the line that {@code offset} stands in. */
  static int endOfLine(SourceFile file, int offset) {
    // By the table of lines: a search from each statement of one long line would take forever.
    int line = file.line(offset);
    if (line < file.lineCount()) {
      return file.lineStart(line + 1) - 1;
    }
    int length = file.text().length();
    boolean ended = length > 0 && file.text().charAt(length - 1) == '\n';
    return ended && offset < length ? length - 1 : length;
  }

  private static void addLines(String text, List<String> lines) {
    if (text.startsWith("//")) {
      lines.add(text.substring(2).strip());
    } else if (text.startsWith("#")) {
      lines.add(text.substring(1).strip());
    } else {
      for (String line : text.substring(2, text.length() - 2).strip().lines().toList()) {
        String bare = line.strip();
        lines.add(bare.startsWith("*") ? bare.substring(1).strip() : bare);
      }
    }
  }
}
