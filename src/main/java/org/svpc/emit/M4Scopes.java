package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.NameKind;
import org.svpc.source.Origin;

/** Writes scopes in the words of refpolicy's macros. */
final class M4Scopes {
  private final Paragraphs out;
  private final M4 m4;
  private final M4Requires requires;
  private final Statements statements;

  M4Scopes(Paragraphs out, M4 m4) {
    this.out = out;
    this.m4 = m4;
    this.requires = new M4Requires(out, m4);
    this.statements = new Statements(new M4Words(m4));
  }

  /** All of a scope: requires, declarations, statements. */
  void scope(Scope scope) {
    requires.write(requires.of(scope));
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
    String text =
        node instanceof Node.UserDeclaration user ? M4Users.text(user, m4) : statements.text(node);
    out.add(text + suffix, node.origin());
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
    boolean plain = m4.isInert(name) && name.indexOf('-') < 0 && name.indexOf('.') < 0;
    out.gap();
    if (plain) {
      new PolicyXml(out).tunable(name, bool.doc(), bool.origin());
    } else {
      // segenxml finds no such name, and would give its XML to the next boolean.
      documentation(bool.doc(), bool.origin());
    }
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
    requires.writeAny(optional.body());
    scope(optional.body());
    out.close("')", optional.origin());
    out.gap();
  }

  private void conditional(Node.Conditional conditional) {
    if (conditional.then().isEmpty() && conditional.otherwise().isEmpty()) {
      return;
    }
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
    requires.write(parameters);
    if (conditional.then().isEmpty()) {
      out.open("if (!(" + condition + ")) {", conditional.origin());
      arm(conditional.otherwise());
    } else {
      out.open("if (" + condition + ") {", conditional.origin());
      arm(conditional.then());
      if (!conditional.otherwise().isEmpty()) {
        out.reopen("} else {", conditional.origin());
        arm(conditional.otherwise());
      }
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
