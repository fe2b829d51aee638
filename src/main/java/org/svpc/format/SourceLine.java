package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Statement;

/**
 * What stands in a file or a block, one below the other: statements, and the comments that their
 * syntax has no place for. What {@link SourceWriter} writes.
 *
 * <p>A {@code remark} is a comment behind its statement, on the same line, or null. Comments are
 * given without their marks.
 */
public sealed interface SourceLine {

  /** Comments on lines of their own, about what follows. */
  record Comment(List<String> lines) implements SourceLine {
    public Comment {
      lines = List.copyOf(lines);
    }
  }

  /** A blank line. */
  record Gap() implements SourceLine {}

  /** A statement as it is, with all that it holds. */
  record Single(Statement statement, @Nullable String remark) implements SourceLine {}

  /**
   * A statement with a block whose lines are given.
   *
   * @param head a type with a block, an {@code extend}, {@code if}, {@code optional}, {@code
   *     ifdef}, interface or template, or labels; what it holds itself is not written
   * @param otherwise the block behind {@code else}; none where it is empty
   */
  record Block(
      Statement head, List<SourceLine> then, List<SourceLine> otherwise, @Nullable String remark)
      implements SourceLine {
    public Block {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** A line of labels; stands in a block of them only. */
  record Label(Statement.LabelEntry entry, @Nullable String remark) implements SourceLine {}

  /** A choice among labels. */
  record LabelChoice(
      BuildExpression condition,
      List<SourceLine> then,
      List<SourceLine> otherwise,
      @Nullable String remark)
      implements SourceLine {
    public LabelChoice {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** Statements without comments. */
  static List<SourceLine> of(List<Statement> statements) {
    List<SourceLine> lines = new ArrayList<>(statements.size());
    for (Statement statement : statements) {
      lines.add(new Single(statement, null));
    }
    return lines;
  }

  /** Labels without comments. */
  static List<SourceLine> ofLabels(List<Statement.LabelItem> items) {
    List<SourceLine> lines = new ArrayList<>(items.size());
    for (Statement.LabelItem item : items) {
      if (item instanceof Statement.LabelEntry entry) {
        lines.add(new Label(entry, null));
      } else {
        Statement.LabelChoice choice = (Statement.LabelChoice) item;
        lines.add(
            new LabelChoice(
                choice.condition(), ofLabels(choice.then()), ofLabels(choice.otherwise()), null));
      }
    }
    return lines;
  }
}
