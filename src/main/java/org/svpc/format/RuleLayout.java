package org.svpc.format;

import org.jspecify.annotations.Nullable;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.TestItem;
import org.svpc.text.Doc;

/** Lays out statements that hold no others. */
final class RuleLayout {
  private final SetLayout sets;
  private final TestLayout tests;

  RuleLayout(SetLayout sets) {
    this.sets = sets;
    tests = new TestLayout(sets);
  }

  /** A statement of a test, with its semicolon. */
  Doc item(TestItem item) {
    return Doc.concat(tests.item(item), Doc.text(";"));
  }

  /** A statement with its semicolon, or null where it is of another family. */
  @Nullable Doc statement(Statement statement) {
    Doc rule = rule(statement);
    Doc doc = rule == null ? declaration(statement) : rule;
    return doc == null ? null : Doc.concat(doc, Doc.text(";"));
  }

  private @Nullable Doc rule(Statement statement) {
    if (statement instanceof Statement.Access rule) {
      return Doc.concat(
          Doc.text(rule.kind().word() + " "),
          vector(rule.sources(), rule.targets(), rule.classes()),
          Doc.text(" "),
          sets.set(rule.permissions()));
    }
    if (statement instanceof Statement.ExtendedAccess rule) {
      return Doc.concat(
          Doc.text(rule.kind().word() + "xperm "),
          vector(rule.sources(), rule.targets(), rule.classes()),
          Doc.text(" " + rule.operation().text() + " "),
          sets.numbers(
              rule.numbers(), rule.complement(), rule.operation().span().end(), rule.span().end()));
    }
    if (statement instanceof Statement.TypeRule rule) {
      Argument.Value object = rule.objectName();
      return Doc.concat(
          Doc.text(rule.kind().word() + " "),
          vector(rule.sources(), rule.targets(), rule.classes()),
          Doc.text(" " + rule.result().text()),
          object == null ? Doc.NOTHING : Doc.concat(Doc.text(" "), sets.value(object)));
    }
    if (statement instanceof Statement.RangeTransition rule) {
      return Doc.concat(
          Doc.text("range_transition "),
          vector(rule.sources(), rule.targets(), rule.classes()),
          Doc.text(" "),
          SetLayout.range(rule.range()));
    }
    if (statement instanceof Statement.RoleTransition rule) {
      return Doc.concat(
          Doc.text("role_transition "),
          vector(rule.roles(), rule.types(), rule.classes()),
          Doc.text(" " + rule.result().text()));
    }
    if (statement instanceof Statement.RoleAllow rule) {
      return words(Doc.text("allow"), sets.set(rule.from()), sets.set(rule.to()));
    }
    if (statement instanceof Statement.TypeAttribute rule) {
      return words(
          Doc.text("typeattribute"), sets.set(rule.types()), sets.names(rule.attributes()));
    }
    if (statement instanceof Statement.RoleAttribute rule) {
      return words(
          Doc.text("roleattribute"), SetLayout.name(rule.role()), sets.names(rule.attributes()));
    }
    if (statement instanceof Statement.RoleTypes rule) {
      return words(Doc.text("role " + rule.role().text() + " types"), sets.set(rule.types()));
    }
    if (statement instanceof Statement.ExpandAttribute rule) {
      return words(
          Doc.text("expandattribute"),
          sets.set(rule.attributes()),
          Doc.text(rule.expand() ? "true" : "false"));
    }
    if (statement instanceof Statement.TypeBounds rule) {
      return words(
          Doc.text("typebounds"), SetLayout.name(rule.parent()), sets.names(rule.children()));
    }
    if (statement instanceof Statement.Permissive rule) {
      return words(Doc.text("permissive"), SetLayout.name(rule.type()));
    }
    if (statement instanceof Statement.Assertion assertion) {
      return tests.claim(assertion.claim());
    }
    if (statement instanceof Statement.Call call) {
      return Doc.concat(
          SetLayout.name(call.name()),
          sets.arguments(call.arguments(), call.name().span().end(), call.span().end()));
    }
    return null;
  }

