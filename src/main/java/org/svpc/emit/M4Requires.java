package org.svpc.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.svpc.ir.BuildCondition;
import org.svpc.ir.Node;
import org.svpc.ir.Require;
import org.svpc.ir.Scope;
import org.svpc.selinux.NameKind;

/**
 * What scopes require, in the words of refpolicy's macros.
 *
 * <p>Each scope requires what its own text needs. Calls of the module's own interfaces bring the
 * requires of the interface; {@code tunable_policy} requires the booleans of its condition; every
 * module requires the target's classes and {@code system_r} through {@code policy_module}.
 */
final class M4Requires {
  /** A class and a permission that every policy has, for an optional that requires nothing. */
  private static final Require ANY = new Require(NameKind.CLASS, "process", List.of("fork"));

  private final Paragraphs out;
  private final M4 m4;

  M4Requires(Paragraphs out, M4 m4) {
    this.out = out;
    this.m4 = m4;
  }

  void write(List<Require> requires) {
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
   * forget what they are at first. And no users: hll/pp crashes on such a require.
   */
  List<Require> of(Scope scope) {
    SortedMap<Require, Require> merged = new TreeMap<>();
    Set<String> gates = new HashSet<>();
    collect(scope, merged, gates);
    List<Require> requires = new ArrayList<>();
    for (Require require : merged.values()) {
      boolean known =
          switch (require.kind()) {
            case CLASS -> m4.macros().isRequiredByEveryModule(require.name());
            case BOOLEAN ->
                gates.contains(require.name())
                    || DeclaredNames.booleans(scope.nodes()).contains(require.name());
            case USER -> true;
            case TYPE, ATTRIBUTE, ROLE, ROLE_ATTRIBUTE -> false;
          };
      if (!known) {
        requires.add(require);
      }
    }
    return requires;
  }

  private void collect(Scope scope, SortedMap<Require, Require> into, Set<String> gates) {
    for (Require require : scope.requires()) {
      // Requires compare by kind and name.
      Require known = into.get(require);
      into.put(require, known == null ? require : known.and(require));
    }
    collect(scope.nodes(), into, gates);
  }

  private void collect(List<Node> nodes, SortedMap<Require, Require> into, Set<String> gates) {
    for (Node node : nodes) {
      if (node instanceof Node.Call call && !M4Calls.isKept(call, m4)) {
        collect(call.expansion(), into, gates);
      } else if (node instanceof Node.BuildChoice choice
          && choice.condition() instanceof BuildCondition.Constant constant) {
        collect(constant.value() ? choice.then() : choice.otherwise(), into, gates);
      } else if (node instanceof Node.Conditional conditional) {
        if (isTunable(conditional)) {
          gates.addAll(M4Conditions.variables(conditional.condition()));
        }
        collect(conditional.then(), into, gates);
        collect(conditional.otherwise(), into, gates);
      }
    }
  }

  /**
   * Whether {@code tunable_policy} is written, which requires booleans; an empty one is left out.
   */
  private boolean isTunable(Node.Conditional conditional) {
    return !(conditional.then().isEmpty() && conditional.otherwise().isEmpty())
        && M4Conditions.isTunable(conditional.condition(), m4);
  }

  /** Whether m4 would leave the scope without any require, which checkmodule refuses. */
  private boolean isNothing(Scope scope) {
    if (!of(scope).isEmpty()) {
      return false;
    }
    for (Node node : scope.nodes()) {
      if ((node instanceof Node.Conditional conditional && isTunable(conditional))
          || (node instanceof Node.Call call && !of(call.expansion()).isEmpty())) {
        return false;
      }
    }
    return true;
  }

  /** Requires something in an optional that m4 would leave without any require. */
  void writeAny(Scope scope) {
    if (isNothing(scope)) {
      write(List.of(ANY));
    }
  }
}
