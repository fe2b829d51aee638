package org.svpc.policies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.parse.SvpParser;
import org.svpc.source.SourceFile;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Statement;
import org.svpc.syntax.TestItem;

/**
 * What the {@code test} blocks of a source say, read from its text and without svpc's own judge, so
 * that another one can be asked.
 */
final class Expectations {
  /** One statement, with the {@code if}s around it. */
  sealed interface Expectation {
    String place();

    List<Condition> conditions();
  }

  /** {@code can}, or {@code cannot}. */
  record Access(
      String place,
      List<Condition> conditions,
      boolean allowed,
      String source,
      String target,
      String objectClass,
      Set<String> permissions)
      implements Expectation {}

  /** {@code starts}: contexts of the process and of the file, and the type that comes of it. */
  record Start(String place, List<Condition> conditions, String source, String file, String result)
      implements Expectation {}

  /** {@code creates}. */
  record Creation(
      String place,
      List<Condition> conditions,
      String source,
      String parent,
      String objectClass,
      String result)
      implements Expectation {}

  /** What an {@code if} asks, and whether the statement stands in its first arm. */
  record Condition(Expression expression, boolean first) {
    boolean holds(Map<String, Boolean> state) {
      return value(expression, state) == first;
    }

    private static boolean value(Expression expression, Map<String, Boolean> state) {
      if (expression instanceof Expression.Variable variable) {
        return state.get(variable.name().text());
      }
      if (expression instanceof Expression.Not not) {
        return !value(not.operand(), state);
      }
      Expression.Binary binary = (Expression.Binary) expression;
      boolean left = value(binary.left(), state);
      boolean right = value(binary.right(), state);
      return switch (binary.operator()) {
        case "&&" -> left && right;
        case "||" -> left || right;
        case "==" -> left == right;
        default -> left != right;
      };
    }

    private void names(Expression part, Set<String> names) {
      if (part instanceof Expression.Variable variable) {
        names.add(variable.name().text());
      } else if (part instanceof Expression.Not not) {
        names(not.operand(), names);
      } else if (part instanceof Expression.Binary binary) {
        names(binary.left(), names);
        names(binary.right(), names);
      }
    }
  }

  private final Function<TestItem.LabelOf, String> labelOf;
  private final Set<String> domains;
  private final List<Expectation> all = new ArrayList<>();
  private final Map<String, String> labels = new HashMap<>();

  private Expectations(Function<TestItem.LabelOf, String> labelOf, Set<String> domains) {
    this.labelOf = labelOf;
    this.domains = domains;
  }

  /**
   * All statements of a source.
   *
   * @param labelOf what the file contexts give a path
   * @param domains the types that are processes where they stand alone
   */
  static List<Expectation> of(
      SourceFile source, Function<TestItem.LabelOf, String> labelOf, Set<String> domains) {
    Expectations read = new Expectations(labelOf, domains);
    Diagnostics diagnostics = new Diagnostics();
    for (Statement statement : SvpParser.parse(source, diagnostics).statements()) {
      if (statement instanceof Statement.Test test) {
        read.labels.clear();
        read.items(test.items(), List.of());
      }
    }
    if (!diagnostics.sorted().isEmpty()) {
      throw new IllegalArgumentException(diagnostics.sorted().toString());
    }
    return read.all;
  }

  /** The states of the booleans that its {@code if}s name in which a statement has to hold. */
  static List<Map<String, Boolean>> states(Expectation expectation) {
    Set<String> names = new TreeSet<>();
    expectation.conditions().forEach(condition -> condition.names(condition.expression(), names));
    List<Map<String, Boolean>> states = List.of(Map.of());
    for (String name : names) {
      List<Map<String, Boolean>> more = new ArrayList<>();
      for (Map<String, Boolean> state : states) {
        for (boolean on : List.of(false, true)) {
          Map<String, Boolean> next = new HashMap<>(state);
          next.put(name, on);
          more.add(next);
        }
      }
      states = more;
    }
    return states.stream()
        .filter(state -> expectation.conditions().stream().allMatch(each -> each.holds(state)))
        .toList();
  }

  private void items(List<TestItem> items, List<Condition> conditions) {
    for (TestItem item : items) {
      String place = item.span().file().name() + ": " + item.span().text();
      if (item instanceof TestItem.Definition definition) {
        labels.put(definition.name().text(), label(definition));
      } else if (item instanceof TestItem.Access access) {
        access(access, place, conditions);
      } else if (item instanceof TestItem.Start start) {
        all.add(
            new Start(
                place,
                conditions,
                process(start.subject()),
                object(start.file()),
                start.result().text()));
      } else if (item instanceof TestItem.Creation creation) {
        all.add(
            new Creation(
                place,
                conditions,
                process(creation.subject()),
                object(creation.parent()),
                creation.objectClass().text(),
                creation.result().text()));
      } else if (item instanceof TestItem.Choice choice) {
        items(choice.then(), with(conditions, new Condition(choice.condition(), true)));
        items(choice.otherwise(), with(conditions, new Condition(choice.condition(), false)));
      }
    }
  }

  private static List<Condition> with(List<Condition> conditions, Condition more) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(more);
    return all;
  }

  private void access(TestItem.Access access, String place, List<Condition> conditions) {
    String source = process(access.subject());
    for (String objectClass : names(access.classes())) {
      String target = target(access.target(), source);
      all.add(
          new Access(
              place,
              conditions,
              access.allowed(),
              source,
              target,
              objectClass,
              names(access.permissions())));
    }
  }

  private String label(TestItem.Definition definition) {
    if (definition.label() instanceof TestItem.LabelOf path) {
      return labelOf.apply(path);
    }
    String text = definition.label().span().text().replace(" ", "");
    return context(definition.process() ? "system_r" : "object_r", text);
  }

  private static String context(String role, String text) {
    return "system_u:" + role + ":" + (text.indexOf(':') < 0 ? text + ":s0" : text);
  }

  private String process(Name name) {
    String label = labels.get(name.text());
    return label == null ? context("system_r", name.text()) : label;
  }

  private String object(Name name) {
    String label = labels.get(name.text());
    return label == null ? context("object_r", name.text()) : label;
  }

  /** A type that stands for a label of its own is a process where it is a domain. */
  private String target(Name name, String source) {
    if (name.text().equals("self")) {
      return source;
    }
    return domains.contains(name.text()) ? process(name) : object(name);
  }

  private static Set<String> names(NameSet set) {
    Set<String> names = new LinkedHashSet<>();
    for (NameSet.Element element : set.elements()) {
      names.add(((NameSet.Member) element).name().text());
    }
    return names;
  }
}
