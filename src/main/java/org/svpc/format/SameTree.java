package org.svpc.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SourceUnit.Comment;

/**
 * Whether two files say the same: equal trees but for the places, and the same comments. What the
 * formatter's output is held to before anything is written.
 */
public final class SameTree {
  private SameTree() {}

  public static boolean same(SourceUnit a, SourceUnit b) {
    return Objects.equals(Shape.of(a.header()), Shape.of(b.header()))
        && Objects.equals(Shape.of(a.uses()), Shape.of(b.uses()))
        && Objects.equals(Shape.of(a.statements()), Shape.of(b.statements()))
        && texts(a.comments()).equals(texts(b.comments()));
  }

  /** The comments without blanks at line ends, sorted: the formatter may move them. */
  private static List<String> texts(List<Comment> comments) {
    List<String> texts = new ArrayList<>(comments.size());
    for (Comment comment : comments) {
      texts.add(Comments.normal(comment));
    }
    Collections.sort(texts);
    return texts;
  }
}
