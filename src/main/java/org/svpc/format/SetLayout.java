package org.svpc.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.format.Pieces.Piece;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.text.Doc;

/** Lays out names, sets, levels and arguments. */
final class SetLayout {
  private final Pieces pieces;

  SetLayout(Pieces pieces) {
    this.pieces = pieces;
  }

  static Doc name(Name name) {
    return Doc.text(name.text());
  }

  Doc set(NameSet set) {
    Span span = set.span();
    if (set.braces()) {
      return braces(set.elements(), set.complement() ? "~{" : "{", span);
    }
    NameSet.Member only = (NameSet.Member) set.elements().get(0);
    String mark = set.complement() ? "~" : only.excluded() ? "-" : "";
    return Doc.text(mark + only.name().text());
  }

  private Doc braces(List<NameSet.Element> elements, String open, Span span) {
    List<Piece> members = new ArrayList<>(elements.size());
    for (NameSet.Element element : elements) {
      members.add(new Piece(element.span().start(), element.span().end(), element(element)));
    }
    return pieces.bracketed(open, members, "", "}", span.start(), span.end(), true);
  }

  private Doc element(NameSet.Element element) {
    if (element instanceof NameSet.Member member) {
      return Doc.text((member.excluded() ? "-" : "") + member.name().text());
    }
    NameSet.Nested nested = (NameSet.Nested) element;
    return braces(nested.set().elements(), nested.excluded() ? "-{" : "{", nested.span());
  }

  /** Names with commas: breaks go further right. */
  Doc names(List<Name> names) {
    return Doc.indent(Pieces.INDENT, Doc.fill(pieces.list(namePieces(names), ",")));
  }

  /** One name, or several in braces. */
  Doc oneOrBraces(List<Name> names, int start, int end) {
    return names.size() == 1
        ? name(names.get(0))
        : pieces.bracketed("{", namePieces(names), "", "}", start, end, true);
  }

  /** Several names in braces. */
  Doc inBraces(List<Name> names, int start, int end) {
    return pieces.bracketed("{", namePieces(names), "", "}", start, end, true);
  }

  private static List<Piece> namePieces(List<Name> names) {
    List<Piece> list = new ArrayList<>(names.size());
    for (Name name : names) {
      list.add(new Piece(name.span().start(), name.span().end(), name(name)));
    }
    return list;
  }

  static Doc range(Range range) {
    Range.@Nullable LevelText high = range.high();
    String low = range.low().text();
    return Doc.text(high == null ? low : low + " - " + high.text());
  }

  Doc arguments(List<Argument> arguments, int start, int end) {
    List<Piece> list = new ArrayList<>(arguments.size());
    for (Argument argument : arguments) {
      list.add(new Piece(argument.span().start(), argument.span().end(), argument(argument)));
    }
    return pieces.bracketed("(", list, ",", ")", start, end, false);
  }

  private Doc argument(Argument argument) {
    Name name = argument.name();
    Doc value = value(argument.value());
    return name == null ? value : Doc.concat(Doc.text(name.text() + " = "), value);
  }

  Doc value(Argument.Value value) {
    if (value instanceof Argument.Names names) {
      return set(names.set());
    }
    if (value instanceof Argument.Text text) {
      return Doc.text(Quotes.quoted(text.text()));
    }
    return range(((Argument.Levels) value).range());
  }

  Doc numbers(List<Statement.NumberRange> numbers, boolean complement, int start, int end) {
    List<Piece> list = new ArrayList<>(numbers.size());
    for (Statement.NumberRange range : numbers) {
      list.add(new Piece(range.span().start(), range.span().end(), Doc.text(number(range))));
    }
    if (list.size() == 1) {
      return complement
          ? Doc.concat(Doc.text("~{ "), list.get(0).doc(), Doc.text(" }"))
          : list.get(0).doc();
    }
    return pieces.bracketed(complement ? "~{" : "{", list, "", "}", start, end, true);
  }

  private static String number(Statement.NumberRange range) {
    String low = "0x" + Integer.toHexString(range.low());
    return range.low() == range.high() ? low : low + "-0x" + Integer.toHexString(range.high());
  }
}
