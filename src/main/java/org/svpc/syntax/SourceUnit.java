package org.svpc.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.Documentation;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;

/**
 * One .svp file.
 *
 * @param header null where it is missing or could not be read
 * @param comments every comment of the file in its order, documentation included
 */
public record SourceUnit(
    SourceFile file,
    @Nullable Header header,
    List<Use> uses,
    List<Statement> statements,
    List<Comment> comments) {

  /**
   * {@code module NAME VERSION with replace, permissive;} or {@code library NAME;}.
   *
   * @param version null in a library and in the further files of a module
   * @param words what stands behind {@code with}
   */
  public record Header(
      Documentation doc,
      boolean library,
      Name name,
      @Nullable String version,
      List<Name> words,
      Span span) {}

  /** {@code use NAME;}: brings a library's interfaces, templates and externs into sight. */
  public record Use(Name name, Span span) {}

  /**
   * A comment.
   *
   * @param text as written, with its marks
   * @param documentation whether it is a {@code ///} comment
   * @param ownLine whether nothing but blanks stands before it on its line
   */
  public record Comment(String text, Span span, boolean documentation, boolean ownLine) {}

  public SourceUnit {
    uses = List.copyOf(uses);
    statements = List.copyOf(statements);
    comments = List.copyOf(comments);
  }
}
