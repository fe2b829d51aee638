package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.grammar.SvpSyntax;
import org.svpc.grammar.SvpSyntax.BlockContext;
import org.svpc.grammar.SvpSyntax.CallContext;
import org.svpc.grammar.SvpSyntax.ConditionalContext;
import org.svpc.grammar.SvpSyntax.ExtendContext;
import org.svpc.grammar.SvpSyntax.IfdefContext;
import org.svpc.grammar.SvpSyntax.InterfaceDeclarationContext;
import org.svpc.grammar.SvpSyntax.OptionalContext;
import org.svpc.grammar.SvpSyntax.StatementContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Name;
import org.svpc.syntax.Statement;

/** Builds statements: hands each to the builder of its family, and builds scopes itself. */
final class StatementBuilder {
  private final Nodes nodes;
  private final Documents documents;
  private final ConditionBuilder conditions;
  private final DeclarationBuilder declarations;
  private final RuleBuilder rules;
  private final LabelBuilder labels;
  private final TestBuilder tests;

  StatementBuilder(Nodes nodes, Documents documents) {
    this.nodes = nodes;
    this.documents = documents;
    conditions = new ConditionBuilder(nodes);
    declarations = new DeclarationBuilder(nodes, documents);
    rules = new RuleBuilder(nodes);
    labels = new LabelBuilder(nodes, conditions);
    tests = new TestBuilder(nodes, rules, conditions);
  }

  Statement statement(StatementContext context) {
    ParserRuleContext only = (ParserRuleContext) context.getChild(0);
    return switch (only.getRuleIndex()) {
      case SvpSyntax.RULE_typeDeclaration ->
          declarations.type((SvpSyntax.TypeDeclarationContext) only, this);
      case SvpSyntax.RULE_typeAlias -> declarations.typeAlias((SvpSyntax.TypeAliasContext) only);
      case SvpSyntax.RULE_attributeDeclaration ->
          declarations.attribute((SvpSyntax.AttributeDeclarationContext) only);
      case SvpSyntax.RULE_attributeRoleDeclaration ->
          declarations.attributeRole((SvpSyntax.AttributeRoleDeclarationContext) only);
      case SvpSyntax.RULE_role -> rules.role((SvpSyntax.RoleContext) only);
      case SvpSyntax.RULE_booleanDeclaration ->
          declarations.bool((SvpSyntax.BooleanDeclarationContext) only);
      case SvpSyntax.RULE_extern -> declarations.extern((SvpSyntax.ExternContext) only);
      case SvpSyntax.RULE_require -> declarations.require((SvpSyntax.RequireContext) only);
      case SvpSyntax.RULE_user -> declarations.user((SvpSyntax.UserContext) only);
      case SvpSyntax.RULE_customizable ->
          declarations.customizable((SvpSyntax.CustomizableContext) only);
      case SvpSyntax.RULE_allow -> rules.allow((SvpSyntax.AllowContext) only);
      case SvpSyntax.RULE_access -> rules.access((SvpSyntax.AccessContext) only);
      case SvpSyntax.RULE_extendedAccess ->
          rules.extendedAccess((SvpSyntax.ExtendedAccessContext) only);
      case SvpSyntax.RULE_typeRule -> rules.typeRule((SvpSyntax.TypeRuleContext) only);
      case SvpSyntax.RULE_rangeTransition ->
          rules.rangeTransition((SvpSyntax.RangeTransitionContext) only);
      case SvpSyntax.RULE_typeAttribute ->
          rules.typeAttribute((SvpSyntax.TypeAttributeContext) only);
      case SvpSyntax.RULE_roleAttribute ->
          rules.roleAttribute((SvpSyntax.RoleAttributeContext) only);
      case SvpSyntax.RULE_roleTransition ->
          rules.roleTransition((SvpSyntax.RoleTransitionContext) only);
      case SvpSyntax.RULE_expandAttribute ->
          rules.expandAttribute((SvpSyntax.ExpandAttributeContext) only);
      case SvpSyntax.RULE_typeBounds -> rules.typeBounds((SvpSyntax.TypeBoundsContext) only);
      case SvpSyntax.RULE_permissive -> rules.permissive((SvpSyntax.PermissiveContext) only);
      case SvpSyntax.RULE_labels -> labels.labels((SvpSyntax.LabelsContext) only);
      case SvpSyntax.RULE_conditional -> conditional((ConditionalContext) only);
      case SvpSyntax.RULE_optional -> optional((OptionalContext) only);
      case SvpSyntax.RULE_ifdef -> ifdef((IfdefContext) only);
      case SvpSyntax.RULE_extend -> extend((ExtendContext) only);
      case SvpSyntax.RULE_interfaceDeclaration ->
          interfaceDeclaration((InterfaceDeclarationContext) only);
      case SvpSyntax.RULE_assertion -> tests.assertion((SvpSyntax.AssertionContext) only);
      case SvpSyntax.RULE_test -> tests.test((SvpSyntax.TestContext) only);
      case SvpSyntax.RULE_call -> call((CallContext) only);
      default -> throw new AssertionError(only.getRuleIndex());
    };
  }

