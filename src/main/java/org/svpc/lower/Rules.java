package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.SymbolSet.Element;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Origin;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Statement;

/** Takes rules and memberships. A rule with something wrong in it is told and left out. */
final class Rules {
  private static final int MAX_NUMBER = 0xffff;

  private final Names names;
  private final Sets sets;
  private final Ranges ranges;
  private final Diagnostics diagnostics;

  Rules(Names names, Sets sets, Ranges ranges, Diagnostics diagnostics) {
    this.names = names;
    this.sets = sets;
    this.ranges = ranges;
    this.diagnostics = diagnostics;
  }

  void access(Statement.Access rule, Frame frame, List<Node> out) {
    boolean never = rule.kind() == AccessKind.NEVERALLOW;
    SymbolSet sources =
        sets.types(rule.sources(), frame, never ? Sets.Forms.ALL : Sets.Forms.NAMES);
    SymbolSet targets =
        sets.types(rule.targets(), frame, never ? Sets.Forms.ALL_AND_SELF : Sets.Forms.SELF);
    SymbolSet classes = sets.classes(rule.classes(), frame);
    if (classes == null) {
      return;
    }
    List<Sets.Granted> granted = sets.permissions(rule.permissions(), classes, frame);
    if (sources == null || targets == null) {
      return;
    }
    for (Sets.Granted each : granted) {
      out.add(
          new Node.Access(
              rule.kind(),
              sources,
              targets,
              each.classes(),
              each.permissions(),
              frame.origin(rule.span())));
    }
  }

  void extendedAccess(Statement.ExtendedAccess rule, Frame frame, List<Node> out) {
    boolean never = rule.kind() == AccessKind.NEVERALLOW;
    SymbolSet sources =
        sets.types(rule.sources(), frame, never ? Sets.Forms.ALL : Sets.Forms.NAMES);
    SymbolSet targets =
        sets.types(rule.targets(), frame, never ? Sets.Forms.ALL_AND_SELF : Sets.Forms.SELF);
    SymbolSet classes = sets.classes(rule.classes(), frame);
    if (!numbersHold(rule, frame)) {
      return;
    }
    if (sources == null || targets == null || classes == null) {
      return;
    }
    for (String className : classes.included()) {
      if (!frame.dead()
          && !Sets.isParameter(className)
          && !sets.permissionsOf(className).contains("ioctl")) {
        diagnostics.add(
            Diagnostic.at(
                    Code.EMPTY_XPERM,
                    frame.origin(rule.classes().span()),
                    "Class `"
                        + className
                        + "` has no permission `ioctl`, so the rule says nothing.")
                .label("no ioctl here"));
        return;
      }
    }
    List<Node.NumberRange> numbers = new ArrayList<>();
    for (Statement.NumberRange range : rule.numbers()) {
      numbers.add(new Node.NumberRange(range.low(), range.high()));
    }
    out.add(
        new Node.ExtendedAccess(
            rule.kind(),
            sources,
            targets,
            classes,
            new Node.ExtendedPermissions(rule.operation().text(), rule.complement(), numbers),
            frame.origin(rule.span())));
  }

  /** A rule without effect would widen access to every ioctl, so it is an error. */
  private boolean numbersHold(Statement.ExtendedAccess rule, Frame frame) {
    if (!rule.operation().is("ioctl")) {
      diagnostics.add(
          Diagnostic.at(
                  Code.EMPTY_XPERM,
                  frame.origin(rule.operation().span()),
                  "checkmodule knows extended permissions of `ioctl` only, not of `"
                      + rule.operation().text()
                      + "`.")
              .label("write `ioctl`")
              .fix("Write `ioctl`", rule.operation().span(), "ioctl"));
      return false;
    }
    boolean everything = false;
    for (Statement.NumberRange range : rule.numbers()) {
      everything |= rule.complement() && range.low() == 0 && range.high() == MAX_NUMBER;
      if (range.low() > range.high() || range.high() > MAX_NUMBER || range.low() < 0) {
        diagnostics.add(
            Diagnostic.at(
                    Code.EMPTY_XPERM,
                    frame.origin(range.span()),
                    range.low() > range.high()
                        ? "This range of numbers runs backwards."
                        : "An ioctl number goes from 0x0 to 0xffff.")
                .label("no number is in this range"));
        return false;
      }
    }
    if (rule.numbers().isEmpty() || everything) {
      diagnostics.add(
          Diagnostic.at(
                  Code.EMPTY_XPERM,
                  frame.origin(rule.span()),
                  "No number is left, so this rule would vanish.")
              .label("says nothing")
              .note(
                  "Without a rule of its kind every ioctl is let through that `allow` grants; a"
                      + " rule that vanishes widens access."));
      return false;
    }
    return true;
  }

