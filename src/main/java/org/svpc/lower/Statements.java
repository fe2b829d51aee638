package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.BuildCondition;
import org.svpc.ir.FileContext;
import org.svpc.ir.Node;
import org.svpc.ir.Scope;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.LevelRange;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;

/** Takes statements one by one: declarations and scopes here, the rest with its specialists. */
final class Statements {
  /** The attribute that every process type has in refpolicy; {@code domain} blocks join it. */
  private static final String DOMAIN = "domain";

  private final Context context;
  private final Rules rules;

  Statements(Context context) {
    this.context = context;
    this.rules = context.rules;
  }

  /**
   * Lowers the statements of a body.
   *
   * @param labels takes file contexts, or null where none may stand
   */
  void lowerAll(
      List<Statement> statements, Frame frame, List<Node> out, @Nullable List<FileContext> labels) {
    for (Statement statement : statements) {
      if (frame.via() != null && !context.spend()) {
        context.calls.tooLarge(
            frame.via(), new Name(frame.via().span().text(), frame.via().span()));
      }
      if (context.calls.exhausted()) {
        return;
      }
      lower(statement, frame, out, labels);
    }
  }

  /** The same for text of the module itself, with its comments; {@code from} is where it starts. */
  void lowerText(
      List<Statement> statements,
      SourceFile file,
      int from,
      int to,
      Frame frame,
      List<Node> out,
      @Nullable List<FileContext> labels) {
    int at = from;
    for (Statement statement : statements) {
      Span span = statement.span();
      boolean block = hasBody(statement);
      int until = block ? span.start() : Comments.endOfLine(file, span.end());
      if (Assertions.isClaim(statement)) {
        // What says something about it stays out of the module as it does.
        context.comments.between(file, at, context.comments.about(file, at, span.start()), out);
      } else {
        context.comments.between(file, at, until, out);
      }
      lower(statement, frame, out, labels);
      at = block ? span.end() : until;
    }
    context.comments.between(file, at, to, out);
  }

  private static boolean hasBody(Statement statement) {
    return (statement instanceof Statement.TypeDeclaration type && type.body() != null)
        || statement instanceof Statement.Extend
        || statement instanceof Statement.If
        || statement instanceof Statement.OptionalBlock
        || statement instanceof Statement.Ifdef
        || statement instanceof Statement.InterfaceDeclaration;
  }

  private void body(
      List<Statement> statements,
      Span block,
      Frame frame,
      List<Node> out,
      @Nullable List<FileContext> labels) {
    if (frame.via() == null && !statements.isEmpty()) {
      lowerText(statements, block.file(), block.start(), block.end(), frame, out, labels);
    } else {
      lowerAll(statements, frame, out, labels);
    }
  }

  private void lower(
      Statement statement, Frame frame, List<Node> out, @Nullable List<FileContext> labels) {
    if (!declaration(statement, frame, out, labels)
        && !rule(statement, frame, out)
        && !context.assertions.lower(statement, frame, labels != null && frame.self() == null)
        && !scope(statement, frame, out, labels)) {
      throw new AssertionError(statement);
    }
  }

  // ---- rules

  private boolean rule(Statement statement, Frame frame, List<Node> out) {
    if (statement instanceof Statement.Access rule) {
      rules.access(rule, frame, out);
    } else if (statement instanceof Statement.Call call) {
      context.calls.lower(call.name(), call.arguments(), null, call.span(), frame, out);
    } else if (statement instanceof Statement.ExtendedAccess rule) {
      rules.extendedAccess(rule, frame, out);
    } else if (statement instanceof Statement.TypeRule rule) {
      rules.typeRule(rule, frame, out);
    } else if (statement instanceof Statement.RangeTransition rule) {
      rules.rangeTransition(rule, frame, out);
    } else if (statement instanceof Statement.TypeAttribute rule) {
      rules.typeAttribute(rule, frame, out);
    } else if (statement instanceof Statement.RoleAttribute rule) {
      rules.roleAttribute(rule, frame, out);
    } else if (statement instanceof Statement.RoleTypes rule) {
      rules.roleTypes(rule, frame, out);
    } else if (statement instanceof Statement.RoleAllow rule) {
      rules.roleAllow(rule, frame, out);
    } else if (statement instanceof Statement.RoleTransition rule) {
      rules.roleTransition(rule, frame, out);
    } else if (statement instanceof Statement.ExpandAttribute rule) {
      rules.expandAttribute(rule, frame, out);
    } else if (statement instanceof Statement.TypeBounds rule) {
      rules.typeBounds(rule, frame, out);
    } else if (statement instanceof Statement.Permissive rule) {
      Symbol type = context.names.symbol(rule.type(), frame, Position.TYPES);
      if (type != null) {
        out.add(new Node.Permissive(type, frame.origin(rule.span())));
      }
    } else {
      return false;
    }
    return true;
  }