  List<Statement> block(BlockContext context) {
    List<StatementContext> contexts = context.statement();
    List<Statement> statements = new ArrayList<>(contexts.size());
    for (StatementContext statement : contexts) {
      statements.add(statement(statement));
    }
    return List.copyOf(statements);
  }

  private List<Statement> otherwise(List<BlockContext> blocks) {
    return blocks.size() > 1 ? block(blocks.get(1)) : List.of();
  }

  private Statement conditional(ConditionalContext context) {
    List<BlockContext> blocks = context.block();
    return new Statement.If(
        conditions.expression(context.expression()),
        block(blocks.get(0)),
        otherwise(blocks),
        nodes.span(context));
  }

  private Statement optional(OptionalContext context) {
    TerminalNode otherwise = context.ELSE();
    if (otherwise != null) {
      nodes
          .diagnostics()
          .add(optionalElse(nodes.span(otherwise.getSymbol()), nodes.span(context.start)));
    }
    return new Statement.OptionalBlock(block(context.block(0)), nodes.span(context));
  }

  static Diagnostic.Builder optionalElse(Span otherwise, Span optional) {
    return Diagnostic.at(Code.OPTIONAL_ELSE, otherwise, "An `optional` has no `else`.")
        .label(optional, "the `optional`")
        .note(
            "checkmodule accepts it, but the `else` is dropped without a word when the module is"
                + " installed.")
        .help("To choose when the policy is built, write `ifdef (...)`.");
  }

  private Statement ifdef(IfdefContext context) {
    List<BlockContext> blocks = context.block();
    return new Statement.Ifdef(
        conditions.build(context.buildExpression()),
        block(blocks.get(0)),
        otherwise(blocks),
        nodes.span(context));
  }

  private Statement extend(ExtendContext context) {
    return new Statement.Extend(
        nodes.name(context.name()), block(context.block()), nodes.span(context));
  }

  private Statement interfaceDeclaration(InterfaceDeclarationContext context) {
    TerminalNode deprecation = context.STRING();
    return new Statement.InterfaceDeclaration(
        documents.before(context.start),
        Nodes.has(context, SvpTokens.TEMPLATE),
        nodes.name(context.name()),
        declarations.parameters(context.parameter()),
        deprecation == null ? null : nodes.string(deprecation.getSymbol()).text(),
        block(context.block()),
        nodes.span(context));
  }

  private Statement call(CallContext context) {
    Name name = nodes.name(context.callee().start);
    List<Argument> arguments = nodes.arguments(context.arguments());
    return new Statement.Call(name, List.copyOf(arguments), nodes.span(context));
  }
}