  void typeRule(Statement.TypeRule rule, Frame frame, List<Node> out) {
    SymbolSet sources = sets.types(rule.sources(), frame, Sets.Forms.NAMES);
    SymbolSet targets = sets.types(rule.targets(), frame, Sets.Forms.SELF);
    SymbolSet classes = sets.classes(rule.classes(), frame);
    Symbol result = names.symbol(rule.result(), frame, Position.TYPES);
    Argument.Value objectName = rule.objectName();
    String text = null;
    if (objectName != null && !isLeftOut(objectName, frame)) {
      text = objectName(objectName, frame);
      if (text == null) {
        return;
      }
    }
    if (sources == null || targets == null || classes == null || result == null) {
      return;
    }
    out.add(
        new Node.TypeRule(
            rule.kind(), sources, targets, classes, result, text, frame.origin(rule.span())));
  }

  /** Whether the object's name is a parameter that the call leaves out: then there is none. */
  private static boolean isLeftOut(Argument.Value value, Frame frame) {
    if (value instanceof Argument.Names set
        && set.set().elements().size() == 1
        && set.set().elements().get(0) instanceof NameSet.Member member) {
      Binding binding = frame.binding(member.name().text());
      return binding != null && !binding.given();
    }
    return false;
  }

  private @Nullable String objectName(Argument.Value value, Frame frame) {
    if (value instanceof Argument.Text text) {
      return text.text();
    }
    if (value instanceof Argument.Names set
        && set.set().elements().size() == 1
        && set.set().elements().get(0) instanceof NameSet.Member member) {
      Binding binding = frame.binding(member.name().text());
      if (binding != null
          && (binding.kind() == ParameterKind.FILE_NAME || binding.kind() == ParameterKind.STRING)
          && binding.text() != null) {
        return binding.text();
      }
    }
    diagnostics.add(
        Diagnostic.at(
                Code.ARGUMENT_KIND,
                frame.origin(value.span()),
                "An object's name is text in quotes, or a parameter of kind `file_name`.")
            .label("text is needed here"));
    return null;
  }

  void rangeTransition(Statement.RangeTransition rule, Frame frame, List<Node> out) {
    SymbolSet sources = sets.types(rule.sources(), frame, Sets.Forms.NAMES);
    SymbolSet targets = sets.types(rule.targets(), frame, Sets.Forms.NAMES);
    SymbolSet classes = classesOrProcess(rule.classes(), rule.span(), frame);
    LevelRange range = ranges.range(rule.range(), frame);
    if (sources != null && targets != null && classes != null && range != null) {
      out.add(
          new Node.RangeTransition(sources, targets, classes, range, frame.origin(rule.span())));
    }
  }

  void roleTransition(Statement.RoleTransition rule, Frame frame, List<Node> out) {
    SymbolSet roles = sets.roles(rule.roles(), frame);
    SymbolSet types = sets.types(rule.types(), frame, Sets.Forms.NAMES);
    SymbolSet classes = classesOrProcess(rule.classes(), rule.span(), frame);
    Symbol result = names.symbol(rule.result(), frame, Position.ROLES);
    if (roles != null && types != null && classes != null && result != null) {
      out.add(new Node.RoleTransition(roles, types, classes, result, frame.origin(rule.span())));
    }
  }

