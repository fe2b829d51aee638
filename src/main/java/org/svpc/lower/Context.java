package org.svpc.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.ir.ArgumentUse;
import org.svpc.ir.Externs;
import org.svpc.lower.Program.Callable;
import org.svpc.target.Target;

/** What all parts of lowering one module share. */
final class Context {
  /**
   * Statements that expansions may bring altogether; refpolicy's largest modules have some 10,000.
   */
  static final int MAX_EXPANDED = 200_000;

  /** How deep calls may go. */
  static final int MAX_DEPTH = 100;

  final Target target;
  final Diagnostics diagnostics;
  final Map<String, Callable> callables;
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
  final Calls calls;
  final Comments comments;
  private int expanded;

  Context(Program program, Target target, Diagnostics diagnostics) {
    this.target = target;
    this.diagnostics = diagnostics;
    callables = program.callables(diagnostics);
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
  }

  /** Counts a statement of an expansion; false once there are too many. */
  boolean spend() {
    return ++expanded <= MAX_EXPANDED;
  }
}
