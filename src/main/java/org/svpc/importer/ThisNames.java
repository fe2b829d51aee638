package org.svpc.importer;

import java.util.ArrayList;
import java.util.List;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Statement;

/** Writes a type as {@code this} in the statements of its own block. */
final class ThisNames {
  private static final String THIS = "this";

  private final String type;

  ThisNames(String type) {
    this.type = type;
  }

  List<Piece> in(List<Piece> pieces) {
    List<Piece> renamed = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      renamed.add(in(piece));
    }
    return renamed;
  }

  private Piece in(Piece piece) {
    Statement statement = piece.statement();
    return statement == null
        ? piece
        : piece.with(in(statement), in(piece.then()), in(piece.otherwise()));
  }

  private Statement in(Statement statement) {
    if (statement instanceof Statement.Access rule) {
      return new Statement.Access(
          rule.kind(),
          in(rule.sources()),
          in(rule.targets()),
          rule.classes(),
          rule.permissions(),
          rule.span());
    }
    if (statement instanceof Statement.ExtendedAccess rule) {
      return new Statement.ExtendedAccess(
          rule.kind(),
          in(rule.sources()),
          in(rule.targets()),
          rule.classes(),
          rule.operation(),
          rule.complement(),
          rule.numbers(),
          rule.span());
    }
    if (statement instanceof Statement.TypeRule rule) {
      return new Statement.TypeRule(
          rule.kind(),
          in(rule.sources()),
          in(rule.targets()),
          rule.classes(),
          in(rule.result()),
          rule.objectName(),
          rule.span());
    }
    if (statement instanceof Statement.RangeTransition rule) {
      return new Statement.RangeTransition(
          in(rule.sources()), in(rule.targets()), rule.classes(), rule.range(), rule.span());
    }
    if (statement instanceof Statement.TypeAttribute rule) {
      return new Statement.TypeAttribute(in(rule.types()), rule.attributes(), rule.span());
    }
    if (statement instanceof Statement.Call call) {
      return new Statement.Call(call.name(), arguments(call.arguments()), call.span());
    }
    return statement;
  }

  List<Argument> arguments(List<Argument> arguments) {
    List<Argument> renamed = new ArrayList<>(arguments.size());
    for (Argument argument : arguments) {
      renamed.add(
          argument.value() instanceof Argument.Names names
              ? new Argument(argument.name(), new Argument.Names(in(names.set())), argument.span())
              : argument);
    }
    return renamed;
  }

  private NameSet in(NameSet set) {
    List<NameSet.Element> elements = new ArrayList<>(set.elements().size());
    for (NameSet.Element element : set.elements()) {
      if (element instanceof NameSet.Member member) {
        elements.add(new NameSet.Member(in(member.name()), member.excluded(), member.span()));
      } else if (element instanceof NameSet.Nested nested) {
        elements.add(new NameSet.Nested(in(nested.set()), nested.excluded(), nested.span()));
      }
    }
    return new NameSet(elements, set.complement(), set.braces(), set.span());
  }

  private Name in(Name name) {
    return name.is(type) ? new Name(THIS, name.span()) : name;
  }
}
