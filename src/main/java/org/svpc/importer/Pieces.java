package org.svpc.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit.Comment;
import org.svpc.syntax.Statement;

/** Puts comments to the statements that they are about. */
final class Pieces {
  /** So many marks in a row are a line that is drawn, not text. */
  private static final String LINE = "########";

  private final SourceFile file;
  private final List<Comment> comments;
  private int next;

  private Pieces(SourceFile file, List<Comment> comments) {
    this.file = file;
    this.comments = comments;
  }

  /**
   * The pieces of a stretch of text.
   *
   * @param comments those of the stretch, ordered by place
   */
  static List<Piece> of(
      SourceFile file, List<Statement> statements, List<Comment> comments, int from, int to) {
    Pieces pieces = new Pieces(file, comments);
    pieces.skipTo(from);
    return pieces.read(statements, from, to);
  }

  private void skipTo(int offset) {
    while (next < comments.size() && comments.get(next).span().start() < offset) {
      next++;
    }
  }

  private List<Piece> read(List<Statement> statements, int from, int to) {
    List<Piece> pieces = new ArrayList<>(statements.size());
    int at = from;
    for (Statement statement : statements) {
      Span span = statement.span();
      boolean documented =
          statement instanceof Statement.BooleanDeclaration bool && !bool.doc().isEmpty();
      int first = next;
      List<String> before = take(span.start(), documented);
      int start = first < next ? comments.get(first).span().start() : span.start();
      boolean gap = hasEmptyLine(at, start);
      List<Piece> then = List.of();
      List<Piece> otherwise = List.of();
      if (statement instanceof Statement.OptionalBlock optional) {
        then = read(optional.body(), span.start(), span.end());
      } else if (statement instanceof Statement.If conditional) {
        int boundary = boundary(conditional.then(), conditional.otherwise(), span);
        then = read(conditional.then(), span.start(), boundary);
        otherwise = read(conditional.otherwise(), boundary, span.end());
      } else if (statement instanceof Statement.Ifdef choice) {
        int boundary = boundary(choice.then(), choice.otherwise(), span);
        then = read(choice.then(), span.start(), boundary);
        otherwise = read(choice.otherwise(), boundary, span.end());
      } else {
        // Comments within a statement stand before it.
        before = joined(before, take(span.end(), false));
      }
      at = Math.max(at, span.end());
      pieces.add(new Piece(before, statement, remark(span.end()), then, otherwise, gap));
    }
    List<String> rest = take(to, false);
    if (!rest.isEmpty()) {
      pieces.add(new Piece(rest, null, null, List.of(), List.of(), true));
    }
    return pieces;
  }

  /** Where the first block ends, as far as comments are concerned. */
  private int boundary(List<Statement> then, List<Statement> otherwise, Span whole) {
    if (otherwise.isEmpty()) {
      return whole.end();
    }
    if (then.isEmpty()) {
      return whole.start();
    }
    int end = then.get(then.size() - 1).span().end();
    int line = file.text().indexOf('\n', end);
    int second = otherwise.get(0).span().start();
    return line < 0 || line > second ? end : line;
  }

  private static List<String> joined(List<String> one, List<String> other) {
    if (other.isEmpty()) {
      return one;
    }
    List<String> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  private boolean hasEmptyLine(int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      char c = file.text().charAt(i);
      if (c == '\n' && ++lines == 2) {
        return true;
      }
      lines = c > ' ' ? 0 : lines;
    }
    return false;
  }

  private @Nullable String remark(int end) {
    if (next == comments.size()) {
      return null;
    }
    Comment comment = comments.get(next);
    int line = file.text().indexOf('\n', end);
    if (comment.ownLine() || comment.span().start() < end || comment.span().start() > line) {
      return null;
    }
    next++;
    return text(comment);
  }

  /** The lines of the comments up to an offset, without what only draws a line or heads a part. */
  private List<String> take(int until, boolean documented) {
    List<String> lines = new ArrayList<>();
    while (next < comments.size() && comments.get(next).span().start() < until) {
      Comment comment = comments.get(next++);
      if (comment.documentation() && documented) {
        continue;
      }
      if (comment.text().startsWith(LINE)) {
        next = heading(next, until, lines);
      } else {
        lines.add(text(comment));
      }
    }
    while (!lines.isEmpty() && lines.get(0).isBlank()) {
      lines.remove(0);
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** Takes a headline between bare marks; one that the order of SVP says itself is left out. */
  private int heading(int from, int until, List<String> into) {
    int at = from;
    while (at < comments.size() && isBare(comments.get(at)) && isBefore(at, until)) {
      at++;
    }
    List<String> title = new ArrayList<>();
    while (at < comments.size()
        && isBefore(at, until)
        && !isBare(comments.get(at))
        && !comments.get(at).documentation()
        && !comments.get(at).text().startsWith(LINE)) {
      title.add(text(comments.get(at++)));
    }
    boolean framed = at < comments.size() && isBefore(at, until) && isBare(comments.get(at));
    if (title.size() != 1 || !framed || !saysItself(title.get(0))) {
      into.addAll(title);
    }
    return at;
  }

  private boolean isBefore(int comment, int until) {
    return comments.get(comment).span().start() < until;
  }

  private static boolean saysItself(String title) {
    String lower = title.strip().toLowerCase(Locale.ROOT);
    return lower.equals("declarations") || lower.endsWith("local policy");
  }

  private static boolean isBare(Comment comment) {
    return comment.text().strip().equals("#");
  }

  private static String text(Comment comment) {
    return withoutMarks(comment.text());
  }

  /** The text of a comment behind its marks and the blank that parts it from them. */
  static String withoutMarks(String text) {
    int from = 0;
    while (from < text.length() && text.charAt(from) == '#') {
      from++;
    }
    return text.substring(text.startsWith(" ", from) ? from + 1 : from).stripTrailing();
  }
}