  private @Nullable Doc declaration(Statement statement) {
    if (statement instanceof Statement.TypeAlias alias) {
      return words(
          Doc.text("typealias"),
          SetLayout.name(alias.type()),
          Doc.text("alias"),
          sets.oneOrBraces(alias.aliases(), alias.type().span().end(), alias.span().end()));
    }
    if (statement instanceof Statement.AttributeDeclaration attribute) {
      return words(Doc.text("attribute"), sets.names(attribute.names()));
    }
    if (statement instanceof Statement.RoleAttributeDeclaration attribute) {
      return words(Doc.text("attribute_role"), sets.names(attribute.names()));
    }
    if (statement instanceof Statement.RoleDeclaration role) {
      return words(Doc.text("role"), sets.names(role.names()));
    }
    if (statement instanceof Statement.BooleanDeclaration bool) {
      return Doc.text("boolean " + bool.name().text() + " = " + (bool.value() ? "true" : "false"));
    }
    if (statement instanceof Statement.Extern extern) {
      Doc head =
          Doc.text((extern.ofCaller() ? "extern caller " : "extern ") + extern.kind().word());
      if (extern.permissions().isEmpty()) {
        return words(head, sets.names(extern.names()));
      }
      return words(
          head,
          SetLayout.name(extern.names().get(0)),
          sets.inBraces(
              extern.permissions(), extern.names().get(0).span().end(), extern.span().end()));
    }
    if (statement instanceof Statement.UserDeclaration user) {
      return Doc.concat(
          Doc.text("user " + user.name().text() + " roles "),
          sets.set(user.roles()),
          range(" level ", user.level()),
          range(" range ", user.range()));
    }
    if (statement instanceof Statement.Customizable customizable) {
      return words(Doc.text("customizable"), sets.names(customizable.types()));
    }
    return null;
  }

  /** A line of a require block; a class has its permissions in braces where there are several. */
  Doc required(Statement.Required required) {
    if (required instanceof Statement.RequiredLevels levels) {
      return Doc.concat(
          Doc.text(levels.categories() ? "category " : "sensitivity "),
          sets.names(levels.names()),
          Doc.text(";"));
    }
    Statement.RequiredNames names = (Statement.RequiredNames) required;
    // The word of .te, so that the block fits there, too.
    String word = names.kind() == NameKind.BOOLEAN ? "bool" : names.kind().word();
    Doc kind = Doc.text(word + " ");
    if (names.permissions().isEmpty()) {
      return Doc.concat(kind, sets.names(names.names()), Doc.text(";"));
    }
    Name name = names.names().get(0);
    return Doc.concat(
        kind,
        SetLayout.name(name),
        Doc.text(" "),
        sets.oneOrBraces(names.permissions(), name.span().end(), names.span().end()),
        Doc.text(";"));
  }

  static Doc range(String word, @Nullable Range range) {
    return range == null ? Doc.NOTHING : Doc.concat(Doc.text(word), SetLayout.range(range));
  }

  /** Sources, targets and, behind a colon, classes where there are any. */
  private Doc vector(NameSet sources, NameSet targets, @Nullable NameSet classes) {
    return Doc.concat(
        sets.set(sources),
        Doc.text(" "),
        sets.set(targets),
        classes == null ? Doc.NOTHING : Doc.concat(Doc.text(":"), sets.set(classes)));
  }

  private static Doc words(Doc... docs) {
    Doc[] parts = new Doc[docs.length * 2 - 1];
    for (int i = 0; i < docs.length; i++) {
      if (i > 0) {
        parts[2 * i - 1] = Doc.text(" ");
      }
      parts[2 * i] = docs[i];
    }
    return Doc.concat(parts);
  }
}
