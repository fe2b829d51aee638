package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.BuildCondition;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;

/**
 * Writes scopes in the words of refpolicy's macros.
 *
 * <p>Each scope requires what its own text needs. Calls of the module's own interfaces bring the
 * requires of the interface; {@code tunable_policy} requires the booleans of its condition; every
 * module requires the target's classes and {@code system_r} through {@code policy_module}.
 */
final class M4Scopes {
  /** A class and a permission that every policy has, for an optional that requires nothing. */
  private static final Require ANY = new Require(NameKind.CLASS, "process", List.of("fork"));

  private final Paragraphs out;
  private final M4 m4;
  private final Statements statements;

  M4Scopes(Paragraphs out, M4 m4) {
    this.out = out;
    this.m4 = m4;
    this.statements = new Statements(new M4Words(m4));
  }

  /** All of a scope: requires, declarations, statements. */
  void scope(Scope scope) {
    requires(requiresOf(scope));
    Arrangement arrangement = Arrangement.of(scope.nodes(), m4);
    items(arrangement.declarations());
    for (Arrangement.Part part : arrangement.parts()) {
      out.gap();
      if (part.section() != null) {
        out.add("# " + comment(part.section().title()), part.section().origin());
        out.attach();
      }
      items(part.items());
    }
  }

  // ---- requires

  void requires(List<Require> requires) {
    if (requires.isEmpty()) {
      return;
    }
    out.open("gen_require(`", null);
    for (Require require : requires) {
      out.add(require(require), null);
    }
    out.close("')", null);
    out.gap();
  }

  private String require(Require require) {
    String name = m4.name(require.name());
    return switch (require.kind()) {
      case CLASS -> "class " + name + " " + permissions(require.permissions()) + ";";
      case BOOLEAN -> "bool " + name + ";";
      case TYPE, ATTRIBUTE, ROLE, ROLE_ATTRIBUTE, USER -> require.kind().word() + " " + name + ";";
    };
  }

  private String permissions(List<String> permissions) {
    List<String> names = new ArrayList<>(permissions.size());
    for (String permission : permissions) {
      names.add(m4.name(permission));
    }
    return "{ " + String.join(" ", names) + " }";
  }

  /**
   * What a scope has to say that it requires. Not the booleans that it declares: checkmodule would
   * forget what they are at first.
   */
  List<Require> requiresOf(Scope scope) {
    SortedMap<Require, SortedSet<String>> merged = new TreeMap<>();
    Set<String> gates = new HashSet<>();
    collect(scope, merged, gates);
    List<Require> requires = new ArrayList<>();
    for (Map.Entry<Require, SortedSet<String>> entry : merged.entrySet()) {
      Require require = entry.getKey();
      boolean known =
          switch (require.kind()) {
            case CLASS -> m4.macros().isRequiredByEveryModule(require.name());
            case BOOLEAN ->
                gates.contains(require.name())
                    || DeclaredNames.booleans(scope.nodes()).contains(require.name());
            case TYPE, ATTRIBUTE, ROLE, ROLE_ATTRIBUTE, USER -> false;
          };
      if (!known) {
        requires.add(new Require(require.kind(), require.name(), List.copyOf(entry.getValue())));
      }
    }
    return requires;
  }

  private void collect(Scope scope, SortedMap<Require, SortedSet<String>> into, Set<String> gates) {
    for (Require require : scope.requires()) {
      Require key = Require.of(require.kind(), require.name());
      SortedSet<String> permissions = into.get(key);
      if (permissions == null) {
        permissions = new TreeSet<>();
        into.put(key, permissions);
      }
      permissions.addAll(require.permissions());
    }
    collect(scope.nodes(), into, gates);
  }

  private void collect(
      List<Node> nodes, SortedMap<Require, SortedSet<String>> into, Set<String> gates) {
    for (Node node : nodes) {
      if (node instanceof Node.Call call && !M4Calls.isKept(call, m4)) {
        collect(call.expansion(), into, gates);
      } else if (node instanceof Node.BuildChoice choice
          && choice.condition() instanceof BuildCondition.Constant constant) {
        collect(constant.value() ? choice.then() : choice.otherwise(), into, gates);
      } else if (node instanceof Node.Conditional conditional) {
        if (M4Conditions.isTunable(conditional.condition(), m4)) {
          gates.addAll(M4Conditions.variables(conditional.condition()));
        }
        collect(conditional.then(), into, gates);
        collect(conditional.otherwise(), into, gates);
      }
    }
  }

  // ---- statements

  void items(List<Arrangement.Item> items) {
    Set<String> customizable = customizable(items);
    Arrangement.Group group = null;
    Node.Call heading = null;
    for (Arrangement.Item item : items) {
      if (item.group() != group || !isSame(item.heading(), heading)) {
        out.gap();
      }
      group = item.group();
      if (item.heading() != null && !isSame(item.heading(), heading)) {
        heading(item.heading());
      }
      heading = item.heading();
      for (Node.Comment comment : item.comments()) {
        comment(comment);
      }
      if (item.node() != null) {
        node(item.node(), customizable);
      }
    }
    out.gap();
  }

  private static boolean isSame(Node.@Nullable Call one, Node.@Nullable Call other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.origin().equals(other.origin());
  }

  /** Says which call of a library the next statements stand for. */
  private void heading(Node.Call call) {
    String text = call.name() + "(" + String.join(", ", call.arguments()) + ")";
    out.add("# " + comment(text), call.origin());
    out.attach();
  }

  private void comment(Node.Comment comment) {
    out.gap();
    for (String line : comment.lines()) {
      out.add(line.isBlank() ? "#" : "# " + comment(line), comment.origin());
      out.attach();
    }
  }

