package org.svpc.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.TypeRuleKind;
import org.svpc.source.Span;

/** A statement of an .svp file, at the top level or in a block. */
public sealed interface Statement {
  Span span();

  // ---- declarations

  /**
   * {@code type T alias A, attr;}, {@code type T is X, Y(args) { ... }} and the same with {@code
   * domain}, which makes the type a process.
   *
   * @param body null where the declaration ends in a semicolon
   */
  record TypeDeclaration(
      Documentation doc,
      boolean domain,
      Name name,
      List<Name> aliases,
      List<Membership> memberships,
      @Nullable List<Statement> body,
      Span span)
      implements Statement {}

  /**
   * What a type is: an attribute, or an interface or template whose first parameter the type fills.
   *
   * @param arguments null where no parentheses were written
   */
  record Membership(Name name, @Nullable List<Argument> arguments, Span span) {}

  record TypeAlias(Name type, List<Name> aliases, Span span) implements Statement {}

  record AttributeDeclaration(Documentation doc, List<Name> names, Span span)
      implements Statement {}

  record RoleAttributeDeclaration(List<Name> names, Span span) implements Statement {}

  record RoleDeclaration(List<Name> names, Span span) implements Statement {}

  record BooleanDeclaration(Documentation doc, Name name, boolean value, Span span)
      implements Statement {}

  /**
   * Names that others declare.
   *
   * @param ofCaller whether the text around leaves them to its callers, and does not require them
   * @param permissions only a class has them here
   */
  record Extern(
      boolean ofCaller, NameKind kind, List<Name> names, List<Name> permissions, Span span)
      implements Statement {}

  /** {@code require { ... }} of a .te file: names that the scope needs, used or not. */
  record Require(List<Required> items, Span span) implements Statement {}

  /** One line of a {@code require} block. */
  sealed interface Required {
    List<Name> names();

    Span span();
  }

  /** Names that others may declare. Only a class, which stands alone, has permissions. */
  record RequiredNames(NameKind kind, List<Name> names, List<Name> permissions, Span span)
      implements Required {}

  /** {@code sensitivity s0;} or {@code category c0;}: read, and passed over. */
  record RequiredLevels(boolean categories, List<Name> names, Span span) implements Required {}

  /**
   * {@code user u roles { r } level s0 range s0 - s0:c0.c1023;}; level and range may be missing.
   */
  record UserDeclaration(
      Name name, NameSet roles, @Nullable Range level, @Nullable Range range, Span span)
      implements Statement {}

  record Customizable(List<Name> types, Span span) implements Statement {}

  // ---- rules

  record Access(
      AccessKind kind,
      NameSet sources,
      NameSet targets,
      NameSet classes,
      NameSet permissions,
      Span span)
      implements Statement {}

  /** {@code allowxperm s t:c ioctl { 0x1 0x10-0x20 };} and its three siblings. */
  record ExtendedAccess(
      AccessKind kind,
      NameSet sources,
      NameSet targets,
      NameSet classes,
      Name operation,
      boolean complement,
      List<NumberRange> numbers,
      Span span)
      implements Statement {}

  /** Numbers from {@code low} to {@code high}, both included, 0 to 0xffff. */
  record NumberRange(int low, int high, Span span) {}

  /**
   * {@code type_transition s t:c new "name";}.
   *
   * @param objectName a string, a parameter's name, or null
   */
  record TypeRule(
      TypeRuleKind kind,
      NameSet sources,
      NameSet targets,
      NameSet classes,
      Name result,
      Argument.@Nullable Value objectName,
      Span span)
      implements Statement {}

  /** {@code range_transition s t:c range;}; without classes it is {@code process}. */
  record RangeTransition(
      NameSet sources, NameSet targets, @Nullable NameSet classes, Range range, Span span)
      implements Statement {}

  record TypeAttribute(NameSet types, List<Name> attributes, Span span) implements Statement {}

  record RoleAttribute(Name role, List<Name> attributes, Span span) implements Statement {}

  record RoleTypes(Name role, NameSet types, Span span) implements Statement {}

  record RoleAllow(NameSet from, NameSet to, Span span) implements Statement {}

  /** {@code role_transition r t:c new;}; without classes it is {@code process}. */
  record RoleTransition(
      NameSet roles, NameSet types, @Nullable NameSet classes, Name result, Span span)
      implements Statement {}

  record ExpandAttribute(NameSet attributes, boolean expand, Span span) implements Statement {}

  record TypeBounds(Name parent, List<Name> children, Span span) implements Statement {}

  record Permissive(Name type, Span span) implements Statement {}

  // ---- labels

  /**
   * The labels of a type's files.
   *
   * @param type null for {@code labels none}: files that are not to be labelled
   */
  record Labels(@Nullable Name type, List<LabelItem> items, Span span) implements Statement {}

  sealed interface LabelItem {
    Span span();
  }

  enum PathForm {
    /** The path itself, every character taken as it stands. */
    PATH("path"),
    /** The path and all that is below it. */
    TREE("tree"),
    /** A regular expression of file_contexts(5). */
    REGEX("regex");

    private final String word;

    PathForm(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * {@code regex "/srv/gpu/.*\.img" file level s0 - mls_systemhigh;}.
   *
   * @param text what stands between the quotes, untouched
   * @param kinds empty means any kind
   * @param range null means the lowest level
   */
  record LabelEntry(
      PathForm form,
      String text,
      Span textSpan,
      List<FileKind> kinds,
      @Nullable Range range,
      Span span)
      implements LabelItem {}

  /** A build-time choice among labels. */
  record LabelChoice(
      BuildExpression condition, List<LabelItem> then, List<LabelItem> otherwise, Span span)
      implements LabelItem {}

  // ---- scopes

  record If(Expression condition, List<Statement> then, List<Statement> otherwise, Span span)
      implements Statement {}

  record OptionalBlock(List<Statement> body, Span span) implements Statement {}

  record Ifdef(
      BuildExpression condition, List<Statement> then, List<Statement> otherwise, Span span)
      implements Statement {}

  /** {@code extend T { ... }}: rules of a type that is declared elsewhere. */
  record Extend(Name type, List<Statement> body, Span span) implements Statement {}

  // ---- interfaces and templates

  /**
   * An interface, or a template: an interface that may declare names.
   *
   * @param deprecation what to use instead, or null
   */
  record InterfaceDeclaration(
      Documentation doc,
      boolean template,
      Name name,
      List<Parameter> parameters,
      @Nullable String deprecation,
      List<Statement> body,
      Span span)
      implements Statement {}

  record Call(Name name, List<Argument> arguments, Span span) implements Statement {}

  // ---- what must hold of the linked policy

  /** {@code assert ...;}: nothing of it gets into the module. */
  record Assertion(Claim claim, Span span) implements Statement {}

  /** {@code test "..." { ... }}: nothing of it gets into the module. */
  record Test(String name, Span nameSpan, List<TestItem> items, Span span) implements Statement {
    public Test {
      items = List.copyOf(items);
    }
  }
}
