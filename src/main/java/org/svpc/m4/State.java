package org.svpc.m4;

import java.util.ArrayList;
import java.util.List;

/** What lasts from one text to the next: definitions, marks, diversions, wrapped texts. */
final class State {
  /** A text that {@code m4wrap} put aside, and where it was called. */
  record Wrapped(String text, String file, int line) {}

  final MacroTable macros;
  final Pool output;
  final Diversions diversions;
  Syntax syntax = Syntax.DEFAULT;
  private List<Wrapped> wrapped = new ArrayList<>();

  State(M4Limits limits) {
    macros = MacroTable.initial(limits.definitions());
    output = new Pool(limits.output());
    diversions = new Diversions(output);
  }

  private State(State original) {
    macros = original.macros.fork();
    output = original.output.copy();
    diversions = original.diversions.copy(output);
    syntax = original.syntax;
    wrapped.addAll(original.wrapped);
  }

  State fork() {
    return new State(this);
  }

  void wrap(String text, String file, int line) {
    if (output.take(text.length())) {
      wrapped.add(new Wrapped(text, file, line));
    }
  }

  /** The texts put aside since the last time; the last of them is to be read first. */
  List<Wrapped> takeWrapped() {
    List<Wrapped> taken = wrapped;
    wrapped = new ArrayList<>();
    for (Wrapped text : taken) {
      output.give(text.text().length());
    }
    return taken;
  }
}
