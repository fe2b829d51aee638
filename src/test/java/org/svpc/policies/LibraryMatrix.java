package org.svpc.policies;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.svpc.selinux.AccessKind;
import org.svpc.syntax.Argument;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Statement;

/**
 * What each interface and template of the sVirt library opens and joins, read from its text and
 * that of those it calls: both arms of what a call may choose, each optional.
 */
final class LibraryMatrix {
  private final Map<String, Statement.InterfaceDeclaration> interfaces = new LinkedHashMap<>();

  /** What one interface opens to its first parameter, and what its parameters join. */
  static final class Row {
    /** Classes by target. */
    final SortedMap<String, SortedSet<String>> opened = new TreeMap<>();

    /** Attributes by parameter. */
    final Map<String, SortedSet<String>> joined = new LinkedHashMap<>();

    /** Every type that is named at all. */
    final SortedSet<String> types = new TreeSet<>();
  }

  LibraryMatrix(List<Statement.InterfaceDeclaration> library) {
    library.forEach(each -> interfaces.put(each.name().text(), each));
  }

  Iterable<Statement.InterfaceDeclaration> interfaces() {
    return interfaces.values();
  }

  Row row(Statement.InterfaceDeclaration declaration) {
    Row row = new Row();
    Map<String, String> names = new HashMap<>();
    Set<String> open = new LinkedHashSet<>();
    for (Parameter parameter : declaration.parameters()) {
      String name = parameter.name().text();
      names.put(name, "*" + name + "*");
      if (parameter.optional()) {
        open.add(name);
      }
    }
    walk(declaration.body(), new Frame(names, open), row, first(declaration));
    return row;
  }

  private static String first(Statement.InterfaceDeclaration declaration) {
    return "*" + declaration.parameters().get(0).name().text() + "*";
  }

  /**
   * What the names of a body stand for.
   *
   * @param open the parameters of which nobody knows whether they are given
   */
  private record Frame(Map<String, String> names, Set<String> open) {
    String of(String name) {
      return names.getOrDefault(name, name);
    }
  }

  private void walk(List<Statement> body, Frame frame, Row row, String subject) {
    for (Statement statement : body) {
      if (statement instanceof Statement.Access access && access.kind() == AccessKind.ALLOW) {
        access(access, frame, row, subject);
      } else if (statement instanceof Statement.TypeRule rule) {
        note(each(rule.targets(), frame::of), row);
      } else if (statement instanceof Statement.TypeAttribute join) {
        for (String type : each(join.types(), frame::of)) {
          join(type, join.attributes(), row);
        }
      } else if (statement instanceof Statement.TypeDeclaration type) {
        join(
            frame.of(type.name().text()),
            type.memberships().stream().map(Statement.Membership::name).toList(),
            row);
      } else if (statement instanceof Statement.OptionalBlock block) {
        walk(block.body(), frame, row, subject);
      } else if (statement instanceof Statement.If choice) {
        walk(choice.then(), frame, row, subject);
        walk(choice.otherwise(), frame, row, subject);
      } else if (statement instanceof Statement.Ifdef choice) {
        choice(choice, frame, row, subject);
      } else if (statement instanceof Statement.Call call) {
        call(call, frame, row, subject);
      }
    }
  }

  private void choice(Statement.Ifdef choice, Frame frame, Row row, String subject) {
    boolean given = true;
    boolean not = true;
    if (choice.condition() instanceof BuildExpression.Given asked
        && !frame.open().contains(asked.parameter().text())) {
      given = frame.names().containsKey(asked.parameter().text());
      not = !given;
    }
    if (given) {
      walk(choice.then(), frame, row, subject);
    }
    if (not) {
      walk(choice.otherwise(), frame, row, subject);
    }
  }

  private void call(Statement.Call call, Frame frame, Row row, String subject) {
    Statement.InterfaceDeclaration callee = interfaces.get(call.name().text());
    Map<String, String> names = new HashMap<>();
    Set<String> open = new LinkedHashSet<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      Argument argument = call.arguments().get(i);
      String parameter = callee.parameters().get(i).name().text();
      String value = each(((Argument.Names) argument.value()).set(), name -> name).first();
      if (frame.open().contains(value)) {
        open.add(parameter);
      }
      names.put(parameter, frame.of(value));
    }
    walk(callee.body(), new Frame(names, open), row, subject);
  }

  private static void access(Statement.Access access, Frame frame, Row row, String subject) {
    SortedSet<String> targets = each(access.targets(), frame::of);
    note(targets, row);
    if (each(access.sources(), frame::of).contains(subject)) {
      for (String target : targets) {
        row.opened
            .computeIfAbsent(target, key -> new TreeSet<>())
            .addAll(each(access.classes(), name -> name));
      }
    }
    note(each(access.sources(), frame::of), row);
  }

  private static void note(Set<String> names, Row row) {
    names.stream().filter(name -> name.endsWith("_t")).forEach(row.types::add);
  }

  private static void join(String type, List<Name> attributes, Row row) {
    for (Name attribute : attributes) {
      row.joined.computeIfAbsent(type, key -> new TreeSet<>()).add(attribute.text());
    }
  }

  private static SortedSet<String> each(NameSet set, UnaryOperator<String> meaning) {
    SortedSet<String> names = new TreeSet<>();
    for (NameSet.Element element : set.elements()) {
      if (element instanceof NameSet.Member member) {
        names.add(meaning.apply(member.name().text()));
      } else if (element instanceof NameSet.Nested nested) {
        names.addAll(each(nested.set(), meaning));
      }
    }
    return names;
  }
}