  private String comment(String line) {
    return m4.comment(line, out.inQuotes());
  }

  private void node(Node node, Set<String> customizable) {
    if (node instanceof Node.Optional optional) {
      optional(optional);
    } else if (node instanceof Node.Conditional conditional) {
      conditional(conditional);
    } else if (node instanceof Node.BuildChoice choice) {
      out.gap();
      new M4Choices(out, choice.origin())
          .write(choice.condition(), new ScopeArm(choice.then()), new ScopeArm(choice.otherwise()));
      out.gap();
    } else if (node instanceof Node.Call call) {
      out.add(M4Calls.text(call, m4), call.origin());
    } else if (node instanceof Node.BooleanDeclaration bool) {
      bool(bool);
    } else if (node instanceof Node.Customizable mark) {
      if (!customizable.contains(mark.type().name())) {
        out.add("# customizable: " + comment(mark.type().name()), mark.origin());
      }
    } else {
      statement(node, customizable);
    }
  }

  private void statement(Node node, Set<String> customizable) {
    String suffix = "";
    if (node instanceof Node.TypeDeclaration type) {
      documentation(type.doc(), type.origin());
      suffix = customizable.contains(type.name().name()) ? " # customizable" : "";
    } else if (node instanceof Node.AttributeDeclaration attribute) {
      documentation(attribute.doc(), attribute.origin());
    }
    out.add(statements.text(node) + suffix, node.origin());
  }

  /** The types that are declared and marked among the items; the mark goes to the declaration. */
  private static Set<String> customizable(List<Arrangement.Item> items) {
    Set<String> marked = new HashSet<>();
    Set<String> declared = new HashSet<>();
    for (Arrangement.Item item : items) {
      if (item.node() instanceof Node.Customizable mark) {
        marked.add(mark.type().name());
      } else if (item.node() instanceof Node.TypeDeclaration type) {
        declared.add(type.name().name());
      }
    }
    marked.retainAll(declared);
    return marked;
  }

  /** What a declaration is for, as comments: only booleans and interfaces have XML. */
  private void documentation(Documentation doc, Origin origin) {
    List<String> lines = new ArrayList<>(PolicyXml.wrapped(doc.summary()));
    for (String paragraph : doc.description()) {
      lines.addAll(PolicyXml.wrapped(paragraph));
    }
    if (!lines.isEmpty()) {
      out.gap();
    }
    for (String line : lines) {
      out.add("# " + comment(line), origin);
      out.attach();
    }
  }

  private void bool(Node.BooleanDeclaration bool) {
    String name = bool.name().name();
    out.gap();
    new PolicyXml(out).tunable(name, bool.doc(), bool.origin());
    // The name is read twice: as an argument and in what the macro writes.
    String argument = m4.isInert(name) ? m4.name(name) : "`" + m4.name(name) + "'";
    out.add("gen_tunable(" + argument + ", " + bool.value() + ")", bool.origin());
    out.gap();
  }

  // ---- blocks

  private final class ScopeArm implements M4Choices.Arm {
    private final Scope scope;

    ScopeArm(Scope scope) {
      this.scope = scope;
    }

    @Override
    public boolean isEmpty() {
      return scope.nodes().isEmpty() && scope.requires().isEmpty();
    }

    @Override
    public void write() {
      scope(scope);
    }
  }

  private void optional(Node.Optional optional) {
    out.gap();
    out.open("optional_policy(`", optional.origin());
    if (requiresNothing(optional.body())) {
      requires(List.of(ANY));
    }
    scope(optional.body());
    out.close("')", optional.origin());
    out.gap();
  }

  /** Whether m4 would leave the scope without any require, which checkmodule refuses. */
  private boolean requiresNothing(Scope scope) {
    if (!requiresOf(scope).isEmpty()) {
      return false;
    }
    for (Node node : scope.nodes()) {
      if ((node instanceof Node.Conditional conditional
              && M4Conditions.isTunable(conditional.condition(), m4))
          || (node instanceof Node.Call call && !requiresOf(call.expansion()).isEmpty())) {
        return false;
      }
    }
    return true;
  }

  private void conditional(Node.Conditional conditional) {
    out.gap();
    String condition = M4Conditions.text(conditional.condition(), m4);
    if (M4Conditions.isTunable(conditional.condition(), m4)) {
      if (conditional.then().isEmpty()) {
        out.open("tunable_policy(`" + condition + "',`',`", conditional.origin());
        arm(conditional.otherwise());
      } else {
        out.open("tunable_policy(`" + condition + "',`", conditional.origin());
        arm(conditional.then());
        if (!conditional.otherwise().isEmpty()) {
          out.reopen("',`", conditional.origin());
          arm(conditional.otherwise());
        }
      }
      out.close("')", conditional.origin());
    } else {
      bare(conditional, condition);
    }
    out.gap();
  }

  /** A conditional that {@code tunable_policy} cannot write. */
  private void bare(Node.Conditional conditional, String condition) {
    List<Require> parameters = new ArrayList<>();
    for (String name : M4Conditions.variables(conditional.condition())) {
      if (name.indexOf('$') >= 0) {
        parameters.add(Require.of(NameKind.BOOLEAN, name));
      }
    }
    requires(parameters);
    out.open("if (" + condition + ") {", conditional.origin());
    arm(conditional.then());
    if (!conditional.otherwise().isEmpty()) {
      out.reopen("} else {", conditional.origin());
      arm(conditional.otherwise());
    }
    out.close("}", conditional.origin());
  }

  private void arm(List<Node> nodes) {
    Arrangement arrangement = Arrangement.of(nodes, m4);
    for (Arrangement.Part part : arrangement.parts()) {
      items(part.items());
    }
  }
}
