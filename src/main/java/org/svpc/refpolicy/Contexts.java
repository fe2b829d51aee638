package org.svpc.refpolicy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.FileKind;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;

/** A {@code .fc} file of refpolicy, with everything that its author wrote and in that order. */
public record Contexts(SourceFile file, List<Item> items) {
  /** What stands on a line, or on several. */
  public sealed interface Item {
    Span span();
  }

  /** An empty line, or several. */
  public record Gap(Span span) implements Item {}

  /**
   * A comment on a line of its own.
   *
   * @param text with its {@code #}, which stands for m4's {@code dnl} as well
   */
  public record Remark(String text, Span span) implements Item {}

  /**
   * A line of file_contexts(5).
   *
   * @param pattern as m4 passes it on
   * @param label null for {@code <<none>>}
   * @param trailing a comment behind it
   */
  public record Entry(
      String pattern,
      Span patternSpan,
      FileKind kind,
      @Nullable Label label,
      @Nullable String trailing,
      Span span)
      implements Item {}

  /**
   * {@code system_u:object_r:TYPE} with its levels; null stands for the lowest. Where the target
   * has no levels, there is none.
   *
   * @param mls under {@code enable_mls}
   * @param mcs under {@code enable_mcs}
   */
  public record Label(Name type, @Nullable Range mls, @Nullable Range mcs, Span span) {}

  /**
   * {@code ifdef} and, with its arms the other way round, {@code ifndef}.
   *
   * @param trailing a comment behind it
   */
  public record Choice(
      Name option, List<Item> then, List<Item> otherwise, @Nullable String trailing, Span span)
      implements Item {
    public Choice {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  public Contexts {
    items = List.copyOf(items);
  }
}
