package org.svpc.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.svpc.grammar.SvpSyntax.ArgumentsContext;
import org.svpc.grammar.SvpSyntax.AttributeDeclarationContext;
import org.svpc.grammar.SvpSyntax.AttributeRoleDeclarationContext;
import org.svpc.grammar.SvpSyntax.BlockContext;
import org.svpc.grammar.SvpSyntax.BooleanDeclarationContext;
import org.svpc.grammar.SvpSyntax.CustomizableContext;
import org.svpc.grammar.SvpSyntax.ExternContext;
import org.svpc.grammar.SvpSyntax.MembershipContext;
import org.svpc.grammar.SvpSyntax.NameContext;
import org.svpc.grammar.SvpSyntax.ParameterContext;
import org.svpc.grammar.SvpSyntax.ParameterKindContext;
import org.svpc.grammar.SvpSyntax.RequireContext;
import org.svpc.grammar.SvpSyntax.RequireItemContext;
import org.svpc.grammar.SvpSyntax.TypeAliasContext;
import org.svpc.grammar.SvpSyntax.TypeDeclarationContext;
import org.svpc.grammar.SvpSyntax.UserContext;
import org.svpc.grammar.SvpTokens;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.selinux.ParameterKind;
import org.svpc.source.Span;
import org.svpc.syntax.Name;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.Membership;
import org.svpc.syntax.Statement.Required;

/** Builds declarations of names, and parameters. */
final class DeclarationBuilder {
  private final Nodes nodes;
  private final Documents documents;

  DeclarationBuilder(Nodes nodes, Documents documents) {
    this.nodes = nodes;
    this.documents = documents;
  }

  Statement type(TypeDeclarationContext context, StatementBuilder blocks) {
    Documentation doc = documents.before(context.start);
    List<Membership> memberships = new ArrayList<>();
    List<NameContext> names = context.name();
    for (int i = 1; i < names.size(); i++) {
      Name name = nodes.name(names.get(i));
      memberships.add(new Membership(name, null, name.span()));
    }
    for (MembershipContext membership : context.membership()) {
      ArgumentsContext arguments = membership.arguments();
      memberships.add(
          new Membership(
              nodes.name(membership.name()),
              arguments == null ? null : nodes.arguments(arguments),
              nodes.span(membership)));
    }
    BlockContext body = context.block();
    return new Statement.TypeDeclaration(
        doc,
        context.start.getType() == SvpTokens.DOMAIN,
        nodes.name(names.get(0)),
        context.aliases() == null ? List.of() : nodes.names(context.aliases()),
        List.copyOf(memberships),
        body == null ? null : blocks.block(body),
        nodes.span(context));
  }

  Statement typeAlias(TypeAliasContext context) {
    return new Statement.TypeAlias(
        nodes.name(context.name()), nodes.names(context.aliases()), nodes.span(context));
  }

  Statement attribute(AttributeDeclarationContext context) {
    return new Statement.AttributeDeclaration(
        documents.before(context.start), nodes.names(context.nameList()), nodes.span(context));
  }

  Statement attributeRole(AttributeRoleDeclarationContext context) {
    return new Statement.RoleAttributeDeclaration(
        nodes.names(context.nameList()), nodes.span(context));
  }

  Statement bool(BooleanDeclarationContext context) {
    return new Statement.BooleanDeclaration(
        documents.before(context.start),
        nodes.name(context.name()),
        Nodes.has(context, SvpTokens.TRUE),
        nodes.span(context));
  }

  Statement extern(ExternContext context) {
    if (context.nameList() == null) {
      List<Name> names = nodes.names(context.name());
      return new Statement.Extern(
          false,
          NameKind.CLASS,
          List.of(names.get(0)),
          List.copyOf(names.subList(1, names.size())),
          nodes.span(context));
    }
    boolean ofCaller = context.callerKind() != null;
    Token kind = ofCaller ? context.callerKind().start : context.externKind().start;
    return new Statement.Extern(
        ofCaller,
        externKind(kind.getType()),
        nodes.names(context.nameList()),
        List.of(),
        nodes.span(context));
  }