  // ---- declarations

  private boolean declaration(
      Statement statement, Frame frame, List<Node> out, @Nullable List<FileContext> labels) {
    if (statement instanceof Statement.TypeDeclaration type) {
      if (declares(type.name().span(), frame)) {
        type(type, frame, out, labels);
      }
    } else if (statement instanceof Statement.AttributeDeclaration attribute) {
      if (declares(attribute.span(), frame)) {
        for (Symbol name : rules.symbols(attribute.names(), frame, Position.ATTRIBUTES)) {
          out.add(
              new Node.AttributeDeclaration(name, attribute.doc(), frame.origin(attribute.span())));
        }
      }
    } else if (statement instanceof Statement.RoleAttributeDeclaration attribute) {
      if (declares(attribute.span(), frame)) {
        for (Symbol name : rules.symbols(attribute.names(), frame, Position.ROLES)) {
          out.add(new Node.RoleAttributeDeclaration(name, frame.origin(attribute.span())));
        }
      }
    } else if (statement instanceof Statement.RoleDeclaration role) {
      if (declares(role.span(), frame)) {
        for (Symbol name : rules.symbols(role.names(), frame, Position.ROLES)) {
          out.add(new Node.RoleDeclaration(name, frame.origin(role.span())));
        }
      }
    } else if (statement instanceof Statement.BooleanDeclaration bool) {
      Symbol name =
          declares(bool.span(), frame)
              ? context.names.symbol(bool.name(), frame, Position.BOOLEANS)
              : null;
      if (name != null) {
        out.add(
            new Node.BooleanDeclaration(name, bool.value(), bool.doc(), frame.origin(bool.span())));
      }
    } else if (statement instanceof Statement.UserDeclaration user) {
      user(user, frame, out);
    } else if (statement instanceof Statement.TypeAlias alias) {
      Symbol type = context.names.symbol(alias.type(), frame, Position.TYPES);
      List<Symbol> aliases = rules.symbols(alias.aliases(), frame, Position.TYPES);
      if (type != null && !aliases.isEmpty()) {
        out.add(new Node.TypeAlias(type, aliases, frame.origin(alias.span())));
      }
    } else if (statement instanceof Statement.Customizable customizable) {
      for (Symbol type : rules.symbols(customizable.types(), frame, Position.TYPES)) {
        out.add(new Node.Customizable(type, frame.origin(customizable.span())));
      }
    } else if (statement instanceof Statement.Require require) {
      context.requires.lower(require, frame, out);
    } else if (statement instanceof Statement.Extern extern) {
      // What they say was collected before.
      if (extern.ofCaller()) {
        context.requires.leave(extern, frame, out);
      }
    } else {
      // Interfaces are lowered on their own.
      return statement instanceof Statement.InterfaceDeclaration declaration
          && nestedInterface(declaration, frame);
    }
    return true;
  }

