package org.svpc.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.syntax.Argument;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Claim;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Range;
import org.svpc.syntax.SourceUnit.Header;
import org.svpc.syntax.SourceUnit.Use;
import org.svpc.syntax.Statement;
import org.svpc.syntax.TestItem;

/**
 * What a tree says, without the places where it says so: nested lists of words, which are equal
 * where two trees say the same.
 */
final class Shape {
  private Shape() {}

  /** The shape of any node, of a list of nodes, or of a value that has no place. */
  static @Nullable Object of(@Nullable Object node) {
    if (node instanceof List<?> list) {
      List<@Nullable Object> shapes = new ArrayList<>(list.size());
      for (Object element : list) {
        shapes.add(of(element));
      }
      return shapes;
    }
    if (node instanceof Name name) {
      return name.text();
    }
    if (node instanceof Statement statement) {
      return statement(statement);
    }
    if (node instanceof Claim claim) {
      return claim(claim);
    }
    if (node instanceof TestItem item) {
      return testItem(item);
    }
    if (node instanceof TestItem.Label label) {
      return testLabel(label);
    }
    if (node instanceof Statement.LabelItem item) {
      return label(item);
    }
    if (node instanceof Statement.Required required) {
      return required(required);
    }
    if (node instanceof NameSet set) {
      return list("set", set.elements(), set.complement(), set.braces());
    }
    if (node instanceof NameSet.Member member) {
      return list("member", member.name(), member.excluded());
    }
    if (node instanceof NameSet.Nested nested) {
      return list("nested", nested.set(), nested.excluded());
    }
    if (node instanceof Range range) {
      return list("range", range.low(), range.high());
    }
    if (node instanceof Range.LevelText level) {
      return level.text();
    }
    if (node instanceof Argument argument) {
      return list("argument", argument.name(), argument.value());
    }
    if (node instanceof Argument.Value value) {
      return value(value);
    }
    if (node instanceof Expression expression) {
      return expression(expression);
    }
    if (node instanceof BuildExpression expression) {
      return build(expression);
    }
    if (node instanceof Parameter parameter) {
      return list(
          parameter.kind(), parameter.name(), parameter.optional(), parameter.rest(), "parameter");
    }
    if (node instanceof Statement.Membership membership) {
      return list("membership", membership.name(), membership.arguments());
    }
    if (node instanceof Statement.NumberRange numbers) {
      return list("numbers", numbers.low(), numbers.high());
    }
    if (node instanceof Use use) {
      return list("use", use.name());
    }
    if (node instanceof Header header) {
      return list(header.doc(), header.library(), header.name(), header.version(), header.words());
    }
    return node;
  }