  Statement require(RequireContext context) {
    List<Required> items = new ArrayList<>();
    for (RequireItemContext item : context.requireItem()) {
      items.add(required(item));
    }
    return new Statement.Require(List.copyOf(items), nodes.span(context));
  }

  private Required required(RequireItemContext context) {
    Span span = nodes.span(context);
    return switch (context.start.getType()) {
      case SvpTokens.CLASS ->
          new Statement.RequiredNames(
              NameKind.CLASS,
              List.of(nodes.name(context.name())),
              nodes.names(context.permissionNames().name()),
              span);
      case SvpTokens.SENSITIVITY, SvpTokens.CATEGORY_KIND ->
          new Statement.RequiredLevels(
              context.start.getType() == SvpTokens.CATEGORY_KIND,
              nodes.names(context.nameList()),
              span);
      default ->
          new Statement.RequiredNames(
              externKind(context.start.getType()),
              nodes.names(context.nameList()),
              List.of(),
              span);
    };
  }

  private static NameKind externKind(int word) {
    return switch (word) {
      case SvpTokens.TYPE -> NameKind.TYPE;
      case SvpTokens.ATTRIBUTE -> NameKind.ATTRIBUTE;
      case SvpTokens.ROLE -> NameKind.ROLE;
      case SvpTokens.ATTRIBUTE_ROLE -> NameKind.ROLE_ATTRIBUTE;
      case SvpTokens.BOOLEAN, SvpTokens.BOOL -> NameKind.BOOLEAN;
      case SvpTokens.USER -> NameKind.USER;
      default -> throw new AssertionError(word);
    };
  }

  Statement user(UserContext context) {
    return new Statement.UserDeclaration(
        nodes.name(context.name()),
        nodes.set(context.nameSet()),
        context.level() == null ? null : nodes.level(context.level(), nodes.span(context.level())),
        context.range() == null ? null : nodes.range(context.range()),
        nodes.span(context));
  }

  Statement customizable(CustomizableContext context) {
    return new Statement.Customizable(nodes.names(context.nameList()), nodes.span(context));
  }

  List<Parameter> parameters(List<ParameterContext> contexts) {
    List<Parameter> parameters = new ArrayList<>(contexts.size());
    for (ParameterContext context : contexts) {
      ParseTree first = context.getChild(0);
      parameters.add(
          new Parameter(
              parameterKind(context.parameterKind()),
              nodes.name(context.name()),
              first instanceof TerminalNode,
              Nodes.has(context, SvpTokens.ELLIPSIS),
              nodes.span(context)));
    }
    return List.copyOf(parameters);
  }

  private static ParameterKind parameterKind(ParameterKindContext context) {
    return switch (context.start.getType()) {
      case SvpTokens.DOMAIN -> ParameterKind.DOMAIN;
      case SvpTokens.TYPE -> ParameterKind.TYPE;
      case SvpTokens.TYPES -> ParameterKind.TYPES;
      case SvpTokens.DOMAINS -> ParameterKind.DOMAINS;
      case SvpTokens.ATTRIBUTE -> ParameterKind.ATTRIBUTE;
      case SvpTokens.NEW_TYPE -> ParameterKind.NEW_TYPE;
      case SvpTokens.ROLE -> ParameterKind.ROLE;
      case SvpTokens.ATTRIBUTE_ROLE -> ParameterKind.ROLE_ATTRIBUTE;
      case SvpTokens.CLASSES -> ParameterKind.CLASSES;
      case SvpTokens.PERMISSIONS -> ParameterKind.PERMISSIONS;
      case SvpTokens.BOOLEAN -> ParameterKind.BOOLEAN;
      case SvpTokens.STEM -> ParameterKind.STEM;
      case SvpTokens.FILE_NAME -> ParameterKind.FILE_NAME;
      case SvpTokens.RANGE -> ParameterKind.RANGE;
      case SvpTokens.STRING_KIND -> ParameterKind.STRING;
      default -> throw new AssertionError(context.start);
    };
  }
}
