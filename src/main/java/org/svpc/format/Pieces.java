package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.svpc.syntax.SourceUnit.Comment;
import org.svpc.text.Doc;

/** Lays out names, sets, lists and what else statements are made of, comments between included. */
final class Pieces {
  static final int INDENT = 4;

  /** One member of a list, with its place in the source. */
  record Piece(int start, int end, Doc doc) {}

  private final Comments comments;

  Pieces(Comments comments) {
    this.comments = comments;
  }

  /** Members with a separator behind each but the last: contents and breaks by turns. */
  List<Doc> list(List<Piece> pieces, String separator) {
    List<Doc> parts = new ArrayList<>(pieces.size() * 2);
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (i > 0) {
        parts.add(between(comments.take(pieces.get(i - 1).end(), piece.start())));
      }
      boolean last = i == pieces.size() - 1;
      parts.add(
          last || separator.isEmpty() ? piece.doc() : Doc.concat(piece.doc(), Doc.text(separator)));
    }
    return parts;
  }

  /** A break, with the comments that stand there. */
  private static Doc between(List<Comment> comments) {
    if (comments.isEmpty()) {
      return Doc.LINE;
    }
    Comment last = comments.get(comments.size() - 1);
    boolean ended = Comments.endsLine(last) || last.ownLine();
    return Doc.concat(written(comments), ended ? Doc.HARD_LINE : Doc.LINE);
  }

  /** Comments behind something: on its line where they stand so, or each on its own. */
  private static Doc written(List<Comment> comments) {
    List<Doc> parts = new ArrayList<>();
    boolean lineEnded = false;
    for (Comment comment : comments) {
      parts.add(comment.ownLine() || lineEnded ? Doc.HARD_LINE : Doc.text(" "));
      parts.add(Comments.doc(comment));
      lineEnded = Comments.endsLine(comment);
    }
    return Doc.concat(parts);
  }

  /**
   * Members between brackets, all on one line or, where they do not fit, further right on lines of
   * their own.
   *
   * @param start where the opening bracket stands in the source
   * @param end where the closing one ends
   * @param fill whether a line holds as many members as fit, and not one
   */
  Doc bracketed(
      String open,
      List<Piece> pieces,
      String separator,
      String close,
      int start,
      int end,
      boolean fill) {
    String blank = open.endsWith("{") ? " " : "";
    if (pieces.isEmpty()) {
      return Doc.text(open + blank + close);
    }
    Doc before = opening(comments.take(start, pieces.get(0).start()), blank);
    List<Doc> parts = list(pieces, separator);
    Doc after = closing(comments.take(pieces.get(pieces.size() - 1).end(), end), blank);
    return Doc.group(
        Doc.text(open),
        Doc.indent(INDENT, Doc.concat(before, fill ? Doc.fill(parts) : Doc.concat(parts))),
        after,
        Doc.text(close));
  }

  private static Doc opening(List<Comment> comments, String blank) {
    return comments.isEmpty() ? new Doc.Line(blank) : Doc.concat(written(comments), Doc.HARD_LINE);
  }

  private static Doc closing(List<Comment> comments, String blank) {
    return comments.isEmpty()
        ? new Doc.Line(blank)
        : Doc.concat(Doc.indent(INDENT, written(comments)), Doc.HARD_LINE);
  }
}
