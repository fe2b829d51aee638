package org.svpc.format;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.svpc.source.SourceFile;
import org.svpc.syntax.SourceUnit.Comment;
import org.svpc.text.Doc;

/** The comments of a file, each handed out once, to the place that stands nearest to it. */
final class Comments {
  private final SourceFile file;
  private final List<Comment> all;
  private final BitSet taken = new BitSet();

  Comments(SourceFile file, List<Comment> all) {
    this.file = file;
    this.all = all;
  }

  /** The comments that start from {@code from} on and before {@code to}, and are not taken yet. */
  List<Comment> take(int from, int to) {
    List<Comment> found = new ArrayList<>();
    for (int i = firstFrom(from); i < all.size() && all.get(i).span().start() < to; i++) {
      if (!taken.get(i)) {
        taken.set(i);
        found.add(all.get(i));
      }
    }
    return found;
  }

  /** Whether a comment starts in a stretch. */
  boolean any(int from, int to) {
    int i = firstFrom(from);
    return i < all.size() && all.get(i).span().start() < to;
  }

  /** The comments behind something, on its line; {@code to} bounds where they may start. */
  List<Comment> trailing(int from, int to) {
    String text = file.text();
    int end = text.indexOf('\n', from);
    return take(from, end < 0 ? to : Math.min(end, to));
  }

  /** No comments, for trees that were not read from a file. */
  static Comments none() {
    return new Comments(new SourceFile("", ""), List.of());
  }

  /**
   * The offset of a mark at or behind a place, one that stands in no comment; without a file, the
   * place.
   */
  int markFrom(char mark, int from) {
    String text = file.text();
    int at = from;
    int comment = firstFrom(from);
    while (at < text.length() && text.charAt(at) != mark) {
      while (comment < all.size() && all.get(comment).span().start() < at) {
        comment++;
      }
      at =
          comment < all.size() && all.get(comment).span().start() == at
              ? all.get(comment).span().end()
              : at + 1;
    }
    return at;
  }

  /** Whether something is the first of its line, and a blank line stands before that. */
  boolean blankBefore(int offset) {
    String text = file.text();
    int at = skipBlanksBack(offset);
    if (at == 0 || text.charAt(at - 1) != '\n') {
      return false;
    }
    at = skipBlanksBack(at - 1);
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private int skipBlanksBack(int offset) {
    String text = file.text();
    int at = offset;
    while (at > 0 && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\uFEFF';
  }

  private int firstFrom(int offset) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).span().start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A comment as it is written out. */
  static Doc doc(Comment comment) {
    return new Doc.Verbatim(normal(comment));
  }

  /** The text of a comment without the blanks at its lines' ends. */
  static String normal(Comment comment) {
    String text = comment.text();
    StringBuilder normal = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        trimEnd(normal);
      }
      normal.append(c);
    }
    trimEnd(normal);
    return normal.toString();
  }

  private static void trimEnd(StringBuilder text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    text.setLength(end);
  }

  /** Whether nothing can stand behind a comment on its line. */
  static boolean endsLine(Comment comment) {
    return !comment.text().startsWith("/*");
  }
}
