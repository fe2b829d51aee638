package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.svpc.format.Pieces.Piece;
import org.svpc.selinux.FileKind;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.Membership;
import org.svpc.text.Doc;

/** Lays out what stands before the brace of a block, and the lines of labels. */
final class HeadLayout {
  private final Comments comments;
  private final Pieces pieces;
  private final SetLayout sets;

  HeadLayout(Comments comments, Pieces pieces, SetLayout sets) {
    this.comments = comments;
    this.pieces = pieces;
    this.sets = sets;
  }

  /** A type without its block, and what stands behind it. */
  Doc type(Statement.TypeDeclaration type, String behind) {
    List<Doc> parts = new ArrayList<>();
    parts.add(Doc.text((type.domain() ? "domain " : "type ") + type.name().text()));
    if (!type.aliases().isEmpty()) {
      Span last = type.aliases().get(type.aliases().size() - 1).span();
      int close = type.aliases().size() == 1 ? last.end() : comments.markFrom('}', last.end());
      parts.add(Doc.text(" alias "));
      parts.add(sets.oneOrBraces(type.aliases(), type.name().span().end(), close));
    }
    if (!type.memberships().isEmpty()) {
      List<Piece> list = new ArrayList<>();
      for (Membership membership : type.memberships()) {
        Span span = membership.span();
        list.add(new Piece(span.start(), span.end(), membership(membership)));
      }
      parts.add(Doc.text(" is"));
      parts.add(
          Doc.indent(2 * Pieces.INDENT, Doc.concat(Doc.LINE, Doc.concat(pieces.list(list, ",")))));
    }
    parts.add(Doc.text(behind));
    return Doc.group(Doc.concat(parts));
  }

  /** Where the last word of a type's head ends in the source; only braces and blanks follow. */
  static int end(Statement.TypeDeclaration type) {
    if (!type.memberships().isEmpty()) {
      return type.memberships().get(type.memberships().size() - 1).span().end();
    }
    return type.aliases().isEmpty()
        ? type.name().span().end()
        : type.aliases().get(type.aliases().size() - 1).span().end();
  }

  private Doc membership(Membership membership) {
    List<Argument> arguments = membership.arguments();
    Doc name = SetLayout.name(membership.name());
    return arguments == null
        ? name
        : Doc.concat(
            name,
            sets.arguments(arguments, membership.name().span().end(), membership.span().end()));
  }

  /** An interface or template without its block. */
  Doc declaration(Statement.InterfaceDeclaration declaration) {
    List<Piece> parameters = new ArrayList<>();
    for (Parameter parameter : declaration.parameters()) {
      String text =
          (parameter.optional() ? "optional " : "")
              + parameter.kind().word()
              + " "
              + parameter.name().text()
              + (parameter.rest() ? "..." : "");
      parameters.add(new Piece(parameter.span().start(), parameter.span().end(), Doc.text(text)));
    }
    String deprecation = declaration.deprecation();
    return Doc.concat(
        deprecation == null
            ? Doc.NOTHING
            : Doc.concat(Doc.text("deprecated " + Quotes.quoted(deprecation)), Doc.HARD_LINE),
        Doc.text((declaration.template() ? "template " : "interface ")),
        SetLayout.name(declaration.name()),
        pieces.bracketed(
            "(",
            parameters,
            ",",
            ")",
            declaration.name().span().end(),
            close(declaration) + 1,
            false));
  }

  /** Where the parenthesis behind the parameters stands in the source. */
  int close(Statement.InterfaceDeclaration declaration) {
    List<Parameter> parameters = declaration.parameters();
    return comments.markFrom(
        ')',
        parameters.isEmpty()
            ? declaration.name().span().end()
            : parameters.get(parameters.size() - 1).span().end());
  }

  static Doc condition(String head, Doc expression) {
    return Doc.group(Doc.text(head), Doc.indent(2 * Pieces.INDENT, expression), Doc.text(") "));
  }

  static Doc test(Statement.Test test) {
    return Doc.text("test " + Quotes.quoted(test.name()) + " ");
  }

  static Doc labels(Statement.Labels labels) {
    return Doc.text("labels " + (labels.type() == null ? "none" : labels.type().text()) + " ");
  }

  static Doc entry(Statement.LabelEntry entry) {
    StringBuilder text = new StringBuilder(entry.form().word());
    text.append(' ').append(Quotes.quoted(entry));
    for (FileKind kind : entry.kinds()) {
      text.append(' ').append(kind.word());
    }
    return Doc.concat(
        Doc.text(text.toString()), RuleLayout.range(" level ", entry.range()), Doc.text(";"));
  }
}