  private static List<@Nullable Object> list(@Nullable Object... parts) {
    Object[] shapes = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      shapes[i] = of(parts[i]);
    }
    return Arrays.asList(shapes);
  }

  private static Object value(Argument.Value value) {
    if (value instanceof Argument.Names names) {
      return list("names", names.set());
    }
    if (value instanceof Argument.Text text) {
      return list("text", text.text());
    }
    return list("levels", ((Argument.Levels) value).range());
  }

  private static Object expression(Expression expression) {
    if (expression instanceof Expression.Variable variable) {
      return list("variable", variable.name());
    }
    if (expression instanceof Expression.Not not) {
      return list("not", not.operand());
    }
    Expression.Binary binary = (Expression.Binary) expression;
    return list(binary.operator(), binary.left(), binary.right());
  }

  private static Object build(BuildExpression expression) {
    if (expression instanceof BuildExpression.Option option) {
      return list("option", option.name());
    }
    if (expression instanceof BuildExpression.Declares declares) {
      return list("declares", declares.kind(), declares.name());
    }
    if (expression instanceof BuildExpression.Given given) {
      return list("given", given.parameter());
    }
    if (expression instanceof BuildExpression.Not not) {
      return list("not", not.operand());
    }
    BuildExpression.Binary binary = (BuildExpression.Binary) expression;
    return list(binary.operator(), binary.left(), binary.right());
  }

  private static Object claim(Claim claim) {
    if (claim instanceof Claim.McsConstrained constrained) {
      return list("mcs_constrained", constrained.types());
    }
    Claim.Flow flow = (Claim.Flow) claim;
    return list(
        "flow",
        flow.from().types(),
        flow.from().range(),
        flow.to().types(),
        flow.to().range(),
        flow.only(),
        flow.weight(),
        flow.through(),
        flow.states());
  }

  private static Object testItem(TestItem item) {
    if (item instanceof TestItem.Definition definition) {
      return list(definition.process(), definition.name(), definition.label());
    }
    if (item instanceof TestItem.Access access) {
      return list(
          access.subject(),
          access.allowed(),
          access.permissions(),
          access.numbers(),
          access.target(),
          access.classes());
    }
    if (item instanceof TestItem.Start start) {
      return list("starts", start.subject(), start.file(), start.result());
    }
    if (item instanceof TestItem.Creation creation) {
      return list(
          "creates",
          creation.subject(),
          creation.objectClass(),
          creation.objectName(),
          creation.parent(),
          creation.result());
    }
    TestItem.Choice choice = (TestItem.Choice) item;
    return list("if", choice.condition(), choice.then(), choice.otherwise());
  }

  private static Object testLabel(TestItem.Label label) {
    if (label instanceof TestItem.LabelOf path) {
      return list("label_of", path.path(), path.kind());
    }
    TestItem.Context context = (TestItem.Context) label;
    return list("context", context.user(), context.role(), context.type(), context.range());
  }

  private static Object label(Statement.LabelItem item) {
    if (item instanceof Statement.LabelEntry entry) {
      return list(entry.form(), entry.text(), entry.kinds(), entry.range());
    }
    Statement.LabelChoice choice = (Statement.LabelChoice) item;
    return list("choice", choice.condition(), choice.then(), choice.otherwise());
  }

  private static Object required(Statement.Required required) {
    if (required instanceof Statement.RequiredNames names) {
      return list(names.kind(), names.names(), names.permissions());
    }
    Statement.RequiredLevels levels = (Statement.RequiredLevels) required;
    return list("levels", levels.categories(), levels.names());
  }

  private static Object statement(Statement statement) {
    if (statement instanceof Statement.TypeDeclaration type) {
      return list(
          type.doc(), type.domain(), type.name(), type.aliases(), type.memberships(), type.body());
    }
    if (statement instanceof Statement.TypeAlias alias) {
      return list("typealias", alias.type(), alias.aliases());
    }
    if (statement instanceof Statement.AttributeDeclaration attribute) {
      return list("attribute", attribute.doc(), attribute.names());
    }
    if (statement instanceof Statement.RoleAttributeDeclaration attribute) {
      return list("attribute_role", attribute.names());
    }
    if (statement instanceof Statement.RoleDeclaration role) {
      return list("role", role.names());
    }
    if (statement instanceof Statement.BooleanDeclaration bool) {
      return list("boolean", bool.doc(), bool.name(), bool.value());
    }
    if (statement instanceof Statement.Extern extern) {
      return list("extern", extern.ofCaller(), extern.kind(), extern.names(), extern.permissions());
    }
    if (statement instanceof Statement.Require require) {
      return list("require", require.items());
    }
    if (statement instanceof Statement.UserDeclaration user) {
      return list("user", user.name(), user.roles(), user.level(), user.range());
    }
    if (statement instanceof Statement.Customizable customizable) {
      return list("customizable", customizable.types());
    }
    if (statement instanceof Statement.Labels labels) {
      return list("labels", labels.type(), labels.items());
    }
    Object rule = rule(statement);
    return rule == null ? scope(statement) : rule;
  }

  private static @Nullable Object rule(Statement statement) {
    if (statement instanceof Statement.Access rule) {
      return list(rule.kind(), rule.sources(), rule.targets(), rule.classes(), rule.permissions());
    }
    if (statement instanceof Statement.ExtendedAccess rule) {
      return list(
          rule.kind(),
          rule.sources(),
          rule.targets(),
          rule.classes(),
          rule.operation(),
          rule.complement(),
          rule.numbers());
    }
    if (statement instanceof Statement.TypeRule rule) {
      return list(
          rule.kind(),
          rule.sources(),
          rule.targets(),
          rule.classes(),
          rule.result(),
          rule.objectName());
    }
    if (statement instanceof Statement.RangeTransition rule) {
      return list("range", rule.sources(), rule.targets(), rule.classes(), rule.range());
    }
    if (statement instanceof Statement.TypeAttribute rule) {
      return list("typeattribute", rule.types(), rule.attributes());
    }
    if (statement instanceof Statement.RoleAttribute rule) {
      return list("roleattribute", rule.role(), rule.attributes());
    }
    if (statement instanceof Statement.RoleTypes rule) {
      return list("types", rule.role(), rule.types());
    }
    if (statement instanceof Statement.RoleAllow rule) {
      return list("allow", rule.from(), rule.to());
    }
    if (statement instanceof Statement.RoleTransition rule) {
      return list("role", rule.roles(), rule.types(), rule.classes(), rule.result());
    }
    if (statement instanceof Statement.ExpandAttribute rule) {
      return list("expand", rule.attributes(), rule.expand());
    }
    if (statement instanceof Statement.TypeBounds rule) {
      return list("typebounds", rule.parent(), rule.children());
    }
    if (statement instanceof Statement.Permissive rule) {
      return list("permissive", rule.type());
    }
    return null;
  }

  private static Object scope(Statement statement) {
    if (statement instanceof Statement.If condition) {
      return list("if", condition.condition(), condition.then(), condition.otherwise());
    }
    if (statement instanceof Statement.OptionalBlock optional) {
      return list("optional", optional.body());
    }
    if (statement instanceof Statement.Ifdef ifdef) {
      return list("ifdef", ifdef.condition(), ifdef.then(), ifdef.otherwise());
    }
    if (statement instanceof Statement.Extend extend) {
      return list("extend", extend.type(), extend.body());
    }
    if (statement instanceof Statement.InterfaceDeclaration declaration) {
      return list(
          declaration.doc(),
          declaration.template(),
          declaration.name(),
          declaration.parameters(),
          declaration.deprecation(),
          declaration.body());
    }
    if (statement instanceof Statement.Call call) {
      return list("call", call.name(), call.arguments());
    }
    if (statement instanceof Statement.Assertion assertion) {
      return list("assert", assertion.claim());
    }
    if (statement instanceof Statement.Test test) {
      return list("test", test.name(), test.items());
    }
    throw new AssertionError(statement);
  }
}
