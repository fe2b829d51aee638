package org.svpc.format;

import org.jspecify.annotations.Nullable;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Claim;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.TestItem;
import org.svpc.text.Doc;

/** Lays out assertions and the statements of tests, without their semicolons. */
final class TestLayout {
  private final SetLayout sets;

  TestLayout(SetLayout sets) {
    this.sets = sets;
  }

  Doc claim(Claim claim) {
    if (claim instanceof Claim.McsConstrained constrained) {
      return Doc.concat(Doc.text("assert mcs_constrained "), sets.set(constrained.types()));
    }
    Claim.Flow flow = (Claim.Flow) claim;
    NameSet through = flow.through();
    Expression states = flow.states();
    return Doc.concat(
        Doc.text(flow.only() ? "assert flow " : "assert no flow "),
        end(flow.from()),
        Doc.text(" -> "),
        end(flow.to()),
        flow.weight() == 0 ? Doc.NOTHING : Doc.text(" weight " + flow.weight()),
        through == null
            ? Doc.NOTHING
            : Doc.concat(
                Doc.text(flow.only() ? " only through " : " except through "), sets.set(through)),
        states == null
            ? Doc.NOTHING
            : Doc.group(
                Doc.text(" when ("),
                Doc.indent(2 * Pieces.INDENT, ConditionLayout.expression(states)),
                Doc.text(")")));
  }

  private Doc end(Claim.End end) {
    return Doc.concat(sets.set(end.types()), RuleLayout.range(":", end.range()));
  }

  /** A statement other than a choice. */
  Doc item(TestItem item) {
    if (item instanceof TestItem.Definition definition) {
      String word = definition.process() ? "process " : "object ";
      return Doc.concat(
          Doc.text(word + definition.name().text() + " = "), label(definition.label()));
    }
    if (item instanceof TestItem.Access access) {
      return Doc.concat(
          Doc.text(access.subject().text() + (access.allowed() ? " can " : " cannot ")),
          sets.set(access.permissions()),
          numbers(access),
          Doc.text(" " + access.target().text() + ":"),
          sets.set(access.classes()));
    }
    if (item instanceof TestItem.Start start) {
      return Doc.text(
          start.subject().text()
              + " starts "
              + start.file().text()
              + " as "
              + start.result().text());
    }
    if (item instanceof TestItem.Creation creation) {
      Argument.Text object = creation.objectName();
      return Doc.text(
          creation.subject().text()
              + " creates "
              + creation.objectClass().text()
              + (object == null ? "" : " " + Quotes.quoted(object.text()))
              + " in "
              + creation.parent().text()
              + " as "
              + creation.result().text());
    }
    throw new AssertionError(item);
  }

  /** The numbers of ioctl commands, which stand between the permissions and the target. */
  private Doc numbers(TestItem.Access access) {
    int before = access.permissions().span().end();
    int behind = access.target().span().start();
    return access.numbers().isEmpty()
        ? Doc.NOTHING
        : Doc.concat(Doc.text(" "), sets.numbers(access.numbers(), false, before, behind));
  }

  private Doc label(TestItem.Label label) {
    if (label instanceof TestItem.LabelOf path) {
      return Doc.text("label_of(" + Quotes.quoted(path.path()) + ", " + path.kind().word() + ")");
    }
    TestItem.Context context = (TestItem.Context) label;
    return Doc.concat(
        prefix(context.user()),
        prefix(context.role()),
        SetLayout.name(context.type()),
        RuleLayout.range(":", context.range()));
  }

  private static Doc prefix(@Nullable Name name) {
    return name == null ? Doc.NOTHING : Doc.text(name.text() + ":");
  }
}
