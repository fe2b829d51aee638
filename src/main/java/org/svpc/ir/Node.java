package org.svpc.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.TypeRuleKind;
import org.svpc.source.Origin;

/** What a scope holds. */
public sealed interface Node {
  Origin origin();

  // ---- declarations

  record TypeDeclaration(
      Symbol name, List<Symbol> aliases, List<Symbol> attributes, Documentation doc, Origin origin)
      implements Node {}

  record TypeAlias(Symbol type, List<Symbol> aliases, Origin origin) implements Node {}

  record AttributeDeclaration(Symbol name, Documentation doc, Origin origin) implements Node {}

  record RoleAttributeDeclaration(Symbol name, Origin origin) implements Node {}

  record RoleDeclaration(Symbol name, Origin origin) implements Node {}

  record BooleanDeclaration(Symbol name, boolean value, Documentation doc, Origin origin)
      implements Node {}

  /** A user; level and range are null where the target has no levels. */
  record UserDeclaration(
      Symbol name,
      SymbolSet roles,
      @Nullable LevelRange level,
      @Nullable LevelRange range,
      Origin origin)
      implements Node {}

  /** A type whose labels restorecon leaves alone; refpolicy keeps it as a comment. */
  record Customizable(Symbol type, Origin origin) implements Node {}

  /**
   * What a {@code require} block asks for, used or not. Only lowering makes it: binding turns it
   * into a require of the scope around, and no later stage sees it.
   *
   * @param permissions of a class; empty otherwise
   */
  record Required(NameKind kind, Symbol name, List<String> permissions, Origin origin)
      implements Node {}

  /**
   * A name that the text around uses and leaves to its callers to require. Only lowering makes it,
   * for interfaces; binding takes it up, and no later stage sees it.
   */
  record LeftToCaller(NameKind kind, Symbol name, Origin origin) implements Node {}

  // ---- membership

  record TypeAttribute(Symbol type, List<Symbol> attributes, Origin origin) implements Node {}

  record RoleAttribute(Symbol role, List<Symbol> attributes, Origin origin) implements Node {}

  record RoleTypes(Symbol role, SymbolSet types, Origin origin) implements Node {}

  record ExpandAttribute(List<Symbol> attributes, boolean expand, Origin origin) implements Node {}

  record TypeBounds(Symbol parent, List<Symbol> children, Origin origin) implements Node {}

  record Permissive(Symbol type, Origin origin) implements Node {}

  // ---- rules

  record Access(
      AccessKind kind,
      SymbolSet sources,
      SymbolSet targets,
      SymbolSet classes,
      SymbolSet permissions,
      Origin origin)
      implements Node {}

  /** Numbers of an operation (ioctl), 0 to 0xffff. */
  record ExtendedPermissions(String operation, boolean complement, List<NumberRange> numbers) {}

  /** Numbers from {@code low} to {@code high}, both included. */
  record NumberRange(int low, int high) {}

  record ExtendedAccess(
      AccessKind kind,
      SymbolSet sources,
      SymbolSet targets,
      SymbolSet classes,
      ExtendedPermissions permissions,
      Origin origin)
      implements Node {}

  record TypeRule(
      TypeRuleKind kind,
      SymbolSet sources,
      SymbolSet targets,
      SymbolSet classes,
      Symbol result,
      @Nullable String objectName,
      Origin origin)
      implements Node {}

  /** The classes are written out: {@code process} where the author gave none. */
  record RangeTransition(
      SymbolSet sources, SymbolSet targets, SymbolSet classes, LevelRange range, Origin origin)
      implements Node {}

  record RoleAllow(SymbolSet from, SymbolSet to, Origin origin) implements Node {}

  record RoleTransition(
      SymbolSet roles, SymbolSet types, SymbolSet classes, Symbol result, Origin origin)
      implements Node {}

  // ---- scopes

  /** Requires of both arms belong to the scope around. */
  record Conditional(
      BooleanExpression condition, List<Node> then, List<Node> otherwise, Origin origin)
      implements Node {}

  record Optional(Scope body, Origin origin) implements Node {}

  /**
   * A choice that the target takes when the policy is built.
   *
   * @param taken which arm the target of this build takes; in an interface's body, where a
   *     parameter decides, the value means nothing
   */
  record BuildChoice(
      BuildCondition condition, boolean taken, Scope then, Scope otherwise, Origin origin)
      implements Node {
    /** The arm that this build's target takes. */
    public Scope arm() {
      return taken ? then : otherwise;
    }
  }

  /**
   * A call of an interface or template.
   *
   * @param provider who defines the callee; calls of libraries are always written expanded
   * @param arguments as refpolicy writes them
   * @param expansion what it stands for, with the callee's requires
   */
  record Call(
      String name, Provider provider, List<String> arguments, Scope expansion, Origin origin)
      implements Node {
    /** Whether refpolicy's m4 knows the callee, so that the call can be written as one. */
    public boolean isMacro() {
      return provider != Provider.LIBRARY;
    }
  }

  // ---- text for readers

  /** Comment lines without marks, kept for formats that people read. */
  record Comment(List<String> lines, Origin origin) implements Node {}

  /** Where a domain's or type's block begins; {@code title} is a headline for people. */
  record Section(String title, Origin origin) implements Node {}
}
