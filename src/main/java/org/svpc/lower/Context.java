package org.svpc.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.ArgumentUse;
import org.svpc.ir.Externs;
import org.svpc.ir.Provider;
import org.svpc.lower.Program.Callable;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;

/** What all parts of lowering one module share. */
final class Context {
  /**
   * Statements that expansions may bring altogether; refpolicy's largest modules have some 10,000.
   */
  static final int MAX_EXPANDED = 200_000;

  /** How deep calls may go. */
  static final int MAX_DEPTH = 100;

  final Expander expander;
  final Target target;
  final Diagnostics diagnostics;
  private final Map<String, Callable> callables;
  final Externs externs;
  final List<ArgumentUse> argumentUses = new ArrayList<>();
  final Names names;
  final Sets sets;
  final Ranges ranges;
  final Conditions conditions;
  final Labels labels;
  final Rules rules;
  final Requires requires;
  final Statements statements;
  final Assertions assertions;
  final Calls calls;
  final Comments comments;
  private final List<String> ownCallables;
  private int expanded;

  Context(Program program, Target target, Expander expander, Diagnostics diagnostics) {
    this.expander = expander;
    this.target = target;
    this.diagnostics = diagnostics;
    callables = new HashMap<>(program.callables(diagnostics));
    ownCallables = List.copyOf(callables.keySet());
    externs = ExternScan.scan(program, target.vocabulary());
    names = new Names(diagnostics);
    sets = new Sets(target, externs, names, diagnostics);
    ranges = new Ranges(target, diagnostics);
    conditions = new Conditions(target, names, diagnostics);
    labels = new Labels(conditions, ranges, names, target, diagnostics);
    rules = new Rules(names, sets, ranges, diagnostics);
    requires = new Requires(this);
    comments = new Comments(program.units());
    calls = new Calls(this);
    statements = new Statements(this);
    assertions = new Assertions(this);
  }

  /** The interface or template of that name: the module's, a library's, the target's; or null. */
  @Nullable Callable callable(String name) {
    Callable known = callables.get(name);
    if (known != null) {
      return known;
    }
    TargetInterface found = target.findInterface(name);
    if (found == null) {
      return null;
    }
    Provider provider = found.ofBuild() ? Provider.SIBLING : Provider.TARGET;
    Callable callable = new Callable(found.declaration(), provider, found.problems());
    callables.put(name, callable);
    return callable;
  }

  /** The names of what the module and its libraries define. */
  List<String> callableNames() {
    return ownCallables;
  }

  /** The names of all that can be called. */
  Set<String> allCallables() {
    Set<String> all = new LinkedHashSet<>(ownCallables);
    all.addAll(target.interfaceNames());
    return all;
  }

  /** Counts a statement of an expansion; false once there are too many. */
  boolean spend() {
    return ++expanded <= MAX_EXPANDED;
  }
}
