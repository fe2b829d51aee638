package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.AccessKind;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.TypeRuleKind;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Statement;

/**
 * Reads statements as SvpSyntax.g4 defines them: hands each to the reader of its family, and reads
 * scopes itself. By hand, since in a fresh process a parser that ANTLR generates takes 30 ms for
 * its first statement, a third of a small build; the grammar stays the definition, and a test holds
 * the two together.
 */
final class StatementReader {
  private final Cursor cursor;
  private final NameReader names;
  private final Documents documents;
  private final Diagnostics diagnostics;
  private final ConditionReader conditions;
  private final DeclarationReader declarations;
  private final RuleReader rules;
  private final LabelReader labels;
  private final TestReader tests;

  StatementReader(Cursor cursor, NameReader names, Documents documents, Diagnostics diagnostics) {
    this.cursor = cursor;
    this.names = names;
    this.documents = documents;
    this.diagnostics = diagnostics;
    conditions = new ConditionReader(cursor, names);
    declarations = new DeclarationReader(cursor, names, documents);
    rules = new RuleReader(cursor, names, diagnostics);
    labels = new LabelReader(cursor, names, conditions);
    tests = new TestReader(cursor, names, rules, conditions, diagnostics);
  }

  /** The statement that starts here. */
  Statement statement() {
    if (Words.isCallee(cursor.type())) {
      return call();
    }
    Token first = cursor.take();
    return switch (first.getType()) {
      case SvpTokens.TYPE, SvpTokens.DOMAIN -> declarations.type(first, this);
      case SvpTokens.TYPEALIAS -> declarations.typeAlias(first);
      case SvpTokens.ATTRIBUTE -> declarations.attribute(first);
      case SvpTokens.ATTRIBUTE_ROLE -> declarations.attributeRole(first);
      case SvpTokens.BOOLEAN, SvpTokens.BOOL -> declarations.bool(first);
      case SvpTokens.EXTERN -> declarations.extern(first);
      case SvpTokens.REQUIRE -> declarations.require(first);
      case SvpTokens.USER -> declarations.user(first);
      case SvpTokens.CUSTOMIZABLE -> declarations.customizable(first);
      case SvpTokens.ALLOW -> rules.allow(first);
      case SvpTokens.AUDITALLOW -> rules.access(AccessKind.AUDITALLOW, first);
      case SvpTokens.DONTAUDIT -> rules.access(AccessKind.DONTAUDIT, first);
      case SvpTokens.NEVERALLOW -> rules.access(AccessKind.NEVERALLOW, first);
      case SvpTokens.ALLOWXPERM -> rules.extendedAccess(AccessKind.ALLOW, first);
      case SvpTokens.AUDITALLOWXPERM -> rules.extendedAccess(AccessKind.AUDITALLOW, first);
      case SvpTokens.DONTAUDITXPERM -> rules.extendedAccess(AccessKind.DONTAUDIT, first);
      case SvpTokens.NEVERALLOWXPERM -> rules.extendedAccess(AccessKind.NEVERALLOW, first);
      case SvpTokens.TYPE_TRANSITION -> rules.typeRule(TypeRuleKind.TRANSITION, first);
      case SvpTokens.TYPE_CHANGE -> rules.typeRule(TypeRuleKind.CHANGE, first);
      case SvpTokens.TYPE_MEMBER -> rules.typeRule(TypeRuleKind.MEMBER, first);
      case SvpTokens.RANGE_TRANSITION -> rules.rangeTransition(first);
      case SvpTokens.TYPEATTRIBUTE -> rules.typeAttribute(first);
      case SvpTokens.ROLE -> rules.role(first);
      case SvpTokens.ROLEATTRIBUTE -> rules.roleAttribute(first);
      case SvpTokens.ROLE_TRANSITION -> rules.roleTransition(first);
      case SvpTokens.EXPANDATTRIBUTE -> rules.expandAttribute(first);
      case SvpTokens.TYPEBOUNDS -> rules.typeBounds(first);
      case SvpTokens.PERMISSIVE -> rules.permissive(first);
      case SvpTokens.LABELS -> labels.labels(first);
      case SvpTokens.IF -> conditional(first);
      case SvpTokens.OPTIONAL -> optional(first);
      case SvpTokens.IFDEF -> ifdef(first);
      case SvpTokens.EXTEND -> extend(first);
      case SvpTokens.DEPRECATED, SvpTokens.INTERFACE, SvpTokens.TEMPLATE -> callable(first);
      case SvpTokens.ASSERT -> tests.assertion(first);
      case SvpTokens.TEST -> tests.test(first);
      default -> throw new Mismatch();
    };
  }

  /** Statements with the braces around them. */
  List<Statement> block() {
    cursor.take(SvpTokens.LBRACE);
    List<Statement> statements = new ArrayList<>();
    while (!cursor.accept(SvpTokens.RBRACE)) {
      statements.add(statement());
    }
    return List.copyOf(statements);
  }

  private Statement conditional(Token first) {
    Expression condition = conditions.inParentheses();
    List<Statement> then = block();
    List<Statement> otherwise = cursor.accept(SvpTokens.ELSE) ? block() : List.of();
    return new Statement.If(condition, then, otherwise, cursor.spanFrom(first));
  }

  private Statement optional(Token first) {
    List<Statement> body = block();
    Token otherwise = cursor.token();
    if (cursor.accept(SvpTokens.ELSE)) {
      diagnostics.add(optionalElse(cursor.span(otherwise), cursor.span(first)));
      block();
    }
    return new Statement.OptionalBlock(body, cursor.spanFrom(first));
  }

  static Diagnostic.Builder optionalElse(Span otherwise, Span optional) {
    return Diagnostic.at(Code.OPTIONAL_ELSE, otherwise, "An `optional` has no `else`.")
        .label(optional, "the `optional`")
        .note(
            "checkmodule accepts it, but the `else` is dropped without a word when the module is"
                + " installed.")
        .help("To choose when the policy is built, write `ifdef (...)`.");
  }

  private Statement ifdef(Token first) {
    BuildExpression condition = conditions.buildInParentheses();
    List<Statement> then = block();
    List<Statement> otherwise = cursor.accept(SvpTokens.ELSE) ? block() : List.of();
    return new Statement.Ifdef(condition, then, otherwise, cursor.spanFrom(first));
  }

  private Statement extend(Token first) {
    Name type = names.name();
    List<Statement> body = block();
    return new Statement.Extend(type, body, cursor.spanFrom(first));
  }

  /** An interface or template; {@code deprecated} and what to use instead may stand before it. */
  private Statement callable(Token first) {
    Documentation doc = documents.before(first);
    Token word = first;
    String deprecation = null;
    if (first.getType() == SvpTokens.DEPRECATED) {
      deprecation = names.string(cursor.take(SvpTokens.STRING)).text();
      word = cursor.take();
    }
    boolean template = word.getType() == SvpTokens.TEMPLATE;
    if (!template && word.getType() != SvpTokens.INTERFACE) {
      throw new Mismatch();
    }
    Name name = names.name();
    List<Parameter> parameters = declarations.parameters();
    List<Statement> body = block();
    return new Statement.InterfaceDeclaration(
        doc, template, name, parameters, deprecation, body, cursor.spanFrom(first));
  }

  private Statement call() {
    Token first = cursor.take();
    Name name = names.name(first);
    List<Argument> arguments = names.arguments();
    cursor.take(SvpTokens.SEMICOLON);
    return new Statement.Call(name, List.copyOf(arguments), cursor.spanFrom(first));
  }
}