  private @Nullable SymbolSet classesOrProcess(@Nullable NameSet classes, Span span, Frame frame) {
    return classes == null
        ? new SymbolSet(List.of(Element.of("process", frame.origin(span))), false)
        : sets.classes(classes, frame);
  }

  void roleAllow(Statement.RoleAllow rule, Frame frame, List<Node> out) {
    SymbolSet from = sets.roles(rule.from(), frame);
    SymbolSet to = sets.roles(rule.to(), frame);
    if (from != null && to != null) {
      out.add(new Node.RoleAllow(from, to, frame.origin(rule.span())));
    }
  }

  void roleTypes(Statement.RoleTypes rule, Frame frame, List<Node> out) {
    Symbol role = names.symbol(rule.role(), frame, Position.ROLES);
    SymbolSet types = sets.types(rule.types(), frame, Sets.Forms.NAMES);
    if (role == null || types == null) {
      return;
    }
    for (Element type : types.elements()) {
      if (type.excluded()) {
        diagnostics.add(
            Diagnostic.at(
                    Code.NOT_ALLOWED_HERE,
                    type.origin(),
                    "A type cannot be excluded from what a role may have.")
                .label("would be lost on the way into a `.pp`")
                .help("List the types, or an attribute that has just those."));
        return;
      }
    }
    out.add(new Node.RoleTypes(role, types, frame.origin(rule.span())));
  }

  void typeAttribute(Statement.TypeAttribute rule, Frame frame, List<Node> out) {
    SymbolSet types = sets.types(rule.types(), frame, Sets.Forms.NAMES);
    List<Symbol> attributes = symbols(rule.attributes(), frame, Position.ATTRIBUTES);
    if (types == null || attributes.isEmpty()) {
      return;
    }
    Origin origin = frame.origin(rule.span());
    for (Element type : types.elements()) {
      if (type.excluded()) {
        diagnostics.add(
            Diagnostic.at(
                    Code.NOT_ALLOWED_HERE,
                    type.origin(),
                    "A type cannot be taken out of an attribute.")
                .label("exclusions belong to rules")
                .note("Exclude it where the attribute is used: `{ attribute -type }`."));
        return;
      }
      out.add(new Node.TypeAttribute(new Symbol(type.name(), type.origin()), attributes, origin));
    }
  }

  void roleAttribute(Statement.RoleAttribute rule, Frame frame, List<Node> out) {
    Symbol role = names.symbol(rule.role(), frame, Position.ROLES);
    List<Symbol> attributes = symbols(rule.attributes(), frame, Position.ROLES);
    if (role != null && !attributes.isEmpty()) {
      out.add(new Node.RoleAttribute(role, attributes, frame.origin(rule.span())));
    }
  }

  void expandAttribute(Statement.ExpandAttribute rule, Frame frame, List<Node> out) {
    SymbolSet attributes = sets.any(rule.attributes(), frame, Position.ATTRIBUTES);
    if (attributes != null) {
      List<Symbol> symbols = new ArrayList<>();
      for (Element element : attributes.elements()) {
        symbols.add(new Symbol(element.name(), element.origin()));
      }
      out.add(new Node.ExpandAttribute(symbols, rule.expand(), frame.origin(rule.span())));
    }
  }

  void typeBounds(Statement.TypeBounds rule, Frame frame, List<Node> out) {
    Symbol parent = names.symbol(rule.parent(), frame, Position.TYPES);
    List<Symbol> children = symbols(rule.children(), frame, Position.TYPES);
    if (parent != null && !children.isEmpty()) {
      out.add(new Node.TypeBounds(parent, children, frame.origin(rule.span())));
    }
  }

  /** Each of the names that stands for one symbol. */
  List<Symbol> symbols(List<Name> list, Frame frame, Position position) {
    List<Symbol> symbols = new ArrayList<>(list.size());
    for (Name name : list) {
      Symbol symbol = names.symbol(name, frame, position);
      if (symbol != null) {
        symbols.add(symbol);
      }
    }
    return symbols;
  }
}
