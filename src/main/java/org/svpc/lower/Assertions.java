package org.svpc.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.ir.Assertion;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.Claims;
import org.svpc.ir.Node;
import org.svpc.ir.Symbol;
import org.svpc.ir.SymbolSet;
import org.svpc.ir.TestCase;
import org.svpc.ir.TestCase.Label;
import org.svpc.ir.TestCase.Step;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.PathPattern;
import org.svpc.source.Origin;
import org.svpc.source.Span;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Claim;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;
import org.svpc.syntax.TestItem;

/** Takes assertions and tests, which stand beside the module and not in it. */
final class Assertions {
  private static final String SELF = "self";
  private static final String IOCTL = "ioctl";

  private final Context context;
  private final List<Assertion> assertions = new ArrayList<>();
  private final List<TestCase> tests = new ArrayList<>();
  private final Map<String, Span> testNames = new HashMap<>();

  /** What the test at hand gives names. */
  private List<Label> labels = List.of();

  Assertions(Context context) {
    this.context = context;
  }

  Claims claims() {
    return new Claims(assertions, tests);
  }

  /** Whether a statement is an assertion or a test. */
  static boolean isClaim(Statement statement) {
    return statement instanceof Statement.Assertion || statement instanceof Statement.Test;
  }

  /**
   * Lowers an assertion or a test.
   *
   * @param topLevel whether it stands in no block other than a build-time choice
   * @return whether the statement is one
   */
  boolean lower(Statement statement, Frame frame, boolean topLevel) {
    if (!isClaim(statement)) {
      return false;
    }
    boolean assertion = statement instanceof Statement.Assertion;
    if (!topLevel) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.NOT_ALLOWED_HERE,
                  frame.origin(statement.span()),
                  assertion
                      ? "An `assert` stands at the top level of a file only."
                      : "A `test` stands at the top level of a file only.")
              .label("stands in a block"));
    } else if (!frame.dead()) {
      if (statement instanceof Statement.Assertion claim) {
        assertion(claim, frame);
      } else {
        test((Statement.Test) statement, frame);
      }
    }
    return true;
  }

  // ---- assertions

  private void assertion(Statement.Assertion statement, Frame frame) {
    Origin origin = frame.origin(statement.span());
    if (statement.claim() instanceof Claim.McsConstrained constrained) {
      SymbolSet types = types(constrained.types(), frame);
      if (types != null) {
        assertions.add(new Assertion.McsConstrained(types, origin));
      }
      return;
    }
    Claim.Flow flow = (Claim.Flow) statement.claim();
    Assertion.End from = end(flow.from(), frame);
    Assertion.End to = end(flow.to(), frame);
    SymbolSet through = flow.through() == null ? null : types(flow.through(), frame);
    Expression written = flow.states();
    BooleanExpression states = written == null ? null : condition(written, frame);
    boolean whole =
        (through == null) == (flow.through() == null) && (states == null) == (written == null);
    if (from != null && to != null && whole) {
      assertions.add(
          new Assertion.Flow(from, to, flow.only(), flow.weight(), through, states, origin));
    }
  }

  private Assertion.@Nullable End end(Claim.End end, Frame frame) {
    SymbolSet types = types(end.types(), frame);
    Range written = end.range();
    LevelRange range = written == null ? null : context.ranges.range(written, frame);
    return types == null || (range == null) != (written == null)
        ? null
        : new Assertion.End(types, range);
  }

  private @Nullable SymbolSet types(NameSet set, Frame frame) {
    return context.sets.types(set, frame, Sets.Forms.NAMES);
  }

  private @Nullable BooleanExpression condition(Expression expression, Frame frame) {
    return context.conditions.expression(expression, frame);
  }

  // ---- tests

  /** A process or object of a test; without a label where what was written for it is wrong. */
  private record Variable(boolean process, Name name, @Nullable Label label) {}

  private void test(Statement.Test test, Frame frame) {
    Span before = testNames.putIfAbsent(test.name(), test.nameSpan());
    if (before != null) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.DUPLICATE_DECLARATION,
                  test.nameSpan(),
                  "The module has a test \"" + test.name() + "\" already.")
              .label("a second test of that name")
              .label(before, "the first one")
              .help("Reports tell tests apart by their names; give each its own."));
    }
    labels = new ArrayList<>();
    List<Step> steps = steps(test.items(), Map.of(), frame);
    tests.add(new TestCase(test.name(), labels, steps, frame.origin(test.span())));
  }

  /** The steps of a block; its processes and objects are known in all of it. */
  private List<Step> steps(List<TestItem> items, Map<String, Variable> around, Frame frame) {
    Map<String, Variable> variables = new LinkedHashMap<>(around);
    for (TestItem item : items) {
      if (item instanceof TestItem.Definition definition) {
        define(definition, variables, frame);
      }
    }
    List<Step> steps = new ArrayList<>();
    for (TestItem item : items) {
      Step step = step(item, variables, frame);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private void define(
      TestItem.Definition definition, Map<String, Variable> variables, Frame frame) {
    Name name = definition.name();
    Label label = label(definition, frame);
    if (label != null) {
      labels.add(label);
    }
    Variable before =
        variables.putIfAbsent(name.text(), new Variable(definition.process(), name, label));
    if (before != null) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.DUPLICATE_DECLARATION,
                  name.span(),
                  "The test names `" + name.text() + "` twice.")
              .label("named again")
              .label(before.name().span(), "first named here"));
    }
  }

  private @Nullable Label label(TestItem.Definition definition, Frame frame) {
    Symbol name = symbol(definition.name(), frame);
    if (definition.label() instanceof TestItem.LabelOf path) {
      return ofPath(definition, path, name, frame);
    }
    TestItem.Context written = (TestItem.Context) definition.label();
    Range levels = written.range();
    LevelRange range = null;
    if (levels != null) {
      range = context.ranges.range(levels, frame);
    } else if (context.target.mls()) {
      range = LevelRange.of(Ranges.LOWEST);
    }
    Symbol type = context.names.symbol(written.type(), frame, Position.TYPES);
    if (type == null || (levels != null && range == null)) {
      return null;
    }
    return new TestCase.Context(
        name,
        definition.process(),
        written.user() == null ? null : symbol(written.user(), frame),
        written.role() == null ? null : symbol(written.role(), frame),
        type,
        range);
  }

  private @Nullable Label ofPath(
      TestItem.Definition definition, TestItem.LabelOf path, Symbol name, Frame frame) {
    if (definition.process()) {
      context.diagnostics.add(
          Diagnostic.at(Code.NOT_ALLOWED_HERE, path.span(), "A process has no label of a path.")
              .label("only an object has")
              .help("Write the context of the process: `svirt_t:s0:c1,c2`."));
      return null;
    }
    String problem =
        path.path().startsWith("/")
            ? PathPattern.problem(path.path(), false)
            : "does not start with `/`.";
    if (problem != null) {
      context.diagnostics.add(
          Diagnostic.at(Code.BAD_PATH, path.pathSpan(), "The path `" + path.path() + "` " + problem)
              .label("not the path of a file"));
      return null;
    }
    return new TestCase.OfPath(name, path.path(), path.kind(), frame.origin(path.span()));
  }

  private static Symbol symbol(Name name, Frame frame) {
    return new Symbol(name.text(), frame.origin(name.span()));
  }

  // ---- steps

  private @Nullable Step step(TestItem item, Map<String, Variable> variables, Frame frame) {
    Origin origin = frame.origin(item.span());
    if (item instanceof TestItem.Access access) {
      return access(access, variables, frame, origin);
    }
    if (item instanceof TestItem.Start start) {
      Label subject = known(start.subject(), true, variables, frame);
      Label file = known(start.file(), false, variables, frame);
      Label result = known(start.result(), true, variables, frame);
      return subject == null || file == null || result == null
          ? null
          : new TestCase.Start(subject, file, result, origin);
    }
    if (item instanceof TestItem.Creation creation) {
      return creation(creation, variables, frame, origin);
    }
    if (item instanceof TestItem.Choice choice) {
      BooleanExpression condition = condition(choice.condition(), frame);
      List<Step> then = steps(choice.then(), variables, frame);
      List<Step> otherwise = steps(choice.otherwise(), variables, frame);
      return condition == null ? null : new TestCase.Choice(condition, then, otherwise, origin);
    }
    return null;
  }

  private @Nullable Step access(
      TestItem.Access access, Map<String, Variable> variables, Frame frame, Origin origin) {
    Label subject = known(access.subject(), true, variables, frame);
    Label target =
        access.target().is(SELF) ? subject : known(access.target(), null, variables, frame);
    SymbolSet classes = context.sets.classes(access.classes(), frame);
    List<Node.NumberRange> commands = commands(access, frame);
    if (classes == null || commands == null) {
      return null;
    }
    List<TestCase.Permissions> permissions = new ArrayList<>();
    for (Sets.Granted granted : context.sets.permissions(access.permissions(), classes, frame)) {
      for (String className : granted.classes().included()) {
        permissions.add(new TestCase.Permissions(className, granted.permissions().included()));
      }
    }
    return subject == null || target == null
        ? null
        : new TestCase.Access(subject, access.allowed(), permissions, commands, target, origin);
  }

  private static boolean isOnly(NameSet set, String name) {
    return !set.complement()
        && set.elements().size() == 1
        && set.elements().get(0) instanceof NameSet.Member member
        && !member.excluded()
        && member.name().is(name);
  }

  /** The numbers of ioctl commands; null where what they stand behind has none. */
  private @Nullable List<Node.NumberRange> commands(TestItem.Access access, Frame frame) {
    List<Node.NumberRange> commands = new ArrayList<>();
    for (Statement.NumberRange range : access.numbers()) {
      if (!isOnly(access.permissions(), IOCTL)) {
        context.diagnostics.add(
            Diagnostic.at(
                    Code.NOT_ALLOWED_HERE,
                    frame.origin(range.span()),
                    "Numbers stand behind `ioctl` alone.")
                .label("numbers of what?")
                .help(
                    "Say in a statement of its own what `ioctl` may: `one can ioctl 0x5401 ...`."));
        return null;
      }
      commands.add(new Node.NumberRange(range.low(), range.high()));
    }
    return commands;
  }

  private @Nullable Step creation(
      TestItem.Creation creation, Map<String, Variable> variables, Frame frame, Origin origin) {
    Label subject = known(creation.subject(), true, variables, frame);
    Label parent = known(creation.parent(), false, variables, frame);
    Label result = known(creation.result(), false, variables, frame);
    Name objectClass = creation.objectClass();
    NameSet.Member member = new NameSet.Member(objectClass, false, objectClass.span());
    SymbolSet classes =
        context.sets.classes(new NameSet(List.of(member), false, false, objectClass.span()), frame);
    Argument.Text objectName = creation.objectName();
    if (subject == null || parent == null || result == null || classes == null) {
      return null;
    }
    return new TestCase.Creation(
        subject,
        classes.elements().get(0).name(),
        objectName == null ? null : objectName.text(),
        parent,
        result,
        origin);
  }

  /**
   * What a word of a step stands for: a process or object of the test, or else a type.
   *
   * @param process whether a process is needed, or an object; null where both may stand
   */
  private @Nullable Label known(
      Name name, @Nullable Boolean process, Map<String, Variable> variables, Frame frame) {
    Variable variable = variables.get(name.text());
    if (variable == null) {
      Symbol type = context.names.symbol(name, frame, Position.TYPES);
      return type == null ? null : new TestCase.OfType(type, List.copyOf(variables.keySet()));
    }
    if (process != null && process != variable.process()) {
      context.diagnostics.add(
          Diagnostic.at(
                  Code.WRONG_KIND,
                  name.span(),
                  "`"
                      + name.text()
                      + (process
                          ? "` is an object, and a process is needed here."
                          : "` is a process, and an object is needed here."))
              .label(process ? "a process is needed" : "an object is needed")
              .label(variable.name().span(), "named here"));
      return null;
    }
    return variable.label();
  }
}
