package org.svpc.format;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.source.Span;
import org.svpc.syntax.SourceUnit;
import org.svpc.syntax.SourceUnit.Comment;

/**
 * Whether two files say the same: equal trees but for the places, and the same comments. What the
 * formatter's output is held to before anything is written.
 */
public final class SameTree {
  private SameTree() {}

  public static boolean same(SourceUnit a, SourceUnit b) {
    return equal(a.header(), b.header())
        && equal(a.uses(), b.uses())
        && equal(a.statements(), b.statements())
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

  private static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a instanceof Span) {
      return b instanceof Span;
    }
    if (a instanceof List<?> list && b instanceof List<?> other) {
      if (list.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < list.size(); i++) {
        if (!equal(list.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (!a.getClass().isRecord() || a.getClass() != b.getClass()) {
      return a.equals(b);
    }
    for (RecordComponent component : a.getClass().getRecordComponents()) {
      if (!equal(value(component, a), value(component, b))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object value(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record of the tree is out of reach", e);
    }
  }
}
