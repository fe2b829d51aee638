package org.svpc.manual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.svpc.ir.BooleanExpression;
import org.svpc.ir.Module;
import org.svpc.ir.Node;
import org.svpc.ir.Scope;
import org.svpc.ir.Symbol;
import org.svpc.selinux.Documentation;
import org.svpc.selinux.TypeRuleKind;

/** What a module declares, and what its rules say of that, for its manual page. */
final class Contents {
  /** A type that the module declares. */
  record Type(String name, Documentation doc, List<String> aliases) {}

  /** A boolean that it declares. */
  record Switch(String name, boolean value, Documentation doc) {}

  /** Who becomes a domain by running a program of a type. */
  record Start(String from, String program) {}

  private final Map<String, Type> types = new LinkedHashMap<>();
  private final Map<String, Switch> booleans = new LinkedHashMap<>();
  private final Map<String, Set<String>> attributes = new TreeMap<>();
  private final Map<String, Set<String>> entries = new TreeMap<>();
  private final Map<String, Set<Start>> starts = new TreeMap<>();
  private final Map<String, Set<String>> gated = new TreeMap<>();
  private final Set<String> permissive = new TreeSet<>();

  Contents(Module module) {
    scope(module.body());
  }

  List<Type> types() {
    return List.copyOf(types.values());
  }

  List<Switch> booleans() {
    return List.copyOf(booleans.values());
  }

  boolean declaresBoolean(String name) {
    return booleans.containsKey(name);
  }

  Set<String> attributes(String type) {
    return attributes.getOrDefault(type, Set.of());
  }

  /** Types of the programs that enter a domain. */
  Set<String> entries(String domain) {
    return entries.getOrDefault(domain, Set.of());
  }

  Set<Start> starts(String domain) {
    return starts.getOrDefault(domain, Set.of());
  }

  /** For each boolean that has a say the rules that it has it in: {@code a_t on b_t}. */
  Map<String, Set<String>> gated() {
    return gated;
  }

  boolean isPermissive(String type) {
    return permissive.contains(type);
  }

  /** Whether processes have the type. */
  boolean isDomain(String type) {
    return attributes(type).contains("domain") || entries.containsKey(type);
  }

  private void scope(Scope scope) {
    nodes(scope.nodes(), Set.of());
  }

  /**
   * @param conditions the booleans of the conditions around
   */
  private void nodes(List<Node> nodes, Set<String> conditions) {
    for (Node node : nodes) {
      node(node, conditions);
    }
  }

  private void node(Node node, Set<String> conditions) {
    if (node instanceof Node.TypeDeclaration type) {
      declare(type);
    } else if (node instanceof Node.TypeAttribute membership) {
      join(membership.type(), membership.attributes());
    } else if (node instanceof Node.BooleanDeclaration bool) {
      booleans.putIfAbsent(
          bool.name().name(), new Switch(bool.name().name(), bool.value(), bool.doc()));
    } else if (node instanceof Node.Permissive one) {
      permissive.add(one.type().name());
    } else if (node instanceof Node.Access access) {
      access(access, conditions);
    } else if (node instanceof Node.TypeRule rule) {
      typeRule(rule);
    } else if (node instanceof Node.Conditional conditional) {
      Set<String> names = new TreeSet<>(conditions);
      variables(conditional.condition(), names);
      nodes(conditional.then(), names);
      nodes(conditional.otherwise(), names);
    } else if (node instanceof Node.Optional optional) {
      nodes(optional.body().nodes(), conditions);
    } else if (node instanceof Node.BuildChoice choice) {
      nodes(choice.arm().nodes(), conditions);
    } else if (node instanceof Node.Call call) {
      nodes(call.expansion().nodes(), conditions);
    }
  }

  private void declare(Node.TypeDeclaration type) {
    List<String> aliases = new ArrayList<>();
    for (Symbol alias : type.aliases()) {
      aliases.add(alias.name());
    }
    types.putIfAbsent(type.name().name(), new Type(type.name().name(), type.doc(), aliases));
    join(type.name(), type.attributes());
  }

  private void join(Symbol type, List<Symbol> joined) {
    Set<String> of = attributes.computeIfAbsent(type.name(), key -> new TreeSet<>());
    for (Symbol attribute : joined) {
      of.add(attribute.name());
    }
  }

  private void access(Node.Access access, Set<String> conditions) {
    for (String bool : conditions) {
      for (String source : access.sources().included()) {
        for (String target : access.targets().included()) {
          gated
              .computeIfAbsent(bool, key -> new TreeSet<>())
              .add(
                  "`" + source + "` on " + (target.equals("self") ? "itself" : "`" + target + "`"));
        }
      }
    }
    if (access.permissions().included().contains("entrypoint")) {
      for (String domain : access.sources().included()) {
        entries.computeIfAbsent(domain, key -> new TreeSet<>()).addAll(access.targets().included());
      }
    }
  }

  private void typeRule(Node.TypeRule rule) {
    if (rule.kind() == TypeRuleKind.TRANSITION && rule.classes().included().contains("process")) {
      for (String from : rule.sources().included()) {
        for (String program : rule.targets().included()) {
          starts
              .computeIfAbsent(rule.result().name(), key -> new LinkedHashSet<>())
              .add(new Start(from, program));
        }
      }
    }
  }

  private static void variables(BooleanExpression expression, Set<String> names) {
    if (expression instanceof BooleanExpression.Variable variable) {
      names.add(variable.name().name());
    } else if (expression instanceof BooleanExpression.Not not) {
      variables(not.operand(), names);
    } else if (expression instanceof BooleanExpression.Binary binary) {
      variables(binary.left(), names);
      variables(binary.right(), names);
    }
  }
}