  private boolean nestedInterface(Statement.InterfaceDeclaration declaration, Frame frame) {
    if (!frame.isTop()) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.NOT_ALLOWED_HERE,
                  declaration.name().span(),
                  "An interface or template is defined at the top level of a file only.")
              .label("stands in a block"));
    }
    return true;
  }

  private boolean declares(Span place, Frame frame) {
    if (!frame.mayDeclare()) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.NOT_ALLOWED_HERE, frame.origin(place), "An interface may not declare names.")
              .label("declared in an interface")
              .note("Write `template` instead of `interface`: a template may declare."));
    }
    return frame.mayDeclare();
  }

  private void type(
      Statement.TypeDeclaration type,
      Frame frame,
      List<Node> out,
      @Nullable List<FileContext> labels) {
    Symbol name = context.names.symbol(type.name(), frame, Position.TYPES);
    if (name == null) {
      return;
    }
    Origin origin = frame.origin(type.span());
    List<Symbol> attributes = new ArrayList<>();
    List<Node> calls = new ArrayList<>();
    if (type.domain()) {
      attributes.add(new Symbol(DOMAIN, frame.origin(type.name().span())));
    }
    for (Statement.Membership membership : type.memberships()) {
      membership(membership, name, frame, attributes, calls);
    }
    List<Symbol> aliases = rules.symbols(type.aliases(), frame, Position.TYPES);
    out.add(new Node.TypeDeclaration(name, aliases, attributes, type.doc(), origin));
    out.addAll(calls);
    List<Statement> statements = type.body();
    if (statements != null) {
      block(name, statements, type.span(), frame, out, labels);
    }
  }

  private void membership(
      Statement.Membership membership,
      Symbol type,
      Frame frame,
      List<Symbol> attributes,
      List<Node> calls) {
    Name name = membership.name();
    boolean callable = context.callable(name.text()) != null;
    if (membership.arguments() != null) {
      context.calls.lower(name, membership.arguments(), type, membership.span(), frame, calls);
      return;
    }
    boolean attribute = context.externs.isAttribute(name.text());
    if (callable && attribute) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.AMBIGUOUS_MEMBERSHIP,
                  frame.origin(name.span()),
                  "`" + name.text() + "` is both an attribute and an interface or template.")
              .label("could be either")
              .note(
                  "Write `"
                      + name.text()
                      + "()` for the call, or join the attribute with `typeattribute "
                      + type.name()
                      + " "
                      + name.text()
                      + ";`."));
    } else if (callable) {
      context.calls.lower(name, List.of(), type, membership.span(), frame, calls);
    } else {
      Symbol symbol = context.names.symbol(name, frame, Position.ATTRIBUTES);
      if (symbol != null) {
        attributes.add(symbol);
      }
    }
  }

  private void block(
      Symbol type,
      List<Statement> statements,
      Span span,
      Frame frame,
      List<Node> out,
      @Nullable List<FileContext> labels) {
    if (!statements.isEmpty()) {
      out.add(new Node.Section(type.name() + " local policy", frame.origin(span)));
    }
    body(statements, span, frame.in(type), out, labels);
  }

  private void user(Statement.UserDeclaration user, Frame frame, List<Node> out) {
    Symbol name =
        declares(user.span(), frame)
            ? context.names.symbol(user.name(), frame, Position.ROLES)
            : null;
    SymbolSet roles = context.sets.roles(user.roles(), frame);
    LevelRange level = rangeOrLowest(user.level(), frame);
    LevelRange range = rangeOrLowest(user.range(), frame);
    if (name != null && roles != null) {
      out.add(new Node.UserDeclaration(name, roles, level, range, frame.origin(user.span())));
    }
  }

  /** A range that is left out is the lowest level, where the target has levels at all. */
  private @Nullable LevelRange rangeOrLowest(@Nullable Range range, Frame frame) {
    if (range != null) {
      return context.ranges.range(range, frame);
    }
    return context.target.mls() ? LevelRange.of(Ranges.LOWEST) : null;
  }

  // ---- scopes

  private boolean scope(
      Statement statement, Frame frame, List<Node> out, @Nullable List<FileContext> labels) {
    if (statement instanceof Statement.If conditional) {
      BooleanExpression condition = context.conditions.expression(conditional.condition(), frame);
      List<Node> then = new ArrayList<>();
      List<Node> otherwise = new ArrayList<>();
      body(conditional.then(), thenSpan(conditional.then(), conditional.span()), frame, then, null);
      lowerAll(conditional.otherwise(), frame, otherwise, null);
      if (condition != null) {
        out.add(new Node.Conditional(condition, then, otherwise, frame.origin(conditional.span())));
      }
    } else if (statement instanceof Statement.OptionalBlock optional) {
      List<Node> nodes = new ArrayList<>();
      body(optional.body(), optional.span(), frame, nodes, null);
      out.add(new Node.Optional(Scope.of(nodes), frame.origin(optional.span())));
    } else if (statement instanceof Statement.Ifdef choice) {
      choice(choice, frame, out, labels);
    } else if (statement instanceof Statement.Extend extend) {
      Symbol type = context.names.symbol(extend.type(), frame, Position.TYPES);
      if (type != null) {
        block(type, extend.body(), extend.span(), frame, out, labels);
      }
    } else if (statement instanceof Statement.Labels block) {
      if (labels == null) {
        context.diagnostics.add(
            Diagnostic.at(
                    Code.NOT_ALLOWED_HERE,
                    frame.origin(block.span()),
                    "Labels cannot depend on a scope: file contexts are for the whole module.")
                .label("stands in an `optional`, an `if`, an interface or a template")
                .note("Move it to the top level or into the block of a type."));
      } else {
        labels.addAll(context.labels.lower(block, frame));
      }
    } else {
      return false;
    }
    return true;
  }

  /** The place of a first arm, for its comments: up to the end of its last statement's line. */
  private static Span thenSpan(List<Statement> arm, Span whole) {
    if (arm.isEmpty()) {
      return whole;
    }
    int end = Comments.endOfLine(whole.file(), arm.get(arm.size() - 1).span().end());
    return new Span(whole.file(), whole.start(), Math.min(end, whole.end()));
  }

  private void choice(
      Statement.Ifdef choice, Frame frame, List<Node> out, @Nullable List<FileContext> labels) {
    if (frame.elsewhere()) {
      // Of what others' text says only what it takes is of interest.
      boolean holds = context.conditions.holds(choice.condition(), frame);
      lowerAll(holds ? choice.then() : choice.otherwise(), frame, out, labels);
      return;
    }
    BuildCondition condition = context.conditions.build(choice.condition(), frame);
    if (!frame.symbolic()
        && condition instanceof BuildCondition.Constant constant
        && Conditions.asksForParameter(choice.condition(), frame)) {
      given(constant, choice, frame, out, labels);
      return;
    }
    boolean taken = context.conditions.taken(condition);
    boolean both = Conditions.asksForParameter(condition);
    Arm then =
        arm(
            choice.then(),
            thenSpan(choice.then(), choice.span()),
            both ? frame : frame.arm(taken),
            labels);
    Arm otherwise =
        arm(choice.otherwise(), elseSpan(choice), both ? frame : frame.arm(!taken), labels);
    Origin origin = frame.origin(choice.span());
    if (!then.nodes.isEmpty() || !otherwise.nodes.isEmpty()) {
      out.add(
          new Node.BuildChoice(
              condition, taken, Scope.of(then.nodes), Scope.of(otherwise.nodes), origin));
    }
    if (labels != null && (!then.labels.isEmpty() || !otherwise.labels.isEmpty())) {
      labels.add(new FileContext.Choice(condition, taken, then.labels, otherwise.labels, origin));
    }
  }

  /**
   * The arm that a call has chosen. It stays a scope with requires of its own, as it is one where
   * an .if holds the text.
   */
  private void given(
      BuildCondition.Constant constant,
      Statement.Ifdef choice,
      Frame frame,
      List<Node> out,
      @Nullable List<FileContext> labels) {
    List<Node> nodes = new ArrayList<>();
    lowerAll(constant.value() ? choice.then() : choice.otherwise(), frame, nodes, labels);
    if (!nodes.isEmpty()) {
      out.add(
          new Node.BuildChoice(
              new BuildCondition.Constant(true),
              true,
              Scope.of(nodes),
              Scope.EMPTY,
              frame.origin(choice.span())));
    }
  }

  private static Span elseSpan(Statement.Ifdef choice) {
    Span whole = choice.span();
    List<Statement> arm = choice.otherwise();
    return arm.isEmpty() ? whole : new Span(whole.file(), arm.get(0).span().start(), whole.end());
  }

  private record Arm(List<Node> nodes, List<FileContext> labels) {}

  private Arm arm(
      List<Statement> statements, Span span, Frame frame, @Nullable List<FileContext> labels) {
    Arm arm = new Arm(new ArrayList<>(), new ArrayList<>());
    body(statements, span, frame, arm.nodes, labels == null ? null : arm.labels);
    return arm;
  }
}
