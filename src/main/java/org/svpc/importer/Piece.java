package org.svpc.importer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.syntax.Statement;

/**
 * A statement with the comments about it.
 *
 * @param comments the lines of comments before it
 * @param statement null for comments at the end of a block
 * @param remark a comment behind it on its line
 * @param then what stands in its block, or its first one
 * @param otherwise what stands in its second block
 * @param gap whether an empty line stood before it
 */
record Piece(
    List<String> comments,
    @Nullable Statement statement,
    @Nullable String remark,
    List<Piece> then,
    List<Piece> otherwise,
    boolean gap) {
  Piece {
    comments = List.copyOf(comments);
    then = List.copyOf(then);
    otherwise = List.copyOf(otherwise);
  }

  Piece with(Statement other) {
    return new Piece(comments, other, remark, then, otherwise, gap);
  }

  Piece with(Statement other, List<Piece> first, List<Piece> second) {
    return new Piece(comments, other, remark, first, second, gap);
  }

  Piece withComments(List<String> lines) {
    return new Piece(lines, statement, remark, then, otherwise, gap);
  }
}
